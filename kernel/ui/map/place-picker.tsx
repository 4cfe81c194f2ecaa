import { HostFailure, useHost, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Icon } from '../shared/icons.tsx';
import { Field } from '../shared/field.tsx';
import { Map } from './map.tsx';
import type { Backdrop } from './backdrop-box.ts';
import type { MapLayer } from './types.ts';

/** A place as people give it: a pin, an address in words, or both. */
export type PickedPlace = { lon: number | null; lat: number | null; address: string };

/** Pin on a small map, "where I am", and the address in words; any one of them will do for those who cannot use the others. */
export function PlacePicker({
  value,
  onChange,
  label,
  layers,
  backdrop = null,
  fit = null,
  error = null,
  height = 240,
  maxAddress = 200,
}: {
  value: PickedPlace;
  onChange: (place: PickedPlace) => void;
  label: string;
  layers?: readonly MapLayer[];
  backdrop?: Backdrop | null;
  fit?: readonly [number, number, number, number] | null;
  error?: string | null;
  height?: number;
  maxAddress?: number;
}) {
  const t = useWords('ui');
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const here = async () => {
    setBusy(true);
    setNote('');
    try {
      const { lon, lat } = await host.place();
      onChange({ ...value, lon, lat });
    } catch (failure) {
      setNote(t(failure instanceof HostFailure && failure.why === 'denied' ? 'map.denied' : 'map.noPlace'));
    } finally {
      setBusy(false);
    }
  };
  const pinned = value.lon !== null && value.lat !== null;
  return (
    <div className="hz-form" role="group" aria-label={label}>
      <Map
        label={t('map.pick')}
        height={height}
        {...(layers ? { layers } : {})}
        backdrop={backdrop}
        fit={fit}
        pick={pinned ? { lon: value.lon!, lat: value.lat! } : null}
        onPick={({ lon, lat }) => onChange({ ...value, lon, lat })}
      />
      <div className="hz-row">
        {host.can.place ? (
          <button type="button" className="hz-button" disabled={busy} onClick={() => void here()}>
            <Icon name="pin" /> {t(busy ? 'map.finding' : 'map.here')}
          </button>
        ) : null}
        <span role="status" className="hz-small hz-num">
          {note || (pinned ? t('map.picked', { lon: value.lon!.toFixed(5), lat: value.lat!.toFixed(5) }) : t('map.pick'))}
        </span>
      </div>
      <Field label={t('map.address')} error={error}>
        {(attributes) => (
          <input
            {...attributes}
            className="hz-input"
            maxLength={maxAddress}
            value={value.address}
            autoComplete="street-address"
            onChange={(event) => onChange({ ...value, address: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
