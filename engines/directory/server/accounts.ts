import { may, newId, Refusal, iso } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { within } from '../contract/levels.ts';
import { maskPhone } from '../contract/masks.ts';
import { permissions } from '../contract/permissions.ts';
import { attempt, clearAttempts } from './attempts.ts';
import { audit, noteRefusal, whence } from './audit.ts';
import { standing } from './authenticate.ts';
import { fromCursor, page } from './cursor.ts';
import { typableCode } from './factor.ts';
import { forget } from './hints.ts';
import { checkPassword, hashPassword, judgePassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import {
  accountById,
  accountByName,
  accountOfPerson,
  type AccountListRow,
  findListedAccount,
  insertAccount,
  listAccountRows,
  setPassword,
  setRecovery,
  setStatus,
} from './queries-accounts.ts';
import { dropLinks } from './queries-oidc.ts';
import { findVisiblePerson } from './queries-people.ts';
import { dropSessions } from './queries-sessions.ts';
import { tellEnded } from './posts.ts';
import { reference } from './roles.ts';
import { scopeOf } from './scope.ts';
import { nameKey } from './sessions.ts';
import { staffOf } from './staff.ts';

/** How long a one-time recovery code is good (ms). */
const RECOVERY = 24 * 3_600_000;

export type AccountReply = {
  id: string;
  name: string;
  kind: 'staff' | 'resident';
  status: 'active' | 'locked' | 'closed';
  person: string;
  person_name: string;
  phone: string | null;
  posts: number;
  second_factor: boolean;
  created: string;
  last_seen: string | null;
  version: number;
};

function view(call: Call, row: AccountListRow): AccountReply {
  const { id, name, kind, status, person, person_name, posts, created, last_seen, version } = row;
  const phone = row.phone_sealed ? maskPhone(call.house.vault.open(row.phone_sealed, 'person.phone')) : null;
  return { id, name, kind, status, person, person_name, phone, posts, second_factor: row.totp_on, created, last_seen, version };
}

const residentsToo = (call: Call): boolean => may(call.actor, permissions.read_residents);

/** Accounts of the actor's territory. */
export async function listAccounts(
  call: Call,
  find: { q?: string | undefined; kind?: string | undefined; status?: string | undefined; sort: string; cursor?: string | undefined; limit: number },
): Promise<{ items: AccountReply[]; next: string | null }> {
  const by = find.sort.endsWith('created') ? 'created' : 'name';
  const rows = await listAccountRows(call.db, scopeOf(call), {
    residents: residentsToo(call),
    now: iso(call.now),
    q: find.q || null,
    kind: find.kind ?? null,
    status: find.status ?? null,
    by,
    down: find.sort.startsWith('-'),
    after: fromCursor(find.cursor, by === 'name' ? 'text' : 'moment', 'id'),
    limit: find.limit + 1,
  });
  return page(
    rows,
    find.limit,
    (row) => [by === 'name' ? row.name_key : row.created, row.id],
    (row) => view(call, row),
  );
}

/** One account of the actor's territory; 404 otherwise. */
export async function getAccount(call: Call, id: string): Promise<AccountReply> {
  const row = await findListedAccount(call.db, scopeOf(call), residentsToo(call), iso(call.now), id);
  if (!row) throw new Refusal(errors.account_not_found);
  return view(call, row);
}

/** Creates a staff account for a person. Without a password a one-time recovery code is made, to be handed over. */
export async function createAccount(
  call: Call,
  given: { name: string; person: string; password?: string | undefined },
): Promise<AccountReply & { recovery: string | null }> {
  const { house } = call;
  const scope = scopeOf(call);
  const person = await findVisiblePerson(call.db, scope, residentsToo(call), given.person);
  if (!person) throw new Refusal(errors.person_not_found);
  const policy = policyOf(house);
  if (given.password !== undefined) judgePassword(policy, given.password, given.name);
  if ((await accountByName(call.db, nameKey(given.name))) || (await accountOfPerson(call.db, scope.district, given.person)))
    throw new Refusal(errors.account_taken);
  const recovery = given.password === undefined ? typableCode(5) : null;
  const id = newId(call.now);
  const posts = ((await staffOf(house, scope.district)).postsOfPerson.get(given.person) ?? []).filter((post) => post.to === null || post.to > call.now).length;
  const phone = person.phone_sealed ? maskPhone(house.vault.open(person.phone_sealed, 'person.phone')) : null;
  const reply: AccountReply = {
    id,
    name: given.name,
    kind: 'staff',
    status: 'active',
    person: person.id,
    person_name: person.name,
    phone,
    posts,
    second_factor: false,
    created: iso(call.now),
    last_seen: null,
    version: 1,
  };
  // The stored reply of the Idempotency-Key never holds the code.
  const write = call.write({ ...reply, recovery: null }).add(
    insertAccount({
      id,
      district: scope.district,
      person: person.id,
      name: given.name,
      name_key: nameKey(given.name),
      phone_lookup: null,
      kind: 'staff',
      password_hash: given.password === undefined ? null : await hashPassword(given.password),
      must_change: given.password !== undefined && call.actor.kind === 'person',
      recovery_hash: recovery === null ? null : recoveryHash(call, id, recovery),
      recovery_expires: recovery === null ? null : iso(call.now + RECOVERY),
      created: iso(call.now),
    }),
  );
  write.onDuplicate('account_name_key', () => new Refusal(errors.account_taken)).onDuplicate('account_person', () => new Refusal(errors.account_taken));
  audit(write, call, { action: 'account.create', target: id, detail: { name: given.name, person: person.id } });
  await write.after(() => forget(house, 'directory.staff', scope.district)).run(call.db);
  return { ...reply, recovery };
}

const recoveryHash = (call: Call, account: string, code: string): Buffer =>
  call.house.vault.lookup(`${account} ${code.toLowerCase().replace(/[\s-]/g, '')}`, 'account.recovery');

/** Who may change an account's standing: not oneself, and holders of reserved roles only by a security officer. */
async function mayChange(call: Call, id: string): Promise<AccountReply> {
  const account = await getAccount(call, id);
  if (account.person === call.actor.person) throw new Refusal(errors.own_standing);
  // A person closed it: nobody opens it again.
  if (account.status === 'closed') throw new Refusal(errors.account_not_found);
  const { roles } = await reference(call.house);
  const held = (await staffOf(call.house, scopeOf(call).district)).postsOfPerson.get(account.person) ?? [];
  const active = held.filter((post) => post.to === null || post.to > call.now);
  // Whoever also serves beyond the actor's territory is above the actor.
  if (!active.every((post) => within(post.area, scopeOf(call).area))) throw new Refusal(errors.outside_territory);
  const reserved = active.some((post) => roles.get(post.role)?.reserved);
  if (reserved && !may(call.actor, permissions.lock_accounts)) throw new Refusal(errors.role_reserved);
  return account;
}

function endingSessions(write: Write, call: Call, district: string, account: string, keep: string | null): Write {
  return write.add(dropSessions(district, account, keep)).after(() => forget(call.house, 'directory.session', district, { account }));
}

/** Locks an account: sessions end at once, and what its posts have to do goes up the ladder. */
export async function lockAccount(call: Call, id: string, reason: string): Promise<AccountReply> {
  const account = await mayChange(call, id);
  const { district } = scopeOf(call);
  const write = endingSessions(call.write().add(setStatus(id, 'locked')), call, district, id, null);
  const held = (await staffOf(call.house, district)).postsOfPerson.get(account.person) ?? [];
  for (const post of held) if (post.to === null || post.to > call.now) tellEnded(write, call, district, post, 'locked');
  audit(write, call, { action: 'account.lock', target: id, detail: { name: account.name, reason } });
  await write.after(() => forget(call.house, 'directory.staff', district)).run(call.db);
  return getAccount(call, id);
}

/** Unlocks an account and forgets its failed attempts. */
export async function unlockAccount(call: Call, id: string): Promise<AccountReply> {
  const account = await mayChange(call, id);
  const { district } = scopeOf(call);
  const write = clearAttempts(call.write().add(setStatus(id, 'active')), call, nameKey(account.name));
  audit(write, call, { action: 'account.unlock', target: id, detail: { name: account.name } });
  await write.after(() => forget(call.house, 'directory.staff', district)).run(call.db);
  return getAccount(call, id);
}

/** Makes the old password, the second factor and outside identities void and gives a one-time code with which the person sets a new password. */
export async function resetAccount(call: Call, id: string, reason: string): Promise<{ recovery: string; expires: string }> {
  const account = await mayChange(call, id);
  const { district } = scopeOf(call);
  const recovery = typableCode(5);
  const expires = iso(call.now + RECOVERY);
  const write = call
    .with({ key: null })
    .write()
    .add(setRecovery(id, recoveryHash(call, id, recovery), expires))
    .add(dropLinks(id));
  endingSessions(clearAttempts(write, call, nameKey(account.name)), call, district, id, null);
  await audit(write, call, { action: 'account.recovery', target: id, detail: { name: account.name, reason } }).run(call.db);
  return { recovery, expires };
}

/** Ends all sessions of an account. */
export async function endAccountSessions(call: Call, id: string): Promise<void> {
  const account = await getAccount(call, id);
  const write = endingSessions(call.write(), call, scopeOf(call).district, id, null);
  await audit(write, call, { action: 'account.sessions_end', target: id, detail: { name: account.name } }).run(call.db);
}

/** Sets a new password by the code that an administrator handed out. Wrong name and wrong code give one answer. */
export async function recover(call: Call, request: FastifyRequest, given: { account: string; recovery: string; password: string }): Promise<void> {
  judgePassword(policyOf(call.house), given.password, given.account);
  const key = nameKey(given.account);
  const { address } = whence(request);
  const counted = await attempt(call, key, address);
  const account = await accountByName(call.db, key);
  const hash = recoveryHash(call, account?.id ?? '', given.recovery);
  const good = account?.recovery_hash?.equals(hash) && account.status === 'active' && Date.parse(account.recovery_expires!) > call.now;
  if (!account || !good) {
    await noteRefusal(call, account, address, 'recovery');
    throw new Refusal(errors.recovery_invalid);
  }
  const stored = await hashPassword(given.password);
  const write = counted.clear(call.with({ key: null }).write()).add(setPassword(account.id, stored, hash), 1, () => new Refusal(errors.recovery_invalid));
  endingSessions(write, call, account.district, account.id, null);
  await audit(write, call, {
    action: 'account.recovered',
    target: account.id,
    district: account.district,
    actor: { id: account.person, name: account.name },
    address,
  }).run(call.db);
}

/** Changes one's own password; all other sessions end. Who has none (signed up by phone) sets the first one. */
export async function changePassword(call: Call, request: FastifyRequest, given: { old?: string | undefined; password: string }): Promise<void> {
  const kept = await standing(call, request);
  const account = (await accountById(call.db, kept.row.account))!;
  judgePassword(policyOf(call.house), given.password, account.name);
  const counted = await attempt(call, account.name_key, request.ip);
  if (account.password_hash !== null) {
    if (!(await checkPassword(account.password_hash, given.old ?? ''))) {
      await noteRefusal(call, account, request.ip, 'password');
      throw new Refusal(errors.wrong_password);
    }
    if (given.old === given.password) throw new Refusal(errors.password_same);
  }
  const write = counted.clear(call.write()).add(setPassword(account.id, await hashPassword(given.password), null));
  endingSessions(write, call, account.district, account.id, kept.row.id);
  await audit(write, call, { action: 'account.password', target: account.id, address: request.ip }).run(call.db);
}
