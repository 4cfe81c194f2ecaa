import { Empty } from '@hezhi/ui';
import { DataTable, PageHead, SplitPane, type Column } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useRoute, type Reply } from '../shared/client.ts';
import { BodyForm } from './body-form.tsx';
import { EndpointDetail } from './endpoint-detail.tsx';
import './exchange.css';
import { Secrets, type Shown } from './secrets.tsx';
import { EndpointState } from './states.tsx';
import { WebhookForm } from './webhook-form.tsx';

type Row = Reply<'GET /exchange/endpoints'>['items'][number];

/** The bodies, or the webhooks, of the district, with the one that is open beside them. */
export function Endpoints({ of: role }: { of: 'body' | 'webhook' }) {
  const t = useWords('exchange');
  const time = useTime();
  const { can } = useSession();
  const own = role === 'body' ? 'bodies' : 'hooks';
  const [filters, set] = useFilters({ open: '' });
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const list = useRoute('GET /exchange/endpoints', { query: { role } });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('endpoint.name'),
      render: (one) => <strong>{one.name}</strong>,
    },
    role === 'body'
      ? { key: 'org', title: t('endpoint.org'), render: (one) => one.orgName ?? '—' }
      : { key: 'area', title: t('endpoint.area'), from: 900, render: (one) => one.areaName ?? t('endpoint.everywhere') },
    { key: 'state', title: t('endpoint.state'), width: 160, render: (one) => <EndpointState endpoint={one} /> },
    { key: 'waiting', title: t('endpoint.waiting'), number: true, from: 1100, render: (one) => time.count(one.waiting) },
    { key: 'last', title: t('endpoint.last'), from: 1200, render: (one) => lastOf(one.lastOut, one.lastIn, time.moment) },
  ];
  const Form = role === 'body' ? BodyForm : WebhookForm;
  const create = can('exchange.manage') ? (
    <Button type="primary" onClick={() => setCreating(true)}>
      {t(`${own}.create`)}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t(`${own}.title`)} sub={t(`${own}.sub`)} actions={create} />
      <SplitPane
        list={
          <DataTable
            name={t(`${own}.title`)}
            columns={filters.open ? columns.slice(0, 3) : columns}
            items={list.data?.items ?? []}
            loading={list.isPending}
            error={list.error}
            retry={() => void list.refetch()}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t(`${own}.none`)} why={t(`${own}.noneWhy`)} />}
          />
        }
        detail={filters.open ? <EndpointDetail key={filters.open} id={filters.open} onClose={() => set({ open: '' })} /> : null}
      />
      {creating ? (
        <Form
          onClose={() => setCreating(false)}
          onSaved={(id, secrets) => {
            set({ open: id });
            setShown(secrets);
          }}
        />
      ) : null}
      {shown ? <Secrets shown={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function lastOf(out: string | null, came: string | null, say: (at: string) => string): string {
  const last = [out, came]
    .filter((one): one is string => one !== null)
    .toSorted()
    .at(-1);
  return last === undefined ? '—' : say(last);
}
