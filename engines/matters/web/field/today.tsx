import { Empty, Failure, Figure, Icon, LiveDot, Loading } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { Away, useLiveRefresh, useNow, useOnline, useSession, useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { useStarts } from '../shared/starts.ts';
import { PendingNote } from '../shared/phone/pending-note.tsx';
import './field.css';
import { ordered } from './order.ts';
import { usePosition } from '../shared/position.ts';
import { TaskCard } from './task-card.tsx';

/** 今天: what is mine, the most pressing first, by distance where I say where I am. */
export default function Today() {
  const t = useWords('matters');
  const time = useTime();
  const now = useNow();
  const { post, person } = useSession();
  const starts = useStarts();
  const online = useOnline();
  const counts = useRoute('GET /inbox/counts');
  const list = useList('GET /inbox', { query: { view: 'mine', limit: 50 } });
  useLiveRefresh(['matters.'], ['GET /inbox']);
  const position = usePosition();
  const groups = useMemo(() => ordered(list.items, now, position.here), [list.items, now, position.here]);
  const number = (n: number | undefined) => (n === undefined ? '–' : n === counts.data?.cap ? t('field.today.atLeast', { n: time.count(n) }) : time.count(n));

  return (
    <PhonePage title={t('field.today.title')} back={false} right={<LiveDot />}>
      <p className="hz-small">{[person?.name, post ? `${post.area_name} ${post.role_name}` : null].filter(Boolean).join(' · ')}</p>
      <PendingNote />
      <div className="hz-counters">
        <Figure label={t('field.today.mine')} value={number(counts.data?.mine)} />
        <Figure label={t('field.today.late')} value={number(counts.data?.overdue)} {...(counts.data?.overdue ? { tone: 'late' as const } : {})} />
        <Figure label={t('field.today.soon')} value={number(counts.data?.nearly_due)} />
      </div>
      {list.items.length > 1 && position.can ? (
        <div className="hz-row">
          {position.here ? (
            <button type="button" className="hz-button" onClick={position.forget}>
              {t('field.today.byDeadline')}
            </button>
          ) : (
            <button type="button" className="hz-button" disabled={position.finding} onClick={() => void position.find()}>
              <Icon name="pin" /> {t(position.finding ? 'field.today.finding' : 'field.today.byDistance')}
            </button>
          )}
          <span role="status" className="hz-small">
            {position.why ? t(`field.today.noPlace.${position.why}`) : position.here ? t('field.today.sortedByDistance') : ''}
          </span>
        </div>
      ) : null}
      {list.error && list.items.length > 0 && (online || !(list.error instanceof Away)) ? <Failure error={list.error} retry={list.again} /> : null}
      {list.isPending ? <Loading rows={8} /> : null}
      {!list.isPending && list.items.length === 0 ? (
        list.error ? (
          <Failure error={list.error} retry={list.again} />
        ) : (
          <Empty
            icon="check"
            title={t('field.today.none')}
            why={t(post ? 'field.today.noneWhy' : 'field.today.noPost')}
            action={starts.map((start) => (
              <Link key={start.path} className="hz-button" to={start.path}>
                {t(start.label)}
              </Link>
            ))}
          />
        )
      ) : null}
      {groups.map((group) => (
        <section key={group.band} aria-labelledby={`band-${group.band}`} className="hz-band">
          <h2 id={`band-${group.band}`} data-band={group.band}>
            {t(`field.band.${group.band}`)} <span className="hz-num hz-small">{group.tasks.length}</span>
          </h2>
          <ul className="hz-list">
            {group.tasks.map(({ task, metres }) => (
              <li key={task.leg.id}>
                <TaskCard item={task} metres={metres} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {list.hasMore ? (
        <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
          {t('field.today.more')}
        </button>
      ) : null}
      <p className="hz-today-done">
        <Link to="/done">{t('field.today.done')}</Link>
      </p>
    </PhonePage>
  );
}
