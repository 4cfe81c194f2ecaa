import { AreaPicker } from '@hezhi/matters/screens/desk';
import type { PickedPlace } from '@hezhi/ui/map';
import { Problem, useSession, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { useRoute } from '../shared/client.ts';

/** Places known by what is typed; choosing one sets the point. */
export function Addresses({ text, chosen, onPick }: { text: string; /** The point is set already. */ chosen: boolean; onPick: (place: PickedPlace) => void }) {
  const t = useWords('hotline');
  const { district } = useSession();
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = q.length >= 2 && district !== null && !chosen;
  const found = useRoute('GET /places/addresses', { query: { q: q || '-', district: district ?? '', limit: 5 } }, { enabled: asked });
  const items = asked ? (found.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <ul className="hzl-chips" aria-label={t('form.addresses')}>
      {items.map((item) => (
        <li key={`${item.text}${item.code ?? ''}`}>
          <button
            type="button"
            className="hzl-chip"
            onClick={() => onPick({ lon: item.point.coordinates[0], lat: item.point.coordinates[1], address: item.text })}
          >
            {item.text} <span className="hz-small">{item.area_name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Which grid the point lies in; without a point the community may be chosen. */
export function Located({ place, area, onArea }: { place: PickedPlace; area: string; onArea: (area: string) => void }) {
  const t = useWords('hotline');
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
        <span className="hz-small">{t('form.orArea')}</span>
        <AreaPicker value={area} onChange={onArea} width={220} label={t('form.area')} />
      </div>
    );
  return (
    <p role="status" className="hz-small">
      {found.data ? t('form.located', { name: found.data.areas.map((one) => one.name).join(' ') }) : found.error instanceof Problem ? found.error.detail : ''}
    </p>
  );
}
