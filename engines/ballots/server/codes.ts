import { randomBytes } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import { attempt, audit } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { castBallot, type Cast, type Receipt } from './casting.ts';
import { known } from './face.ts';
import { codeHash } from './macs.ts';
import { codeHolder, insertCodes, votersAfter } from './queries-casts.ts';
import { iso } from './rolls.ts';

/** Without 0, 1, I and O, which people mistake for each other on paper. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A code of ten characters (50 bits), as it is printed: `7KQ4M-2XW9P`. */
const newCode = (): string => spell(randomBytes(10));

/** Ten bytes as a code. */
export function spell(bytes: Buffer): string {
  const letters = [...bytes.subarray(0, 10)].map((byte) => LETTERS[byte & 31]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** A code as people type it, in its one form. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/**
 * Makes a voting code for each of the next voters of the roll, to be printed or sent. They are shown this once: the database keeps keyed hashes. A voter's earlier codes stay good, and all
 * of them cast for the same voter. `after`: the last voter of the page before.
 */
export async function issueCodes(
  call: Call,
  district: string,
  ballot: string,
  find: { after?: string | undefined; limit: number },
): Promise<{ items: { voter: string; label: string; code: string }[]; next: string | null }> {
  const face = await known(call, district, ballot);
  if (!face.face.channels.includes('code')) throw new Refusal(errors.channel_closed);
  if (call.now >= face.closes) throw new Refusal(errors.closed);
  const voters = await votersAfter(call.db, district, face.roll, find.after ?? null, find.limit + 1);
  const items = voters.slice(0, find.limit).map(({ id, label }) => ({ voter: id, label, code: newCode() }));
  const write = call.with({ key: null }).write();
  insertCodes(
    write,
    district,
    ballot,
    items.map(({ voter, code }) => ({ voter, hash: codeHash(call.house, ballot, plainCode(code)), at: iso(call.now) })),
  );
  audit(write, call, { action: 'ballots.codes', target: ballot, district, detail: { codes: items.length } });
  await write.run(call.db);
  return { items, next: voters.length > find.limit ? items.at(-1)!.voter : null };
}

/** Looks a code up. Guesses are counted by address before anything is checked: five, then waits that double. */
export async function openCode(
  call: Call,
  given: { district: string; ballot: string; code: string; address: string },
): Promise<{ entry: string; label: string; units: number; area: number; shares: number }> {
  const face = await known(call, given.district, given.ballot);
  const counted = await attempt(call, `ballots ${face.id} ${given.address}`, given.address);
  const found = await codeHolder(call.db, given.district, face.id, codeHash(call.house, face.id, plainCode(given.code)));
  if (!found) throw new Refusal(errors.code_wrong);
  await counted.clear(call.with({ key: null }).write()).run(call.db);
  return { entry: found.voter, label: found.label, units: found.units, area: found.area, shares: found.shares };
}

/** Casts by code: a guess is counted first, and forgiven in the write of the vote. */
export async function castByCode(call: Call, given: Omit<Cast, 'mandate'> & { code: string; address: string }): Promise<Receipt> {
  const counted = await attempt(call, `ballots ${given.ballot} ${given.address}`, given.address);
  return castBallot(call, { ...given, code: plainCode(given.code) }, (write) => void counted.clear(write));
}
