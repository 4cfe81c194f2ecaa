import { randomInt } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { errors } from '../contract/errors.ts';
import { attempt } from './attempts.ts';
import { audit, noteRefusal } from './audit.ts';
import { standing } from './authenticate.ts';
import { forget } from './hints.ts';
import { checkPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import { accountById, type AccountRow, confirmFactor, dropFactor, setFactor, spendRecoveryCode, spendStep } from './queries-accounts.ts';

const PERIOD = 30;
const alphabet = '23456789abcdefghjkmnpqrstvwxyz';

const totp = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: '合治', label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD, algorithm: 'SHA1' });

/** A code people can type: `ab3d-9fgh-…` of an alphabet without look-alikes. */
export function typableCode(groups: number): string {
  const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

const recoveryHash = (call: Call, account: string, code: string): string =>
  call.house.vault.lookup(`${account} ${code.toLowerCase().replace(/[\s-]/g, '')}`, 'account.factor_recovery').toString('base64');

/** The time step of a right code (one step of clock drift either way), or null. */
function stepOf(call: Call, account: AccountRow, code: string): number | null {
  if (!account.totp_sealed || !/^\d{6}$/.test(code)) return null;
  const delta = totp(call.house.vault.open(account.totp_sealed, 'account.totp'), account.name).validate({ token: code, timestamp: call.now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(call.now / 1000 / PERIOD) + delta;
  return step > account.totp_step ? step : null;
}

/** Adds the spending of a code to the write: a code of the app or a recovery code, each good once. False when it is neither. */
export function spendFactor(write: Write, call: Call, account: AccountRow, code: string): boolean {
  const step = stepOf(call, account, code);
  const used = (): Error => new Refusal(errors.wrong_credentials);
  if (step !== null) {
    write.add(spendStep(account.id, step), 1, used);
    return true;
  }
  const recovery = recoveryHash(call, account.id, code);
  if (!account.factor_recovery.includes(recovery)) return false;
  write.add(spendRecoveryCode(account.id, recovery), 1, used);
  return true;
}

async function mine(call: Call, request: FastifyRequest): Promise<AccountRow> {
  const kept = await standing(call, request);
  return (await accountById(call.db, kept.row.account))!;
}

async function provePassword(call: Call, request: FastifyRequest, account: AccountRow, password: string): Promise<void> {
  if (await checkPassword(account.password_hash, password)) return;
  await noteRefusal(call, account, request.ip, 'password');
  throw new Refusal(errors.wrong_password);
}

/** Begins the set-up: a new secret, in force once it is confirmed. Asks for the password again. */
export async function enrolFactor(call: Call, request: FastifyRequest, password: string): Promise<{ secret: string; uri: string }> {
  const account = await mine(call, request);
  if (account.totp_on) throw new Refusal(errors.second_factor_on);
  const counted = await attempt(call, account.name_key, request.ip);
  await provePassword(call, request, account, password);
  const secret = new Secret({ size: 20 }).base32;
  const write = counted
    .clear(call.with({ key: null }).write())
    .add(setFactor(account.id, call.house.vault.seal(secret, 'account.totp')), 1, () => new Refusal(errors.second_factor_on));
  await audit(write, call, { action: 'factor.enrol', target: account.id }).run(call.db);
  return { secret, uri: totp(secret, account.name).toString() };
}

/** Confirms the set-up by the first code; from now on it is asked at each login. The recovery codes are shown once. */
export async function confirmEnrolment(call: Call, request: FastifyRequest, code: string): Promise<{ recovery_codes: string[] }> {
  const account = await mine(call, request);
  if (account.totp_on) throw new Refusal(errors.second_factor_on);
  if (!account.totp_sealed) throw new Refusal(errors.second_factor_off);
  const counted = await attempt(call, account.name_key, request.ip);
  const step = stepOf(call, account, code);
  if (step === null) throw new Refusal(errors.wrong_code);
  const codes = Array.from({ length: 10 }, () => typableCode(3));
  const hashes = codes.map((one) => recoveryHash(call, account.id, one));
  const write = counted.clear(call.with({ key: null }).write()).add(confirmFactor(account.id, step, hashes), 1, () => new Refusal(errors.second_factor_on));
  audit(write, call, { action: 'factor.confirm', target: account.id });
  await write.after(() => forget(call.house, 'directory.session', account.district, { account: account.id })).run(call.db);
  return { recovery_codes: codes };
}

/** Removes the second factor, with password and a code, where the office allows it. */
export async function removeFactor(call: Call, request: FastifyRequest, given: { password: string; code: string }): Promise<void> {
  const account = await mine(call, request);
  if (!account.totp_on) throw new Refusal(errors.second_factor_off);
  if (account.kind === 'staff' && policyOf(call.house).secondFactor === 'required') throw new Refusal(errors.second_factor_required);
  const counted = await attempt(call, account.name_key, request.ip);
  await provePassword(call, request, account, given.password);
  const recovery = account.factor_recovery.includes(recoveryHash(call, account.id, given.code));
  if (!recovery && stepOf(call, account, given.code) === null) {
    await noteRefusal(call, account, request.ip, 'second_factor');
    throw new Refusal(errors.wrong_code);
  }
  const write = counted.clear(call.write()).add(dropFactor(account.id), 1, () => new Refusal(errors.second_factor_off));
  audit(write, call, { action: 'factor.remove', target: account.id });
  await write.after(() => forget(call.house, 'directory.session', account.district, { account: account.id })).run(call.db);
}
