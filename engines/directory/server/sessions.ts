import { createHash, randomBytes } from 'node:crypto';
import { languages, newId, Refusal, iso } from '@hezhi/contract';
import { cookieName, type Call, type Write } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { maskPhone } from '../contract/masks.ts';
import type { CurrentSession } from '../contract/routes-sessions.ts';
import { inTerm } from './actors.ts';
import { attempt } from './attempts.ts';
import { audit, noteRefusal, whence } from './audit.ts';
import { COOKIE, findStanding, type Kept, standing, standingOfToken } from './authenticate.ts';
import { spendFactor } from './factor.ts';
import { forget } from './hints.ts';
import { checkPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import { accountByName, type AccountRow } from './queries-accounts.ts';
import { dropSession, dropSessionById, insertSession, listSessions, setSessionPost } from './queries-sessions.ts';
import { offerLogout } from './sso-origin.ts';
import { staffOf } from './staff.ts';
import { postsOf } from './posts.ts';
import { territory } from './territory.ts';

/** How account names are compared: NFKC, lower case. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();

/** A secret of a new session; the database keeps its hash. */
export function newToken(district: string): { token: string; hash: Buffer } {
  const token = `${district}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: createHash('sha256').update(token).digest() };
}

/** Sets or removes the session cookie; residents stay logged in when the browser closes, staff do not. */
export function setCookie(call: Call, reply: FastifyReply, token: string | null, maxAge: number | null): void {
  const secure = call.house.settings.secureCookies ? '; Secure' : '';
  const age = token === null ? '; Max-Age=0' : maxAge === null ? '' : `; Max-Age=${Math.floor(maxAge / 1000)}`;
  reply.header('set-cookie', `${cookieName(call.house.settings, COOKIE)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax${age}${secure}`);
}

/**
 * Logs in by name and password. An unknown account, a wrong password, a wrong code and a locked account cost the same work and give the
 * same answer; only who knows the password learns that a second factor is due.
 */
export async function logIn(
  call: Call,
  wire: { request: FastifyRequest; reply: FastifyReply },
  given: { account: string; password: string; code?: string | undefined; post?: string | undefined },
): Promise<{ token: string } & CurrentSession> {
  const from = whence(wire.request);
  const key = nameKey(given.account);
  const counted = await attempt(call, key, from.address);
  const account = await accountByName(call.db, key);
  const fits = await checkPassword(account?.password_hash ?? null, given.password);
  if (!account || !fits || account.status !== 'active') return refuse(call, account, from.address, 'password');
  const unkeyed = call.with({ key: null });
  const write = counted.clear(unkeyed.write());
  if (account.totp_on) {
    if (given.code === undefined) {
      // The password was right: this is no failed attempt.
      await write.run(call.db);
      throw new Refusal(errors.second_factor_needed);
    }
    if (!spendFactor(write, call, account, given.code)) return refuse(call, account, from.address, 'second_factor');
  }
  return begin(call, wire, account, write, { how: 'password', post: given.post });
}

async function refuse(call: Call, account: AccountRow | undefined, address: string, what: string): Promise<never> {
  await noteRefusal(call, account, address, what);
  throw new Refusal(errors.wrong_credentials);
}

/** Begins a session for an account that has proved who it is: adds it to `write`, runs it, sets the cookie. The session that the request came with ends. */
export async function begin(
  call: Call,
  wire: { request: FastifyRequest; reply: FastifyReply },
  account: Pick<AccountRow, 'id' | 'district' | 'person' | 'kind'>,
  write: Write,
  options: { how: string; post?: string | undefined; way?: string; origin?: Buffer | null },
): Promise<{ token: string } & CurrentSession> {
  const { house } = call;
  const { district } = account;
  const policy = policyOf(house);
  const staff = await staffOf(house, district);
  const posts = (staff.postsOfPerson.get(account.person) ?? []).filter((post) => inTerm(post, call.now));
  const post = posts.find((one) => one.id === options.post) ?? posts.toSorted((a, b) => a.area.length - b.area.length || (a.id < b.id ? -1 : 1))[0];
  const { token, hash } = newToken(district);
  const limit = account.kind === 'staff' ? policy.staffLimit : policy.residentLimit;
  const from = whence(wire.request);
  write.add(
    insertSession(district, {
      token_hash: hash,
      id: newId(call.now),
      person: account.person,
      account: account.id,
      post: post?.id ?? null,
      created: iso(call.now),
      expires: iso(call.now + limit),
      address: from.address,
      device: from.device,
      sso_sealed: options.origin ?? null,
    }),
  );
  const former = await findStanding(house, wire.request);
  if (former)
    write.add(dropSession(former.district, former.hash)).after(() => forget(house, 'directory.session', former.district, { account: former.row.account }));
  const name = staff.personNames.get(account.person) ?? '';
  audit(write, call, {
    action: 'session.begin',
    target: account.id,
    detail: { how: options.how, ...(options.way === undefined ? {} : { way: options.way }) },
    address: from.address,
    district,
    actor: { id: account.person, name },
  });
  await write.run(call.db);
  setCookie(call, wire.reply, token, account.kind === 'staff' ? null : limit);
  const kept = await standingOfToken(house, token);
  if (!kept) throw new Refusal(errors.wrong_credentials);
  return { token, ...(await describe(call.with({ actor: kept.actor }), kept)) };
}

/** Who am I, as the apps read it. */
export async function describe(call: Call, kept: Kept): Promise<CurrentSession> {
  const { row, district, actor } = kept;
  const posts = (await postsOf(call, district, { person: row.person })).filter((post) => Date.parse(post.from) <= call.now);
  const phone = row.phone_sealed ? maskPhone(call.house.vault.open(row.phone_sealed, 'person.phone')) : null;
  return {
    session: row.id,
    person: { id: row.person, name: row.person_name, phone, language: actor.language, area: row.area },
    account: { id: row.account, name: row.account_name, kind: row.kind, has_password: row.has_password, second_factor: row.totp_on },
    district,
    district_name: territory(call.house).name(district),
    current: posts.find((post) => post.id === actor.post?.id) ?? null,
    posts,
    permissions: [...actor.permissions],
    languages: [...languages],
    expires: row.expires,
    tasks: [...kept.tasks],
  };
}

/** Acts through another of the person's posts from now on; null: as a resident. */
export async function switchPost(call: Call, request: FastifyRequest, post: string | null): Promise<CurrentSession> {
  const kept = await standing(call, request);
  const { district, row } = kept;
  if (post !== null) {
    const held = (await staffOf(call.house, district)).posts.get(post);
    if (!held || held.person !== row.person || !inTerm(held, call.now)) throw new Refusal(errors.post_not_found);
  }
  const write = call.write().add(setSessionPost(district, kept.hash, post));
  audit(write, call, { action: 'session.post', target: row.account, detail: { post } });
  await write.after(() => forget(call.house, 'directory.session', district, { account: row.account })).run(call.db);
  return describe(call, await standing(call, request));
}

/** Ends the session of the request. */
export async function logOut(call: Call, wire: { request: FastifyRequest; reply: FastifyReply }): Promise<void> {
  const kept = await standing(call, wire.request);
  const write = audit(call.write().add(dropSession(kept.district, kept.hash)), call, { action: 'session.end', target: kept.row.account });
  offerLogout(write, call, wire.reply, kept.row.sso_sealed);
  await write.after(() => forget(call.house, 'directory.session', kept.district, { account: kept.row.account })).run(call.db);
  setCookie(call, wire.reply, null, null);
  // Photos of matters are kept by the browser while somebody works; whoever comes next must not find them.
  wire.reply.header('clear-site-data', '"cache"');
}

/** The person's sessions on all devices. */
export async function mySessions(
  call: Call,
  request: FastifyRequest,
): Promise<{ items: { id: string; current: boolean; created: string; last_seen: string; address: string | null; device: string | null }[]; next: null }> {
  const kept = await standing(call, request);
  const rows = await listSessions(call.db, kept.district, kept.row.account, iso(call.now));
  return { items: rows.map((row) => ({ ...row, current: row.id === kept.row.id })), next: null };
}

/** Ends one of the person's own sessions. */
export async function endSession(call: Call, request: FastifyRequest, id: string): Promise<void> {
  const kept = await standing(call, request);
  const write = call.write().add(dropSessionById(kept.district, kept.row.account, id), 1, () => new Refusal(errors.session_not_found));
  audit(write, call, { action: 'session.end', target: kept.row.account, detail: { session: id } });
  await write.after(() => forget(call.house, 'directory.session', kept.district, { account: kept.row.account })).run(call.db);
}
