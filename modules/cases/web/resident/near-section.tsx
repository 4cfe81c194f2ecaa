import { Empty, Failure, Loading } from '@hezhi/ui';
import { useElder, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { useDistrict } from './district.ts';
import { NearCard } from './near-card.tsx';
import '@hezhi/matters/screens/resident.css';
import './resident.css';

/** On the home page: what was settled near by, and the way to follow by number and code. */
export default function NearSection() {
  const t = useWords('cases');
  const [elder] = useElder();
  const { current, asked: districts } = useDistrict();
  const asked = useRoute(
    'GET /public/cases',
    { query: { district: current?.code ?? '', state: 'closed', limit: elder ? 2 : 4 } },
    { enabled: current !== null },
  );
  const error = districts.error ?? asked.error;
  const items = asked.data?.items ?? [];
  return (
    <>
      <p className="hz-row">
        <Link className="hz-button" to="/track">
          {t('resident.track.title')}
        </Link>
      </p>
      <section className="hz-res-section">
        <h2>
          <span>{t('resident.near.settled')}</span>
          <Link className="hz-small" to="/near">
            {t('resident.near.all')}
          </Link>
        </h2>
        {current ? (
          <p className="hz-small">
            {current.full_name} {districts.data && districts.data.items.length > 1 ? <Link to="/near">{t('resident.near.elsewhere')}</Link> : null}
          </p>
        ) : null}
        {error ? <Failure error={error} retry={() => void (districts.error ? districts.refetch() : asked.refetch())} /> : null}
        {districts.isPending || (current && asked.isPending) ? <Loading rows={6} /> : null}
        {items.length > 0 ? (
          <ul className="hz-list">
            {items.map((one) => (
              <li key={one.id}>
                <NearCard one={one} />
              </li>
            ))}
          </ul>
        ) : districts.data && (asked.data || current === null) ? (
          <Empty title={t(current ? 'resident.near.none' : 'resident.near.closed')} why={t(current ? 'resident.near.noneYet' : 'resident.near.closedWhy')} />
        ) : null}
      </section>
    </>
  );
}
