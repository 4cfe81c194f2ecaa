import { DeadlineTag, Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { Link, useNavigate } from 'react-router';
import { client } from '../shared/client.ts';
import './dashboard.css';

const shown = ['all', 'sent', 'overdue', 'answered', 'settled', 'recalled'] as const;
const tones = { sent: 'info', overdue: 'late', answered: 'warn', settled: 'good', recalled: 'neutral' } as const;

/** 督办函: sent letters and how they stand. */
export default function Letters() {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const { can } = useSession();
  const navigate = useNavigate();
  const [values, set] = useFilters({ state: 'all' });
  const state = shown.find((one) => one === values.state) ?? 'all';
  const letters = client.useList('GET /insight/letters', { query: state === 'all' ? {} : { state } });
  return (
    <div className="hz-insight">
      <PageHead
        title={t('letters.nav')}
        actions={
          can('insight.supervise') ? (
            <Button type="primary" onClick={() => void navigate('/insight/letters/new')}>
              {t('letters.new')}
            </Button>
          ) : null
        }
      />
      <Segmented
        aria-label={t('letters.state')}
        value={state}
        options={shown.map((one) => ({ value: one, label: t(`letters.states.${one}`) }))}
        onChange={(next) => set({ state: next })}
        style={{ maxWidth: '100%', overflowX: 'auto' }}
      />
      <DataTable
        name={t('letters.nav')}
        columns={[
          { key: 'number', title: t('letters.number'), render: (row) => <Link to={`/matters/${row.id}`}>{row.number}</Link> },
          { key: 'org', title: t('letters.to'), render: (row) => row.orgName },
          { key: 'count', title: t('letters.count'), render: (row) => time.count(row.count), number: true },
          { key: 'issuedAt', title: t('letters.at'), render: (row) => time.moment(row.issuedAt), from: 768 },
          { key: 'dueAt', title: t('letters.due'), render: (row) => (row.dueAt ? <DeadlineTag due={row.dueAt} /> : '—'), from: 768 },
          { key: 'state', title: t('letters.state'), render: (row) => <Tag tone={tones[row.state]}>{say(row.stateName)}</Tag> },
        ]}
        items={letters.items}
        onOpen={(row) => void navigate(`/matters/${row.id}`)}
        loading={letters.isPending}
        error={letters.error}
        retry={letters.again}
        hasMore={letters.hasMore}
        more={letters.more}
        moreLoading={letters.isMoreFetching}
        empty={<Empty title={t('letters.empty')} why={t('letters.emptyWhy')} />}
      />
    </div>
  );
}
