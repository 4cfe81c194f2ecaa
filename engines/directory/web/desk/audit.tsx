import { Empty, Facts } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, Panel, SplitPane, type Column } from '@hezhi/ui/desk';
import { useFilters, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useList, type Reply } from '../shared/client.ts';
import { useAuditWords } from './audit-words.ts';
import './desk.css';

type Entry = Reply<'GET /audit'>['items'][number] & { id: string };

/** A day's beginning in China as a moment. */
const dayStart = (day: string, plus = 0): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + plus * 86_400_000).toISOString();

/** /admin/audit: who did what, newest first; each entry is chained to the one before by its hash. */
export default function Audit() {
  const t = useWords('directory');
  const time = useTime();
  const words = useAuditWords();
  const [filters, set, reset] = useFilters({ action: '', target: '', days: [], actor: '', actor_name: '', open: '' });
  const [from, to] = filters.days;
  const list = useList('GET /audit', {
    query: {
      limit: 50,
      ...(filters.action ? { action: filters.action } : {}),
      ...(filters.target ? { target: filters.target } : {}),
      ...(filters.actor ? { actor: filters.actor } : {}),
      ...(from && to ? { from: dayStart(from), to: dayStart(to, 1) } : {}),
    },
  });
  const items = useMemo<Entry[]>(() => list.items.map((one) => ({ ...one, id: String(one.seq) })), [list.items]);
  const open = items.find((one) => one.id === filters.open) ?? null;
  const columns: Column<Entry>[] = [
    { key: 'at', title: t('audit.at'), width: 170, render: (one) => <span className="hz-num">{time.exact(one.at)}</span> },
    {
      key: 'actor',
      title: t('audit.actor'),
      render: (one) =>
        one.actor ? (
          <Button
            type="link"
            size="small"
            style={{ padding: 0 }}
            title={t('audit.onlyThis')}
            onClick={() => set({ actor: one.actor!, actor_name: one.actor_name ?? '' })}
          >
            {one.actor_name || t('audit.unnamed')}
          </Button>
        ) : (
          t('audit.nobody')
        ),
    },
    { key: 'action', title: t('audit.action'), render: (one) => words.action(one.action) },
    { key: 'detail', title: t('audit.detail'), from: 900, render: (one) => <span className="hz-small">{words.summary(one.detail)}</span> },
    { key: 'address', title: t('audit.address'), from: 1200, render: (one) => <span className="hz-num">{one.address ?? '—'}</span> },
  ];
  const filtered = Boolean(filters.action || filters.target || filters.actor || filters.days.length);
  return (
    <>
      <PageHead title={t('audit.title')} sub={t('audit.sub')} />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          {
            key: 'action',
            kind: 'select',
            label: t('audit.action'),
            width: 220,
            options: words.actions.map((value) => ({ value, label: words.action(value) })),
          },
          { key: 'days', kind: 'days', label: t('audit.days') },
          { key: 'target', kind: 'text', label: t('audit.target'), width: 220 },
        ]}
        extra={
          filters.actor ? (
            <Button onClick={() => set({ actor: '', actor_name: '' })}>{t('audit.byActor', { name: filters.actor_name || t('audit.unnamed') })} ✕</Button>
          ) : null
        }
      />
      <SplitPane
        list={
          <DataTable
            name={t('audit.title')}
            columns={open ? columns.slice(0, 3) : columns}
            items={items}
            loading={list.isPending}
            error={list.error}
            retry={list.again}
            hasMore={list.hasMore}
            more={list.more}
            moreLoading={list.isMoreFetching}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t('audit.none')} why={t(filtered ? 'noMatch' : 'audit.noneWhy')} />}
          />
        }
        detail={
          open ? (
            <Panel title={words.action(open.action)} extra={<Button onClick={() => set({ open: '' })}>{t('close')}</Button>}>
              <Facts
                items={[
                  [
                    t('audit.seq'),
                    <span key="seq" className="hz-num">
                      {open.seq}
                    </span>,
                  ],
                  [
                    t('audit.at'),
                    <span key="at" className="hz-num">
                      {time.exact(open.at)}
                    </span>,
                  ],
                  [t('audit.actor'), open.actor ? open.actor_name || t('audit.unnamed') : t('audit.nobody')],
                  [t('audit.address'), open.address],
                  [
                    t('audit.target'),
                    open.target ? (
                      <span key="target" className="dir-hash">
                        {open.target}
                      </span>
                    ) : null,
                    'wide',
                  ],
                  ...Object.entries(open.detail).map(([key, value]) => [words.field(key), words.value(value), 'wide'] as const),
                  [t('audit.reference'), open.reference],
                  [
                    t('audit.hash'),
                    <span key="hash" className="dir-hash">
                      {open.hash}
                    </span>,
                    'wide',
                  ],
                ]}
              />
              {open.target ? (
                <p style={{ marginTop: 12 }}>
                  <Button onClick={() => set({ target: open.target!, action: '' })}>{t('audit.sameTarget')}</Button>
                </p>
              ) : null}
            </Panel>
          ) : null
        }
      />
    </>
  );
}
