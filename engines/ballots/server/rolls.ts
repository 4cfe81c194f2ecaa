import { newId, Refusal } from '@hezhi/contract';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import { squareCentimetres, type Measure, type Weights } from '../contract/measures.ts';
import { EntryInput } from '../contract/schemas.ts';
import { rollSeal } from './macs.ts';
import * as q from './queries-rolls.ts';

const DAY = 86_400_000;
const BATCH = 10_000;
export const iso = (ms: number): string => new Date(ms).toISOString();

/** A fault of one row of a table, as a spreadsheet counts (the first row of data is 2). */
export type RowFault = { row: number; column: string; code: string; detail: string };

/** The roll, or ballots.no_roll. */
export async function rollOf(call: Call, district: string, id: string): Promise<q.RollRow> {
  const roll = await q.rollById(call.db, district, id);
  if (!roll) throw new Refusal(errors.no_roll);
  return roll;
}

/** Makes an empty roll, to be filled, published, corrected and frozen. `publicity_days`: how long it must be published. */
export async function createRoll(
  call: Call,
  given: { id: string; district: string; area: string; title: string; measures: readonly Measure[]; publicity_days?: number },
): Promise<{ id: string }> {
  const write = call.write({ id: given.id });
  q.insertRoll(write, { ...given, measures: [...given.measures], publicity_days: given.publicity_days ?? 0, at: iso(call.now) });
  await write.run(call.db);
  return { id: given.id };
}

/** Checks rows and makes them units; faults by row, none taken when there are any. */
export function readRows(
  call: Call,
  roll: Pick<q.RollRow, 'measures'>,
  rows: readonly z.input<typeof EntryInput>[],
): { rows: q.EntryRow[]; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const made: q.EntryRow[] = [];
  const labels = new Map<string, number>();
  rows.forEach((given, i) => {
    const row = i + 2;
    const parsed = EntryInput.safeParse(given);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push({ row, column: String(issue.path[0] ?? ''), code: 'invalid', detail: issue.message });
      return;
    }
    const { data } = parsed;
    const area = data.area === undefined || data.area === '' ? 0 : squareCentimetres(data.area);
    if (area === null) faults.push({ row, column: 'area', code: 'area', detail: data.area ?? '' });
    else if (roll.measures.includes('area') && area === 0) faults.push({ row, column: 'area', code: 'area_missing', detail: '' });
    if (roll.measures.includes('shares') && !data.shares) faults.push({ row, column: 'shares', code: 'shares_missing', detail: '' });
    const earlier = labels.get(data.label);
    if (earlier !== undefined) faults.push({ row, column: 'label', code: 'label_twice', detail: String(earlier) });
    labels.set(data.label, row);
    const id = data.id ?? newId(call.now);
    made.push({
      id,
      version: 1,
      label: data.label,
      holder: data.holder,
      // Without a head of its own a unit is one; the prefix keeps typed keys and units apart.
      head: data.head ? `h:${data.head}` : `u:${id}`,
      area: area ?? 0,
      shares: data.shares ?? 0,
      phone: data.phone ? call.house.vault.seal(data.phone, 'ballots.phone') : null,
      sms: data.sms ?? false,
      person: data.person ?? null,
      removed: false,
      reason: null,
      objection: null,
      by: call.actor.person,
      at: iso(call.now),
    });
  });
  return { rows: made, faults };
}

/** Adds units to a draft; all or none. Refuses ballots.rows_unsound with the faults in `extra.rows` (the first 100). */
export async function addEntries(call: Call, roll: { district: string; id: string }, rows: readonly z.input<typeof EntryInput>[]): Promise<{ added: number }> {
  const found = await rollOf(call, roll.district, roll.id);
  const read = readRows(call, found, rows);
  if (read.faults.length > 0) throw new Refusal(errors.rows_unsound, { count: read.faults.length }, { extra: { rows: read.faults.slice(0, 100) } });
  const reply = { added: read.rows.length };
  const place = { district: roll.district, roll: roll.id, states: ['draft'] };
  if (read.rows.length <= BATCH) {
    const write = call.write(reply);
    if (read.rows.length > 0) q.insertEntries(write, place, read.rows);
    await write.run(call.db);
    return reply;
  }
  await call.db.tx(async (db) => {
    for (let at = 0; at < read.rows.length; at += BATCH) {
      const write = at === 0 ? call.write(reply) : call.with({ key: null }).write();
      q.insertEntries(write, place, read.rows.slice(at, at + BATCH));
      await write.run(db);
    }
  });
  return reply;
}

/**
 * Corrects, adds (`entry` null) or takes out one unit, with a reason; the former version stays. Until the roll is frozen; `version`: the one that was looked at.
 */
