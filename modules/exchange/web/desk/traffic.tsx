import { Empty, Failure } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, useConfirm, useToast, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useCommand, useList, useRoute, type Message } from '../shared/client.ts';
import './exchange.css';
import { MessageDetail } from './message-detail.tsx';
import { MessageState, useTypeName } from './states.tsx';

const states = ['queued', 'failed', 'sent', 'acknowledged', 'dead', 'dropped'] as const;

/** The messages of the district with filters; `dead`: those that wait for a person, with the way to send all again. */
export function Traffic({ dead = false }: { dead?: boolean }) {
  const t = useWords('exchange');
  const time = useTime();
  const typeName = useTypeName();
  const confirm = useConfirm();
  const toast = useToast();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ q: '', endpoint: '', direction: '', state: '', open: '' });
  const endpoints = useRoute('GET /exchange/endpoints', { query: {} });
  const list = useList('GET /exchange/messages', {
    query: {
      limit: 50,
      ...(filters.q ? { q: filters.q } : {}),
      ...(filters.endpoint ? { endpoint: filters.endpoint } : {}),
      ...(dead ? { state: 'dead' as const, direction: 'out' as const } : {}),
      ...(!dead && filters.direction ? { direction: filters.direction as 'in' | 'out' } : {}),
      ...(!dead && filters.state ? { state: filters.state as Message['state'] } : {}),
    },
  });
  const again = useCommand('POST /exchange/resend', { refresh: ['GET /exchange/messages', 'GET /exchange/endpoints'] });
  const resendAll = async () => {
    const name = endpoints.data?.items.find((one) => one.id === filters.endpoint)?.name;
    const sure = await confirm({ title: t('dead.all'), effect: name ? t('dead.allOfEffect', { name }) : t('dead.allEffect'), yes: t('dead.all') });
    if (!sure) return;
    const done = await again.run({ body: filters.endpoint ? { endpoint: filters.endpoint } : {} }).catch(() => null);
    if (done) toast(t('dead.resent', { count: done.count }));
  };
  const columns: Column<Message>[] = [
    { key: 'at', title: t('message.at'), width: 150, render: (one) => <span className="hz-num">{time.moment(one.at)}</span> },
    { key: 'direction', title: t('message.direction'), from: 768, render: (one) => t(`direction.${one.direction}`) },
    { key: 'endpoint', title: t('message.endpoint'), render: (one) => one.endpointName },
    { key: 'type', title: t('message.type'), render: (one) => typeName(one.type) },
    { key: 'number', title: t('message.about'), from: 900, render: (one) => <span className="hz-num">{one.number ?? one.order ?? '—'}</span> },
    { key: 'state', title: t('message.state'), width: 140, render: (one) => <MessageState message={one} /> },
    { key: 'attempts', title: t('message.attempts'), number: true, from: 1200, render: (one) => time.count(one.attempts) },
    { key: 'error', title: t('message.error'), from: 1300, render: (one) => <span className="hz-small">{one.error?.slice(0, 80) ?? ''}</span> },
  ];
  const filtered = Boolean(filters.q || filters.endpoint || filters.direction || filters.state);
  const own = dead ? 'dead' : 'traffic';
  return (
    <>
      <PageHead
        title={t(`${own}.title`)}
        sub={t(`${own}.sub`)}
        actions={
          dead && can('exchange.manage') && list.items.length > 0 ? (
            <Button loading={again.isPending} onClick={() => void resendAll()}>
              {t('dead.all')}
            </Button>
          ) : null
        }
      />
      <Failure error={again.error} />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'q', kind: 'text', label: t('traffic.search'), width: 260 },
          {
            key: 'endpoint',
            kind: 'select',
            label: t('message.endpoint'),
            width: 200,
            loading: endpoints.isPending,
            options: (endpoints.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
          },
          ...(dead
            ? []
            : [
                {
                  key: 'direction',
                  kind: 'select' as const,
                  label: t('message.direction'),
                  options: (['out', 'in'] as const).map((value) => ({ value, label: t(`direction.${value}`) })),
                },
                { key: 'state', kind: 'select' as const, label: t('message.state'), options: states.map((value) => ({ value, label: t(`state.${value}`) })) },
              ]),
        ]}
      />
      <SplitPane
        list={
          <DataTable
            name={t(`${own}.title`)}
            columns={filters.open ? columns.filter((one) => ['at', 'type', 'state'].includes(one.key)) : columns}
            {...tableOf(list)}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t(filtered ? 'traffic.noMatch' : `${own}.none`)} why={t(filtered ? 'traffic.noMatchWhy' : `${own}.noneWhy`)} />}
          />
        }
        detail={filters.open ? <MessageDetail key={filters.open} id={filters.open} onClose={() => set({ open: '' })} /> : null}
      />
    </>
  );
}
