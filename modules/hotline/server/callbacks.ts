import { Refusal, type Words, iso } from '@hezhi/contract';
import { cut, namesOf, procedureOf, readCursor, sentenceOf, snapshotOf, takeStep, viewMatter, writeCursor, type StepTaken } from '@hezhi/matters/server';
import { withTraditional, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, intoWindow, type CallbackQuery, type CallbackResult, type CallbackView } from '../contract/index.ts';
import { claim, claimNext, findCallback, listCallbacks, notReached, putOff, reachedThem, type CallbackRow } from './queries-callbacks.ts';
import { rulesOf } from './rules.ts';
import { standing } from './scope.ts';

type View = z.input<typeof CallbackView>;
/** Taken and left lying for so long (ms), it may be taken by others. */
const LEFT = 30 * 60_000;
const HOUR = 3_600_000;

const reporters: Record<CallbackRow['reporter_kind'], Words> = withTraditional({
  resident: { 'zh-Hans': '居民（有账号）', en: 'A resident with an account' },
  visitor: { 'zh-Hans': '访客（留有电话）', en: 'A visitor who left a number' },
  staff: { 'zh-Hans': '工作人员登记的联系人', en: 'The contact noted by the staff' },
});

async function viewAll(call: Call, rows: readonly CallbackRow[]): Promise<View[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(call.house, rows[0]!.district);
  return Promise.all(
    rows.map(async (row) => {
      const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
      return {
        id: row.callback,
        matter: await viewMatter(call, row, names),
        sentence: sentenceOf(procedure, snapshotOf(row), names, 'staff', call.language, call.now),
        rule: row.callback_rule,
        state: row.callback_state,
        dueAt: row.callback_due,
        tries: row.tries,
        agent: row.agent === null ? null : { id: row.agent, name: names.person(row.agent) ?? '' },
        mine: row.agent === call.actor.person,
        doneAt: row.done_at,
        reached: row.reached,
        solved: row.solved,
        score: row.score,
        reporter: reporters[row.reporter_kind],
        skipped: row.skipped,
      };
    }),
  );
}

/** A page of the territory's call-backs. */
export async function callbacks(call: Call, query: z.output<typeof CallbackQuery>): Promise<{ items: View[]; next: string | null }> {
  const { district, area } = standing(call);
  const find = { ...query, after: readCursor(query.cursor) };
  const rows = await listCallbacks(call.db, district, area, call.actor, iso(call.now), iso(call.now - LEFT), find);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(query.view === 'done' ? row.done_at! : row.callback_due, row.callback));
  return { items: await viewAll(call, items), next };
}

async function one(call: Call, id: string): Promise<CallbackRow> {
  const { district, area } = standing(call);
  const row = await findCallback(call.db, district, area, call.actor, id);
  if (!row) throw new Refusal(errors.callback_not_found);
  return row;
}

/** The one I have, else the next that is due; each agent gets another. */
export async function nextCallback(call: Call): Promise<{ callback: View | null }> {
  const { district, area } = standing(call);
  const { db, actor } = call;
  const [now, stale] = [iso(call.now), iso(call.now - LEFT)];
  const held = (await listCallbacks(db, district, area, actor, now, stale, { view: 'mine', after: null, limit: 1 }))[0];
  const id = held?.callback ?? (await claimNext(db, district, area, actor, now, stale));
  return { callback: id === null ? null : (await viewAll(call, [await one(call, id)]))[0]! };
}

/** Takes one; of two agents the first has it. */
export async function takeCallback(call: Call, id: string): Promise<View> {
  const { district, person } = standing(call);
  await one(call, id);
  await call
    .write()
    .add(claim(district, id, person, iso(call.now), iso(call.now - LEFT)), 1, () => new Refusal(errors.callback_taken))
    .run(call.db);
  return (await viewAll(call, [await one(call, id)]))[0]!;
}

/** Off to later, with the reason; within the hours in which one may call. */
export async function skipCallback(call: Call, id: string, given: { reason: string; hours: number }): Promise<void> {
  const { district, person } = standing(call);
  await one(call, id);
  const { body } = await rulesOf(call.db, district);
  const due = intoWindow(call.now + given.hours * HOUR, body.from, body.to);
  await call
    .write()
    .add(putOff(district, id, person, iso(due), given.reason), 1, () => new Refusal(errors.callback_taken))
    .run(call.db);
}

/** The step `call_back` of the case and the call-back, in one write. */
export async function callbackResult(call: Call, id: string, given: z.output<typeof CallbackResult>): Promise<StepTaken> {
  const { district, person } = standing(call);
  const row = await one(call, id);
  if (row.callback_state !== 'taken' || row.agent !== person) throw new Refusal(errors.callback_taken);
  const reached = given.reached === 'yes';
  if (reached && given.solved === undefined) throw new Refusal(errors.solved_needed);
  const { body } = await rulesOf(call.db, district);
  const now = iso(call.now);
  // Of somebody who was not reached there is no opinion to keep.
  const { solved, score, note } = given;
  const said = reached ? { ...(solved ? { solved } : {}), ...(score ? { score } : {}) } : {};
  const data = { reached: given.reached, ...said, ...(note ? { note } : {}) };
  const again = iso(intoWindow(call.now + body.retryHours * HOUR, body.from, body.to));
  return takeStep(call, district, row.id, { step: 'call_back', data }, (write) => {
    write.add(
      reached ? reachedThem(district, id, person, now, said) : notReached(district, id, person, now, again, body.tries),
      1,
      () => new Refusal(errors.callback_taken),
    );
  });
}
