import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, useToast, tableOf } from '@hezhi/ui/desk';
import { useFilters, useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useCommand, useList, type CallbackOne } from '../shared/client.ts';
import { CallbackPanel } from './callback-panel.tsx';
import './hotline.css';
import { useKeys } from './use-keys.ts';

const views = ['due', 'later', 'mine', 'done'] as const;
const results = ['reached', 'unreached', 'solved', 'unsolved', 'satisfied', 'dissatisfied'] as const;
const shape = { view: 'due', result: '', days: [] as string[], open: '' };

/** /hotline/callbacks: who is to be called back, one after the other, and what came of it. */
export default function Callbacks() {
  const t = useWords('hotline');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const { can } = useSession();
  const [filters, set, reset] = useFilters(shape);
  const view = views.find((one) => one === filters.view) ?? 'due';
  const done = view === 'done';
  const result = results.find((one) => one === filters.result);
  const query = {
    view,
    ...(done && result ? { result } : {}),
    from: (done && filters.days[0]) || undefined,
    to: (done && filters.days[1]) || undefined,
    limit: 50,
  };
  const list = useList('GET /hotline/callbacks', { query });
  const mine = useList('GET /hotline/callbacks', { query: { view: 'mine', limit: 20 } }, { enabled: can('hotline.call_back') });
  useLiveRefresh(['matters.'], ['GET /hotline/callbacks']);
  const next = useCommand('POST /hotline/callbacks/next', { refresh: ['GET /hotline/callbacks'] });
  const take = async () => {
    try {
      const { callback } = await next.run();
      if (callback) set({ open: callback.id });
      else toast(t('back.nothing'));
    } catch {
      toast(t('back.notTaken'));
    }
  };
  useKeys({ F2: can('hotline.call_back') && !next.isPending ? () => void take() : undefined });
  const open = [...mine.items, ...list.items].find((one) => one.id === filters.open) ?? null;
  const after = () => {
    set({ open: '' });
    mine.again();
    list.again();
  };
  const tab = (key: string): string => t(`back.views.${key}`);
  return (
    <>
      <PageHead
        title={t('back.title')}
        sub={t('back.sub')}
        actions={
          can('hotline.call_back') ? (
            <button type="button" className="hz-button" data-primary disabled={next.isPending} onClick={() => void take()}>
              {t('back.next')}
              <kbd>F2</kbd>
            </button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'view', kind: 'segments', label: t('back.view'), options: views.map((value) => ({ value, label: tab(value) })) },
          ...(done
            ? [
                {
                  key: 'result',
                  kind: 'select' as const,
                  label: t('back.result'),
                  options: results.map((value) => ({ value, label: t(`back.results.${value}`) })),
                },
                { key: 'days', kind: 'days' as const, label: t('log.days') },
              ]
            : []),
        ]}
      />
      <SplitPane
        list={
          <DataTable<CallbackOne>
            name={t('back.title')}
            columns={[
              { key: 'matter', title: t('back.matter'), render: (one) => one.matter.title, width: 240 },
              { key: 'state', title: t('back.case'), render: (one) => <Tag>{say(one.matter.stateName)}</Tag>, width: 100, from: 768 },
              {
                key: 'rule',
                title: t('back.why'),
                render: (one) => t([`back.rules.${one.rule}`, 'back.rules.other'] as unknown as string),
                width: 110,
                from: 900,
              },
              {
                key: 'due',
                title: done ? t('back.doneAt') : t('back.due'),
                render: (one) => time.moment(done && one.doneAt ? one.doneAt : one.dueAt),
                width: 130,
              },
              { key: 'tries', title: t('back.tries'), number: true, render: (one) => time.count(one.tries), width: 60, from: 1100 },
              { key: 'result', title: t('back.result'), render: (one) => <Result one={one} />, width: 150 },
            ]}
            {...tableOf(list)}
            onOpen={(one) => set({ open: one.id })}
            current={filters.open || null}
            height="calc(100vh - 250px)"
            empty={<Empty title={t(`back.empty.${view}`)} why={t('back.emptyWhy')} />}
          />
        }
        detail={open ? <CallbackPanel key={`${open.id}.${open.state}`} one={open} onDone={after} onClose={() => set({ open: '' })} /> : null}
      />
    </>
  );
}

function Result({ one }: { one: CallbackOne }) {
  const t = useWords('hotline');
  if (one.state === 'unreached') return <Tag tone="warn">{t('back.results.unreached')}</Tag>;
  if (one.state === 'taken') return <Tag tone="info">{one.agent?.name ?? t('back.taken')}</Tag>;
  if (one.state !== 'done') return one.skipped ? <span className="hz-small">{one.skipped}</span> : <>—</>;
  return (
    <span>
      {one.solved ? <Tag tone={one.solved === 'yes' ? 'good' : 'warn'}>{t(`back.solved.${one.solved}`)}</Tag> : null}{' '}
      {one.score === null ? null : <span className="hz-num">{t('back.scoreOf', { n: one.score })}</span>}
    </span>
  );
}
