import { kernelErrors, may, Refusal, systemActor } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { coversArea, errors as matters } from '@hezhi/matters/contract';
import { districtOf, findStored, findVisible, namesOf, procedureOf, takeStep, type StoredMatter } from '@hezhi/matters/server';
import { speak, type Call, type Write } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type Merged, type MergeInput, type Split } from '../../contract/index.ts';
import { addMerged, dropMerged, lockMatters, mainOf, mergedInto } from '../queries-duplicates.ts';

/** Whether the actor may accept or dispatch the case, and so merge and split it. */
export const mayMerge = (call: Call, row: { readonly area: string }): boolean =>
  (may(call.actor, permissions.dispatch) || may(call.actor, permissions.accept)) && coversArea(call.actor, row.area);

async function seenCase(call: Call, district: string, id: string): Promise<StoredMatter> {
  const row = await findVisible(call.db, district, id, call.actor);
  if (row?.kind !== 'case') throw new Refusal(matters.not_found);
  return row;
}

/** The call of the system that takes the step; what is kept under the person's Idempotency-Key is `reply`. */
function bySystem(call: Call, reply: unknown): Call {
  const system = call.with({ actor: systemActor(districtOf(call.actor)), key: null });
  return { ...system, language: call.language, write: (): Write => call.write(reply) };
}

async function doneBy(call: Call, district: string): Promise<string> {
  const { post, name } = call.actor;
  const names = await namesOf(call.house, district);
  return `${(post && names.org(post.org)) ?? ''} ${name}`.trim().slice(0, 100);
}

/**
 * Merges a case into another (并案, C1): one handling, one answer to all. What was merged into it before comes along, so merged cases are always one step from their main case. Both
 * rows are locked in one order: of two merges that cross one waits and then finds what the other did, and no circle can come about. Errors: `matters.not_found`, `kernel.forbidden`,
 * `cases.merge_itself`, `cases.merge_ended`, and the engine's reasons why the step is not open.
 */
export async function mergeCase(call: Call, id: string, given: z.output<typeof MergeInput>): Promise<z.input<typeof Merged>> {
  const district = districtOf(call.actor);
  const [child, other] = [await seenCase(call, district, id), await seenCase(call, district, given.into)];
  const by = await doneBy(call, district);
  return call.db.tx(async (db) => {
    const inside = { ...call, db };
    const aim = (await mainOf(db, district, other.id)) ?? other.id;
    await lockMatters(db, district, [id, aim]);
    // Between the look and the lock somebody may have merged or split it.
    const into = (await mainOf(db, district, other.id)) ?? other.id;
    if (into !== aim) throw new Refusal(matters.stale, { who: '', step: '' });
    if (into === id) throw new Refusal(errors.merge_itself);
    const main = await findStored(db, district, into);
    if (!main) throw new Refusal(matters.not_found);
    if (!mayMerge(call, child) || !mayMerge(call, main)) throw new Refusal(kernelErrors.forbidden);
    if (main.marks.includes('void')) throw await endedRefusal(inside, main);
    const carried = await mergedInto(db, district, id);
    const reply = { id, into: { id: main.id, number: main.number }, carried: carried.length };
    const data = { into: main.number, by, ...(given.note ? { note: given.note } : {}) };
    await takeStep({ ...bySystem(call, reply), db }, district, id, { step: 'merge', data }, (write) => {
      addMerged(write, district, id, carried, main.id, child.asker, call.now);
      audit(write, call, { action: 'case.merge', target: id, detail: { number: child.number, main: main.number }, district });
    });
    return reply;
  });
}

async function endedRefusal(call: Call, main: StoredMatter): Promise<Refusal> {
  const procedure = await procedureOf(call.house, main.procedure, main.procedure_version);
  return new Refusal(errors.merge_ended, { number: main.number, state: speak(procedure.states[main.state]!.name, call.language) });
}

/** Takes a merged case out again (拆分): it is dispatched on its own. Errors: `matters.not_found`, `kernel.forbidden`, `cases.not_merged`, `matters.stale`. */
export async function splitCase(call: Call, id: string, note: string | undefined): Promise<z.input<typeof Split>> {
  const district = districtOf(call.actor);
  const child = await seenCase(call, district, id);
  const by = await doneBy(call, district);
  return call.db.tx(async (db) => {
    const aim = await mainOf(db, district, id);
    if (aim === null) throw new Refusal(errors.not_merged);
    await lockMatters(db, district, [id, aim]);
    const main = await findStored(db, district, aim);
    if (!main) throw new Refusal(errors.not_merged);
    if (!mayMerge(call, child) || !mayMerge(call, main)) throw new Refusal(kernelErrors.forbidden);
    const reply = { id, from: { id: main.id, number: main.number } };
    await takeStep({ ...bySystem(call, reply), db }, district, id, { step: 'split', data: { by, ...(note ? { note } : {}) } }, (write) => {
      dropMerged(write, district, id, main.id, () => new Refusal(errors.not_merged));
      audit(write, call, { action: 'case.split', target: id, detail: { number: child.number, main: main.number }, district });
    });
    return reply;
  });
}
