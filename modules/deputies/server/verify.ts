import { iso } from '@hezhi/contract';
import type { Finding, House } from '@hezhi/server';
import { contradicting, crowded, digestLines, loose } from './queries-verify.ts';

const HOUR = 3_600_000;

/** Everything points at what exists, appointments fit into their day, and what was raised says of its matter, answer and end what is so. */
export async function* verifyDeputies(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  const found = (check: string, { id, what }: { id: string; what: string }): Finding => ({ room: 'deputies', check, where: `${district} ${id}`, what });
  for (const one of await loose(house.db, district)) yield found('references', one);
  for (const one of await crowded(house.db, district)) yield found('appointments', one);
  for (const one of await contradicting(house.db, district, iso(house.now() - HOUR))) yield found('raised', one);
  for (const line of await digestLines(house.db, district)) digest(line);
}
