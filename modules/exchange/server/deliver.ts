import { iso } from '@hezhi/contract';
import { createHash } from 'node:crypto';
import type { House } from '@hezhi/server';
import { policyOf, post, Unreachable, type Answer } from './outgoing.ts';
import { overdueSent, recordAttempt, takeDue, type Taken } from './queries-delivery.ts';
import { deliveryWakers, startRounds } from './rounds.ts';
import { secretsOf } from './secrets.ts';
import { signedHeaders } from './signature.ts';

/** Waits after the first, second … failed attempt (ms): the schedule that Standard Webhooks proposes. After the last the message is a dead letter. */
export const waits: readonly number[] = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000];
/** Failures in a row at which an endpoint's circuit opens, and the rest after that (ms), doubling to the longest. */
export const tripAt = 5;
const firstRest = 30_000;
const longestRest = 1_800_000;
/** At most so many messages to one endpoint are under way, and so many in a round. */
const lanes = 4;
const most = 32;
/** A worker's hold on a message (ms): longer than the longest request. */
const lease = 60_000;
/** How long the acknowledgement of a 202 may take (ms). */
export const acknowledgeWithin = 86_400_000;

/** Between 0.8 and 1.2 of the wait, by the message: what failed together does not come back together. */
export function waitAfter(id: string, attempts: number): number | null {
  const wait = waits[attempts - 1];
  if (wait === undefined) return null;
  const share = createHash('sha256').update(`${id}:${attempts}`).digest().readUInt16BE(0) / 65_535;
  return Math.round(wait * (0.8 + 0.4 * share));
}

/** Sends everything that is due by `house.now()`; gives how many attempts were made. */
export async function deliverDue(house: House): Promise<number> {
  let tried = 0;
  for (;;) {
    const now = house.now();
    await overdueSent(house.db, iso(now));
    const taken = await takeDue(house.db, iso(now), iso(now + lease), { most, lanes, tripAt });
    if (taken.length === 0) return tried;
    tried += taken.length;
    await Promise.all(taken.map((one) => deliver(house, one)));
  }
}

async function deliver(house: House, taken: Taken): Promise<void> {
  let answer: Answer | null = null;
  let error: string | null = null;
  try {
    answer = await attempt(house, taken);
  } catch (thrown) {
    // An address that has become unlawful meanwhile is a Refusal; both are the message's fate, not the worker's.
    error = thrown instanceof Error ? thrown.message : String(thrown);
    if (!(thrown instanceof Unreachable)) house.log.warn({ error, message: taken.id, endpoint: taken.endpoint }, 'a message could not be sent');
  }
  await settle(house, taken, answer, error);
}

/** One request. Never logs headers: they hold what only the two sides may know. */
async function attempt(house: House, taken: Taken): Promise<Answer> {
  const now = house.now();
  const secrets = await secretsOf(house, house.db, taken.district, taken.endpoint, 'out', now);
  const body = JSON.stringify(taken.payload);
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    accept: 'application/json',
    'user-agent': 'Hezhi-Exchange/1',
    ...signedHeaders(secrets, taken.id, now, body),
  };
  return post(policyOf(house).current, taken.address, headers, body);
}

async function settle(house: House, taken: Taken, answer: Answer | null, error: string | null): Promise<void> {
  const now = house.now();
  const status = answer?.status ?? 0;
  const heard = status >= 200 && status < 300;
  // Whoever answers 4xx is well, and does not like this one message.
  const good = heard || (status >= 300 && status < 500 && status !== 429 && status !== 408);
  const gone = status === 410;
  const circuit = { good, heard, pause: gone, tripAt, firstRestMs: firstRest, longestRestMs: longestRest };
  const reply = answer ? { status, text: answer.text.slice(0, 2000) } : null;
  const base = { reply, now: iso(now) };
  if (heard) {
    const late = status === 202;
    await recordAttempt(
      house.db,
      taken,
      { ...base, state: late ? 'sent' : 'acknowledged', nextAt: late ? iso(now + acknowledgeWithin) : null, error: null },
      circuit,
    );
    return;
  }
  const why = error ?? `HTTP ${status}${status >= 300 && status < 400 ? ' (redirects are not followed)' : ''}: ${answer?.text.slice(0, 300) ?? ''}`;
  const wait = gone ? null : waitAfter(taken.id, taken.attempts);
  const nextAt = wait === null ? null : iso(now + Math.max(wait, answer?.retryAfter ?? 0));
  await recordAttempt(house.db, taken, { ...base, state: nextAt === null ? 'dead' : 'failed', nextAt, error: why }, circuit);
  if (nextAt === null) house.log.warn({ message: taken.id, endpoint: taken.endpoint, district: taken.district }, 'a message has become a dead letter');
}

/** The loop of a worker process that sends what is due. */
export const startDelivery = (house: House): { stop: () => Promise<void> } => startRounds(house, 'delivering messages', deliverDue, deliveryWakers);
