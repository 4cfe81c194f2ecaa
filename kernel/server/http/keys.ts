import { createHmac, hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { kernelErrors, Refusal, type Actor } from '@hezhi/contract';
import type { FastifyRequest } from 'fastify';
import { commandScope } from '../call.ts';
import { claimCommand, findCommand, releaseCommand, settleCommand, type CommandScope, type StoredCommand } from '../command.ts';
import type { House } from '../house.ts';
import { httpErrors } from './errors.ts';

/** A command's key as it came with the request: its scope, and the fingerprint of what was asked under it. */
export type Key = { scope: CommandScope; fingerprint: string };

/** A cookie as a handler set it. */
export type SetCookie = readonly [name: string, value: string, options: Record<string, unknown>];
/** A reply given before: the status and the value the route's serialiser writes again, with the cookies that belong to it. */
export type Replay = { status: number; value: unknown; cookies: readonly SetCookie[] };

/**
 * Reads `Idempotency-Key`. Keys of different persons never meet. A visitor's key that is long enough to be random (a UUID) stands for itself,
 * so that a phone which changes its network still gets the answer it lost; shorter ones are told apart by address and browser. Key and
 * request are kept as hashes only, the request's under the key itself, so that a password cannot be guessed from the table.
 */
export function readKey(request: FastifyRequest, actor: Actor, text: string): Key | null {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return null;
  if (typeof given !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(given)) throw new Refusal(httpErrors.key_malformed);
  const owner = actor.person === null && given.length < 32 ? `${request.ip}\n${request.headers['user-agent'] ?? ''}\n` : '';
  const fingerprint = createHmac('sha256', given);
  fingerprint.update(`${request.method} ${request.url}\n`);
  fingerprint.update(text === '' ? `${request.headers['content-length'] ?? ''}` : text);
  return {
    scope: commandScope(actor, hash('sha256', owner + given, 'base64url')),
    fingerprint: fingerprint.digest('base64url'),
  };
}

/** The stored answer of a key, if its command is done; refuses a key that was used for another request. */
export async function replayOf(house: House, key: Key): Promise<Replay | null> {
  const stored = await findCommand(house.db, key.scope);
  if (!stored) return null;
  return answer(house, key, stored);
}

function answer(house: House, key: Key, stored: StoredCommand): Replay | null {
  if (stored.fingerprint !== key.fingerprint) throw new Refusal(kernelErrors.key_reused);
  if (stored.status === 0) return null;
  const box = stored.reply as { sealed?: string } | null;
  if (box && typeof box.sealed === 'string') {
    const { value, cookies } = JSON.parse(house.vault.open(Buffer.from(box.sealed, 'base64'), purpose)) as Omit<Replay, 'status'>;
    return { status: stored.status, value, cookies };
  }
  return { status: stored.status, value: stored.reply, cookies: [] };
}

const purpose = 'kernel.command';
const patience = { ms: 15_000, first: 15, last: 250 };
/** A running command renews its claim; one that has not for so long belonged to a process that died. */
const staleAfter = 60_000;
const renewEvery = 20_000;

/**
 * `check` mode: runs `work` once for the key. The first to claim it runs; the others wait for the stored reply. A refusal or failure gives
 * the key back. Replies may hold a token or a person's data, so they are stored sealed.
 */
export async function once(house: House, key: Key, work: () => Promise<Replay>): Promise<{ reply: Replay; replayed: boolean }> {
  const until = performance.now() + patience.ms;
  let wait = patience.first;
  while (!(await claimCommand(house.db, key.scope, key.fingerprint, house.now(), house.now() - staleAfter))) {
    const stored = await findCommand(house.db, key.scope);
    const reply = stored ? answer(house, key, stored) : null;
    if (reply) return { reply, replayed: true };
    if (performance.now() > until) throw new Refusal(httpErrors.key_running, {}, { extra: { retry_after: 5 } });
    await pause(wait);
    wait = Math.min(patience.last, wait * 2);
  }
  const renew = setInterval(() => {
    claimCommand(house.db, key.scope, key.fingerprint, house.now(), house.now() - renewEvery / 2).catch(() => {});
  }, renewEvery).unref();
  let reply: Replay;
  try {
    reply = await work();
  } catch (error) {
    await releaseCommand(house.db, key.scope).catch(() => {});
    throw error;
  } finally {
    clearInterval(renew);
  }
  const box = house.vault.seal(JSON.stringify({ value: reply.value, cookies: reply.cookies }), purpose).toString('base64');
  await settleCommand(house.db, key.scope, reply.status, { sealed: box });
  return { reply, replayed: false };
}
