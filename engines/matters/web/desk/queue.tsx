import { Empty } from '@hezhi/ui';
import { DataTable, PageHead, SplitPane } from '@hezhi/ui/desk';
import { useLiveRefresh, useSession, useTime, useWords } from '@hezhi/web';
import { useCallback, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { usePathOf } from '../shared/kinds.ts';
import { StartLinks } from './start-links.tsx';
import './chips.css';
import './desk.css';
import { DetailPane } from './detail.tsx';
import { BulkBar, ExportButton } from './queue-actions.tsx';
import { QueueChips } from './queue-chips.tsx';
import { useQueueColumns } from './queue-columns.tsx';
import { QueueFilterBar } from './queue-filters.tsx';
import { SavedViews } from './saved-views.tsx';
import { narrowing, listQuery, useQueueFilters, views, type QueueFilters, type View } from './use-filters.ts';
import { useAlone } from './use-alone.ts';
import { sortable, useQueue, type QueueRow } from './use-queue.ts';

/** 办理队列: what waits for me, my organisation, my territory; beside it the matter that is open. */
export default function QueuePage() {
  const t = useWords('matters');
  const go = useNavigate();
  const { search } = useLocation();
  const { id = null } = useParams();
  const [filters, set, reset] = useQueueFilters();
  const queue = useQueue(filters);
  const { view, rows } = queue;
  const alone = useAlone();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const columns = useQueueColumns(view, id !== null);
  const pathOf = usePathOf('/matters/');
  const open = useCallback((row: QueueRow) => void go(pathOf(row.matter, search)), [go, pathOf, search]);
  const chosen = rows.filter((row) => picked.includes(row.id));
  const narrowed = narrowing.some((key) => filters[key] !== '');
  const clear = () => set(Object.fromEntries(narrowing.map((key) => [key, ''])));

  const list = (
    <>
      <PageHead
        title={t('desk.queue.title')}
        actions={
          <>
            <ExportButton filters={filters} view={view} />
            <StartLinks />
          </>
        }
      />
      <Views view={view} filters={filters} onView={(next) => set({ view: next, sort: '', due: '', open: '' })} onSet={set} />
      <SavedViews savable={narrowed} />
      <QueueFilterBar filters={filters} set={set} view={view} />
      <QueueChips filters={filters} set={set} reset={clear} />
      <BulkBar rows={chosen} onClear={() => setPicked([])} />
      {queue.cut ? (
        <p className="hz-small" role="status">
          {t('desk.queue.cut', { count: sortable })}
        </p>
      ) : null}
      <DataTable<QueueRow>
        name={t('desk.queue.title')}
        columns={columns}
        items={rows}
        loading={queue.isPending}
        error={queue.error}
        retry={queue.again}
        hasMore={queue.hasMore}
        more={queue.more}
        moreLoading={queue.isMoreFetching}
        sort={queue.sort}
        onSort={(sort) => set({ sort: sort === null ? '' : `${sort.down ? '-' : ''}${sort.key}` })}
        onOpen={open}
        current={rows.find((row) => row.matter.id === id)?.id ?? null}
        selected={picked}
        {...(alone ? {} : { onSelect: setPicked })}
        rowTone={(row) => ((row.leg ? row.leg.overdue : row.matter.overdue) ? 'late' : undefined)}
        empty={
          narrowed ? (
            <Empty
              title={t('desk.empty.narrowed')}
              why={t('desk.empty.narrowedWhy')}
              action={
                <button type="button" className="hz-button" onClick={reset}>
                  {t('desk.chips.all')}
                </button>
              }
            />
          ) : (
            <Empty title={t(`desk.empty.${view}`)} why={t(`desk.empty.${view}Why`)} icon="check" />
          )
        }
      />
    </>
  );

  return (
    <div className="hzc-work">
      <SplitPane list={list} detail={id === null ? null : <DetailPane key={id} id={id} back={{ pathname: '/matters', search }} />} />
    </div>
  );
}

/** The five views with what waits in each, and the two numbers that press. */
function Views({
  view,
  filters,
  onView,
  onSet,
}: {
  view: View;
  filters: QueueFilters;
  onView: (view: View) => void;
  onSet: (change: Partial<QueueFilters>) => void;
}) {
  const t = useWords('matters');
  const time = useTime();
  const { can } = useSession();
  const counts = useRoute('GET /inbox/counts', {}, { every: 120_000 });
  const all = view === 'all';
  const total = useRoute('GET /matters/count', { query: listQuery(filters) }, { enabled: all });
  useLiveRefresh(['matters.'], ['GET /inbox/counts']);
  const found = counts.data;
  const many = (n: number, cap: number) => (n >= cap ? `${time.count(cap)}+` : time.count(n));
  const numberOf = (one: View): string | null => {
    if (one === 'all') return all && total.data ? many(total.data.count, total.data.capped ? total.data.count : Infinity) : null;
    return found && one !== 'area' ? many(found[one], found.cap) : null;
  };
  return (
    <div className="hzc-views hz-no-print">
      <div className="hz-segments" role="group" aria-label={t('desk.view.label')}>
        {views
          .filter((one) => one !== 'area' || can('matters.read_area'))
          .map((one) => {
            const count = numberOf(one);
            return (
              <button key={one} type="button" aria-pressed={one === view} onClick={() => onView(one)}>
                {t(`desk.view.${one}`)}
                {count === null ? null : <span className="hz-num hzc-count">{count}</span>}
              </button>
            );
          })}
      </div>
      {found && found.overdue > 0 ? (
        <button type="button" className="hzc-press" data-tone="late" onClick={() => onSet({ view: 'mine', overdue: '1' })}>
          {t('desk.view.overdue', { count: many(found.overdue, found.cap) })}
        </button>
      ) : null}
      {found && found.nearly_due > 0 ? (
        <button type="button" className="hzc-press" data-tone="warn" onClick={() => onSet({ view: 'mine', due: '240', overdue: '' })}>
          {t('desk.view.nearlyDue', { count: many(found.nearly_due, found.cap) })}
        </button>
      ) : null}
    </div>
  );
}
