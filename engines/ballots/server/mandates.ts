import { may, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { attempt, audit, phoneLookup } from '@hezhi/directory/server';
import { claimFiles, uploaderOf, type FileAccess } from '@hezhi/documents/server';
import { emit, type Call, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { permissions } from '../contract/permissions.ts';
import { plainCode } from './codes.ts';
import { known, type Known } from './face.ts';
import { codeHash, mandateAccountMac, mandateEndMac, mandateMac } from './macs.ts';
import { ballotById, lockBallot } from './queries-ballots.ts';
import { codeHolder, voterOf } from './queries-casts.ts';
import * as q from './queries-mandates.ts';
import { iso } from './rolls.ts';

export type Mandate = { district: string; ballot: string; id: string; entry: string; proxy_name: string; person: string | null; files: readonly string[] };
type Place = { district: string; ballot: string };

const claim = (write: Write, call: Call, district: string, mandate: string, files: readonly string[]): void => {
  if (files.length > 0)
    claimFiles(write, {
      district,
      ids: files,
      matter: mandate,
      uploader: uploaderOf(call.actor, null),
      max: 9,
      kinds: ['image'],
      audience: { ballots: 'mandate' },
    });
};

/** Mandates of one ballot are given and bound one after the other, so that nobody stands for more than the rule allows. */
async function held<T>(call: Call, place: Place, work: (db: Db, face: Known, max: number) => Promise<T>): Promise<T> {
  const face = await known(call, place.district, place.ballot);
  const { proxy } = face.face.rule;
  if (!proxy) throw new Refusal(errors.no_proxies);
  if (call.now >= face.closes) throw new Refusal(errors.closed);
  return call.db.tx(async (db) => {
    await lockBallot(db, place.district, place.ballot);
    return work(db, face, proxy.max);
  });
}

/**
 * Records a written mandate: who may cast for a voter, with photos of the paper. One proxy stands for at most `rule.proxy.max` voters, whoever records at once. The voter's own
 * ballot stands before the proxy's, whichever comes first; before a vote was cast with it the mandate can be withdrawn.
 */
export async function giveMandate(call: Call, given: Mandate): Promise<{ id: string }> {
  return held(call, given, async (db, face, max) => {
    const voter = await voterOf(db, given.district, face.roll, given.entry);
    if (!voter) throw new Refusal(errors.no_entry);
    if (given.person !== null && voter.persons.includes(given.person)) throw new Refusal(errors.own_mandate);
    const key = given.person ?? `name ${given.proxy_name}`;
    const { held: stands, last } = await q.mandatesHeld(db, given.district, given.ballot, { key, person: given.person });
    if (stands >= max) throw new Refusal(errors.proxy_limit, { max });
    const reply = { id: given.id };
    const write = call.with({ db }).write(reply);
    const row = { ...given, voter: voter.id, proxy: key, by: call.actor.person, at: iso(call.now) };
    q.insertMandate(write, { ...row, number: last + 1, mac: mandateMac(call.house, row) });
    claim(write, call, given.district, given.id, given.files);
    const data = { ballot: given.ballot, mandate: given.id, person: given.person };
    emit(write, { district: given.district, topic: 'ballots.mandate_given', data, at: call.now });
    await write.run(db);
    return reply;
  });
}

/** The account that logs in with a phone number here; refuses ballots.no_account. The number itself is kept nowhere. */
export async function proxyByPhone(call: Call, district: string, phone: string): Promise<string> {
  const number = phone.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');
  const found = await q.accountByPhone(call.db, district, phoneLookup(call.house, number));
  if (!found) throw new Refusal(errors.no_account);
  return found.person;
}

/**
 * Binds the proxy's account to a mandate that was recorded by name: from then on the proxy votes from the own phone, where the ballot takes votes online. Once; a wrong one is
 * withdrawn and given anew. Refuses ballots.no_account, mandate_gone, mandate_used, mandate_bound, proxy_limit, channel_closed.
 */
export async function bindMandate(call: Call, place: Place & { mandate: string; phone: string }): Promise<{ id: string }> {
  const { district, ballot, mandate } = place;
  return held(call, place, async (db, face, max) => {
    if (!face.face.channels.includes('online')) throw new Refusal(errors.channel_closed);
    const person = await proxyByPhone(call.with({ db }), district, place.phone);
    const [row] = await q.mandatesOf(db, district, ballot, face.roll, { before: null, voters: null, id: mandate, limit: 1 });
    if (!row || row.ended_at !== null) throw new Refusal(errors.mandate_gone);
    if (row.used) throw new Refusal(errors.mandate_used);
    if (row.bound) throw new Refusal(errors.mandate_bound);
    if ((await voterOf(db, district, face.roll, row.voter))?.persons.includes(person)) throw new Refusal(errors.own_mandate);
    if ((await q.mandatesHeld(db, district, ballot, { key: person, person })).held >= max) throw new Refusal(errors.proxy_limit, { max });
    const account = { district, ballot, mandate, person, by: call.actor.person, at: iso(call.now) };
    const write = call.with({ db }).write({ id: mandate });
    q.insertMandateAccount(write, { ...account, mac: mandateAccountMac(call.house, account) });
    audit(write, call, { action: 'ballots.mandate_bound', target: mandate, district, detail: { ballot, person } });
    emit(write, { district, topic: 'ballots.mandate_given', data: { ballot, mandate, person }, at: call.now });
    await write.run(db);
    return { id: mandate };
  });
}

type Ending = Place & { mandate: string; reason: string; files?: readonly string[] };
/** Whose wish it is: the office with the giver's paper, the giver by account, or by a voting code. */
type Giver = { via: 'staff' } | { via: 'account'; person: string } | { via: 'code'; voter: string };

/**
 * Withdraws a mandate before a vote was cast with it; who, when and why stay. A vote that the proxy is just casting is waited for: then it is refused (ballots.mandate_used).
 */
async function withdraw(call: Call, given: Ending, giver: Giver, extend?: (write: Write) => void): Promise<{ id: string }> {
  const { district, ballot, mandate } = given;
  const face = await known(call, district, ballot);
  const find = { before: null, voters: null, id: mandate, limit: 1 };
  const [before] = await q.mandatesOf(call.db, district, ballot, face.roll, find);
  if (!before) throw new Refusal(errors.mandate_gone);
  if (giver.via === 'code' && giver.voter !== before.voter) throw new Refusal(errors.mandate_gone);
  if (giver.via === 'account' && !(await voterOf(call.db, district, face.roll, before.voter))?.persons.includes(giver.person))
    throw new Refusal(errors.mandate_gone);
  if (call.now >= face.closes) throw new Refusal(errors.closed);
  return call.db.tx(async (db) => {
    await q.lockLane(db, district, ballot, face.roll, before.voter);
    const [row] = await q.mandatesOf(db, district, ballot, face.roll, find);
    if (!row || row.ended_at !== null) throw new Refusal(errors.mandate_gone);
    if (row.used) throw new Refusal(errors.mandate_used);
    const end = { district, ballot, mandate, via: giver.via, by: call.actor.person, reason: given.reason, at: iso(call.now) };
    const write = call.with({ db }).write({ id: mandate });
    q.insertMandateEnd(write, { ...end, files: given.files ?? [], mac: mandateEndMac(call.house, end) });
    claim(write, call, district, mandate, given.files ?? []);
    audit(write, call, { action: 'ballots.mandate_withdrawn', target: mandate, district, detail: { ballot, via: giver.via, reason: given.reason } });
    emit(write, { district, topic: 'ballots.mandate_withdrawn', data: { ballot, mandate, via: giver.via }, at: call.now });
    extend?.(write);
    await write.run(db);
    return { id: mandate };
  });
}

/** By the office, which has the giver's paper. */
export const withdrawMandate = (call: Call, given: Ending): Promise<{ id: string }> => withdraw(call, given, { via: 'staff' });

/** By the voter's own account. */
export async function withdrawOwnMandate(call: Call, given: Ending): Promise<{ id: string }> {
  if (call.actor.person === null) throw new Refusal(errors.not_your_entry);
  return withdraw(call, given, { via: 'account', person: call.actor.person });
}

/** By whoever holds the voter's code: a guess is counted first, and forgiven in the write. */
export async function withdrawByCode(call: Call, given: Ending & { code: string; address: string }): Promise<{ id: string }> {
  const counted = await attempt(call, `ballots ${given.ballot} ${given.address}`, given.address);
  const face = await known(call, given.district, given.ballot);
  const found = await codeHolder(call.db, given.district, face.id, codeHash(call.house, face.id, plainCode(given.code)));
  if (!found) throw new Refusal(errors.code_wrong);
  return withdraw(call, given, { via: 'code', voter: found.voter }, (write) => void counted.clear(write));
}

/** Mandates that voters have given, as their own side sees them: no photos. */
export async function mandatesOfVoters(
  call: Call,
  district: string,
  ballot: string,
  voters: readonly string[],
): Promise<{ id: string; label: string; proxy_name: string; at: string; used: boolean; ended_at: string | null }[]> {
  if (voters.length === 0) return [];
  const face = await known(call, district, ballot);
  const rows = await q.mandatesOf(call.db, district, ballot, face.roll, { before: null, voters, id: null, limit: 100 });
  return rows.map(({ id, label, proxy_name, at, used, ended_at }) => ({
    id,
    label,
    proxy_name,
    at: iso(Date.parse(at)),
    used,
    ended_at: ended_at && iso(Date.parse(ended_at)),
  }));
}

/** Photos of a mandate: who recorded it, and those who hold or observe ballots of the territory. */
export const seesMandate: FileAccess = async (call, asked) => {
  const found = await q.mandateById(call.db, asked.district, asked.matter);
  if (!found) return false;
  if (found.by !== null && found.by === call.actor.person) return true;
  const { post } = call.actor;
  if (
    post === null ||
    call.actor.district !== asked.district ||
    ![permissions.manage, permissions.collect, permissions.observe].some((right) => may(call.actor, right))
  )
    return false;
  const ballot = await ballotById(call.db, asked.district, found.ballot);
  return ballot !== undefined && within(ballot.area, post.area);
};
