import { DistrictField } from '@hezhi/matters/screens/resident';
import { Empty, Failure, Icon } from '@hezhi/ui';
import { Map, type MapLayer, type MapPoint } from '@hezhi/ui/map';
import { Field, ListMore, PhonePage } from '@hezhi/ui/phone';
import { HostFailure, useFilters, useHost, useSay, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useList } from '../shared/client.ts';
import { groundOf } from '@hezhi/matters/screens';
import { useTree } from './category-field.tsx';
import { useDistrict } from './district.ts';
import { NearCard } from './near-card.tsx';
import { NearListSlots } from './near-slots.tsx';
import '@hezhi/matters/screens/resident.css';
import './resident.css';

const states = ['closed', 'open'] as const;

/** 身边事: public cases of the district, as a list and on the map. */
export default function NearPage() {
  const t = useWords('cases');
  const say = useSay();
  const go = useNavigate();
  const host = useHost();
  const { districts, current, choose, asked } = useDistrict();
  const [filters, set, reset] = useFilters({ state: 'closed', category: '', near: '', map: '' });
  const [finding, setFinding] = useState(false);
  const [note, setNote] = useState('');
  const tree = useTree(current?.code ?? null);
  const list = useList(
    'GET /public/cases',
    {
      query: {
        district: current?.code ?? '',
        state: filters.state === 'open' ? ('open' as const) : ('closed' as const),
        ...(filters.category ? { category: filters.category } : {}),
        ...(filters.near ? { near: filters.near } : {}),
      },
    },
    { enabled: current !== null },
  );

  const nearest = async () => {
    if (filters.near) return set({ near: '' });
    setFinding(true);
    setNote('');
    try {
      const { lon, lat } = await host.place();
      set({ near: `${lon.toFixed(4)},${lat.toFixed(4)}` });
    } catch (failure) {
      setNote(t(failure instanceof HostFailure && failure.why === 'denied' ? 'resident.place.denied' : 'resident.place.notFound'));
    } finally {
      setFinding(false);
    }
  };

  const code = current?.code;
  const layers = useMemo<MapLayer[]>(
    () => (code ? [{ name: 'areas', url: `/api/places/map/${code}/shapes?level=community`, style: 'grid', label: 'name' }] : []),
    [code],
  );
  const ground = useMemo(() => groundOf(code), [code]);
  const points = useMemo<MapPoint[]>(
    () =>
      list.items.flatMap((one) =>
        one.point
          ? [
              {
                id: one.id,
                lon: one.point[0],
                lat: one.point[1],
                label: `${say(one.category.name)} · ${one.areaName}`,
                tone: one.final ? ('good' as const) : ('info' as const),
              },
            ]
          : [],
      ),
    [list.items, say],
  );
  const centre = current?.centre;
  const fit = useMemo(
    () => (points.length > 0 || !centre ? null : ([centre[0] - 0.03, centre[1] - 0.03, centre[0] + 0.03, centre[1] + 0.03] as const)),
    [points.length, centre],
  );

  return (
    <PhonePage title={t('resident.near.title')} back="/">
      <p>{t('resident.near.what')}</p>
      {code ? <NearListSlots district={code} /> : null}
      {asked.error ? <Failure error={asked.error} retry={() => void asked.refetch()} /> : null}
      <div className="hz-form">
        <DistrictField label={t('resident.report.district')} items={districts} value={code ?? ''} onChange={(chosen) => (set({ near: '' }), choose(chosen))} />
        <Field label={t('resident.case.category')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={filters.category} onChange={({ target }) => set({ category: target.value })}>
              <option value="">{t('resident.near.allKinds')}</option>
              {tree.data?.groups.map((group) => (
                <option key={group.code} value={group.code}>
                  {say(group.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="hz-row">
          <div className="hz-segments" role="group" aria-label={t('resident.near.state')}>
            {states.map((state) => (
              <button key={state} type="button" aria-pressed={filters.state === state} onClick={() => set({ state })}>
                {t(`resident.near.states.${state}`)}
              </button>
            ))}
          </div>
          {host.can.place ? (
            <button type="button" className="hz-button" aria-pressed={filters.near !== ''} disabled={finding} onClick={() => void nearest()}>
              <Icon name={filters.near ? 'check' : 'pin'} /> {t(finding ? 'resident.place.finding' : 'resident.near.nearest')}
            </button>
          ) : null}
          <button type="button" className="hz-button" aria-pressed={filters.map !== ''} onClick={() => set({ map: filters.map ? '' : '1' })}>
            {t(filters.map ? 'resident.near.mapOff' : 'resident.near.mapOn')}
          </button>
        </div>
        {note ? <p role="status">{note}</p> : null}
      </div>
      {filters.map && code ? (
        <Map
          label={t('resident.near.mapLabel')}
          height={340}
          layers={layers}
          backdrop={ground}
          points={points}
          fit={fit}
          cluster
          onOpen={(id) => void go(`/near/${code}/${id}`)}
          list={false}
        />
      ) : null}
      {asked.data && districts.length === 0 ? (
        <Empty title={t('resident.near.closed')} why={t('resident.near.closedWhy')} />
      ) : (
        <ListMore
          list={list}
          label={t('resident.near.title')}
          render={(one) => <NearCard one={one} />}
          empty={
            <Empty
              title={t('resident.near.none')}
              why={t(filters.category || filters.near ? 'resident.near.noneFiltered' : 'resident.near.noneYet')}
              action={
                filters.category || filters.near ? (
                  <button type="button" className="hz-button" onClick={reset}>
                    {t('resident.near.reset')}
                  </button>
                ) : undefined
              }
            />
          }
        />
      )}
    </PhonePage>
  );
}
