import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useList, type Reply } from '../shared/client.ts';
import { AccountDetail } from './account-detail.tsx';
import { AccountStatus } from './account-status.tsx';
import { CreateAccount } from './create-account.tsx';
import './desk.css';
import { OnceCode, type Once } from './once-code.tsx';

type Account = Reply<'GET /accounts'>['items'][number];
const sorts = ['name', '-name', 'created', '-created'] as const;

/** /admin/accounts: accounts of the territory; search, lock, hand out one-time codes. */
export default function Accounts() {
  const t = useWords('directory');
  const time = useTime();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ q: '', kind: '', status: '', sort: 'name', open: '' });
  const [creating, setCreating] = useState(false);
  const [once, setOnce] = useState<Once | null>(null);
  const sort = sorts.find((one) => one === filters.sort) ?? 'name';
  const accounts = useList('GET /accounts', {
    query: {
      sort,
      limit: 50,
      ...(filters.q ? { q: filters.q } : {}),
      ...(filters.kind ? { kind: filters.kind as Account['kind'] } : {}),
      ...(filters.status ? { status: filters.status as Account['status'] } : {}),
    },
  });
  const columns: Column<Account>[] = [
    { key: 'name', title: t('accounts.name'), sortable: true, render: (one) => <strong>{one.name}</strong> },
    { key: 'person', title: t('accounts.person'), render: (one) => one.person_name },
    { key: 'status', title: t('accounts.statusName'), render: (one) => <AccountStatus status={one.status} /> },
    { key: 'kind', title: t('accounts.kindName'), from: 1100, render: (one) => t(`accounts.kind.${one.kind}`) },
    { key: 'posts', title: t('accounts.posts'), number: true, width: 80, render: (one) => (one.kind === 'staff' ? time.count(one.posts) : '—') },
    { key: 'phone', title: t('accounts.phone'), from: 1300, render: (one) => <span className="hz-num">{one.phone ?? '—'}</span> },
    { key: 'factor', title: t('accounts.factor'), from: 1300, render: (one) => t(one.second_factor ? 'yes' : 'no') },
    {
      key: 'seen',
      title: t('accounts.seen'),
      from: 800,
      render: (one) => (one.last_seen ? <span title={time.exact(one.last_seen)}>{time.ago(one.last_seen)}</span> : t('accounts.never')),
    },
    { key: 'created', title: t('accounts.created'), sortable: true, from: 1500, render: (one) => time.day(one.created) },
  ];
  const filtered = Boolean(filters.q || filters.kind || filters.status);
  return (
    <>
      <PageHead
        title={t('accounts.title')}
        sub={t('accounts.sub')}
        actions={
          can('directory.manage_accounts') ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('accounts.create')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'q', kind: 'text', label: t('accounts.search'), width: 260 },
          {
            key: 'kind',
            kind: 'select',
            label: t('accounts.kindName'),
            options: (['staff', 'resident'] as const).map((value) => ({ value, label: t(`accounts.kind.${value}`) })),
          },
          {
            key: 'status',
            kind: 'select',
            label: t('accounts.statusName'),
            options: (['active', 'locked', 'closed'] as const).map((value) => ({ value, label: t(`accounts.status.${value}`) })),
          },
        ]}
      />
      <SplitPane
        list={
          <DataTable
            name={t('accounts.title')}
            columns={filters.open ? columns.slice(0, 5) : columns}
            {...tableOf(accounts)}
            sort={{ key: sort.replace('-', ''), down: sort.startsWith('-') }}
            onSort={(next) => set({ sort: next ? `${next.down ? '-' : ''}${next.key}` : 'name' })}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t('accounts.none')} why={t(filtered ? 'noMatch' : 'accounts.noneWhy')} />}
          />
        }
        detail={filters.open ? <AccountDetail key={filters.open} id={filters.open} onClose={() => set({ open: '' })} onOnce={setOnce} /> : null}
      />
      {creating ? <CreateAccount onClose={() => setCreating(false)} onOnce={setOnce} onMade={(id) => set({ open: id })} /> : null}
      {once ? <OnceCode once={once} onClose={() => setOnce(null)} /> : null}
    </>
  );
}
