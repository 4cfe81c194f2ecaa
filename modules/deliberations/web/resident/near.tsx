import { useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { TalkCard } from './card.tsx';
import { useDistrict } from './district.tsx';

/** On the home page: the newest topics, and the way to propose one. Nothing where nothing is talked about. */
export default function Near() {
  const t = useWords('deliberations');
  const { can } = useSession();
  const { code } = useDistrict('');
  const { data } = useRoute('GET /public/talks', { query: { district: code, open: 'true', limit: 2 } }, { enabled: code !== '', fresh: 60_000 });
  const items = data?.items ?? [];
  if (items.length === 0 && !can('deliberations.propose')) return null;
  return (
    <section className="hz-res-section" aria-labelledby="hzd-near">
      <h2 id="hzd-near">
        {t('talks.title')}
        <Link className="hz-small" to="/talks">
          {t('talks.all')}
        </Link>
      </h2>
      {items.map((one) => (
        <TalkCard key={one.id} one={one} />
      ))}
      {can('deliberations.propose') ? (
        <Link className="hz-button" to="/talks/new">
          {t('propose.title')}
        </Link>
      ) : null}
    </section>
  );
}
