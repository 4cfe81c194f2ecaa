import { Refusal } from '@hezhi/contract';
import { standingIn, type Standing } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { createHash } from 'node:crypto';
import { errors } from '../contract/index.ts';

/** RFC 3339 of epoch ms. */
export const iso = (ms: number): string => new Date(ms).toISOString();

const uuid = (hex: string, version: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

/**
 * Under which pseudonym an account takes part in a question: a keyed hash whose key is not in the database, another for each question. Null for visitors and for accounts
 * of other districts. Who holds both key and database can join them: this is an opinion poll, not a secret ballot (decision 17).
 */
export function participantOf(call: Call, district: string, question: string): string | null {
  const { person } = call.actor;
  if (person === null || call.actor.district !== district) return null;
  return uuid(call.house.vault.lookup(`${question} ${person}`, 'opinions.participant').toString('hex'), '8');
}

/** The same, refused for accounts of other districts. */
export function mustTakePart(call: Call, district: string, question: string): string {
  const participant = participantOf(call, district, question);
  if (participant === null) throw new Refusal(errors.other_district);
  return participant;
}

/** Where the caller stands. Refuses who holds no post. `area`: what the post covers, the district at most. */
export function standing(call: Call): Standing {
  const own = standingIn(call, errors.no_post);
  return { ...own, area: own.area.startsWith(own.district) ? own.area : own.district };
}

/** An id that follows from a name: the timer of one stretch of time is one timer, however often it is set. */
export const idOf = (name: string): string => uuid(createHash('sha256').update(name).digest('hex'), '8');
