import { Refusal } from '@hezhi/contract';
import type { Call, House } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { ballotById, type BallotRow } from './queries-ballots.ts';

/** What casting needs to know of a ballot without asking the database: fixed once it is announced. */
export type Known = Pick<BallotRow, 'district' | 'id' | 'area' | 'roll' | 'face' | 'links'> & { opens: number; closes: number };

const MOST = 500;
const memory = (house: House): Map<string, Known> => house.memo('ballots.known', () => new Map<string, Known>());

/** A ballot that has been announced, from memory or the database; drafts are not found. */
export async function known(call: Call, district: string, id: string): Promise<Known> {
  const cache = memory(call.house);
  const key = `${district} ${id}`;
  const found = cache.get(key);
  if (found) return found;
  const row = await ballotById(call.db, district, id);
  if (!row || row.state === 'draft') throw new Refusal(errors.not_found);
  const made: Known = {
    district,
    id,
    area: row.area,
    roll: row.roll,
    face: row.face,
    opens: Date.parse(row.opens_at),
    closes: Date.parse(row.closes_at),
    links: row.links,
  };
  // A draft that is just being announced in this transaction may still be undone.
  if (!call.db.transaction) {
    if (cache.size >= MOST) cache.delete(cache.keys().next().value!);
    cache.set(key, made);
  }
  return made;
}

/** How far the house's clock is moved from the real one (rehearsals, tests): the database's clock is read moved by as much. */
export function skew(house: House): number {
  const moved = house.now() - Date.now();
  return Math.abs(moved) < 2000 ? 0 : moved;
}
