import { createHmac, hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { kernelErrors, Refusal, type Actor } from '@hezhi/contract';
import type { FastifyRequest } from 'fastify';
import { commandScope } from '../call.ts';
import { claimCommand, findCommand, holdCommand, recordCommand, releaseCommand, settleCommand, type CommandScope, type StoredCommand } from '../command.ts';
import type { Db } from '../db.ts';
import type { House } from '../house.ts';
import { Write } from '../write.ts';
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
  const before = await turn(async () => {
    if (await claimCommand(house.db, key.scope, key.fingerprint, house.now(), house.now() - staleAfter)) return 'ours';
    return replayOf(house, key);
  });
  if (before !== 'ours') return { reply: before, replayed: true };
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
  await settleCommand(house.db, key.scope, reply.status, sealed(house, reply));
  return { reply, replayed: false };
}

/**
 * `whole` mode: runs `work` once for the key, in the transaction that keeps its answer. Whatever ends it early (a refusal, a failure, the
 * process killed) leaves neither the work nor the key, and who asks again need not wait until a claim is old.
 */
export async function whole(house: House, key: Key, work: (db: Db) => Promise<Replay>): Promise<{ reply: Replay; replayed: boolean }> {
  return turn(() =>
    house.db.tx(async (db) => {
      // Not waited for in the database: twenty repetitions would hold every connection that the first one may still need.
      if (!(await holdCommand(db, key.scope))) return null;
      const stored = await findCommand(db, key.scope);
      const before = stored ? answer(house, key, stored) : null;
      if (before) return { reply: before, replayed: true };
      const reply = await work(db);
      const write = new Write();
      recordCommand(write, key.scope, { fingerprint: key.fingerprint, status: reply.status, reply: sealed(house, reply), at: house.now() });
      await write.run(db);
      return { reply, replayed: false };
    }),
  );
}

/** Tries until it is our turn or the other's answer is there. `kernel.key_running` when that takes too long. */
async function turn<T>(tried: () => Promise<T | null>): Promise<T> {
  const until = performance.now() + patience.ms;
  for (let wait = patience.first; ; wait = Math.min(patience.last, wait * 2)) {
    const found = await tried();
    if (found !== null) return found;
    if (performance.now() > until) throw new Refusal(httpErrors.key_running, {}, { extra: { retry_after: 5 } });
    await pause(wait);
  }
}

const sealed = (house: House, { value, cookies }: Replay): { sealed: string } => ({
  sealed: house.vault.seal(JSON.stringify({ value, cookies }), purpose).toString('base64'),
});
