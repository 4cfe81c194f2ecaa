import { Answer, Empty, Facts, Icon, Photos, ShareButton, StatusSentence, Timeline } from '@hezhi/ui';
import { Map } from '@hezhi/ui/map';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { Problem, useSay, useTime, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRoute, type Reply } from '../shared/client.ts';
import { groundOf, photosOf, useFieldText } from '@hezhi/matters/screens';
import { MeToo } from './duplicates-me-too.tsx';
import { Rating } from './near-card.tsx';
import { NearCaseSlots } from './near-slots.tsx';
import '@hezhi/matters/screens/resident.css';
import './resident.css';

type Detail = Reply<'GET /public/cases/:district/:id'>;

/** What everybody may know of one case. */
export default function NearCasePage() {
  const t = useWords('cases');
  const say = useSay();
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/cases/:district/:id', { params: { district, id } }, { keep: false });
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <PhonePage title={t('resident.near.title')} back="/near">
        <Empty
          title={asked.error.detail}
          why={t('resident.near.goneWhy')}
          action={
            <Link className="hz-button" to="/near">
              {t('resident.near.all')}
            </Link>
          }
        />
      </PhonePage>
    );
  return (
    <PhonePage title={asked.data ? say(asked.data.case.category.name) : t('resident.near.title')} back="/near">
      <Answer of={asked} rows={8}>
        {(found) => <Public found={found} />}
      </Answer>
    </PhonePage>
  );
}

function Public({ found }: { found: Detail }) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const text = useFieldText();
  const [map, setMap] = useState(false);
  const one = found.case;
  const [lon, lat] = one.point ?? [null, null];
  const points = useMemo(() => (lon === null || lat === null ? [] : [{ id: one.id, lon, lat, label: one.areaName }]), [one.id, one.areaName, lon, lat]);
  const layers = useMemo(
    () => [{ name: 'areas', url: `/api/places/map/${one.district}/shapes?level=community`, style: 'grid' as const, label: 'name' }],
    [one.district],
  );
  const ground = useMemo(() => groundOf(one.district), [one.district]);
  return (
    <>
      <Card>
        <StatusSentence text={found.sentence} />
      </Card>
      <Card>
        <div className="hz-res-section">
          <p className="hz-res-quote">{one.text}</p>
          {found.photos.length > 0 ? <Photos photos={found.photos} /> : null}
          <Facts
            items={[
              [
                t('resident.number'),
                <span key="v" className="hz-num">
                  {one.number}
                </span>,
              ],
              [t('resident.case.place'), one.areaName],
              [
                t('resident.case.at'),
                <span key="v" title={time.exact(one.openedAt)}>
                  {time.moment(one.openedAt)}
                </span>,
              ],
              [
                t('resident.near.closedOn'),
                one.closedAt ? (
                  <span key="v" title={time.exact(one.closedAt)}>
                    {time.moment(one.closedAt)}
                  </span>
                ) : null,
              ],
              [t('resident.near.rating'), one.rating === null ? null : <Rating key="v" value={one.rating} />],
            ]}
          />
          <MeToo district={one.district} id={one.id} count={one.me_too} open={!one.final} supported={found.supported} />
          <ShareButton title={`${say(one.category.name)} · ${one.areaName}`} text={one.text} picture={found.photos[0]?.thumb ?? found.photos[0]?.url} />
          {points.length > 0 ? (
            map ? (
              <>
                <Map
                  label={t('resident.near.mapLabel')}
                  height={260}
                  layers={layers}
                  backdrop={ground}
                  points={points}
                  fit={[lon! - 0.012, lat! - 0.012, lon! + 0.012, lat! + 0.012]}
                  list={false}
                />
                <p className="hz-small">{t('resident.near.rounded')}</p>
              </>
            ) : (
              <p>
                <button type="button" className="hz-button" onClick={() => setMap(true)}>
                  <Icon name="pin" /> {t('resident.near.mapOn')}
                </button>
              </p>
            )
          ) : null}
        </div>
      </Card>
      <section className="hz-card">
        <div className="hz-res-section">
          <h2>{t('resident.case.timeline')}</h2>
          <Timeline
            label={t('resident.case.timeline')}
            entries={[...found.timeline]
              .sort((a, b) => b.seq - a.seq)
              .map((entry) => ({
                id: String(entry.seq),
                at: entry.at,
                sentence: say(entry.told),
                who: entry.org,
                text:
                  entry.fields
                    .flatMap((field) => {
                      const said = text(field, entry.data[field.key]);
                      return said === null ? [] : [t('matters:shared.labelled', { label: say(field.label), value: said })];
                    })
                    .join('\n') || null,
                photos: entry.fields
                  .filter((field) => field.type === 'photos')
                  .flatMap((field) => photosOf(one.district, (entry.data[field.key] as string[] | undefined) ?? [])),
              }))}
          />
        </div>
      </section>
      <NearCaseSlots district={one.district} id={one.id} open={!one.final} />
    </>
  );
}
