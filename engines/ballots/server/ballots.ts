import { createHmac } from 'node:crypto';
import { newId, Refusal } from '@hezhi/contract';
import { emit, setTimers, speak, type Call, type TimerEffect } from '@hezhi/server';
import { checkRule } from '../contract/check-rule.ts';
import type { Channel } from '../contract/collision.ts';
import { errors } from '../contract/errors.ts';
import { questionFaults, questionFaultWords, type Question } from '../contract/question.ts';
import type { BallotOutcome } from '../contract/result.ts';
import type { Rule } from '../contract/rule.ts';
import { paddedLength } from '../contract/vote.ts';
import { countTimer } from './counting.ts';
import { newBallotKey, splitSecret } from './keys.ts';
import { faceSeal, laneKey } from './macs.ts';
import { bulletin, HOUR, nextBulletin } from './bulletin.ts';
import * as q from './queries-ballots.ts';
import { chinaTime, iso } from './rolls.ts';

const DAY = 86_400_000;
export const LANES = 16;

export type NewBallot = {
  id: string;
  district: string;
  area: string;
  title: string;
  text?: string;
  rule: Rule;
  purpose: { kind: string; id: string };
  questions: readonly Question[];
  roll: string;
  secrecy: 'open' | 'secret' | 'receipt';
  binding: { binding: boolean; basis: string };
  /** Epoch ms or RFC 3339. */
  opensAt: number | string;
  closesAt: number | string;
  channels: readonly Channel[];
  /** Splits the key of a sealed ballot: shares are given back once and kept nowhere. */
  keepers?: { need: number; names: readonly string[] } | null;
  secondOf?: string | null;
};

const epoch = (moment: number | string): number => (typeof moment === 'number' ? moment : Date.parse(moment));

/**
 * Makes a draft on a frozen roll. Refuses a rule below the law of its subject (ballots.rule_below_law), unsound questions, a roll that is not frozen or lacks a measure.
 * With `keepers` the shares of the key come back in their order, this once.
 */
export async function createBallot(call: Call, given: NewBallot): Promise<{ id: string; shares: { name: string; share: string }[] }> {
  const [opens, closes] = [epoch(given.opensAt), epoch(given.closesAt)];
  if (!(closes > opens) || closes <= call.now) throw new Refusal(errors.times);
  const checked = given.binding.binding ? checkRule(given.rule, chinaTime(opens).slice(0, 10)) : null;
  if (checked?.blocking) {
    const lack = checked.faults.map(({ words }) => words[call.language] ?? words['zh-Hans']).join('；');
    throw new Refusal(errors.rule_below_law, { lack });
  }
  const faults = questionFaults(given.rule, given.questions);
  if (faults.length > 0) {
    const what = faults.map((one) => speak(questionFaultWords[one], call.language)).join(call.language === 'en' ? '; ' : '；');
    throw new Refusal(errors.question_unsound, { what });
  }
  const roll = await q.rollOfBallot(call.db, given.district, given.roll);
  if (!roll) throw new Refusal(errors.not_frozen);
  const wanted = new Set([...given.rule.take_part, ...given.rule.agree].map(({ measure }) => measure).concat(given.rule.order_by));
  for (const measure of wanted) if (roll.totals[measure] === undefined) throw new Refusal(errors.measure_missing);

  const sealed = given.secrecy !== 'open';
  const key = sealed ? newBallotKey() : null;
  const keepers = sealed ? (given.keepers ?? null) : null;
  if (keepers && keepers.need > keepers.names.length) throw new Refusal(errors.keepers_needed, { need: keepers.need });
  const shares = key && keepers ? splitSecret(key.secret, keepers.need, keepers.names.length) : [];
  const face: q.Face = {
    title: given.title,
    text: given.text ?? '',
    rule: given.rule,
    questions: [...given.questions],
    secrecy: given.secrecy,
    binding: given.binding,
    channels: [...given.channels],
    seal: key ? { key: key.publicKey, length: paddedLength(given.questions) } : null,
  };
  // Shares are secrets: they are never part of the stored reply.
  const write = call.write({ id: given.id, shares: [] });
  const { district, id, area } = given;
  q.insertBallot(write, {
    district,
    id,
    area,
    roll: given.roll,
    purpose_kind: given.purpose.kind,
    purpose_id: given.purpose.id,
    face,
    opens_at: iso(opens),
    closes_at: iso(closes),
    second_of: given.secondOf ?? null,
    at: iso(call.now),
  });
  if (key) {
    const box = keepers ? null : call.house.vault.seal(key.secret.toString('base64'), `ballots.key ${id}`);
    q.insertKeybox(write, { district, ballot: id, sealed: box, need: keepers?.need ?? null, keepers: keepers?.names ?? null });
  }
  await write.run(call.db);
  return { id, shares: shares.map((share, i) => ({ name: keepers!.names[i]!, share: share.toString('base64url') })) };
}

