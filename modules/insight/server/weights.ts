import type { z } from 'zod';
import { newId, Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { errors, usualWeights, type WeightsGiven, type WeightsView } from '../contract/index.ts';
import { insertWeights, latestWeights } from './queries-units.ts';

type View = z.input<typeof WeightsView>;

function districtOf(call: Call): string {
  if (call.actor.district === null) throw new Refusal(errors.outside_territory);
  return call.actor.district;
}

/** The weights of the three rates in the actor's district; the usual ones where it decided nothing. */
export async function weightsOf(call: Call): Promise<View> {
  const district = districtOf(call);
  const row = await latestWeights(call.db, district);
  if (!row) return { ...usualWeights, basis: '', since: null, by: null };
  const names = await namesOf(call.house, district);
  const { responded, solved, satisfied, basis } = row;
  return { responded, solved, satisfied, basis, since: row.at, by: names.person(row.person) };
}

/** Sets them from now on, with an entry of the audit log. Errors: `insight.not_hundred`; a post of less than the district may not. */
export async function setWeights(call: Call, given: z.output<typeof WeightsGiven>): Promise<View> {
  const district = districtOf(call);
  const { actor, now } = call;
  if (actor.post === null || actor.post.area.length > district.length) throw new Refusal(errors.outside_territory);
  if (given.responded + given.solved + given.satisfied !== 100) throw new Refusal(errors.not_hundred);
  const at = new Date(now).toISOString();
  const names = await namesOf(call.house, district);
  const view: View = { ...given, since: at, by: names.person(actor.person!) };
  const id = newId(now);
  const write = call.write(view);
  insertWeights(write, district, { id, at, ...given, person: actor.person! });
  await audit(write, call, { action: 'insight.weights', target: id, detail: { ...given }, district }).run(call.db);
  return view;
}
