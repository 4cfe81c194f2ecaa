import { Empty, Failure, Loading } from '@hezhi/ui';
import { PageHead } from '@hezhi/ui/desk';
import { useFilters, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { useList, useRoute } from '../shared/client.ts';
import { Moderate } from './moderate.tsx';
import './desk.css';

const views = ['waiting', 'reported', 'shown', 'refused'] as const;

/** /publicity/comments: what people wrote about public cases of the territory, oldest first while it waits. */
export default function QueuePage() {
  const t = useWords('publicity');
  const [filters, set] = useFilters({ view: 'waiting' });
  const view = views.find((one) => one === filters.view) ?? 'waiting';
  const list = useList('GET /publicity/comments', { query: { view, limit: 20 } }, { every: 60_000 });
  const counts = useRoute('GET /publicity/comments', { query: { limit: 1 } }, { every: 60_000 }).data;
  const label = (one: (typeof views)[number]): string => {
    const n = one === 'waiting' ? counts?.waiting : one === 'reported' ? counts?.reported : undefined;
    return n ? t('desk.viewN', { view: t(`desk.view.${one}`), n }) : t(`desk.view.${one}`);
  };
  return (
    <>
      <PageHead title={t('desk.nav')} sub={t('desk.sub')} />
      <Segmented
        aria-label={t('desk.viewLabel')}
        value={view}
        onChange={(value) => set({ view: value })}
        options={views.map((one) => ({ value: one, label: label(one) }))}
        style={{ marginBottom: 12 }}
      />
      {list.isPending ? <Loading rows={6} /> : <Failure error={list.error} retry={list.again} />}
      {!list.isPending && !list.error && list.items.length === 0 ? <Empty title={t(`desk.none.${view}`)} why={t(`desk.noneWhy.${view}`)} /> : null}
      <ul className="hz-list" aria-label={t('desk.nav')}>
        {list.items.map((one) => (
          <li key={one.id} className="hzp-item">
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