/** Announces a draft: from now its face is fixed. Refuses an opening before the days of notice that the rule demands are over. */
export async function announceBallot(call: Call, district: string, id: string): Promise<{ id: string }> {
  const row = await ballotRow(call, district, id);
  const [opens, closes] = [Date.parse(row.opens_at), Date.parse(row.closes_at)];
  const { rule } = row.face;
  const earliest = call.now + rule.notice_days * DAY;
  if (opens < earliest) throw new Refusal(errors.notice_too_short, { days: rule.notice_days, earliest: chinaTime(earliest) });
  if (closes <= call.now) throw new Refusal(errors.times);
  const write = call.write({ id });
  q.setAnnounced(write, { district, id, at: iso(call.now), seal: faceSeal(call.house, row) });
  setTimers(write, [
    { district, id: newId(call.now), dueAt: opens, topic: 'ballots.open', data: { ballot: id } },
    { district, id: newId(call.now), dueAt: closes, topic: 'ballots.close', data: { ballot: id } },
  ]);
  emit(write, {
    district,
    topic: 'ballots.announced',
    data: { ballot: id, purpose: purposeOf(row), opens_at: row.opens_at, closes_at: row.closes_at },
    at: call.now,
  });
  await write.run(call.db);
  return { id };
}

export const purposeOf = (row: Pick<q.BallotRow, 'purpose_kind' | 'purpose_id'>): { kind: string; id: string } => ({
  kind: row.purpose_kind,
  id: row.purpose_id,
});

/** The row of a ballot, or ballots.not_found. */
export async function ballotRow(call: Call, district: string, id: string): Promise<q.BallotRow> {
  const row = await q.ballotById(call.db, district, id);
  if (!row) throw new Refusal(errors.not_found);
  return row;
}

/** What other rooms ask of a ballot; null when there is none. */
export async function ballotOf(
  call: Call,
  id: string,
  district = call.actor.district ?? '',
): Promise<{
  id: string;
  state: q.BallotState;
  title: string;
  purpose: { kind: string; id: string };
  opensAt: number;
  closesAt: number;
  roll: string;
  outcome: BallotOutcome | null;
} | null> {
  const row = await q.ballotById(call.db, district, id);
  return row ? said(row) : null;
}

/** Ballots that decide for a matter or thing, oldest first. */
export async function ballotsFor(
  call: Call,
  purpose: { kind: string; id: string },
  district = call.actor.district ?? '',
): Promise<NonNullable<Awaited<ReturnType<typeof ballotOf>>>[]> {
  return (await q.ballotsOfPurpose(call.db, district, purpose)).map(said);
}

const said = (row: q.BallotRow) => ({
  id: row.id,
  state: row.state,
  title: row.face.title,
  purpose: purposeOf(row),
  opensAt: Date.parse(row.opens_at),
  closesAt: Date.parse(row.closes_at),
  roll: row.roll,
  outcome: row.outcome,
});

