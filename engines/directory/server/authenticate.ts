import { hash as digest } from 'node:crypto';
import { type Actor, kernelErrors, pickLanguage, Refusal, iso } from '@hezhi/contract';
import { cookieName, type Call, type House } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { asLanguage, inTerm, makeActor, toActorPost, visitor } from './actors.ts';
import { onHint } from './hints.ts';
import { policyOf } from './policy.ts';
import { findSession, type SessionRow, touchSession } from './queries-sessions.ts';
import { reference } from './roles.ts';
import { staffOf } from './staff.ts';
import { territory } from './territory.ts';

/** The cookie of a session; `cookieName` says how it is called here. */
export const COOKIE = 'hezhi_session';
/** How long an answer is believed without asking the database (ms); hints end it earlier. */
const BELIEVE = 10_000;
/** last_seen is written at most this often (ms). */
const TOUCH = 60_000;

/** A session as kept in memory. */
export type Kept = {
  readonly district: string;
  readonly hash: Buffer;
  readonly row: SessionRow;
  readonly actor: Actor;
  /** What the person has to do before the post's rights are given. */
  readonly tasks: readonly ('change_password' | 'enrol_second_factor')[];
  readonly idle: number;
  readonly read: number;
  lastSeen: number;
  touched: number;
};

/** The district and hash of a token; null for what cannot be one. */
export function readToken(token: string): { district: string; hash: Buffer } | null {
  if (!/^\d{6}\.[\w-]{43}$/.test(token)) return null;
  return { district: token.slice(0, 6), hash: digest('sha256', token, 'buffer') };
}

/** A cookie of ours that came with the request, or null. `name` as in `cookieName`. */
export function cookieOf(house: House, request: FastifyRequest, name: string): string | null {
  const wanted = cookieName(house.settings, name);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [given, value] = part.trim().split('=', 2);
    if (given === wanted && value) return value;
  }
  return null;
}

/** The token of a request: `Authorization: Bearer`, else the cookie. */
export function tokenOf(house: House, request: FastifyRequest): string | null {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  return bearer ? bearer[1]! : cookieOf(house, request, COOKIE);
}

/** Sessions in memory: hot paths need no statement. Emptied by hints of any process when something about them changes. */
function keptSessions(house: House): { kept: LRUCache<string, Kept>; changes: number } {
  return house.memo('directory.sessions', () => {
    const kept = new LRUCache<string, Kept>({ max: 20_000 });
    const memory = { kept, changes: 0 };
    onHint(house, 'directory.session', (district, data) => {
      memory.changes++;
      const { account, person } = data;
      for (const [key, one] of kept.entries()) {
        if (district !== null && one.district !== district) continue;
        if (account !== undefined && one.row.account !== account) continue;
        if (person !== undefined && one.row.person !== person) continue;
        kept.delete(key);
      }
    });
    onHint(house, 'directory.roles', () => kept.clear());
    return memory;
  });
}

/** The session of a request, or null. Past its idle or absolute limit it is none. */
export async function findStanding(house: House, request: FastifyRequest): Promise<Kept | null> {
  const token = tokenOf(house, request);
  return token === null ? null : standingOfToken(house, token);
}

/** The session of a token, or null. */
export async function standingOfToken(house: House, token: string): Promise<Kept | null> {
  const parsed = readToken(token);
  if (!parsed) return null;
  const memory = keptSessions(house);
  const { kept } = memory;
  const key = parsed.hash.toString('base64');
  const now = house.now();
  let found = kept.get(key);
  if (!found || Math.abs(now - found.read) >= BELIEVE) {
    const { changes } = memory;
    const fresh = await read(house, parsed, now);
    if (fresh && found) fresh.lastSeen = Math.max(fresh.lastSeen, found.lastSeen);
    // What was read while something changed is used once and not kept.
    if (fresh && changes === memory.changes) kept.set(key, fresh);
    else kept.delete(key);
    found = fresh ?? undefined;
  }
  if (!found) return null;
  if (now >= Date.parse(found.row.expires) || now - found.lastSeen > found.idle) {
    kept.delete(key);
    return null;
  }
  found.lastSeen = Math.max(found.lastSeen, now);
  if (now - found.touched >= TOUCH) {
    found.touched = now;
    touchSession(house.db, found.district, found.hash, iso(now)).catch((error: unknown) => house.log.warn({ err: error }, 'last_seen not written'));
  }
  return found;
}

/** The session of the request. The route's access has made sure that there is one. */
export async function standing(call: Call, request: FastifyRequest): Promise<Kept> {
  const kept = await findStanding(call.house, request);
  if (!kept) throw new Refusal(kernelErrors.not_logged_in);
  return kept;
}

async function read(house: House, { district, hash }: { district: string; hash: Buffer }, now: number): Promise<Kept | null> {
  const row = await findSession(house.db, district, hash);
  if (!row) return null;
  const policy = policyOf(house);
  const known = await reference(house);
  await territory(house).ensure(district);
  const post = row.post === null ? undefined : (await staffOf(house, district)).posts.get(row.post);
  const who = { person: row.person, name: row.person_name, district, language: asLanguage(row.language), home: row.home };
  const acting = post && post.person === row.person && inTerm(post, now) ? toActorPost(post, known) : null;
  const tasks: ('change_password' | 'enrol_second_factor')[] = [];
  if (row.must_change) tasks.push('change_password');
  if (row.kind === 'staff' && policy.secondFactor === 'required' && !row.totp_on) tasks.push('enrol_second_factor');
  const actor = makeActor(who, acting, known);
  return {
    district,
    hash,
    row,
    actor: tasks.length > 0 ? { ...actor, permissions: [], post: actor.post && { ...actor.post, permissions: [] } } : actor,
    tasks,
    idle: row.kind === 'staff' ? policy.staffIdle : policy.residentIdle,
    read: now,
    lastSeen: Date.parse(row.last_seen),
    touched: Date.parse(row.last_seen),
  };
}

/**
 * Who stands behind a request (the kernel's HTTP asks this first of every request). An unknown, idle or expired token is a visitor.
 * A post whose term ended falls away within seconds: the person then acts as a resident.
 */
export async function authenticate(house: House, request: FastifyRequest): Promise<{ actor: Actor; session: { id: string; expires: number } | null }> {
  const kept = await findStanding(house, request);
  if (kept) return { actor: kept.actor, session: { id: kept.row.id, expires: Date.parse(kept.row.expires) } };
  return { actor: visitor(await reference(house), pickLanguage(request.headers['accept-language'])), session: null };
}
