import { iso, newId, Refusal } from '@hezhi/contract';
import { type Call, closeRows, dropTimer, type Owner, setTimer, speak, type Tie, type TimerEffect, type Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { Closing } from '../contract/routes-own-data.ts';
import { actorForPost } from './actors.ts';
import { audit } from './audit.ts';
import { standing } from './authenticate.ts';
import { forget } from './hints.ts';
import { proveAgain, type ProofGiven } from './proof.ts';
import { accountById } from './queries-accounts.ts';
import { tellOwn } from './own-data-told.ts';
import { deleteClosing, emptyAccount, emptyPerson, findClosing, insertClosing } from './queries-own-data.ts';

/** Between asking and closing it can be taken back (ms). */
const WAIT = 7 * 86_400_000;
const CLOSE = 'directory.closing';
/** What stands in place of a name wherever a record of the person must stay. */
export const NO_NAME = '已注销账号';

/** What ties the person of the call to the house, of all rooms. */
async function tiesOf(call: Call): Promise<Tie[]> {
  const ties: Tie[] = [];
  for (const { personal } of call.house.rooms) if (personal?.ties) ties.push(...(await personal.ties(call)));
  return ties;
}

const saidOf = (call: Call, { said: [zh, en], count }: Tie): string => speak({ 'zh-Hans': zh, en }, call.language, { count });
const asResident = (call: Call): Call => call.with({ actor: { ...call.actor, post: null } });

/** How it stands with closing the own account. */
export async function myClosing(call: Call, request: FastifyRequest): Promise<z.input<typeof Closing>> {
  const { district, row } = await standing(call, request);
  if (row.kind === 'staff') return { own: false, asked_at: null, due_at: null, ties: [] };
  const found = await findClosing(call.db, district, row.account);
  const ties = (await tiesOf(asResident(call))).map((tie) => ({ said: saidOf(call, tie), blocks: tie.blocks, link: tie.link }));
  return { own: true, asked_at: found?.asked_at ?? null, due_at: found?.due_at ?? null, ties };
}

/** Asks for the account to be closed in seven days. What is under way has to end first; who one is is proved once more. */
export async function askClosing(call: Call, request: FastifyRequest, proof: ProofGiven): Promise<z.input<typeof Closing>> {
  const { district, row } = await standing(call, request);
  if (row.kind === 'staff') throw new Refusal(errors.closing_staff);
  const ties = await tiesOf(asResident(call));
  const blocking = ties.filter((tie) => tie.blocks).map((tie) => saidOf(call, tie));
  if (blocking.length > 0) throw new Refusal(errors.closing_tied, { why: blocking.join(call.language === 'en' ? '; ' : '；') });
  const [asked_at, due_at, timer] = [iso(call.now), iso(call.now + WAIT), newId(call.now)];
  const reply = { own: true, asked_at, due_at, ties: ties.map((tie) => ({ said: saidOf(call, tie), blocks: false, link: tie.link })) };
  const write = call.write(reply);
  await proveAgain(call, request, proof, write);
  write.add(insertClosing({ district, account: row.account, person: row.person, timer, asked_at, due_at }));
  write.onDuplicate('closing_pkey', () => new Refusal(errors.closing_asked));
  setTimer(write, { district, id: timer, dueAt: call.now + WAIT, topic: CLOSE, data: { account: row.account } });
  tell(write, call, district, 'closing_asked', row.person, timer, { due: call.now + WAIT });
  await audit(write, call, { action: 'own_data.closing_ask', target: row.account, address: request.ip }).run(call.db);
  return reply;
}

/** Takes the closing back. */
export async function undoClosing(call: Call, request: FastifyRequest): Promise<void> {
  const { district, row } = await standing(call, request);
  const found = await findClosing(call.db, district, row.account);
  if (!found) throw new Refusal(errors.closing_none);
  const write = call.write().add(deleteClosing(district, row.account, found.timer), 1, () => new Refusal(errors.closing_none));
  dropTimer(write, district, found.timer);
  tell(write, call, district, 'closing_undone', row.person, found.timer);
  await audit(write, call, { action: 'own_data.closing_undo', target: row.account, address: request.ip }).run(call.db);
}

function tell(write: Write, call: Call, district: string, what: string, person: string, key: string, more: { due?: number } = {}): void {
  tellOwn(write, district, { what, people: [person], key, link: '/me/data', ...more }, call.now);
}

/** The seven days are over: the account is closed, or the closing is called off where something holds the person by now. */
export const closingDue: TimerEffect = {
  topic: CLOSE,
  async fire(call, timer) {
    const { district } = timer;
    const id = String(timer.data['account']);
    const found = await findClosing(call.db, district, id);
    if (found?.timer !== timer.id) return;
    const account = await accountById(call.db, id);
    const own = call.with({ actor: await actorForPost(call.house, found.person, null, call.now) });
    const held = account?.status !== 'active' || (await tiesOf(own)).some((tie) => tie.blocks);
    // Taken back at this very moment: the write is undone, and the timer tried again finds nothing to do.
    const write = call.write().add(deleteClosing(district, id, found.timer), 1);
    if (held) {
      tell(write, call, district, 'closing_stopped', found.person, found.timer);
      await audit(write, call, { action: 'own_data.closing_stop', target: id, district }).run(call.db);
      return;
    }
    closeAccount(write, call, { district, person: found.person, account: id });
    await write.run(call.db);
  },
};

/**
 * Closes an account as part of a write: sealed fields, name, ways in, devices and everything that rooms declare as the person's own goes; what law or others need stays without a name.
 * Chains are not touched: they hold ids.
 */
function closeAccount(write: Write, call: Call, owner: Owner): void {
  const at = iso(call.now);
  const { district, person, account } = owner;
  write.add(emptyPerson(district, person, NO_NAME, at), 1);
  write.add(emptyAccount(account, `closed-${account}`), 1);
  for (const { personal } of call.house.rooms) {
    for (const table of personal?.tables ?? []) if (table.table !== 'directory.closing') closeRows(write, table, owner, at);
  }
  audit(write, call, { action: 'own_data.close', target: account, district });
  write.after(() => forget(call.house, 'directory.session', district, { account })).after(() => forget(call.house, 'directory.staff', district));
}
