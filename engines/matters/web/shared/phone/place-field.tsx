import { PlacePicker, type PickedPlace } from '@hezhi/ui/map';
import { Problem, useSession, useWords } from '@hezhi/web';
import { useEffect, useMemo, useState } from 'react';
import { client } from '../client.ts';
import { borderLayers, groundOf } from '../ground.ts';

/** Where it is, as a step wants it: the narrowest territory and the point. The pin decides the territory; its name is shown. */
export default function PlaceField({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  value: unknown;
  onChange: (value: { area: string; point: [number, number] } | undefined) => void;
}) {
  const t = useWords('matters');
  const { district, post } = useSession();
  const kept = (value as { point?: [number, number] } | undefined)?.point;
  const [place, setPlace] = useState<PickedPlace>({ lon: kept?.[0] ?? null, lat: kept?.[1] ?? null, address: '' });
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const layers = useMemo(() => borderLayers(district, post?.area), [district, post?.area]);
  const ground = useMemo(() => groundOf(district), [district]);
  const { lon, lat } = place;
  useEffect(() => {
    if (lon === null || lat === null) return undefined;
    const gone = new AbortController();
    client('GET /places/locate', { query: { lon: String(lon), lat: String(lat), ...(district ? { district } : {}) }, signal: gone.signal }).then(
      (found) => {
        setFault(null);
        setName([found.areas.at(-1)?.name, found.address].filter(Boolean).join(' · '));
        onChange({ area: found.code, point: [lon, lat] });
      },
      (failure: unknown) => {
        if (gone.signal.aborted) return;
        setName('');
        setFault(failure instanceof Problem ? failure.detail : t('phone.place.away'));
        onChange(undefined);
      },
    );
    return () => gone.abort();
    // The pin alone asks again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [lon, lat, district]);
  return (
    <div className="hz-field">
      <span>
        <strong>{label}</strong>
      </span>
      {hint ? <p className="hz-small">{hint}</p> : null}
      <PlacePicker label={label} value={place} onChange={setPlace} layers={layers} backdrop={ground} error={error ?? fault} height={200} />
      <p role="status" className="hz-small">
        {name ? t('phone.place.found', { name }) : ''}
      </p>
    </div>
  );
}
