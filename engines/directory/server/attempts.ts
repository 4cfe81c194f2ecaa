import { Refusal, iso } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { policyOf } from './policy.ts';
import { countAttempts, forgetAttempts, uncountAttempt, waitsUntil } from './queries-sessions.ts';

/** Failures older than this are forgotten (ms). */
const MEMORY = 3_600_000;

/** A counted attempt; `clear` is part of the write of its success. */
export type Attempt = { clear(write: Write): Write };

/**
 * Counts an attempt on `subject` (an account's name, a phone number) from an address before anything is checked: lockout with exponential
 * back-off that parallel guesses cannot outrun, the same for what exists and what does not. Refuses with 429 while one has to wait.
 */
export async function attempt(call: Call, subject: string, address: string): Promise<Attempt> {
  const { house } = call;
  const policy = policyOf(house);
  const keys = { subject: house.vault.lookup(subject, 'attempt.subject'), address: house.vault.lookup(address, 'attempt.address') };
  const counted = await countAttempts(
    house.db,
    [
      { key: keys.subject, limit: policy.accountTries },
      { key: keys.address, limit: policy.addressTries },
    ],
    { now: iso(call.now), forgetBefore: iso(call.now - MEMORY), firstWait: policy.firstWait, longestWait: policy.longestWait },
  );
  if (counted < 2) {
    const until = await waitsUntil(house.db, [keys.subject, keys.address]);
    const seconds = Math.max(1, Math.ceil(((until === null ? call.now : Date.parse(until)) - call.now) / 1000));
    throw new Refusal(errors.too_many_attempts, { seconds }, { extra: { retry_after: seconds } });
  }
  return { clear: (write) => write.add(forgetAttempts(keys.subject)).add(uncountAttempt(keys.address)) };
}

/** Forgets the failures of a subject (unlocking by an administrator). */
export function clearAttempts(write: Write, call: Call, subject: string): Write {
  return write.add(forgetAttempts(call.house.vault.lookup(subject, 'attempt.subject')));
}