export async function correctEntry(
  call: Call,
  roll: { district: string; id: string },
  given: { entry: string | null; version: number; reason: string; objection?: string | null; remove?: boolean; values: z.input<typeof EntryInput> },
): Promise<{ id: string; version: number }> {
  const found = await rollOf(call, roll.district, roll.id);
  const { rows, faults } = readRows(call, found, [{ ...given.values, id: given.entry ?? given.values.id }]);
  if (faults.length > 0) throw new Refusal(errors.rows_unsound, { count: faults.length }, { extra: { rows: faults } });
  const before = given.entry === null ? null : await q.entryById(call.db, roll.district, roll.id, given.entry);
  if (given.entry !== null && !before) throw new Refusal(errors.no_entry);
  if (before && before.version !== given.version) throw new Refusal(errors.exists);
  const row: q.EntryRow = {
    ...rows[0]!,
    version: (before?.version ?? 0) + 1,
    removed: given.remove ?? false,
    reason: given.reason,
    objection: given.objection ?? null,
    phone: rows[0]!.phone ?? before?.phone ?? null,
    sms: given.values.sms ?? before?.sms ?? false,
    person: given.values.person === undefined ? (before?.person ?? null) : given.values.person,
    head: given.values.head === undefined && before ? before.head : rows[0]!.head,
  };
  const reply = { id: row.id, version: row.version };
  const write = call.write(reply);
  q.insertEntries(write, { district: roll.district, roll: roll.id, states: ['draft', 'published'] }, [row]);
  await write.run(call.db);
  return reply;
}

/** Publishes the roll: from now on its units can be objected to. */
export async function publishRoll(call: Call, roll: { district: string; id: string }): Promise<{ until: string }> {
  const found = await rollOf(call, roll.district, roll.id);
  const reply = { until: iso(call.now + found.publicity_days * DAY) };
  const write = call.write(reply);
  q.setPublished(write, roll.district, roll.id, iso(call.now));
  emit(write, { district: roll.district, topic: 'ballots.roll_published', data: { roll: roll.id }, at: call.now });
  await write.run(call.db);
  return reply;
}

/**
 * Freezes the roll for good: units of one head become one voter, totals and digest are fixed. A roll with a publicity period must have been published for all of it,
 * and every objection answered. Refuses ballots.too_early_to_freeze, ballots.objections_open, ballots.roll_empty.
 */
export async function freezeRoll(call: Call, roll: { district: string; id: string }): Promise<{ voters: number; totals: Weights; digest: string }> {
  const { district, id } = roll;
  return call.db.tx(async (db) => {
    const found = await q.lockRoll(db, district, id);
    if (!found) throw new Refusal(errors.no_roll);
    if (found.state === 'frozen' || (found.state === 'draft' && found.publicity_days > 0)) throw new Refusal(errors.roll_state);
    if (found.published_at !== null) {
      const until = Date.parse(found.published_at) + found.publicity_days * DAY;
      if (call.now < until) throw new Refusal(errors.too_early_to_freeze, { until: chinaTime(until) });
    }
    const counts = await q.rollCounts(db, district, id);
    if ((counts?.objections ?? 0) > 0) throw new Refusal(errors.objections_open, { count: counts!.objections });
    await q.makeVoters(db, district, id);
    const made = await q.rollDigest(db, district, id);
    if (!made || made.voters === 0) throw new Refusal(errors.roll_empty);
    const all: Weights = { heads: made.voters, area: made.area, shares: made.shares };
    const totals: Weights = Object.fromEntries(found.measures.map((measure) => [measure, all[measure]!]));
    const reply = { voters: made.voters, totals, digest: made.digest.toString('hex') };
    const write = call.write(reply);
    const seal = rollSeal(call.house, { id, district, digest: made.digest, totals, voters: made.voters });
    q.setFrozen(write, { district, id, at: iso(call.now), voters: made.voters, totals, digest: made.digest, seal });
    emit(write, { district, topic: 'ballots.roll_frozen', data: { roll: id, voters: made.voters }, at: call.now });
    await write.run(db);
    return reply;
  });
}

/** A moment as people in China read it: `2026-12-08 09:00`. */
export const chinaTime = (ms: number): string =>
  iso(ms + 8 * 3_600_000)
    .slice(0, 16)
    .replace('T', ' ');

/** Objects to a roll (anybody it concerns, while it is published) or, as supervision, to a ballot. */
export async function object(
  call: Call,
  given: { id: string; district: string; roll?: string; ballot?: string; entry?: string | null; text: string },
): Promise<{ id: string }> {
  if (given.roll !== undefined && (await rollOf(call, given.district, given.roll)).state !== 'published') throw new Refusal(errors.roll_state);
  const write = call.write({ id: given.id });
  q.insertObjection(write, given.district, {
    id: given.id,
    roll: given.roll ?? null,
    ballot: given.ballot ?? null,
    entry: given.entry ?? null,
    person: call.actor.person,
    name: call.actor.name,
    text: given.text,
    at: iso(call.now),
  });
  emit(write, {
    district: given.district,
    topic: 'ballots.objected',
    data: { id: given.id, roll: given.roll ?? null, ballot: given.ballot ?? null },
    at: call.now,
  });
  await write.run(call.db);
  return { id: given.id };
}

/** Answers an objection, once; `accepted` says whether it was right (the correction itself is `correctEntry`). */
export async function answerObjection(call: Call, given: { district: string; id: string; answer: string; accepted: boolean }): Promise<{ id: string }> {
  const write = call.write({ id: given.id });
  q.setAnswer(write, given.district, given.id, { answer: given.answer, accepted: given.accepted, by: call.actor.person, at: iso(call.now) });
  emit(write, { district: given.district, topic: 'ballots.objection_answered', data: { id: given.id, accepted: given.accepted }, at: call.now });
  await write.run(call.db);
  return { id: given.id };
}
