import { Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, Panel, SplitPane, useConfirm, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { diversions } from '../../contract/divert.ts';
import { useCommand, useList, type CallOne } from '../shared/client.ts';
import './hotline.css';
import { clock } from './timer.tsx';
import { kinds, outcomes, type Kind, type Outcome } from './use-draft-call.ts';

const waits = ['within', 'late', 'lost'] as const;
const shape = { mine: '', kind: '', outcome: '', wait: '', hour: '', days: [] as string[], open: '' };
const text = (values: readonly string[] | undefined, at: number): string | undefined => values?.[at] || undefined;

/** /hotline/calls: the call log, and the list behind each figure. */
export default function Calls() {
  const t = useWords('hotline');
  const time = useTime();
  const [filters, set, reset] = useFilters(shape);
  const { can } = useSession();
  const query = {
    ...(filters.mine ? { mine: 'true' as const } : {}),
    ...(filters.kind ? { kind: filters.kind as Kind } : {}),
    ...(filters.outcome ? { outcome: filters.outcome as Outcome } : {}),
    ...(filters.wait ? { wait: filters.wait as (typeof waits)[number] } : {}),
    ...(filters.hour ? { hour: filters.hour } : {}),
    from: text(filters.days, 0),
    to: text(filters.days, 1),
    limit: 50,
  };
  const calls = useList('GET /hotline/calls', { query });
  const open = calls.items.find((one) => one.id === filters.open) ?? null;
  const options = (keys: readonly string[], group: string) => keys.map((value) => ({ value, label: t(`${group}.${value}`) }));
  return (
    <>
      <PageHead title={t('log.title')} sub={t('log.sub')} />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          ...(can('hotline.answer') ? [{ key: 'mine', kind: 'switch' as const, label: t('log.mine') }] : []),
          { key: 'kind', kind: 'select', label: t('call.kind'), options: options(kinds, 'kinds') },
          { key: 'outcome', kind: 'select', label: t('outcome.title'), options: options(outcomes, 'outcomes') },
          { key: 'wait', kind: 'select', label: t('log.wait'), options: options(waits, 'waits') },
          {
            key: 'hour',
            kind: 'select',
            label: t('log.hour'),
            options: Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: t('log.hourOf', { hour }) })),
          },
          { key: 'days', kind: 'days', label: t('log.days') },
        ]}
      />
      <SplitPane
        list={
          <DataTable
            name={t('log.title')}
            columns={[
              { key: 'rang', title: t('log.rang'), render: (call) => time.moment(call.rangAt), width: 130 },
              { key: 'number', title: t('log.number'), render: (call) => <span className="hz-num">{call.number ?? '—'}</span>, width: 130 },
              {
                key: 'waited',
                title: t('log.waited'),
                number: true,
                render: (call) => (call.waited === null ? '—' : clock(call.waited)),
                width: 90,
                from: 900,
              },
              {
                key: 'talked',
                title: t('log.talked'),
                number: true,
                render: (call) => (call.talked === null ? '—' : clock(call.talked)),
                width: 90,
                from: 1100,
              },
              { key: 'kind', title: t('call.kind'), render: (call) => (call.kind ? t(`kinds.${call.kind}`) : '—'), width: 80, from: 768 },
              { key: 'outcome', title: t('outcome.title'), render: (call) => <Ended call={call} />, width: 120 },
              { key: 'agent', title: t('log.agent'), render: (call) => call.agent?.name ?? '—', width: 90, from: 1200 },
            ]}
            {...tableOf(calls)}
            onOpen={(call) => set({ open: call.id })}
            current={filters.open || null}
            height="calc(100vh - 250px)"
            empty={<Empty title={t('log.empty')} why={t('log.emptyWhy')} />}
          />
        }
        detail={open ? <Detail key={open.id} call={open} onClose={() => set({ open: '' })} /> : null}
      />
    </>
  );
}

function Ended({ call }: { call: CallOne }) {
  const t = useWords('hotline');
  if (call.lostAt) return <Tag tone="warn">{t('waits.lost')}</Tag>;
  if (call.outcome && call.wrappedAt)
    return <Tag tone={call.outcome === 'case' || call.outcome === 'answered' ? 'good' : 'neutral'}>{t(`outcomes.${call.outcome}`)}</Tag>;
  return <Tag tone="info">{t(call.endedAt ? 'states.wrap_up' : call.answeredAt ? 'states.talking' : 'waits.ringing')}</Tag>;
}

function Detail({ call, onClose }: { call: CallOne; onClose: () => void }) {
  const t = useWords('hotline');
  const say = useSay();
  const time = useTime();
  const confirm = useConfirm();
  const { can } = useSession();
  const [number, setNumber] = useState<string | null>(null);
  const read = useCommand('POST /hotline/calls/:id/number', { refresh: [] });
  // A number in clear stands on the screen for as long as it takes to dial.
  useEffect(() => {
    if (number === null) return undefined;
    const timer = setTimeout(() => setNumber(null), 60_000);
    return () => clearTimeout(timer);
  }, [number]);
  const reveal = async () => {
    const given = await confirm({ title: t('log.reveal'), effect: t('log.revealEffect'), ask: { label: t('log.purpose'), required: true, max: 200 } });
    if (!given) return;
    try {
      setNumber((await read.run({ params: { id: call.id }, body: { purpose: given.text } })).number);
    } catch {
      // Shown below.
    }
  };
  const channel = call.divert ? diversions[call.divert].find((one) => one.key === call.divertTo) : undefined;
  return (
    <Panel
      title={t('log.one')}
      extra={
        <button type="button" className="hz-button" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <Facts
        items={[
          [
            t('log.number'),
            <span key="number" className="hz-num">
              {number ?? call.number ?? '—'}
            </span>,
          ],
          [t('log.line'), call.line],
          [t('log.area'), call.areaName],
          [t('log.rang'), time.exact(call.rangAt)],
          [t('log.waited'), call.waited === null ? null : clock(call.waited)],
          [t('log.talked'), call.talked === null ? null : clock(call.talked)],
          [t('log.agent'), call.agent?.name],
          [t('call.kind'), call.kind ? t(`kinds.${call.kind}`) : null],
          [t('outcome.title'), <Ended key="ended" call={call} />],
          [t('form.category'), call.category ? say(call.category.name) : null],
          [t('outcome.reason'), call.divert ? t(`diverts.${call.divert}`) : null, 'wide'],
          [t('outcome.to'), channel ? `${channel.number ?? ''} ${say(channel.name)}` : null, 'wide'],
          [t('outcome.note'), call.note, 'wide'],
          [
            t('log.matters'),
            call.matters.length === 0
              ? null
              : call.matters.map((id, index) => (
                  <Link key={id} to={`/matters/${id}`} className="hzl-matter">
                    {t('call.filedOne', { n: index + 1 })}
                  </Link>
                )),
          ],
        ]}
      />
      {can('hotline.answer') && call.number && number === null ? (
        <button type="button" className="hz-button" disabled={read.isPending} onClick={() => void reveal()}>
          {t('log.reveal')}
        </button>
      ) : null}
      {read.error ? <Failure error={read.error} /> : null}
    </Panel>
  );
}
