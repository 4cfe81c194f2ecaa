import { Refusal } from '@hezhi/contract';
import { staffOf } from '@hezhi/directory/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { addDays, errors, type LeaveView } from '../contract/index.ts';
import { findLeave, insertLeave, listLeaves, settleLeave, type LeaveStored } from './queries-requests.ts';
import { turnsOfPeople } from './queries-turns.ts';
import { cursorId } from './swaps.ts';
import { keepingOf, keeps, standingOf } from './standing.ts';
import { tellLeave } from './tell.ts';
import { lexiconOf } from './views.ts';

/** Asks for leave; whoever keeps the rosters of the organisation decides. */
export async function askLeave(call: Call, body: { id: string; from: string; to: string; reason: string }): Promise<{ id: string }> {
  const { district, person, org } = standingOf(call);
  if (body.to < body.from || body.to > addDays(body.from, 91)) throw new Refusal(errors.leave_order);
  const area = (await staffOf(call.house, district)).orgs.get(org)?.area ?? district;
  const at = new Date(call.now).toISOString();
  const row: LeaveStored = { id: body.id, person, org, area, from_day: body.from, to_day: body.to, reason: body.reason, state: 'asked', note: '', at };
  const write = call.write({ id: body.id }).add(insertLeave(district, row));
  write.onDuplicate('leave_pkey', () => new Refusal(errors.exists));
  emit(write, { district, topic: 'duty.leave', data: { leave: body.id, state: 'asked', person, area }, at: call.now });
  await write.run(call.db);
  return { id: body.id };
}

/** Approves, refuses or withdraws leave. Replies how many turns of the person lie in it and need somebody else. */
export async function decideLeave(
  call: Call,
  id: string,
  asked: { do: 'approve' | 'refuse' | 'withdraw'; note: string },
): Promise<{ state: string; turns: number }> {
  const { district, person } = standingOf(call);
  const leave = await findLeave(call.db, district, id);
  const keeper = leave !== undefined && keeps(await keepingOf(call), leave);
  if (!leave || !(keeper || leave.person === person)) throw new Refusal(errors.not_found);
  if (asked.do === 'withdraw' && leave.person !== person) throw new Refusal(errors.own_turn_only);
  if (asked.do !== 'withdraw' && leave.person === person) throw new Refusal(keeper ? errors.own_request : errors.not_manager);
  const withdrawable = asked.do === 'withdraw' && leave.state === 'approved';
  if (leave.state !== 'asked' && !withdrawable) throw new Refusal(errors.leave_settled);
  const state = ({ approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' } as const)[asked.do];
  const turns =
    state === 'approved'
      ? (await turnsOfPeople(call.db, district, [leave.person], leave.from_day, leave.to_day)).filter((turn) => Date.parse(turn.ends) > call.now).length
      : 0;
  const write = call.write({ state, turns });
  write.add(settleLeave(district, id, leave.state, state, asked.note, person), 1, () => new Refusal(errors.leave_settled));
  emit(write, { district, topic: 'duty.leave', data: { leave: id, state, person: leave.person, area: leave.area }, at: call.now });
  if (state !== 'withdrawn') tellLeave(write, call, { id, state, to: leave.person, from: leave.from_day, until: leave.to_day, note: asked.note });
  await write.run(call.db);
  return { state, turns };
}

/** Own leave, and the leave of those whose rosters the caller keeps. */
export async function leavesOf(
  call: Call,
  find: { open: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof LeaveView>[]; next: string | null }> {
  const { district, person } = standingOf(call);
  const keeping = await keepingOf(call);
  const rows = await listLeaves(call.db, district, person, keeping, { open: find.open, before: cursorId(find.cursor), limit: find.limit + 1 });
  const page = rows.slice(0, find.limit);
  const words = await lexiconOf(
    call,
    district,
    page.map((row) => row.person),
  );
  return {
    items: page.map((row) => ({
      id: row.id,
      person: row.person,
      name: words.person(row.person),
      org: row.org,
      orgName: words.org(row.org),
      from: row.from_day,
      to: row.to_day,
      reason: row.reason,
      state: row.state,
      note: row.note,
      at: row.at,
      mine: row.person === person,
      mayDecide: row.state === 'asked' && row.person !== person && keeps(keeping, row),
    })),
    next: rows.length > find.limit ? page.at(-1)!.id : null,
  };
}
