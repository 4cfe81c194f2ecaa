import { Refusal, systemActor } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { lockStored, takeStep, type StepTaken } from '@hezhi/matters/server';
import type { Call, Write } from '@hezhi/server';
import type { Decision } from '@hezhi/matters/contract';
import { errors } from '../contract/index.ts';
import { findGroup, type GroupSeen } from './queries-groups.ts';
import { findVote, seenVote, type VoteRow } from './queries-votes.ts';

export const iso = (ms: number): string => new Date(ms).toISOString();
/** A day in China, `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => iso(ms + 8 * 3_600_000).slice(0, 10);

/** Where the caller stands: a post in a district. Refuses who holds none. */
export function standing(call: Call): { district: string; area: string } {
  const { district, post } = call.actor;
  if (district === null || post === null) throw new Refusal(errors.no_post);
  return { district, area: post.area };
}

/** A compound of the caller's territory. Errors: `owners.no_post`, `owners.group_not_found`, `owners.outside`. */
export async function ownGroup(call: Call, id: string): Promise<GroupSeen> {
  const { district, area } = standing(call);
  const group = await findGroup(call.db, district, id);
  if (!group) throw new Refusal(errors.group_not_found);
  if (!within(group.area, area)) throw new Refusal(errors.outside);
  return group;
}

/** A vote that the caller's post covers. Errors: `owners.no_post`, `owners.not_found`, `owners.outside`. */
export async function ownVote(call: Call, id: string): Promise<VoteRow> {
  const { district, area } = standing(call);
  const vote = await seenVote(call.db, district, id, call.actor);
  if (!vote) throw new Refusal(errors.not_found);
  if (!within(vote.area, area)) throw new Refusal(errors.outside);
  return vote;
}

/**
 * Work on a vote while its matter is held: nobody takes a step meanwhile, and the same work by others waits. All of it in one transaction. `inside` carries the call's key.
 * Errors: `owners.state` when it does not stand where the work belongs.
 */
export function underLock<T>(
  call: Call,
  district: string,
  id: string,
  states: readonly string[],
  work: (inside: Call, vote: VoteRow) => Promise<T>,
): Promise<T> {
  return call.db.tx(async (db) => {
    await lockStored(db, district, id);
    const vote = await findVote(db, district, id);
    if (!vote) throw new Refusal(errors.not_found);
    if (!states.includes(vote.state)) throw new Refusal(errors.state);
    return work(call.with({ db }), vote);
  });
}

/** The product takes a step because the room's own rules say so. */
export const stepBySystem = (
  call: Call,
  district: string,
  id: string,
  step: string,
  data: Record<string, unknown> = {},
  more?: (write: Write, decision: Decision) => void,
): Promise<StepTaken> => takeStep(call.with({ actor: systemActor(district), key: null }), district, id, { step, data }, more);
