import { Empty, Tag, type Tone } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, Panel, type Column } from '@hezhi/ui/desk';
import { useFilters, useTime, useWords } from '@hezhi/web';
import { useNavigate } from 'react-router';
import { useList, type Import, type State } from './client.ts';
import './import.css';
import { SendFile } from './send-file.tsx';

export const tones: Record<State, Tone> = {
  checking: 'info',
  checked: 'warn',
  importing: 'info',
  done: 'good',
  stopped: 'late',
  cancelled: 'neutral',
  replaced: 'neutral',
  lapsed: 'neutral',
};
const shape = { state: '' };

/** /cases/import: send a spreadsheet, and what became of those sent before. */
export default function Imports() {
  const t = useWords('imports');
  const time = useTime();
  const go = useNavigate();
  const [filters, set, reset] = useFilters(shape);
  const list = useList('GET /case-imports', { query: { limit: 20, ...(filters.state ? { state: filters.state as State } : {}) } }, { every: 10_000 });
  const columns: Column<Import>[] = [
    { key: 'file', title: t('head.file'), render: (one) => <span className="hzi-name">{one.file}</span> },
    { key: 'state', title: t('head.state'), width: 110, render: (one) => <Tag tone={tones[one.state]}>{t(`states.${one.state}`)}</Tag> },
    { key: 'rows', title: t('head.rows'), width: 90, number: true, from: 700, render: (one) => time.count(one.counts.rows) },
    { key: 'done', title: t('head.done'), width: 90, number: true, render: (one) => time.count(one.counts.done) },
    { key: 'wrong', title: t('head.wrong'), width: 90, number: true, from: 700, render: (one) => time.count(one.counts.faulty + one.counts.failed) },
    { key: 'person', title: t('head.person'), width: 180, from: 900, render: (one) => (one.mine ? t('me') : one.person) },
    { key: 'area', title: t('head.area'), from: 1200, render: (one) => one.area_name },
    { key: 'at', title: t('head.at'), width: 150, from: 560, render: (one) => <span title={time.exact(one.at)}>{time.moment(one.at)}</span> },
  ];
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <div className="hzi-page">
        <Panel title={t('send.title')}>
          <SendFile onSent={(id) => void go(`/cases/import/${id}`)} />
        </Panel>
        <Panel title={t('list')}>
          <FilterBar
            label={t('list')}
            values={filters}
            onChange={set}
            onReset={reset}
            filters={[
              {
                key: 'state',
                kind: 'select',
                label: t('head.state'),
                options: (Object.keys(tones) as State[]).map((value) => ({ value, label: t(`states.${value}`) })),
              },
            ]}
          />
          <DataTable
            name={t('list')}
            columns={columns}
            items={list.items}
            loading={list.isPending}
            error={list.error}
            retry={list.again}
            hasMore={list.hasMore}
            more={list.more}
            moreLoading={list.isMoreFetching}
            onOpen={(one) => void go(`/cases/import/${one.id}`)}
            empty={<Empty title={t('none')} why={t(filters.state ? 'noneSuch' : 'noneWhy')} />}
          />
        </Panel>
      </div>
    </>
  );
}
