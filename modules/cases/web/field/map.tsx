import { Answer, DeadlineTag, Empty, Icon } from '@hezhi/ui';
import { Map as PointMap, type MapPoint } from '@hezhi/ui/map';
import { PhonePage } from '@hezhi/ui/phone';
import { useFilters, useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import './field.css';
import { borderLayers, groundOf } from '@hezhi/matters/screens';
import { around, boxOf, usePosition } from '@hezhi/matters/screens/phone';

const views = ['all', 'late'] as const;

/** Open cases on the map: only what I may see. A point opens a line at the thumb, the line opens the task. */
export default function FieldMap() {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const { district, post } = useSession();
  const [filters, setFilters] = useFilters({ view: 'all' });
  const view = filters.view === 'late' ? 'late' : 'all';
  const found = useRoute('GET /cases/map', { query: view === 'late' ? { overdue: 'true' } : {} });
  useLiveRefresh(['matters.'], ['GET /cases/map']);
  const position = usePosition();
  const [chosen, setChosen] = useState<string | null>(null);
  const features = found.data?.features;
  const points = useMemo<MapPoint[]>(
    () =>
      (features ?? []).map((feature) => ({
        id: feature.id,
        lon: feature.geometry.coordinates[0],
        lat: feature.geometry.coordinates[1],
        label: feature.properties.title,
        tone: feature.properties.overdue ? 'late' : 'info',
      })),
    [features],
  );
  const box = useMemo(() => boxOf(points), [points]);
  const area = post?.area;
  const layers = useMemo(() => borderLayers(district, area), [district, area]);
  const ground = useMemo(() => groundOf(district), [district]);
  const fit = useMemo(() => (position.here ? around(position.here, 0.004) : box), [position.here, box]);
  const pin = useMemo(() => (position.here ? { lon: position.here[0], lat: position.here[1] } : null), [position.here]);
  const one = features?.find((feature) => feature.id === chosen);
  return (
    <PhonePage title={t('field.map.title')} back={false}>
      <div className="hz-row">
        <div className="hz-segments" role="group" aria-label={t('field.map.view')}>
          {views.map((key) => (
            <button key={key} type="button" aria-pressed={view === key} onClick={() => setFilters({ view: key })}>
              {t(`field.map.${key}`)}
            </button>
          ))}
        </div>
        {position.can ? (
          <button type="button" className="hz-button" disabled={position.finding} onClick={() => void position.find()}>
            <Icon name="pin" /> {t(position.finding ? 'matters:field.today.finding' : 'field.map.here')}
          </button>
        ) : null}
      </div>
      <p role="status" className="hz-small">
        {position.why
          ? t(`matters:field.today.noPlace.${position.why}`)
          : features
            ? t('field.map.count', { count: features.length, n: time.count(features.length) })
            : ''}
        {found.data?.complete === false ? ` ${t('field.map.cut')}` : ''}
      </p>
      <Answer of={found} rows={6}>
        {() => (
          <>
            <PointMap
              label={t('field.map.title')}
              height="min(56vh, 560px)"
              layers={layers}
              backdrop={ground}
              points={points}
              cluster
              onOpen={setChosen}
              fit={fit}
              pick={pin}
            />
            {points.length === 0 ? (
              <Empty icon="check" title={t('field.map.none')} why={t(view === 'late' ? 'field.map.noneLate' : 'field.map.noneWhy')} />
            ) : null}
          </>
        )}
      </Answer>
      {one ? (
        <div className="hz-map-chosen" role="region" aria-live="polite" aria-label={t('field.map.chosen')}>
          <Link className="hz-card" to={`/task/${one.id}`} {...(one.properties.overdue ? { 'data-tone': 'late' } : {})}>
            <div className="hz-row">
              <DeadlineTag due={one.properties.dueAt} sub />
            </div>
            <strong>{one.properties.title}</strong>
            <p className="hz-small">
              {say(one.properties.stateName)} · <span className="hz-num">{one.properties.number}</span>
            </p>
          </Link>
          <button type="button" className="hz-phone-back" aria-label={t('matters:phone.close')} onClick={() => setChosen(null)}>
            <Icon name="close" />
          </button>
        </div>
      ) : null}
    </PhonePage>
  );
}
