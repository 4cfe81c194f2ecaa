import { useWords } from '@hezhi/web';
import { useList } from '../shared/client.ts';
import { NearCard } from './near-card.tsx';

/** Below one's own matters: cases of others that one said "me too" to. Nothing while there are none. */
export function MyMeToos() {
  const t = useWords('cases');
  const list = useList('GET /my/me-too', { query: { limit: 10 } });
  if (list.items.length === 0) return null;
  return (
    <section className="hz-res-section">
      <h2>{t('duplicates.mine')}</h2>
      <ul className="hz-list">
        {list.items.map((one) => (
          <li key={one.id}>
            <NearCard one={one} />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <button type="button" className="hz-button" onClick={() => list.more()}>
          {t('duplicates.more')}
        </button>
      ) : null}
    </section>
  );
}
