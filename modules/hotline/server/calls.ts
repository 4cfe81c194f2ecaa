import { Refusal, iso } from '@hezhi/contract';
import { treeOf } from '@hezhi/cases/server';
import { audit } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { cut, findVisible, readCursor, writeCursor } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { diversions, errors, mustName, type CallQuery, type CallView, type Finish } from '../contract/index.ts';
import { openNumber, serviceLevel, viewCall, viewCalls } from './call-view.ts';
import {
  answerCall,
  changeCall,
  findAgent,
  findCall,
  freeAgent,
  insertCall,
  keepWish,
  listCalls,
  occupyAgent,
  placeAgent,
  wrapAgent,
  type CallRow,
} from './queries-calls.ts';
import { sealNumber } from './rings.ts';
import { standing, type Standing } from './scope.ts';
import { sealWish } from './wishes.ts';

type View = z.input<typeof CallView>;

/** The call within the reader's territory. */
export async function seenCall(call: Call, id: string): Promise<{ at: Standing; row: CallRow }> {
  const at = standing(call);
  const row = await findCall(call.db, at.district, at.area, id);
  if (!row) throw new Refusal(errors.not_found);
  return { at, row };
}

/** The agent's own call that is not finished. */
export async function ownCall(call: Call, id: string): Promise<{ at: Standing; row: CallRow }> {
  const found = await seenCall(call, id);
  if (found.row.agent !== found.at.person || found.row.wrapped_at !== null) throw new Refusal(errors.not_yours);
  return found;
}

const told = (call: Call, at: Standing, id: string, area: string) => ({
  district: at.district,
  topic: 'hotline.changed',
  data: { call: id, area },
  at: call.now,
});

/** A call that is taken by hand: rung and answered now. */
export async function beginCall(call: Call, given: { id: string; number: string | null }): Promise<View> {
  const at = standing(call);
  const now = iso(call.now);
  const sealed = given.number === null ? { number_sealed: null, number_lookup: null } : sealNumber(call.house, given.number);
  const row = {
    district: at.district,
    id: given.id,
    area: at.area,
    line: null,
    ref: null,
    ...sealed,
    rang_at: now,
    answered_at: now,
    agent: at.person,
    agent_post: at.post,
  };
  const write = call
    .write()
    .add(insertCall(row))
    .onDuplicate('call_pkey', () => new Refusal(errors.exists))
    .add(occupyAgent(at.district, at.person, at.area, given.id, now), 1, () => new Refusal(errors.busy));
  emit(write, told(call, at, given.id, at.area));
  await write.run(call.db);
  return viewCall(call, await findCall(call.db, at.district, at.area, given.id));
}

/** Answers a ringing call; of two agents the first has it. */
export async function pickUp(call: Call, id: string): Promise<View> {
  const { at, row } = await seenCall(call, id);
  if (row.lost_at !== null) throw new Refusal(errors.hung_up);
  const now = iso(call.now);
  const write = call
    .write()
    .add(answerCall(at.district, id, at.person, at.post, now), 1, () => new Refusal(errors.answered))
    .add(occupyAgent(at.district, at.person, at.area, id, now), 1, () => new Refusal(errors.busy));
  emit(write, told(call, at, id, row.area));
  await write.run(call.db);
  return viewCall(call, await findCall(call.db, at.district, at.area, id));
}

/** The talk is over; wrap-up begins. */
export async function endCall(call: Call, id: string): Promise<View> {
  const { at, row } = await ownCall(call, id);
  const write = call
    .write()
    .add(changeCall(at.district, id, at.person, { ended_at: iso(call.now) }), 1, () => new Refusal(errors.not_yours))
    .add(wrapAgent(at.district, id, at.person, iso(call.now)));
  emit(write, told(call, at, id, row.area));
  await write.run(call.db);
  return viewCall(call, await findCall(call.db, at.district, at.area, id));
}

/** Kind, outcome and note of the call; the agent is ready again. The rules of each outcome stand in `checkFinish`. */
export async function finishCall(call: Call, id: string, given: z.output<typeof Finish>): Promise<View> {
  const { at, row } = await ownCall(call, id);
  await checkFinish(call, at.district, row, given);
  const now = iso(call.now);
  const diverted = given.outcome === 'diverted';
  const write = call
    .write()
    .add(
      changeCall(at.district, id, at.person, {
        ended_at: now,
        wrapped_at: now,
        kind: given.kind,
        outcome: given.outcome,
        divert: diverted ? given.divert : null,
        divert_to: diverted ? given.divertTo : null,
        category: given.category ?? row.category,
        note: given.note,
        matter: given.matter,
      }),
      1,
      () => new Refusal(errors.not_yours),
    )
    .add(freeAgent(at.district, at.person, id, now));
  if (given.wish !== undefined && row.number_lookup) keepWish(write, at.district, row.number_lookup, given.wish && sealWish(call, given.wish));
  emit(write, told(call, at, id, row.area));
  await write.run(call.db);
  return viewCall(call, await findCall(call.db, at.district, at.area, id));
}

async function checkFinish(call: Call, district: string, row: CallRow, given: z.output<typeof Finish>): Promise<void> {
  const { outcome, divert } = given;
  if (given.kind === null && outcome !== 'dropped' && outcome !== 'nuisance') throw new Refusal(errors.kind_needed);
  if (given.category !== null && !treeOf(call.house, district).leaves.has(given.category)) throw new Refusal(errors.category_unknown, { code: given.category });
  if (outcome === 'answered' && given.note === '') throw new Refusal(errors.note_needed);
  if ((outcome === 'case' && row.matters.length === 0) || (outcome === 'existing' && given.matter === null)) throw new Refusal(errors.matter_needed);
  if (given.matter !== null && !(await findVisible(call.db, district, given.matter, call.actor))) throw new Refusal(matters.not_found);
  if (outcome !== 'diverted') return;
  if (divert === null) throw new Refusal(errors.divert_needed);
  if (given.divertTo === null && mustName(divert)) throw new Refusal(errors.divert_to_needed);
  if (given.divertTo !== null && !diversions[divert].some(({ key }) => key === given.divertTo)) throw new Refusal(errors.divert_to_unknown);
}

/** Ready or on a break. */
export async function setState(call: Call, state: 'ready' | 'break'): Promise<void> {
  const at = standing(call);
  const before = await findAgent(call.db, at.district, at.person);
  if (before && before.call === null && before.state === state && before.area === at.area) return;
  const write = call.write().add(placeAgent(at.district, at.person, at.area, state, iso(call.now)), 1, () => new Refusal(errors.talking));
  emit(write, { district: at.district, topic: 'hotline.changed', data: { area: at.area }, at: call.now });
  await write.run(call.db);
}

/** The call log of the territory, newest first. */
export async function callLog(call: Call, query: z.output<typeof CallQuery>): Promise<{ items: View[]; next: string | null }> {
  const at = standing(call);
  const agent = query.mine ? at.person : query.agent;
  const rows = await listCalls(call.db, at.district, at.area, { ...query, agent }, serviceLevel.seconds, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.rang_at, row.id));
  return { items: await viewCalls(call, items), next };
}

/** The number of a call in clear; the reading is durable before anything is shown. */
export async function readNumber(call: Call, id: string, why: string): Promise<{ number: string }> {
  const { at, row } = await seenCall(call, id);
  if (!row.number_sealed) throw new Refusal(errors.no_number);
  const write = call.with({ key: null }).write();
  await audit(write, call, { action: 'hotline.number', target: id, detail: { purpose: why }, district: at.district }).run(call.db);
  return { number: openNumber(call.house, row.number_sealed) };
}
