import { newId } from '@hezhi/contract';
import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { allDays, dutyTest, plain, type DutyTest } from '../testing/house.ts';

const month = '2026-12';
const people = ['community', 'colleague', 'grid', 'grid2'] as const;
type Name = (typeof people)[number];

async function ready(t: DutyTest, approval: boolean) {
  const shifts = [{ key: 'day', name: '日班', from: 510, to: 1050, days: [...allDays], need: 1, roles: [] }];
  const id = await t.roster({ shifts, rules: { ...plain.rules, offPeak: null, swapApproval: approval } });
  await t.published(id, month);
  const { turns } = await t.by('community').call(routes.month, { params: { id, month } });
  const whose = (person: string): Name => people.find((one) => t.town.people[one] === person)!;
  const of = (name: Name, n = 0) => turns.filter((turn) => turn.person === t.town.people[name])[n]!;
  return { id, turns, whose, of };
}

describe('swaps', () => {
  it('are asked, accepted and carried out where the roster needs no approval', async () => {
    await using t = await dutyTest();
    const { id, of } = await ready(t, false);
    const [turn, against] = [of('grid', 1), of('grid2', 2)];
    const swap = { id: newId(), turn: turn.id, to: t.town.posts.grid2, against: against.id, note: '孩子家长会' };
    await t.by('grid').call(routes.askSwap, { body: swap });
    expect((await t.by('grid').ask(routes.askSwap, { body: { ...swap, id: newId() } })).problem().code).toBe('duty.swap_open');
    const [asked] = (await t.by('grid2').call(routes.swaps)).items;
    expect(asked).toMatchObject({ state: 'asked', may: ['accept', 'refuse'], note: '孩子家长会' });
    expect((await t.by('grid').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })).problem().code).toBe('duty.not_asked');
    expect((await t.by('community2').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })).problem().code).toBe('duty.not_found');
    expect(await t.by('grid2').call(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })).toEqual({ state: 'done' });
    const after = (await t.by('community').call(routes.month, { params: { id, month } })).turns;
    expect(after.find((one) => one.id === turn.id)!.person).toBe(t.town.people.grid2);
    expect(after.find((one) => one.id === against.id)!.person).toBe(t.town.people.grid);
    expect((await t.by('grid2').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'refuse' } })).problem().code).toBe('duty.swap_settled');
  });

  it('wait for approval where the roster says so; nobody approves their own', async () => {
    await using t = await dutyTest();
    const { id, of } = await ready(t, true);
    const turn = of('grid', 3);
    const swap = { id: newId(), turn: turn.id, to: t.town.posts.colleague };
    await t.by('grid').call(routes.askSwap, { body: swap });
    expect(await t.by('colleague').call(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })).toEqual({ state: 'accepted' });
    expect((await t.by('colleague').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'approve' } })).problem().code).toBe('duty.own_request');
    expect((await t.by('community').call(routes.swaps, { query: { open: 'true' as never } })).items[0]!.may).toEqual(['approve', 'reject']);
    expect(await t.by('community').call(routes.answerSwap, { params: { id: swap.id }, body: { do: 'approve' } })).toEqual({ state: 'done' });
    expect((await t.by('grid').call(routes.month, { params: { id, month } })).turns.find((one) => one.id === turn.id)!.person).toBe(t.town.people.colleague);
  });

  it('that would break a rule are refused with the reason, also when the rule is broken only meanwhile', async () => {
    await using t = await dutyTest();
    const { of } = await ready(t, false);
    const turn = of('grid', 1);
    const leave = { id: newId(), from: turn.day, to: turn.day };
    const swap = { id: newId(), turn: turn.id, to: t.town.posts.grid2 };
    await t.by('grid').call(routes.askSwap, { body: swap });
    await t.by('grid2').call(routes.askLeave, { body: leave });
    await t.by('community').call(routes.decideLeave, { params: { id: leave.id }, body: { do: 'approve' } });
    const refused = (await t.by('grid2').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })).problem();
    expect(refused).toMatchObject({ status: 409, code: 'duty.rule', detail: '测试grid2这一班排不了：请假' });
    expect(await t.by('grid').call(routes.answerSwap, { params: { id: swap.id }, body: { do: 'withdraw' } })).toEqual({ state: 'withdrawn' });
    expect((await t.by('grid').ask(routes.askSwap, { body: { ...swap, id: newId() } })).problem().code).toBe('duty.rule');
    expect((await t.by('grid').ask(routes.askSwap, { body: { ...swap, id: newId(), turn: of('grid2', 1).id } })).problem().code).toBe('duty.own_turn_only');
  });

  it('accepted twice at once are carried out once; begun shifts lapse', async () => {
    await using t = await dutyTest();
    const { id, of } = await ready(t, false);
    const turn = of('grid', 1);
    const swap = { id: newId(), turn: turn.id, to: t.town.posts.grid2 };
    await t.by('grid').call(routes.askSwap, { body: swap });
    const replies = await Promise.all([1, 2, 3].map(() => t.by('grid2').ask(routes.answerSwap, { params: { id: swap.id }, body: { do: 'accept' } })));
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await t.by('grid').call(routes.changes, { params: { id } })).items.filter((one) => one.kind === 'swapped')).toHaveLength(1);
    const late = { id: newId(), turn: of('grid', 2).id, to: t.town.posts.colleague };
    await t.by('grid').call(routes.askSwap, { body: late });
    t.clock.set(of('grid', 2).starts);
    expect((await t.by('colleague').call(routes.swaps)).items[0]).toMatchObject({ state: 'lapsed', may: [] });
    expect((await t.by('colleague').ask(routes.answerSwap, { params: { id: late.id }, body: { do: 'accept' } })).problem().code).toBe('duty.swap_settled');
  });
});

