import { Failure, Loading, Tag, useConfirm, useToast } from '@hezhi/ui';
import { useMarks, useTime, useWords } from '@hezhi/web';
import { useCommand, useList, type Leave, type Swap, type Turn } from './client.ts';

const tones = { asked: 'info', accepted: 'info', approved: 'good', done: 'good', refused: 'neutral', withdrawn: 'neutral', lapsed: 'neutral' } as const;

/** Swaps that concern me, with what I may do. */
export function SwapList({ open = false }: { open?: boolean }) {
  const t = useWords('duty');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const list = useList('GET /duty/swaps', { query: { limit: 20, ...(open ? { open: 'true' as never } : {}) } });
  const answer = useCommand('POST /duty/swaps/:id/answer', { refresh: ['GET /duty'] });
  const turn = (one: Turn) => `${time.moment(one.starts)} ${one.shiftName}`;
  const act = async (swap: Swap, what: Swap['may'][number]) => {
    const now = what === 'approve' || (what === 'accept' && !swap.needsApproval);
    const asked = await confirm({
      title: t(`swap.do.${what}`),
      effect: t(now ? 'swap.effectNow' : 'swap.effectLater'),
      yes: t(`swap.do.${what}`),
      danger: what === 'refuse' || what === 'reject',
      ask: { label: t('swap.note'), max: 200 },
    });
    if (!asked) return;
    try {
      await answer.run({ params: { id: swap.id }, body: { do: what, note: asked.text } });
      toast(t('swap.settled'));
    } catch {
      // Shown above the list.
    }
  };
  if (list.isPending) return <Loading rows={2} />;
  return (
    <>
      {list.error ? <Failure error={list.error} retry={list.again} /> : null}
      {answer.error ? <Failure error={answer.error} /> : null}
      {list.items.length === 0 && !list.error ? <p className="hz-small">{t('swap.empty')}</p> : null}
      <ul className="duty-list">
        {list.items.map((swap) => (
          <li key={swap.id} className="duty-card">
            <p>
              {swap.against
                ? t('swap.saysAgainst', { from: swap.from.name, turn: turn(swap.turn), to: swap.to.name, against: turn(swap.against) })
                : t('swap.says', { from: swap.from.name, turn: turn(swap.turn), to: swap.to.name })}
            </p>
            {swap.note || swap.answer ? <p className="hz-small">{[swap.note, swap.answer].filter(Boolean).join(' / ')}</p> : null}
            <div className="hz-row">
              <Tag tone={tones[swap.state]}>{t(`swap.state.${swap.state}`)}</Tag>
              {swap.may.map((what) => (
                <button key={what} type="button" className="hz-button" disabled={answer.isPending} onClick={() => void act(swap, what)}>
                  {t(`swap.do.${what}`)}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

/** Leave of mine, and of those whose rosters I keep. */
export function LeaveList({ open = false }: { open?: boolean }) {
  const t = useWords('duty');
  const marks = useMarks();
  const confirm = useConfirm();
  const toast = useToast();
  const list = useList('GET /duty/leaves', { query: { limit: 20, ...(open ? { open: 'true' as never } : {}) } });
  const decide = useCommand('POST /duty/leaves/:id/decide', { refresh: ['GET /duty'] });
  const act = async (leave: Leave, what: 'approve' | 'refuse' | 'withdraw') => {
    const asked = await confirm({
      title: marks.says(t(`leave.do.${what}`), t('leave.says', { name: leave.name, from: leave.from, to: leave.to })),
      effect: what === 'withdraw' ? undefined : t('leave.effect'),
      yes: t(`leave.do.${what}`),
      danger: what === 'refuse',
      ask: { label: t('leave.note'), max: 200 },
    });
    if (!asked) return;
    try {
      const { turns } = await decide.run({ params: { id: leave.id }, body: { do: what, note: asked.text } });
      toast(turns > 0 ? t('leave.turns', { n: turns }) : t('leave.settled'));
    } catch {
      // Shown above the list.
    }
  };
  if (list.isPending) return <Loading rows={2} />;
  return (
    <>
      {list.error ? <Failure error={list.error} retry={list.again} /> : null}
      {decide.error ? <Failure error={decide.error} /> : null}
      {list.items.length === 0 && !list.error ? <p className="hz-small">{t('leave.none')}</p> : null}
      <ul className="duty-list">
        {list.items.map((leave) => (
          <li key={leave.id} className="duty-card">
            <p>
              {t('leave.says', { name: leave.name, from: leave.from, to: leave.to })} {leave.mine ? null : <span className="hz-small">{leave.orgName}</span>}
            </p>
            {leave.reason || leave.note ? <p className="hz-small">{[leave.reason, leave.note].filter(Boolean).join(' / ')}</p> : null}
            <div className="hz-row">
              <Tag tone={tones[leave.state]}>{t(`leave.state.${leave.state}`)}</Tag>
              {(leave.mayDecide
                ? (['approve', 'refuse'] as const)
                : leave.mine && (leave.state === 'asked' || leave.state === 'approved')
                  ? (['withdraw'] as const)
                  : []
              ).map((what) => (
                <button key={what} type="button" className="hz-button" disabled={decide.isPending} onClick={() => void act(leave, what)}>
                  {t(`leave.do.${what}`)}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

function More({ list }: { list: { hasMore: boolean; more: () => void; isMoreFetching: boolean } }) {
  const t = useWords('duty');
  return list.hasMore ? (
    <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
      {t('more')}
    </button>
  ) : null;
}
