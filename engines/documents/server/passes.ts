import { timingSafeEqual } from 'node:crypto';
import type { House } from '@hezhi/server';

/** How long a pass holds at most, and how often a new one is made: asked again within that time the address stays the same, so a browser shows what it has. */
export const passLimits = { ms: 30 * 60_000, renewedMs: 10 * 60_000 } as const;

type Bound = { readonly district: string; readonly file: string };
const seal = (house: Pick<House, 'vault'>, { district, file }: Bound, until: string): Buffer =>
  house.vault.lookup(`${district}\n${file}\n${until}`, 'documents.pass');

/**
 * A pass for one file, for pictures of somebody who proved a right without a session (an `<img>` sends no header): add it to the file's address as `?pass=`. Bound by a
 * keyed hash to district, file and the moment until which it holds, 20 to 30 minutes from `now` (epoch ms). Whoever gives it has checked that the receiver may see the file.
 */
export function filePass(house: Pick<House, 'vault'>, file: Bound, now: number): string {
  const until = (Math.floor(now / passLimits.renewedMs) * passLimits.renewedMs + passLimits.ms).toString(36);
  return `${until}.${seal(house, file, until).toString('base64url')}`;
}

/** Whether a pass was made by this house for this file and still holds at `now` (epoch ms). */
export function passHolds(house: Pick<House, 'vault'>, file: Bound, pass: string, now: number): boolean {
  const [, until, hash] = /^([0-9a-z]{1,11})\.([\w-]{43})$/.exec(pass) ?? [];
  if (until === undefined || hash === undefined || Number.parseInt(until, 36) <= now) return false;
  const [given, right] = [Buffer.from(hash, 'base64url'), seal(house, file, until)];
  // The text itself too: base64 has several spellings of one value.
  return given.length === right.length && timingSafeEqual(given, right) && right.toString('base64url') === hash;
}
