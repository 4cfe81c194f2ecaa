import { Icon } from '@hezhi/ui';
import { Map } from '@hezhi/ui/map';
import { Field } from '@hezhi/ui/phone';
import { Problem, useSession, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { useRoute } from '../shared/client.ts';
import { borderLayers, groundOf } from '@hezhi/matters/screens';
import { around, usePosition } from '@hezhi/matters/screens/phone';
import type { Report } from './report-body.ts';

type Place = Report['place'];

/** Where it is: one touch for "here", the map behind another, words beside; without any of them the worker's own territory stands. */
export function ReportPlace({
  place,
  onChange,
  fallback,
  error,
}: {
  place: Place;
  onChange: (place: Place) => void;
  fallback: string | null;
  error: string | null;
}) {
  const t = useWords('cases');
  const { district, post } = useSession();
  const position = usePosition();
  const [open, setOpen] = useState(false);
  const { lon, lat } = place;
  const pinned = lon !== null && lat !== null;
  const found = useRoute(
    'GET /places/locate',
    { query: { lon: (lon ?? 0).toFixed(6), lat: (lat ?? 0).toFixed(6), ...(district ? { district } : {}) } },
    { enabled: pinned, keep: false, fresh: 600_000 },
  );
  const layers = useMemo(() => borderLayers(district, post?.area), [district, post?.area]);
  const ground = useMemo(() => groundOf(district), [district]);
  const fit = useMemo(() => (position.here && !pinned ? around(position.here, 0.005) : null), [position.here, pinned]);
  const outside = pinned && found.error instanceof Problem ? found.error.detail : null;
  const here = async () => {
    const now = await position.find();
    if (now) onChange({ ...place, lon: now[0], lat: now[1] });
  };
  return (
    <>
      <div className="hz-row">
        {position.can ? (
          <button type="button" className="hz-button" disabled={position.finding} onClick={() => void here()}>
            <Icon name="pin" /> {t(position.finding ? 'matters:field.today.finding' : 'field.report.here')}
          </button>
        ) : null}
        <button type="button" className="hz-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'field.report.mapClose' : 'field.report.mapOpen')}
        </button>
        {pinned ? (
          <button type="button" className="hz-button" onClick={() => onChange({ ...place, lon: null, lat: null })}>
            {t('field.report.unpin')}
          </button>
        ) : null}
      </div>
      {open ? (
        <Map
          label={t('field.report.mapLabel')}
          height={260}
          layers={layers}
          backdrop={ground}
          fit={fit}
          pick={pinned ? { lon, lat } : null}
          onPick={(picked) => onChange({ ...place, lon: picked.lon, lat: picked.lat })}
        />
      ) : null}
      <p role="status" className={outside ? 'hz-field-error' : undefined}>
        {outside ??
          (position.why && !pinned
            ? t(`matters:field.today.noPlace.${position.why}`)
            : pinned
              ? found.data
                ? t('field.report.located', {
                    names:
                      found.data.areas
                        .slice(-3)
                        .map((one) => one.name)
                        .join(' · ') + (found.data.address ? ` · ${found.data.address}` : ''),
                  })
                : t(found.error ? 'field.report.notLocated' : 'field.report.locating')
              : fallback
                ? t('field.report.fallback', { name: fallback })
                : t('field.report.noFallback'))}
      </p>
      <Field label={t('field.report.address')} error={error}>
        {(attributes) => (
          <input
            {...attributes}
            className="hz-input"
            maxLength={200}
            autoComplete="off"
            value={place.address}
            onChange={({ target }) => onChange({ ...place, address: target.value })}
          />
        )}
      </Field>
    </>
  );
}
