import { Icon } from '@hezhi/ui';
import { Map, type MapLayer } from '@hezhi/ui/map';
import { Field } from '@hezhi/ui/phone';
import { HostFailure, Problem, useHost, useWords } from '@hezhi/web';
import { useEffect, useMemo, useState } from 'react';
import { useRoute } from '../shared/client.ts';
import { groundOf } from '@hezhi/matters/screens';
import type { District } from './district.ts';
import { CommunityField } from './community-field.tsx';
import { useRested } from './rested.ts';

/** Where it is: a pin, words, or both; `district` and `area` follow from the pin once the server has placed it. */
export type DraftPlace = {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly address: string;
  /** The address was typed by hand: then no guess replaces it. */
  readonly own: boolean;
  /** Street and community chosen from lists, for those without map and address. */
  readonly street: string;
  readonly area: string;
};
export const noPlace: DraftPlace = { lon: null, lat: null, address: '', own: false, street: '', area: '' };

const cell = 0.01;

/** Grid, community and district of the pin, from the server; `outside` when the pin lies where nobody serves. */
export function useLocated(place: DraftPlace) {
  const pinned = place.lon !== null && place.lat !== null;
  const asked = useRoute(
    'GET /places/locate',
    { query: { lon: String(place.lon?.toFixed(6)), lat: String(place.lat?.toFixed(6)) } },
    { enabled: pinned, fresh: 600_000, keep: false },
  );
  const outside = pinned && asked.error instanceof Problem && asked.error.status === 404;
  return { located: pinned ? (asked.data ?? null) : null, outside, asking: pinned && asked.isFetching, error: pinned && !outside ? asked.error : null };
}
export type Located = ReturnType<typeof useLocated>;

/** "Where I am", a small map behind a tap, and the address in words with suggestions: any one of them will do. */
export function PlaceField({
  value,
  onChange,
  district,
  located,
  error,
}: {
  value: DraftPlace;
  onChange: (change: (before: DraftPlace) => DraftPlace) => void;
  district: District | null;
  located: Located;
  error: string | null;
}) {
  const t = useWords('cases');
  const host = useHost();
  const [finding, setFinding] = useState(false);
  const [note, setNote] = useState('');
  const pinned = value.lon !== null && value.lat !== null;
  const [mapOpen, setMapOpen] = useState(false);

  const here = async (quietly = false) => {
    setFinding(true);
    setNote('');
    try {
      const { lon, lat } = await host.place();
      onChange((before) => ({ ...before, lon, lat }));
    } catch (failure) {
      if (!quietly) setNote(t(failure instanceof HostFailure && failure.why === 'denied' ? 'resident.place.denied' : 'resident.place.notFound'));
    } finally {
      setFinding(false);
    }
  };
  // Guessed by itself only where the person has allowed it before: a question out of nowhere frightens.
  useEffect(() => {
    if (pinned || value.own || !navigator.permissions) return undefined;
    let gone = false;
    navigator.permissions.query({ name: 'geolocation' }).then(
      (answer) => void (!gone && answer.state === 'granted' && here(true)),
      () => undefined,
    );
    return () => {
      gone = true;
    };
    // Once, when the page opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const guess = located.located?.address;
  useEffect(() => {
    if (guess) onChange((before) => (before.own ? before : { ...before, address: guess }));
  }, [guess, onChange]);

  const areas = located.located?.areas.map((area) => area.name).slice(-3) ?? [];
  return (
    <div className="hz-res-section">
      <div className="hz-row">
        {host.can.place ? (
          <button type="button" className="hz-button" disabled={finding} onClick={() => void here()}>
            <Icon name="pin" /> {t(finding ? 'resident.place.finding' : 'resident.place.here')}
          </button>
        ) : null}
        {pinned || mapOpen ? null : (
          <button type="button" className="hz-button" onClick={() => setMapOpen(true)}>
            {t('resident.place.onMap')}
          </button>
        )}
      </div>
      {note ? <p role="status">{note}</p> : null}
      {pinned || mapOpen ? <PinMap value={value} onChange={onChange} district={located.located?.district ?? district?.code ?? null} centre={district} /> : null}
      <div role="status" className="hz-res-live">
        {located.outside ? (
          <p className="hz-field-error">{t('resident.place.outside')}</p>
        ) : areas.length > 0 ? (
          <p className="hz-res-where">
            <Icon name="pin" />
            <span>{areas.join(' · ')}</span>
          </p>
        ) : located.asking ? (
          <p className="hz-small">{t('resident.place.placing')}</p>
        ) : null}
      </div>
      <Address value={value} onChange={onChange} district={located.located?.district ?? district?.code ?? null} error={error} />
      {pinned ? null : <CommunityField value={value} onChange={onChange} district={district?.code ?? null} open={error !== null} />}
    </div>
  );
}

function PinMap({
  value,
  onChange,
  district,
  centre,
}: {
  value: DraftPlace;
  onChange: (change: (before: DraftPlace) => DraftPlace) => void;
  district: string | null;
  centre: District | null;
}) {
  const t = useWords('cases');
  const pinned = value.lon !== null && value.lat !== null;
  const at = pinned ? ([value.lon!, value.lat!] as const) : (centre?.centre ?? null);
  const layers = useMemo<MapLayer[]>(
    () => (district ? [{ name: 'areas', url: `/api/places/map/${district}/shapes?level=community`, style: 'grid', label: 'name' }] : []),
    [district],
  );
  const ground = useMemo(() => groundOf(district), [district]);
  const fit = at && !pinned ? ([at[0] - cell, at[1] - cell, at[0] + cell, at[1] + cell] as const) : null;
  return (
    <Map
      label={t('resident.place.mapLabel')}
      height={260}
      layers={layers}
      backdrop={ground}
      fit={fit}
      pick={pinned ? { lon: value.lon!, lat: value.lat! } : null}
      onPick={({ lon, lat }) => onChange((before) => ({ ...before, lon, lat }))}
    />
  );
}

function Address({
  value,
  onChange,
  district,
  error,
}: {
  value: DraftPlace;
  onChange: (change: (before: DraftPlace) => DraftPlace) => void;
  district: string | null;
  error: string | null;
}) {
  const t = useWords('cases');
  const [open, setOpen] = useState(false);
  const wanted = useRested(value.address.trim(), 300);
  const asked = useRoute(
    'GET /places/addresses',
    { query: { q: wanted.slice(0, 60), district: district ?? '', limit: 5 } },
    { enabled: open && wanted.length >= 2 && district !== null, fresh: 600_000 },
  );
  const found = open && wanted.length >= 2 ? (asked.data?.items ?? []) : [];
  return (
    <>
      <Field label={t('resident.place.address')} hint={t('resident.place.addressHint')} error={error}>
        {(attributes) => (
          <input
            {...attributes}
            data-field="place"
            className="hz-input"
            maxLength={200}
            autoComplete="off"
            value={value.address}
            onChange={(event) => {
              setOpen(true);
              const address = event.target.value;
              onChange((before) => ({ ...before, address, own: address !== '' }));
            }}
          />
        )}
      </Field>
      <p role="status" className="hz-visually-hidden">
        {found.length > 0 ? t('resident.place.suggested', { count: found.length }) : ''}
      </p>
      {found.length > 0 ? (
        <ul className="hz-res-suggestions" aria-label={t('resident.place.suggestions')}>
          {found.map((one) => (
            <li key={`${one.text}${one.point.coordinates.join()}`}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  const [lon, lat] = one.point.coordinates;
                  onChange((before) => ({ ...before, lon, lat, address: one.text, own: true }));
                }}
              >
                {one.text}
                <small>{one.area_name}</small>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
