import { systemActor } from '@hezhi/contract';
import { findStored, takeStep } from '@hezhi/matters/server';
import { staffOf } from '@hezhi/directory/server';
import type { Call, HouseEvent, Listener } from '@hezhi/server';
import { nameOf } from './departments.ts';
import { findWhistle, latestOfCase, reportsOf, withdrawnBecause } from './queries.ts';

/**
 * The case learns how its whistle ended, in the transaction that takes the event off: done when every lead has reported, ended when it was withdrawn. A race with somebody
 * else's step brings the event back later; a case that has gone another way meanwhile is left alone.
 */
export const tellCase: Listener = {
  name: 'tell_case',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { kind, matter, before, state } = event.data as { kind: string; matter: string; before: string | null; state: string };
    if (kind !== 'whistle' || before === state || !(state === 'rating' || state === 'withdrawn')) return;
    const whistle = await findWhistle(call.db, event.district, matter);
    if (!whistle?.case_id || (await latestOfCase(call.db, event.district, whistle.case_id)) !== matter) return;
    const row = await findStored(call.db, event.district, whistle.case_id);
    if (row?.kind !== 'case' || row.state !== 'whistled') return;
    const step = state === 'rating' ? 'whistle_done' : 'whistle_ended';
    const note = state === 'rating' ? await summary(call, event, matter) : await withdrawnBecause(call.db, event.district, matter);
    const own = call.with({ actor: systemActor(event.district), key: null });
    await takeStep(own, event.district, row.id, { step, revision: row.revision, data: note === '' ? {} : { note } });
  },
};

/** What the leads did, in words for the case and who asked. */
async function summary(call: Call, event: HouseEvent, whistle: string): Promise<string> {
  const staff = await staffOf(call.house, event.district);
  const lines = (await reportsOf(call.db, event.district, whistle)).map(({ org, note }) => `${org === null ? '' : nameOf(staff, org)}：${note}`);
  return lines.join('\n').slice(0, 4000);
}
