import { timingSafeEqual } from 'node:crypto';
import { Refusal, iso } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { attempt } from './attempts.ts';
import { noteRefusal } from './audit.ts';
import { standing, type Kept } from './authenticate.ts';
import { codeHash, CODE_TRIES, phoneKey, sendCode } from './codes.ts';
import { spendFactor } from './factor.ts';
import { checkPassword } from './passwords.ts';
import { accountById, type AccountRow } from './queries-accounts.ts';
import { spendCode, tryCode } from './queries-codes.ts';

export type ProofGiven = { password?: string | undefined; code?: string | undefined; sms?: string | undefined };
export type Proved = { kept: Kept; account: AccountRow; phone: string | null };

/** The person behind the session, with account and phone in clear. */
export async function ownStanding(call: Call, request: FastifyRequest): Promise<Proved> {
  const kept = await standing(call, request);
  const account = (await accountById(call.db, kept.row.account))!;
  const phone = kept.row.phone_sealed ? call.house.vault.open(kept.row.phone_sealed, 'person.phone') : null;
  return { kept, account, phone };
}

/**
 * Proves once more who somebody is before what cannot be undone: the password where the account has one, the second factor where it is on, else a code sent to the own phone. Wrong
 * tries are counted and noted as at logging in. `write` gets the spending of the codes and forgets the tries. Refuses with `proof_needed`, `wrong_password`, `wrong_code`, `too_many_attempts`.
 */
export async function proveAgain(call: Call, request: FastifyRequest, given: ProofGiven, write: Write): Promise<Proved> {
  const proved = await ownStanding(call, request);
  const { account, phone } = proved;
  const needs = account.password_hash === null ? (account.totp_on ? given.code : given.sms) : given.password;
  if (needs === undefined || (account.totp_on && given.code === undefined)) throw new Refusal(errors.proof_needed);
  const counted = await attempt(call, account.name_key, request.ip);
  const wrong = async (what: string, refusal: Refusal): Promise<never> => {
    await noteRefusal(call, account, request.ip, what);
    throw refusal;
  };
  if (account.password_hash !== null && !(await checkPassword(account.password_hash, given.password!)))
    return wrong('password', new Refusal(errors.wrong_password));
  if (account.totp_on) {
    if (!spendFactor(write, call, account, given.code!)) return wrong('second_factor', new Refusal(errors.wrong_code));
  } else if (account.password_hash === null) {
    if (phone === null) throw new Refusal(errors.proof_no_phone);
    if (!(await spendSmsCode(write, call, phone, given.sms!))) return wrong('code', new Refusal(errors.wrong_code));
  }
  counted.clear(write);
  return proved;
}

/** Adds the spending of a code that was sent to a phone; false when it is not the right one. A try is counted first. */
export async function spendSmsCode(write: Write, call: Call, phone: string, code: string): Promise<boolean> {
  const lookup = phoneKey(call, phone);
  const hash = codeHash(call, phone, code);
  const row = await tryCode(call.house.db, lookup, iso(call.now), CODE_TRIES);
  if (!row || !timingSafeEqual(row.code_hash, hash)) return false;
  write.add(spendCode(lookup, hash, iso(call.now)), 1, () => new Refusal(errors.wrong_code));
  return true;
}

/** Sends a code to the person's own phone. */
export async function sendProofCode(call: Call, request: FastifyRequest): Promise<{ again_in: number }> {
  const { phone } = await ownStanding(call, request);
  if (phone === null || !/^1\d{10}$/.test(phone)) throw new Refusal(errors.proof_no_phone);
  const { again_in } = await sendCode(call, phone);
  return { again_in };
}
