import { useSay, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { useDistrict } from './district.tsx';
import './publicity.css';

/** On the home page: how many issues were solved, and what else the rooms count. Nothing while there is nothing to say. */
export default function Counts() {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const { current } = useDistrict('');
  const asked = useRoute('GET /public/counts', { query: { district: current?.code ?? '' } }, { enabled: current !== null, fresh: 300_000 });
  const items = (asked.data?.items ?? []).filter((one) => one.n > 0);
  if (!current || items.length === 0) return null;
  return (
    <section className="hz-card" aria-label={t('counts.title')}>
      <dl className="hzp-counts">
        {items.map((one) => (
          <div key={one.key}>
            <dt>{say(one.words)}</dt>
            <dd>{time.count(one.n)}</dd>
          </div>
        ))}
      </dl>
      <p className="hz-small" style={{ marginTop: 8 }}>
        <Link to={`/figures?district=${current.code}`}>{t('figures.title')}</Link>
      </p>
    </section>
  );
}
