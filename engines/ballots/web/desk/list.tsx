import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { useNavigate } from 'react-router';
import { useList, type BallotLine } from '../shared/client.ts';
import { OutcomeTag, StateTag } from '../shared/state.tsx';

const states = ['draft', 'announced', 'open', 'closed', 'counted', 'void'] as const;

/** /ballots: ballots of the territory. */
export default function ListPage() {
  const t = useWords('ballots');
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ state: '', q: '' });
  const state = states.find((one) => one === filters.state);
  const list = useList('GET /ballots', { query: { limit: 30, ...(state ? { state } : {}), ...(filters.q ? { q: filters.q } : {}) } });
  return (
    <>
      <PageHead
        title={t('nav.list')}
        sub={t('desk.sub')}
        actions={
          <Space wrap>
            <Button onClick={() => void go('/ballots/rolls')}>{t('nav.rolls')}</Button>
            {can('ballots.manage') ? (
              <Button type="primary" onClick={() => void go('/ballots/new')}>
                {t('desk.new')}
              </Button>
            ) : null}
          </Space>
        }
      />
      <FilterBar
        filters={[
          { key: 'state', kind: 'select', label: t('desk.state'), options: states.map((value) => ({ value, label: t(`state.${value}`) })) },
          { key: 'q', kind: 'text', label: t('desk.find') },
        ]}
        values={filters}
        onChange={set}
        onReset={reset}
      />
      <DataTable<BallotLine>
        name={t('nav.list')}
        columns={[
          { key: 'title', title: t('desk.title'), render: (one) => one.title },
          { key: 'state', title: t('desk.state'), render: (one) => <StateTag state={one.state} /> },
          { key: 'outcome', title: t('result.title'), render: (one) => (one.outcome ? <OutcomeTag outcome={one.outcome} /> : '—'), from: 600 },
          {
            key: 'binding',
            title: t('desk.binding'),
            render: (one) => <Tag tone={one.binding ? 'info' : 'neutral'}>{t(one.binding ? 'binding' : 'poll')}</Tag>,
            from: 900,
          },
          { key: 'opens', title: t('fact.opens'), render: (one) => time.moment(one.opens_at), from: 900 },
          { key: 'closes', title: t('fact.closes'), render: (one) => time.moment(one.closes_at) },
        ]}
        {...tableOf(list)}
        onOpen={(one) => void go(`/ballots/${one.id}`)}
        empty={<Empty title={t('desk.none')} why={t('desk.noneWhy')} />}
      />
    </>
  );
}
