import { Failure, Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useList, type Talk } from '../shared/client.ts';
import { Stances } from '../shared/pieces.tsx';

/** What the participants think: numbers at once, words when asked for; names only of those who agreed. */
export function Positions({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const [open, setOpen] = useState(false);
  const list = useList(
    'GET /public/talks/:district/:id/positions',
    { params: { district: talk.district, id: talk.id }, query: { limit: 20 } },
    { enabled: open },
  );
  const side = (key: string) => talk.participants.sides.find((one) => one.side === key)?.name['zh-Hans'] ?? '';
  return (
    <section className="hz-card hz-res-section">
      <h2>{t('positions.title')}</h2>
      <Stances positions={talk.positions} />
      <button type="button" className="hz-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'positions.hide' : 'positions.show')}
      </button>
      <Failure error={list.error} retry={list.again} />
      {open ? (
        <ul className="hzd-rows">
          {list.items.map((one) => (
            <li key={one.participant}>
              <Tag tone={one.stance === 'for' ? 'good' : one.stance === 'against' ? 'warn' : 'neutral'}>{t(`stance.${one.stance}`)}</Tag>{' '}
              <span className="hz-small">{one.name ?? (side(one.side) || t('positions.someone'))}</span>
              {one.words ? <div className="hzd-pre">{one.words}</div> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {open && list.hasMore ? (
        <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </section>
  );
}
