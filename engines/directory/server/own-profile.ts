import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { audit, noteRefusal } from './audit.ts';
import { standing } from './authenticate.ts';
import { forget } from './hints.ts';
import { pinyinOf } from './names.ts';
import { proveAgain, type ProofGiven, spendSmsCode } from './proof.ts';
import { setAccountPhone } from './queries-accounts.ts';
import { setPersonName, setPersonPhone } from './queries-own-data.ts';

/** A resident corrects the own name (PIPL 46). The log keeps that it was changed, not from what to what. */
export async function changeMyName(call: Call, request: FastifyRequest, name: string): Promise<void> {
  const { district, row } = await standing(call, request);
  if (row.kind === 'staff') throw new Refusal(errors.name_staff);
  const write = call.write().add(setPersonName(district, row.person, name, pinyinOf(name, 'person')), 1);
  audit(write, call, { action: 'person.change', target: row.person, detail: { fields: ['name'] } });
  await write
    .after(() => forget(call.house, 'directory.session', district, { person: row.person }))
    .after(() => forget(call.house, 'directory.staff', district))
    .run(call.db);
}

/** A resident changes the number by which one logs in: proved as the person, and as the holder of the new number by a code sent to it. */
export async function changeMyPhone(call: Call, request: FastifyRequest, given: ProofGiven & { phone: string; phone_code: string }): Promise<void> {
  const { district, row } = await standing(call, request);
  if (row.kind === 'staff') throw new Refusal(errors.name_staff);
  const { vault } = call.house;
  const write = call.with({ key: null }).write();
  const { account } = await proveAgain(call, request, given, write);
  if (!(await spendSmsCode(write, call, given.phone, given.phone_code))) {
    await noteRefusal(call, account, request.ip, 'code');
    throw new Refusal(errors.wrong_code);
  }
  write
    .add(setPersonPhone(district, row.person, vault.seal(given.phone, 'person.phone'), vault.lookup(given.phone, 'person.phone')), 1)
    .add(setAccountPhone(district, row.person, vault.lookup(given.phone, 'account.phone')))
    .onDuplicate('account_phone_key', () => new Refusal(errors.phone_taken));
  audit(write, call, { action: 'person.change', target: row.person, detail: { fields: ['phone'] } });
  await write.after(() => forget(call.house, 'directory.session', district, { person: row.person })).run(call.db);
}
