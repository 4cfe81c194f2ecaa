import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { useNavigate } from 'react-router';
import { useList, useRoute, type Question } from '../shared/client.ts';
import { StateTag } from '../shared/state.tsx';

const states = ['draft', 'announced', 'open', 'counting', 'closed'] as const;

/** /opinions: questions of the territory. */
export default function ListPage() {
  const t = useWords('opinions');
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ state: '' });
  const state = states.find((one) => one === filters.state);
  const list = useList('GET /opinions', { query: { limit: 30, ...(state ? { state } : {}) } });
  const moderates = can('opinions.moderate') || can('opinions.manage');
  const waiting = useRoute('GET /opinion-statements', { query: { limit: 1 } }, { enabled: moderates, every: 60_000 }).data?.waiting ?? 0;
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={t('desk.sub')}
        actions={
          <Space wrap>
            {moderates ? (
              <Button onClick={() => void go('/opinions/statements')}>{waiting > 0 ? t('desk.queueN', { n: waiting }) : t('desk.queue')}</Button>
            ) : null}
            {can('opinions.manage') ? (
              <Button type="primary" onClick={() => void go('/opinions/new')}>
                {t('desk.new')}
              </Button>
            ) : null}
          </Space>
        }
      />
      <FilterBar
        filters={[{ key: 'state', kind: 'select', label: t('desk.state'), options: states.map((value) => ({ value, label: t(`state.${value}`) })) }]}
        values={filters}
        onChange={set}
        onReset={reset}
      />
      <DataTable<Question>
        name={t('nav')}
        columns={[
          { key: 'title', title: t('form.title'), render: (one) => one.title },
          { key: 'state', title: t('desk.state'), render: (one) => <StateTag state={one.state} /> },
          { key: 'area', title: t('form.area'), render: (one) => one.areaName, from: 900 },
          { key: 'closes', title: t('form.closesAt'), render: (one) => time.moment(one.closesAt), from: 600 },
          { key: 'statements', title: t('desk.statements'), render: (one) => <span className="hz-num">{time.count(one.statements)}</span>, from: 768 },
          { key: 'people', title: t('desk.people'), render: (one) => <span className="hz-num">{time.count(one.people)}</span> },
        ]}
        items={list.items}
        onOpen={(one) => void go(`/opinions/${one.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('desk.none')} why={t('desk.noneWhy')} />}
      />
    </>
  );
}
