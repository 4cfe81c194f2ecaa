import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { QuestionCard } from './card.tsx';
import { useDistrict } from './district.ts';

/** On the home page: questions on which one may vote now. Nothing while there are none. */
export default function Section() {
  const t = useWords('opinions');
  const { current } = useDistrict();
  const asked = useRoute(
    'GET /public/opinions',
    { query: { district: current?.code ?? '', state: 'open', limit: 2 } },
    { enabled: current !== null, fresh: 60_000 },
  );
  const items = asked.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="hz-res-section">
      <h2>
        <span>{t('resident.section')}</span>
        <Link className="hz-small" to="/opinions">
          {t('resident.all')}
        </Link>
      </h2>
      <ul className="hz-list">
        {items.map((one) => (
          <li key={one.id}>
            <QuestionCard one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
