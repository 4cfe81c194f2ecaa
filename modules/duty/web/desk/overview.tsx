import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useLiveRefresh, useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import '../shared/duty.css';

/** 值班: who is on duty now, and the rosters of my line. */
export default function OverviewPage() {
  const t = useWords('duty');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ ended: '' });
  const now = useRoute('GET /duty/now', {}, { every: 300_000 });
  const rosters = useList('GET /duty/rosters', { query: { limit: 50, ...(filters.ended ? { ended: 'true' as never } : {}) } });
  useLiveRefresh(['duty.'], ['GET /duty']);
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={t('sub')}
        actions={
          <>
            <Button onClick={() => void go('/duty/mine')}>{t('mine.title')}</Button>
            <Button onClick={() => void go('/duty/requests')}>{t('requests.title')}</Button>
            {can('duty.manage') ? (
              <Button type="primary" onClick={() => void go('/duty/rosters/new')}>
                {t('rosters.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Panel title={t('now.title')}>
        <DataTable
          name={t('now.title')}
          columns={[
            { key: 'name', title: t('now.name'), render: (one) => <strong>{one.name}</strong> },
            { key: 'org', title: t('now.org'), render: (one) => `${one.orgName} · ${say(one.roleName)}` },
            { key: 'area', title: t('now.area'), from: 1000, render: (one) => one.areaName },
            { key: 'shift', title: t('now.shift'), render: (one) => one.shiftName },
            { key: 'until', title: t('now.until'), render: (one) => time.moment(one.until) },
            {
              key: 'checked',
              title: t('now.checked'),
              from: 700,
              render: (one) => (one.checkedIn ? <Tag tone="good">{time.moment(one.checkedIn)}</Tag> : <Tag tone="neutral">{t('now.notChecked')}</Tag>),
            },
          ]}
          items={(now.data?.items ?? []).map((one) => ({ ...one, id: one.turn }))}
          loading={now.isPending}
          error={now.error}
          retry={() => void now.refetch()}
          empty={<Empty title={t('now.none')} why={t('now.noneWhy')} />}
          height={320}
        />
      </Panel>
      <Panel title={t('rosters.title')}>
        <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'ended', kind: 'switch', label: t('rosters.ended') }]} />
        <DataTable
          name={t('rosters.title')}
          columns={[
            { key: 'name', title: t('rosters.name'), render: (one) => <Link to={`/duty/rosters/${one.id}`}>{one.name}</Link> },
            { key: 'org', title: t('now.org'), render: (one) => one.orgName },
            { key: 'area', title: t('now.area'), from: 900, render: (one) => one.areaName },
            { key: 'months', title: t('rosters.published'), render: (one) => marks.list(one.published) || t('rosters.notPublished') },
            { key: 'public', title: t('rosters.public'), from: 900, render: (one) => (one.public ? <Tag tone="info">{t('rosters.public')}</Tag> : null) },
          ]}
          items={rosters.items}
          onOpen={(one) => void go(`/duty/rosters/${one.id}`)}
          loading={rosters.isPending}
          error={rosters.error}
          retry={rosters.again}
          hasMore={rosters.hasMore}
          more={rosters.more}
          moreLoading={rosters.isMoreFetching}
          empty={<Empty title={t('rosters.none')} why={t('rosters.noneWhy')} />}
        />
      </Panel>
    </>
  );
}