describe('leave', () => {
  it('is asked, decided by who keeps the rosters, and then nobody is planned', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    const leave = { id: newId(), from: '2026-12-10', to: '2026-12-20', reason: '年休假' };
    await t.by('grid').call(routes.askLeave, { body: leave });
    expect((await t.by('grid').ask(routes.askLeave, { body: { ...leave, id: newId(), to: '2026-12-01' } })).problem().code).toBe('duty.leave_order');
    expect((await t.by('colleague').call(routes.leaves)).items[0]).toMatchObject({ name: '测试grid', reason: '年休假', mayDecide: true });
    expect((await t.by('grid2').call(routes.leaves)).items).toEqual([]);
    expect((await t.by('grid2').ask(routes.decideLeave, { params: { id: leave.id }, body: { do: 'approve' } })).problem().code).toBe('duty.not_found');
    expect((await t.by('grid').ask(routes.decideLeave, { params: { id: leave.id }, body: { do: 'approve' } })).problem().code).toBe('duty.not_manager');
    expect(await t.by('community').call(routes.decideLeave, { params: { id: leave.id }, body: { do: 'approve' } })).toEqual({ state: 'approved', turns: 0 });
    await t.published(id, month);
    const view = await t.by('grid2').call(routes.month, { params: { id, month } });
    expect(view.turns.filter((one) => one.person === t.town.people.grid && one.day >= '2026-12-10' && one.day <= '2026-12-20')).toEqual([]);
    expect(view.away).toEqual([{ person: t.town.people.grid, name: '测试grid', from: '2026-12-10', to: '2026-12-20' }]);
    expect((await t.by('community').ask(routes.decideLeave, { params: { id: leave.id }, body: { do: 'refuse' } })).problem().code).toBe('duty.leave_settled');
    const late = { id: newId(), from: '2026-12-25', to: '2026-12-26' };
    await t.by('grid2').call(routes.askLeave, { body: late });
    const turns = view.turns.filter((one) => one.person === t.town.people.grid2 && (one.day === '2026-12-25' || one.day === '2026-12-26')).length;
    expect(await t.by('community').call(routes.decideLeave, { params: { id: late.id }, body: { do: 'approve' } })).toEqual({ state: 'approved', turns });
    expect(turns).toBeGreaterThan(0);
    expect(await t.by('grid2').call(routes.decideLeave, { params: { id: late.id }, body: { do: 'withdraw' } })).toMatchObject({ state: 'withdrawn' });
  });
});
