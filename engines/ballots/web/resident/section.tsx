import { useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { useDistrict } from '../shared/district.ts';
import { BallotCard, MyCard } from './card.tsx';

/** On the home page: ballots in which I can vote now, else what is being voted on here. Nothing while there are none. */
export default function Section() {
  const t = useWords('ballots');
  const { status } = useSession();
  const { current } = useDistrict();
  const district = current?.code ?? '';
  const ready = current !== null;
  const mine = useRoute('GET /my/ballots', { query: { district, limit: 20 } }, { enabled: ready && status === 'person', fresh: 60_000 });
  const open = useRoute('GET /public/ballots', { query: { district, state: 'open', limit: 2 } }, { enabled: ready, fresh: 60_000 });
  const own = (mine.data?.items ?? []).filter(({ state }) => state === 'open').slice(0, 3);
  const others = (open.data?.items ?? []).filter(({ id }) => own.every(({ ballot }) => ballot !== id));
  if (own.length + others.length === 0) return null;
  return (
    <section className="hz-res-section">
      <h2>
        <span>{t('home.title')}</span>
        <Link className="hz-small" to="/votes">
          {t('home.all')}
        </Link>
      </h2>
      <ul className="hz-list">
        {own.map((one) => (
          <li key={`${one.ballot}${one.entry}${one.mandate ?? ''}`}>
            <MyCard one={one} />
          </li>
        ))}
        {others.map((one) => (
          <li key={one.id}>
            <BallotCard district={district} one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
