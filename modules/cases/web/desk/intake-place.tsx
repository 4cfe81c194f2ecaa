import type { PickedPlace } from '@hezhi/ui/map';
import { Problem, useSession, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { useRoute } from '../shared/client.ts';
import { AreaPicker } from '@hezhi/matters/screens/desk';

/** Places known by what is typed: one click sets the pin. */
export function Addresses({ text, onPick }: { text: string; onPick: (place: PickedPlace) => void }) {
  const t = useWords('cases');
  const { district } = useSession();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useRoute(
    'GET /places/addresses',
    { query: { q: q || '-', district: district ?? '', limit: 5 } },
    { enabled: q.length >= 2 && district !== null && q !== chosen },
  );
  const items = q.length >= 2 && q !== chosen ? (found.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <ul className="hzc-chips" aria-label={t('desk.intake.addresses')}>
      {items.map((item) => (
        <li key={`${item.text}${item.code ?? ''}`}>
          <button
            type="button"
            className="hzc-chip"
            onClick={() => {
              setChosen(item.text);
              onPick({ lon: item.point.coordinates[0], lat: item.point.coordinates[1], address: item.text });
            }}
          >
            {item.text} <span className="hz-small">{item.area_name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Which grid the pin lies in; without a pin the community may be chosen. */
export function Located({ place, area, onArea }: { place: PickedPlace; area: string; onArea: (area: string) => void }) {
  const t = useWords('cases');
  const { district } = useSession();
  const pinned = place.lon !== null && place.lat !== null;
  const found = useRoute(
    'GET /places/locate',
    { query: { lon: String(place.lon ?? 0), lat: String(place.lat ?? 0), district: district ?? undefined } },
    { enabled: pinned, keep: false },
  );
  if (!pinned)
    return (
      <div className="hz-row">
        <span className="hz-small">{t('desk.intake.orArea')}</span>
        <AreaPicker value={area} onChange={onArea} width={220} label={t('desk.intake.area')} />
      </div>
    );
  return (
    <p role="status" className="hz-small">
      {found.data
        ? t('matters:shared.place.in', { name: found.data.areas.map((one) => one.name).join(' ') })
        : found.error instanceof Problem
          ? found.error.detail
          : ''}
    </p>
  );
}
