import { Failure } from '@hezhi/ui';
import { PlacePicker, type PickedPlace } from '@hezhi/ui/map';
import { Problem, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { client } from './client.ts';
import type { FieldContext } from './field-context.ts';
import { borderLayers, groundOf } from './ground.ts';

type Place = { area: string; point?: [number, number] };

/** Moves a matter: a pin gives the territory it lies in. The value is `{area, point}`. */
export default function PlaceField({
  value,
  onChange,
  context,
  label,
}: {
  value: unknown;
  onChange: (place: Place | undefined) => void;
  context: FieldContext;
  label: string;
}) {
  const t = useWords('matters');
  const given = value as Place | undefined;
  const [picked, setPicked] = useState<PickedPlace>({
    lon: given?.point?.[0] ?? context.point?.[0] ?? null,
    lat: given?.point?.[1] ?? context.point?.[1] ?? null,
    address: '',
  });
  const [found, setFound] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const layers = useMemo(() => borderLayers(context.district), [context.district]);
  const ground = useMemo(() => groundOf(context.district), [context.district]);
  const locate = async (place: PickedPlace) => {
    const moved = place.lon !== picked.lon || place.lat !== picked.lat;
    setPicked(place);
    if (!moved || place.lon === null || place.lat === null) return;
    setFailure(null);
    try {
      const there = await client('GET /places/locate', { query: { lon: String(place.lon), lat: String(place.lat), district: context.district } });
      setFound(there.areas.map((area) => area.name).join(' '));
      onChange({ area: there.code, point: [place.lon, place.lat] });
    } catch (error) {
      setFound(null);
      setFailure(error);
      if (error instanceof Problem) onChange(undefined);
    }
  };
  return (
    <>
      <PlacePicker label={label} layers={layers} backdrop={ground} value={picked} onChange={(place) => void locate(place)} />
      <p role="status" className="hz-small">
        {found ? t('shared.place.in', { name: found }) : ''}
      </p>
      <Failure error={failure} />
    </>
  );
}
