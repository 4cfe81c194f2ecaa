import { may, Refusal, systemActor, type Actor } from '@hezhi/contract';
import type { WhoMay } from '@hezhi/directory/contract';
import { coversArea, type Decision } from '@hezhi/matters/contract';
import { districtOf, lockStored, takeStep, type StepTaken } from '@hezhi/matters/server';
import type { Call, Write } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { findTopic, seenTopic, type SeenTopic, type TopicRow } from './queries.ts';

/** The topic if the caller sees it; `district`: where the address says so, else the caller's own. Errors: `deliberations.not_found`. */
export async function topicFor(call: Call, id: string, district: string = districtOf(call.actor)): Promise<SeenTopic> {
  const row = await seenTopic(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  return row;
}

/** Who may co-sign and rate a topic; those that began before homes were known are open to the district, as they were. */
export const whoOf = (topic: Pick<TopicRow, 'demands'>): WhoMay => topic.demands.who ?? 'district';

/** Whether the actor works in the office that organises in an area. */
export const organisesArea = (actor: Actor, area: string): boolean => may(actor, permissions.organise) && coversArea(actor, area);
/** Organisers of a topic: the office, and chair and secretary of the body in whose name it is. */
export const organises = (actor: Actor, topic: SeenTopic): boolean =>
  organisesArea(actor, topic.area) || topic.office === 'chair' || topic.office === 'secretary';

/** The topic for who organises it. Errors: `deliberations.not_found`, `deliberations.not_organiser`. */
export async function organisedTopic(call: Call, id: string): Promise<SeenTopic> {
  const topic = await topicFor(call, id);
  if (!organises(call.actor, topic)) throw new Refusal(errors.not_organiser);
  return topic;
}

/**
 * Work on a topic while its matter is held: nobody takes a step meanwhile, and the same work by others waits. All of it in one transaction; locks are always taken
 * matter first. `inside` carries the call's key.
 */
export function underLock<T>(call: Call, district: string, id: string, work: (inside: Call, topic: TopicRow) => Promise<T>): Promise<T> {
  return call.db.tx(async (db) => {
    await lockStored(db, district, id);
    const topic = await findTopic(db, district, id);
    if (!topic) throw new Refusal(errors.not_found);
    return work(call.with({ db }), topic);
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

export const iso = (ms: number): string => new Date(ms).toISOString();
