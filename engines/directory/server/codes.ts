import { randomInt, timingSafeEqual } from 'node:crypto';
import { kernelErrors, type Language, newId, Refusal, iso } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { districtOf } from '../contract/levels.ts';
import type { CurrentSession } from '../contract/routes-sessions.ts';
import { attempt, type Attempt } from './attempts.ts';
import { audit, noteRefusal } from './audit.ts';
import { typableCode } from './factor.ts';
import { hashPassword, judgePassword } from './passwords.ts';
import { toPersonRow } from './people.ts';
import { policyOf } from './policy.ts';
import { codeSender } from './providers.ts';
import { accountByPhone, insertAccount } from './queries-accounts.ts';
import { codeSentAt, keepCode, spendCode, tryCode } from './queries-codes.ts';
import { insertHome } from './queries-homes.ts';
import { insertPerson } from './queries-people.ts';
import { begin, nameKey } from './sessions.ts';
import { territory } from './territory.ts';

type Wire = { request: FastifyRequest; reply: FastifyReply };

/** A code is good for five minutes and five tries; the next is sent after a minute, ten a day. */
const LIFE = 5 * 60_000;
export const CODE_TRIES = 5;
const AGAIN = 60_000;
const PER_DAY = 10;
const DAY = 86_400_000;

export const phoneKey = (call: Call, phone: string): Buffer => call.house.vault.lookup(phone, 'account.phone');
export const codeHash = (call: Call, phone: string, code: string): Buffer => call.house.vault.lookup(`${phone} ${code}`, 'sign_in.code');

/** Sends a code to any phone: the answer never tells whether the number is known. */
export async function sendCode(call: Call, phone: string): Promise<{ expires_in: number; again_in: number }> {
  const { house, now } = call;
  const sender = codeSender(house);
  if (!sender) throw new Refusal(kernelErrors.unavailable);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const lookup = phoneKey(call, phone);
  const kept = await keepCode(house.db, {
    phone: lookup,
    code: codeHash(call, phone, code),
    now: iso(now),
    expires: iso(now + LIFE),
    notBefore: iso(now - AGAIN),
    dayBefore: iso(now - DAY),
    perDay: PER_DAY,
  });
  if (!kept) {
    const sent = Date.parse((await codeSentAt(house.db, lookup)) ?? iso(now));
    const seconds = Math.ceil((now - sent < AGAIN ? sent + AGAIN - now : sent + DAY - now) / 1000);
    throw new Refusal(errors.codes_too_often, { seconds }, { extra: { retry_after: seconds } });
  }
  await sender.send({ phone, code, minutes: LIFE / 60_000 });
  return { expires_in: LIFE / 1000, again_in: AGAIN / 1000 };
}

/** Proves that the person holds the phone; a wrong code stands in the audit log. The code is spent by the write of what follows. */
async function prove(
  call: Call,
  wire: Wire,
  given: { phone: string; code: string },
  otherwise: () => Error,
): Promise<{ counted: Attempt; lookup: Buffer; hash: Buffer }> {
  const counted = await attempt(call, `phone ${given.phone}`, wire.request.ip);
  const lookup = phoneKey(call, given.phone);
  const hash = codeHash(call, given.phone, given.code);
  const row = await tryCode(call.house.db, lookup, iso(call.now), CODE_TRIES);
  if (!row || !timingSafeEqual(row.code_hash, hash)) {
    await noteRefusal(call, await accountByPhone(call.db, lookup), wire.request.ip, 'code');
    throw otherwise();
  }
  return { counted, lookup, hash };
}

/** A resident logs in by phone and code. */
export async function logInByPhone(call: Call, wire: Wire, given: { phone: string; code: string }): Promise<{ token: string } & CurrentSession> {
  const wrong = (): Error => new Refusal(errors.wrong_credentials);
  const { counted, lookup, hash } = await prove(call, wire, given, wrong);
  const account = await accountByPhone(call.db, lookup);
  const write = counted.clear(call.with({ key: null }).write());
  if (!account) {
    // Who holds the phone may know that it is not registered; the code stays good for registering.
    await write.run(call.db);
    throw new Refusal(errors.not_registered);
  }
  if (account.status !== 'active') {
    await noteRefusal(call, account, wire.request.ip, 'code');
    throw wrong();
  }
  write.add(spendCode(lookup, hash, iso(call.now)), 1, wrong);
  return begin(call, wire, account, write, { how: 'phone' });
}

/** Registers a resident by phone and code, and logs in. */
export async function register(
  call: Call,
  wire: Wire,
  given: { phone: string; code: string; name: string; area: string; password?: string | undefined; language?: Language | undefined },
): Promise<{ token: string } & CurrentSession> {
  const { house, now } = call;
  const name = `u-${typableCode(2)}`;
  if (given.password !== undefined) judgePassword(policyOf(house), given.password, name);
  const district = districtOf(given.area)!;
  const tree = await territory(house).ensure(district);
  if (!tree.stands(given.area)) throw new Refusal(errors.territory_not_found);
  const wrong = (): Error => new Refusal(errors.wrong_code);
  const { counted, lookup, hash } = await prove(call, wire, given, wrong);
  if (await accountByPhone(call.db, lookup)) throw new Refusal(errors.already_registered);
  const person = toPersonRow(house, { name: given.name, phone: given.phone, area: given.area, language: given.language ?? call.language }, now);
  const id = newId(now);
  const write = counted.clear(call.with({ key: null }).write());
  write.add(spendCode(lookup, hash, iso(now)), 1, wrong).add(insertPerson(district, person));
  if (given.area.length >= 12) write.add(insertHome(district, person.id, given.area, iso(now)));
  write.add(
    insertAccount({
      id,
      district,
      person: person.id,
      name,
      name_key: nameKey(name),
      phone_lookup: lookup,
      kind: 'resident',
      password_hash: given.password === undefined ? null : await hashPassword(given.password),
      must_change: false,
      recovery_hash: null,
      recovery_expires: null,
      created: iso(now),
    }),
  );
  write.onDuplicate('account_phone_key', () => new Refusal(errors.already_registered));
  audit(write, call, { action: 'account.register', target: id, district, actor: { id: person.id, name: person.name }, address: wire.request.ip });
  return begin(call, wire, { id, district, person: person.id, kind: 'resident' }, write, { how: 'registration' });
}
