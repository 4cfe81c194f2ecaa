import type { Finding, House } from '@hezhi/server';
import { digestHotline, findHotlineDrift } from './queries-verify.ts';

/** Calls and call-backs name cases that exist; an agent's call is the agent's; wrapped calls have an outcome. */
export async function* checkHotline(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { where, what } of await findHotlineDrift(house.db, district)) yield { room: 'hotline', check: 'calls', where, what };
  for (const { line } of await digestHotline(house.db, district)) digest(`hotline ${line}`);
}
