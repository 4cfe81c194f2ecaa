import { createHash, randomBytes } from 'node:crypto';
import { iso } from '@hezhi/contract';
import { cookieName, type Call, type House, type Sql, type Write } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from './authenticate.ts';
import { dropFlow, insertFlow, seeFlow } from './queries-oidc.ts';

/** What waits in a browser between two steps: for the code of our second factor, for being bound to an account, for the provider's log-out. */
export type Waiting =
  | { kind: 'factor'; way: string; account: string; hint: string | null }
  | { kind: 'bind'; way: string; issuer: string; subject: string; label: string | null }
  | { kind: 'out'; way: string; hint: string };

const cookies = { factor: 'hezhi_sso_wait', bind: 'hezhi_sso_wait', out: 'hezhi_sso_out' } as const;
/** How long a step may take (ms). */
export const WAIT = 10 * 60_000;

/** A secret for a cookie or a state: letters and figures only, because WeChat takes nothing else in a state. */
export const secret = (): string => randomBytes(32).toString('hex');
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Sets a cookie of single sign-on for ten minutes, or takes it away (null). */
export function setStepCookie(house: House, reply: FastifyReply, name: string, value: string | null): void {
  const secure = house.settings.secureCookies ? '; Secure' : '';
  const age = value === null ? 0 : WAIT / 1000;
  reply.header('set-cookie', `${cookieName(house.settings, name)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`);
}

/** Adds what waits to a write and gives the browser the secret that finds it again. */
export function hold(write: Write, call: Call, reply: FastifyReply, waiting: Waiting): Write {
  const token = secret();
  const sealed = call.house.vault.seal(JSON.stringify(waiting), 'oidc.wait');
  write.add(insertFlow({ state: sha256(`wait ${token}`), browser: sha256(token), sealed, expires: iso(call.now + WAIT) }));
  return write.after(() => setStepCookie(call.house, reply, cookies[waiting.kind], token));
}

/** What waits in this browser, if it is of that kind; `drop` takes it, and is expected to touch one row. */
export async function waits<K extends Waiting['kind']>(
  call: Call,
  request: FastifyRequest,
  kind: K,
): Promise<{ of: Extract<Waiting, { kind: K }>; drop: Sql } | null> {
  const token = cookieOf(call.house, request, cookies[kind]);
  if (token === null) return null;
  const [state, browser] = [sha256(`wait ${token}`), sha256(token)];
  const row = await seeFlow(call.db, state, browser, iso(call.now));
  if (!row) return null;
  const waiting = JSON.parse(call.house.vault.open(row.sealed, 'oidc.wait')) as Waiting;
  return waiting.kind === kind ? { of: waiting as Extract<Waiting, { kind: K }>, drop: dropFlow(state, browser) } : null;
}

/** Takes the cookie of a kind away. */
export const forgetWaiting = (house: House, reply: FastifyReply, kind: Waiting['kind']): void => setStepCookie(house, reply, cookies[kind], null);
