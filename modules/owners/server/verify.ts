import type { Finding, House } from '@hezhi/server';
import { lost, registers } from './queries-verify.ts';

/** Every vote has its facts, every unit an owner, and what stands is the last version of its history. */
export async function* verifyOwners(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { what, id } of await lost(house.db, district)) yield { room: 'owners', check: 'register', where: id, what };
  for (const { id, units, area } of await registers(house.db, district)) digest(`compound ${id} ${units} ${area}`);
}
