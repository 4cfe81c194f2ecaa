import { Answer, Empty, Tag } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useLiveRefresh, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute, type Card } from '../shared/client.ts';
import { Where } from './where.tsx';
import './methods.css';

/** The library of methods, and which of them is in force where. */
export default function LibraryPage() {
  const t = useWords('methods');
  const packs = useRoute('GET /methods/packs');
  useLiveRefresh(['methods.'], ['GET /methods']);
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={t('intro')}
        actions={
          <>
            <Link to="/methods/compare">{t('compare.title')}</Link>
            <Link to="/methods/history">{t('history.title')}</Link>
          </>
        }
      />
      <Panel title={t('where.title')}>
        <Where />
      </Panel>
      <h2 className="hzm-heading">{t('library')}</h2>
      <Answer of={packs}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty title={t('emptyTitle')} why={t('emptyWhy')} />
          ) : (
            <ul className="hz-list hzm-cards">
              {data.items.map((card) => (
                <PackCard key={card.key} card={card} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}

function PackCard({ card }: { card: Card }) {
  const t = useWords('methods');
  const { can } = useSession();
  const missing = card.needs.filter((need) => !need.there).length;
  return (
    <li className="hz-panel hzm-card">
      <h3>
        <Link to={`/methods/packs/${card.key}`}>{card.name}</Link>
      </h3>
      <p className="hz-small">
        {[card.place, card.home ? t('publishedBy', { place: card.home }) : '', t('version', { n: card.version })].filter(Boolean).join(' · ')}
      </p>
      <p>{card.summary}</p>
      {card.figures.length > 0 ? (
        <dl className="hzm-figures">
          {card.figures.slice(0, 3).map((figure) => (
            <div key={figure.label}>
              <dt>{figure.label}</dt>
              <dd className="hz-num">
                {figure.value} {figure.unit}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p className="hz-row">
        {card.parts.map((part) => (
          <Tag key={part.key} tone="neutral">
            {part.count > 1 ? `${part.name} ${part.count}` : part.name}
          </Tag>
        ))}
        {missing > 0 ? <Tag tone="warn">{t('missingRooms', { count: missing })}</Tag> : null}
      </p>
      {card.inForce.length > 0 ? <p className="hz-small">{t('inForceAt', { places: card.inForce.map((one) => one.name).join(t('comma')) })}</p> : null}
      {can('methods.install') ? (
        <p>
          <Link to={`/methods/packs/${card.key}/install`}>{t('install.do')}</Link>
        </p>
      ) : null}
    </li>
  );
}
