import { Empty, Failure, Loading } from '@hezhi/ui';
import { PageHead } from '@hezhi/ui/desk';
import { useFilters, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { useList } from '../shared/client.ts';
import { Moderate } from './moderate.tsx';
import '../shared/opinions.css';

const views = ['waiting', 'shown', 'refused'] as const;

/** /opinions/statements: what residents propose on the questions of the territory, oldest first. */
export default function QueuePage() {
  const t = useWords('opinions');
  const [filters, set] = useFilters({ view: 'waiting' });
  const view = views.find((one) => one === filters.view) ?? 'waiting';
  const list = useList('GET /opinion-statements', { query: { view, limit: 20 } }, { every: 60_000 });
  return (
    <>
      <PageHead title={t('desk.queue')} sub={t('desk.queueSub')} back="/opinions" />
      <Segmented
        aria-label={t('statements.which')}
        value={view}
        onChange={(value) => set({ view: value })}
        options={views.map((value) => ({ value, label: t(`desk.view.${value}`) }))}
        style={{ marginBottom: 12 }}
      />
      {list.isPending ? <Loading rows={6} /> : <Failure error={list.error} retry={list.again} />}
      {!list.isPending && !list.error && list.items.length === 0 ? <Empty title={t(`desk.noneOf.${view}`)} why={t('desk.queueSub')} /> : null}
      <ul className="hz-list" aria-label={t('desk.queue')}>
        {list.items.map((one) => (
          <li key={one.id} className="hzo-item">
            <Moderate one={one} about />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button loading={list.isMoreFetching} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}
