import { Icon } from '@hezhi/ui';
import { Map } from '@hezhi/ui/map';
import { useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { metresBetween } from '@hezhi/places/light';
import type { MatterDetail } from '../shared/client.ts';
import { borderLayers, groundOf } from '../shared/ground.ts';
import { around } from '../shared/boxes.ts';
import { usePosition } from '../shared/position.ts';
import { metresWords } from './words.ts';

/** Where it is, how far from here, and the way there by the phone's own map. */
export function TaskMap({ detail }: { detail: MatterDetail }) {
  const t = useWords('matters');
  const time = useTime();
  const { matter } = detail;
  const position = usePosition();
  const [lon, lat] = matter.point ?? [null, null];
  const place = useMemo(() => (lon === null || lat === null ? null : ([lon, lat] as const)), [lon, lat]);
  const layers = useMemo(() => borderLayers(matter.district, matter.area), [matter.district, matter.area]);
  const ground = useMemo(() => groundOf(matter.district), [matter.district]);
  const points = useMemo(
    () => (place ? [{ id: matter.id, lon: place[0], lat: place[1], label: matter.title, ...(matter.overdue ? { tone: 'late' as const } : {}) }] : []),
    [place, matter.id, matter.title, matter.overdue],
  );
  const fit = useMemo(() => (place ? around(place, 0.0009) : null), [place]);
  if (!place) return null;
  const way = wayTo(place, matter.number);
  const metres = position.here ? metresBetween(position.here, place) : null;
  return (
    <section className="hz-card" aria-label={t('field.task.map')}>
      <Map
        label={t('field.task.mapOf', { place: matter.areaName })}
        height={200}
        layers={layers}
        backdrop={ground}
        points={points}
        fit={fit}
        cluster={false}
        list={false}
        pick={position.here ? { lon: position.here[0], lat: position.here[1] } : null}
      />
      <div className="hz-row hz-map-row">
        {metres === null ? (
          position.can ? (
            <button type="button" className="hz-button" disabled={position.finding} onClick={() => void position.find()}>
              <Icon name="pin" /> {t(position.finding ? 'field.today.finding' : 'field.task.howFar')}
            </button>
          ) : null
        ) : (
          <strong role="status">{metresWords(t, time, metres)}</strong>
        )}
        {way ? (
          <a className="hz-button" href={way}>
            {t('field.task.navigate')}
          </a>
        ) : null}
        <span role="status" className="hz-small">
          {position.why ? t(`field.today.noPlace.${position.why}`) : ''}
        </span>
      </div>
    </section>
  );
}

/** The address by which this device opens its own map; null where it has none. */
function wayTo([lon, lat]: readonly [number, number], name: string): string | null {
  const device = navigator.userAgent;
  if (/iPhone|iPad/.test(device)) return `maps://?daddr=${lat},${lon}`;
  return /Android|HarmonyOS|OpenHarmony/.test(device) ? `geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(name)})` : null;
}
