import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useTime, useWords } from '@hezhi/web';
import { Link, useNavigate } from 'react-router';
import { useCalmRefresh } from '../shared/calm.ts';
import { useList } from '../shared/client.ts';

/** Emergencies that concern my territory, newest first. */
export default function IncidentsPage() {
  const t = useWords('command');
  const time = useTime();
  const go = useNavigate();
  const [filters, set, reset] = useFilters({ open: '' });
  const list = useList('GET /command/incidents', { query: { limit: 50, ...(filters.open ? { open: 'true' as never } : {}) } });
  useCalmRefresh(['matters.', 'command.'], ['GET /command/incidents']);
  return (
    <>
      <PageHead title={t('incident.listTitle')} />
      <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'open', kind: 'switch', label: t('incident.onlyOpen') }]} />
      <DataTable
        name={t('incident.listTitle')}
        columns={[
          { key: 'title', title: t('incident.title'), render: (one) => <Link to={`/command/${one.id}`}>{one.title}</Link> },
          { key: 'number', title: t('incident.number'), from: 900, render: (one) => <span className="hz-num">{one.number}</span> },
          { key: 'at', title: t('incident.startedAt'), render: (one) => time.moment(one.startedAt) },
          { key: 'progress', title: t('incident.items'), render: (one) => `${one.done}/${one.total}` },
          {
            key: 'state',
            title: t('incident.state'),
            render: (one) => (one.endedAt ? <Tag tone="good">{t('incident.ended')}</Tag> : <Tag tone="late">{t('incident.banner')}</Tag>),
          },
        ]}
        items={list.items}
        onOpen={(one) => void go(`/command/${one.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('incident.none')} why={t('incident.noneWhy')} icon="check" />}
      />
    </>
  );
}
