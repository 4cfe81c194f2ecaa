import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, tableOf, useConfirm, useToast, type Column } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand, useList, useRoute, type Reply } from '../shared/client.ts';
import './desk.css';
import { MoveHome } from './move-home.tsx';

type Line = Reply<'GET /homes'>['items'][number];
const states = ['declared', 'confirmed', 'refused'] as const;
const refresh = ['GET /homes'] as const;

/** /homes: residents who say to live in my community, to confirm or refuse one by one or many; only the community’s own staff come here. */
export default function Homes() {
  const t = useWords('directory');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const { person } = useSession();
  const [filters, set, reset] = useFilters({ q: '', state: 'declared' });
  const [picked, setPicked] = useState<string[]>([]);
  const [moving, setMoving] = useState<Line | null>(null);
  const state = states.find((one) => one === filters.state) ?? 'declared';
  const query = { state, ...(filters.q ? { q: filters.q } : {}) };
  const list = useList('GET /homes', { query: { ...query, limit: 50 } });
  const head = useRoute('GET /homes', { query: { state, limit: 1 } });
  const decide = useCommand('POST /homes/decisions', { refresh: [...refresh] });
  const chosen = list.items.filter((one) => picked.includes(one.id) && one.id !== person?.id);
  const people = (lines: readonly Line[]) => lines.map(({ id, version }) => ({ person: id, version }));
  const names = (lines: readonly Line[]) => (lines.length === 1 ? lines[0]!.name : t('homes.people', { count: lines.length }));
  const done = (lines: readonly Line[], said: string) => {
    setPicked(picked.filter((id) => !lines.some((one) => one.id === id)));
    toast(said);
  };
  const accept = async (lines: readonly Line[]) => {
    const sure = await confirm({ title: t('homes.confirmOf', { name: names(lines) }), effect: t('homes.confirmEffect'), yes: t('homes.confirm') });
    if (!sure) return;
    await decide.run({ body: { people: people(lines), decision: 'confirm' } }).then(
      () => done(lines, t('homes.confirmed')),
      () => undefined,
    );
  };
  const refuse = async (lines: readonly Line[]) => {
    const given = await confirm({
      title: t('homes.refuseOf', { name: names(lines) }),
      effect: t('homes.refuseEffect'),
      yes: t('homes.refuse'),
      danger: true,
      ask: { label: t('homes.reason'), hint: t('homes.reasonHint'), required: true, max: 200 },
    });
    if (!given) return;
    await decide.run({ body: { people: people(lines), decision: 'refuse', reason: given.text } }).then(
      () => done(lines, t('homes.refused')),
      () => undefined,
    );
  };
  const columns: Column<Line>[] = [
    { key: 'name', title: t('people.name'), render: (one) => <strong>{one.name}</strong> },
    { key: 'phone', title: t('people.phone'), render: (one) => <span className="hz-num">{one.phone ?? '—'}</span> },
    { key: 'grid', title: t('level.grid'), from: 1000, render: (one) => one.gridName ?? '—' },
    { key: 'said', title: t('homes.said'), from: 800, render: (one) => <span title={time.exact(one.declaredAt)}>{time.day(one.declaredAt)}</span> },
    ...(state === 'declared' ? [] : [{ key: 'decided', title: t('homes.decided'), from: 1000, render: (one: Line) => <Decided one={one} /> }]),
    {
      key: 'do',
      title: t('doing'),
      // One's own home is for a colleague.
      render: (one) =>
        one.id === person?.id ? (
          <span className="hz-small">{t('homes.own')}</span>
        ) : (
          <span className="hz-row">
            {state === 'confirmed' ? null : (
              <Button size="small" disabled={decide.isPending} onClick={() => void accept([one])}>
                {t('homes.confirm')}
              </Button>
            )}
            {state === 'refused' ? null : (
              <Button size="small" disabled={decide.isPending} onClick={() => void refuse([one])}>
                {t(state === 'confirmed' ? 'homes.undo' : 'homes.refuse')}
              </Button>
            )}
            <Button size="small" onClick={() => setMoving(one)}>
              {t('homes.move')}
            </Button>
          </span>
        ),
    },
  ];
  const counts = head.data?.counts;
  return (
    <>
      <PageHead
        title={head.data ? t('homes.title', { area: head.data.areaName }) : t('homes.nav')}
        sub={t('homes.sub')}
        actions={
          chosen.length > 0 ? (
            <>
              {state === 'confirmed' ? null : (
                <Button type="primary" loading={decide.isPending} onClick={() => void accept(chosen)}>
                  {t('homes.confirmMany', { count: chosen.length })}
                </Button>
              )}
              {state === 'refused' ? null : (
                <Button danger disabled={decide.isPending} onClick={() => void refuse(chosen)}>
                  {t('homes.refuseMany', { count: chosen.length })}
                </Button>
              )}
            </>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={(next) => {
          setPicked([]);
          set(next);
        }}
        onReset={reset}
        filters={[
          {
            key: 'state',
            kind: 'segments',
            label: t('homes.state'),
            options: states.map((value) => ({
              value,
              label: counts ? t('homes.stateCount', { state: t(`home.state.${value}`), n: time.count(counts[value]) }) : t(`home.state.${value}`),
            })),
          },
          { key: 'q', kind: 'text', label: t('people.search'), width: 300 },
        ]}
      />
      <Failure error={decide.error} />
      <DataTable
        name={t('homes.nav')}
        columns={columns}
        {...tableOf(list)}
        selected={picked}
        onSelect={setPicked}
        empty={<Empty title={t(`homes.none.${state}`)} why={t(filters.q ? 'noMatch' : `homes.noneWhy.${state}`)} />}
      />
      {moving ? (
        <MoveHome
          one={moving}
          onClose={() => setMoving(null)}
          onMoved={(areaName) => {
            setPicked(picked.filter((id) => id !== moving.id));
            toast(t('homes.moved', { name: moving.name, area: areaName }));
          }}
        />
      ) : null}
    </>
  );
}

/** Who decided, when and why. */
function Decided({ one }: { one: Line }) {
  const t = useWords('directory');
  const time = useTime();
  return (
    <span>
      {one.byRegister ? <Tag tone="good">{t('homes.byRegister')}</Tag> : one.decidedBy} {one.decidedAt ? time.day(one.decidedAt) : null}
      {one.reason ? <div className="hz-small">{one.reason}</div> : null}
    </span>
  );
}
