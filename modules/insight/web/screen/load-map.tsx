import { Map, type Backdrop, type MapLayer, type MapPoint } from '@hezhi/ui/map';
import { useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { client } from '../shared/client.ts';
import type { Load, Now } from '../shared/types.ts';
import { useScale } from './fit.ts';

/** Steps of the load: from how many open cases on, and the colour on the dark ground; the number itself stands on the map. */
const steps = [
  { from: 0, colour: 'rgba(116, 200, 222, 0.04)' },
  { from: 1, colour: 'rgba(116, 200, 222, 0.16)' },
  { from: 5, colour: 'rgba(116, 200, 222, 0.32)' },
  { from: 10, colour: 'rgba(116, 200, 222, 0.5)' },
  { from: 20, colour: 'rgba(116, 200, 222, 0.74)' },
] as const;
const colourOf = (n: number): string => steps.findLast((step) => n >= step.from)!.colour;

/** Houses come with extents up to 0.06 degrees (places, GET base): the wall asks for more, and shows roads alone. */
const roadsOf =
  (district: string): Backdrop =>
  ([west, south, east, north]) =>
    `/api/places/map/${district}/base?bbox=${[west, south, Math.max(east, Number((west + 0.08).toFixed(4))), north].join(',')}`;

type Shapes = { type: string; features: readonly { id?: string; type: string; geometry: unknown; properties: { code: string; name: string } }[] };

/** The shapes with their load written into them. */
function loaded(shapes: Shapes, areas: readonly Load[], label: (load: Load | undefined, name: string) => string): object {
  const byCode = new globalThis.Map(areas.map((area) => [area.code, area]));
  return {
    type: 'FeatureCollection',
    features: shapes.features.map((shape) => ({
      ...shape,
      properties: {
        ...shape.properties,
        open: byCode.get(shape.properties.code)?.open ?? 0,
        label: label(byCode.get(shape.properties.code), shape.properties.name),
      },
    })),
  };
}

/** One map: territories coloured by what is open there, and where it burns. */
export function LoadMap({ now }: { now: Now }) {
  const t = useWords('insight');
  const time = useTime();
  const scale = useScale();
  const district = now.area.code.slice(0, 6);
  const within = now.area.code;
  const roads = useMemo(() => roadsOf(district), [district]);
  const { level } = now.load;
  const still = { fresh: 3_600_000, every: 3_600_000 };
  const fine = client.useRoute('GET /places/map/:district/shapes', { params: { district }, query: { level, within } }, still);
  const coarse = client.useRoute(
    'GET /places/map/:district/shapes',
    { params: { district }, query: { level: now.area.level === 'district' ? 'street' : 'community', within } },
    still,
  );
  const load = now.load.areas;
  const loadKey = load.map((one) => `${one.code}${one.open}`).join();
  const layers = useMemo((): MapLayer[] => {
    const list: MapLayer[] = [];
    if (fine.data)
      list.push({
        name: 'load',
        data: loaded(fine.data as Shapes, load, (one) => (one && one.open > 0 ? String(one.open) : '')),
        style: 'grid',
        label: 'label',
        fill: (of) => colourOf(Number(of['open'] ?? 0)),
      });
    if (coarse.data && level !== 'street') {
      const sum = (code: string): number => load.reduce((n, one) => (one.code.startsWith(code) ? n + one.open : n), 0);
      const sums = (coarse.data as Shapes).features.map(({ properties: { code, name } }) => ({ code, name, open: sum(code), overdue: 0 }));
      list.push({ name: 'borders', data: loaded(coarse.data as Shapes, sums, (one, name) => `${name} ${one?.open ?? 0}`), style: 'area', label: 'label' });
    }
    return list;
    // The load by its content: a new answer with the same numbers draws nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [fine.data, coarse.data, loadKey, level]);
  const points = useMemo(
    (): MapPoint[] =>
      now.burning.flatMap((one) =>
        one.point
          ? [
              {
                id: one.id,
                lon: one.point[0],
                lat: one.point[1],
                label: `${one.title} · ${one.areaName} · ${time.moment(one.due)}`,
                tone: one.overdue ? ('late' as const) : ('warn' as const),
              },
            ]
          : [],
      ),
    [now.burning, time],
  );
  return (
    <section className="hz-wall-map" aria-label={t('screen.map')}>
      <div className="hz-wall-frame">
        <Map
          label={t('screen.mapSome')}
          height="100%"
          layers={layers}
          backdrop={roads}
          points={points}
          dark
          list={false}
          scale={scale * 1.6}
          onOpen={(id) => void location.assign(`/desk/matters/${id}`)}
        />
      </div>
      {fine.error && !fine.data ? (
        <p className="hz-wall-note" role="status">
          {t('screen.shapesFailed')}
        </p>
      ) : null}
      <ul className="hz-wall-legend hz-num" aria-label={t('screen.legend')}>
        <li>{t('screen.legend')}</li>
        {steps.map((step, at) => {
          const next = steps[at + 1];
          return (
            <li key={step.from}>
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <rect x="1" y="1" width="18" height="18" fill={step.colour} stroke="#74c8de" />
              </svg>
              {step.from === 0 ? t('screen.none') : next ? t('screen.range', { from: step.from, to: next.from - 1 }) : t('screen.over', { from: step.from })}
            </li>
          );
        })}
        <li>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect x="3" y="3" width="14" height="14" fill="#ff8f84" />
          </svg>
          {t('screen.late')}
        </li>
        <li>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="7.500" fill="#f2c46d" />
          </svg>
          {t('screen.soon')}
        </li>
      </ul>
    </section>
  );
}
