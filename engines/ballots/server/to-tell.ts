import { sealContact, type Recipient } from '@hezhi/notices/server';
import type { Call } from '@hezhi/server';
import { known } from './face.ts';
import { votersToTell } from './queries-tell.ts';

/**
 * Who is told of a ballot: accounts of voters, and of voters without one the phones whose holders agreed on the roll; each once. `waiting` leaves out who has voted, where the rule lets
 * anybody know that; where it does not, all are told.
 */
export async function toTell(call: Call, district: string, ballot: string, waiting: boolean): Promise<Recipient[]> {
  const face = await known(call, district, ballot);
  const rows = await votersToTell(call.db, district, face.id, face.roll, waiting && face.face.rule.running !== 'nobody');
  const persons = new Set(rows.flatMap((row) => row.persons));
  const phones = new Set(rows.flatMap((row) => (row.persons.length > 0 ? [] : row.phones.map((phone) => call.house.vault.open(phone, 'ballots.phone')))));
  return [...[...persons].map((person) => ({ person })), ...[...phones].map((phone) => sealContact(call.house, { phone, language: 'zh-Hans' }))];
}
