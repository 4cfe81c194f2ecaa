import { Answer, DeadlineTag, Empty, Loading, Tag } from '@hezhi/ui';
import { FilterBar, PageHead, SplitPane, type Filter } from '@hezhi/ui/desk';
import { Map, type MapPoint } from '@hezhi/ui/map';
import { useFilters, useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useRoute, type Reply } from '../shared/client.ts';
import { borderLayers, groundOf, tiers } from '@hezhi/matters/screens';
import { AreaPicker, DetailPane } from '@hezhi/matters/screens/desk';
import { CategoryPicker } from './category-picker.tsx';
import './desk.css';

type Feature = Reply<'GET /cases/map'>['features'][number];
const listed = 100;
const openStates = ['reported', 'accepted', 'dispatched', 'handling', 'verifying', 'rating'] as const;
const shape = { area: '', subject: '', state: '', tier: '', overdue: '' } as const;

/** 案件地图: what is open, where; the list of the most pressing beside it, and the case that is chosen in its place. */
export default function CaseMapPage() {
  const t = useWords('cases');
  const say = useSay();
  const { district, post } = useSession();
  const { id = null } = useParams();
  const { search } = useLocation();
  const go = useNavigate();
  const [filters, set, reset] = useFilters(shape);
  const found = useRoute('GET /cases/map', {
    query: {
      area: filters.area || undefined,
      subject: filters.subject || undefined,
      state: filters.state || undefined,
      tier: filters.tier || undefined,
      overdue: filters.overdue ? 'true' : undefined,
    },
  });
  useLiveRefresh(['matters.'], ['GET /cases/map']);
  const features = found.data?.features;
  const points = useMemo<MapPoint[]>(
    () =>
      (features ?? []).map(({ id: key, geometry, properties }) => ({
        id: key,
        lon: geometry.coordinates[0],
        lat: geometry.coordinates[1],
        label: properties.title,
        tone: properties.overdue ? 'late' : properties.tier === 1 ? 'warn' : 'info',
      })),
    [features],
  );
  const within = filters.area || (post && post.area.length > 6 ? post.area : '');
  const layers = useMemo(
    () =>
      district === null
        ? []
        : [
            ...borderLayers(district, within),
            ...(within.length > 6 ? [] : [{ name: 'streets', url: `/api/places/map/${district}/shapes?level=street`, style: 'area' as const, label: 'name' }]),
          ],
    [district, within],
  );
  const ground = useMemo(() => groundOf(district), [district]);
  const fit = useMemo(() => extentOf(points), [points]);
  const open = (key: string) => void go({ pathname: `/cases/map/${key}`, search });
  const pressing = useMemo(() => [...(features ?? [])].sort((a, b) => (a.properties.dueAt ?? '9').localeCompare(b.properties.dueAt ?? '9')), [features]);
  const bar: Filter[] = [
    {
      key: 'state',
      kind: 'select',
      label: t('matters:desk.filter.state'),
      options: openStates.map((state) => ({ value: state, label: t(`shared.state.${state}`) })),
      width: 130,
    },
    {
      key: 'tier',
      kind: 'select',
      label: t('matters:desk.filter.tier'),
      options: tiers.map((tier) => ({ value: tier, label: t(`matters:shared.tier.${tier}`) })),
      width: 130,
    },
    { key: 'overdue', kind: 'switch', label: t('matters:desk.filter.overdue') },
  ];

  const map = (
    <>
      <PageHead
        title={t('desk.map.title')}
        sub={found.data ? t(found.data.complete ? 'desk.map.count' : 'desk.map.cut', { count: found.data.features.length }) : undefined}
      />
      <FilterBar
        filters={bar}
        values={filters}
        onChange={set}
        onReset={reset}
        extra={
          <>
            <CategoryPicker groups value={filters.subject} onChange={(subject) => set({ subject })} width={150} />
            <AreaPicker value={filters.area} onChange={(area) => set({ area })} width={170} />
          </>
        }
      />
      {found.data ? (
        <Map
          key={within}
          label={t('desk.map.title')}
          height="max(320px, calc(100vh - 250px))"
          layers={layers}
          backdrop={ground}
          points={points}
          fit={fit}
          onOpen={open}
          list={false}
        />
      ) : (
        <Loading rows={10} />
      )}
    </>
  );
  const side = (
    <Answer of={found} rows={8}>
      {() =>
        pressing.length === 0 ? (
          <Empty title={t('desk.map.none')} why={t('desk.map.noneWhy')} icon="check" />
        ) : (
          <>
            <h2 className="hzc-side-title">{t('desk.map.pressing')}</h2>
            <ul className="hzc-side">
              {pressing.slice(0, listed).map((feature) => (
                <li key={feature.id}>
                  <SideItem feature={feature} onOpen={open} say={say} />
                </li>
              ))}
            </ul>
            {pressing.length > listed ? <p className="hz-small">{t('desk.map.more', { count: pressing.length - listed })}</p> : null}
          </>
        )
      }
    </Answer>
  );
  return (
    <div className={id === null ? 'hzc-work hzc-map-page' : 'hzc-work'}>
      <SplitPane list={map} detail={id === null ? side : <DetailPane key={id} id={id} back={{ pathname: '/cases/map', search }} />} />
    </div>
  );
}

/** West, south, east, north of the points with some room; null where there are none. */
function extentOf(points: readonly MapPoint[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const room = 0.003;
  return [Math.min(...lons) - room, Math.min(...lats) - room, Math.max(...lons) + room, Math.max(...lats) + room];
}

function SideItem({ feature, onOpen, say }: { feature: Feature; onOpen: (id: string) => void; say: ReturnType<typeof useSay> }) {
  const time = useTime();
  const { id, properties } = feature;
  return (
    <button type="button" className="hzc-side-item" data-late={properties.overdue ? '' : undefined} onClick={() => onOpen(id)}>
      <span className="hzc-tags">
        <DeadlineTag due={properties.dueAt} /> <Tag>{say(properties.stateName)}</Tag>
      </span>
      {properties.title}
      <span className="hz-small hz-num hzc-line" title={properties.dueAt ? time.exact(properties.dueAt) : undefined}>
        {properties.number}
      </span>
    </button>
  );
}