/** Heads of fresh lanes: HMAC of the lane's place; and the seal over head and number. */
function freshLanes(call: Call, id: string): { chains: Buffer[]; seals: Buffer[] } {
  const key = laneKey(call.house, id);
  const mac = (message: Buffer | string): Buffer => createHmac('sha256', key).update(message).digest();
  const chains = Array.from({ length: LANES }, (_, lane) => mac(`lane ${id} ${lane}`));
  return { chains, seals: chains.map((chain, lane) => mac(Buffer.concat([Buffer.from(`seal ${lane} 0 `), chain]))) };
}

/** The moment of opening. */
export const opening: TimerEffect = {
  topic: 'ballots.open',
  async fire(call, { district, data }) {
    const id = String(data['ballot']);
    const row = await q.lockBallot(call.db, district, id);
    if (row?.state !== 'announced') return;
    await q.openBallot(call.db, { district, id, at: row.opens_at, ...freshLanes(call, id) });
    // The empty lanes are published too: whoever votes in the first hour has a bulletin to keep.
    await bulletin(call, row);
    const write = call.write();
    emit(write, { district, topic: 'ballots.opened', data: { ballot: id, purpose: purposeOf(row) }, at: call.now });
    setTimers(write, [nextBulletin(district, id, Date.parse(row.opens_at) + HOUR, call.now)]);
    await write.run(call.db);
  },
};

/** The moment of the close. */
export const closing: TimerEffect = {
  topic: 'ballots.close',
  async fire(call, { district, data }) {
    const id = String(data['ballot']);
    const row = await q.lockBallot(call.db, district, id);
    if (row?.state === 'announced') await openLate(call, row);
    if (row?.state !== 'open' && row?.state !== 'announced') return;
    await close(call, row, row.closes_at, null);
  },
};

/** A house that slept through a whole ballot opens and closes it in one. */
async function openLate(call: Call, row: q.BallotRow): Promise<void> {
  await q.openBallot(call.db, { district: row.district, id: row.id, at: row.opens_at, ...freshLanes(call, row.id) });
}

async function close(call: Call, row: q.BallotRow, at: string, reason: string | null): Promise<void> {
  const { district, id } = row;
  await q.stopLanes(call.db, district, id, 1);
  await bulletin(call, row);
  const write = call.write({ id });
  q.setClosed(write, district, id, at, reason);
  emit(write, { district, topic: 'ballots.closed', data: { ballot: id, purpose: purposeOf(row), early: reason !== null }, at: call.now });
  setTimers(write, [countTimer(district, id, call.now)]);
  await write.run(call.db);
}

/** Closes an open ballot before its time, with a reason, where the rule allows it. */
export async function closeNow(call: Call, district: string, id: string, reason: string): Promise<{ id: string }> {
  await call.db.tx(async (db) => {
    const inner = call.with({ db });
    const row = await q.lockBallot(db, district, id);
    if (!row) throw new Refusal(errors.not_found);
    if (row.state !== 'open') throw new Refusal(errors.state);
    if (!row.face.rule.early_close) throw new Refusal(errors.no_early_close);
    await close(inner, row, iso(call.now), reason);
  });
  return { id };
}

/** Declares a ballot void, with a reason; nothing is counted and its key is destroyed. */
export async function voidBallot(call: Call, district: string, id: string, reason: string): Promise<{ id: string }> {
  await call.db.tx(async (db) => {
    const row = await q.lockBallot(db, district, id);
    if (!row) throw new Refusal(errors.not_found);
    await q.stopLanes(db, district, id, 2);
    const write = call.write({ id });
    q.setVoid(write, district, id, reason);
    q.dropKeybox(write, district, id);
    emit(write, { district, topic: 'ballots.voided', data: { ballot: id, purpose: purposeOf(row), reason }, at: call.now });
    await write.run(db);
  });
  return { id };
}
