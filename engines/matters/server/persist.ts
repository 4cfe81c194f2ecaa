import { hash as digest } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import { addChanges, addChangesFrom } from '@hezhi/figures/server';
import { changes } from '@hezhi/figures/contract';
import { dropTimers, emit, setTimers, type Write } from '@hezhi/server';
import {
  contributions,
  errors,
  legContributions,
  legKind,
  nextMoment,
  type Entry,
  type Leg,
  type MeasuredRow,
  type Procedure,
  type Snapshot,
} from '../contract/index.ts';
import { bodyOf, link } from './chain.ts';
import type { Kind } from './kinds.ts';
import { storedLegsAway } from './queries-measures.ts';
import { insertEntries, insertMatter, insertParties, insertText, updateMatter, upsertLegs, widenText } from './queries-write.ts';
import { sortAt } from './rows.ts';

/** What is written beside the snapshot: fixed when the matter is opened. */
export type Static = { number: string; title: string; searchText: string };

export const timerTopic = 'matters.leg';

/** A timer's id follows from the leg and its revision: a fresh one for each setting, known without reading (law 5). */
export function timerId(leg: Leg): string {
  const hash = digest('sha256', `${leg.id}:${leg.revision}`, 'hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

export function measured(procedure: Procedure, s: Snapshot): MeasuredRow {
  return {
    kind: s.kind,
    area: s.area,
    subject: s.subject,
    stage: procedure.states[s.state]!.stage,
    openedAt: s.openedAt,
    closedAt: s.closedAt,
    overdue: s.legs.some((leg) => leg.overdue),
    marks: s.marks,
    rating: s.rating,
  };
}

/**
 * The one function that writes matters (house rule 4): everything stored is a function of the snapshot before and after, so rows, timers, parties
 * and figures cannot drift from the timeline. Adds its parts to `write`; the caller runs it. `was`: the procedure before, where the step changes it.
 */
export function persist(
  write: Write,
  procedure: Procedure,
  kind: Kind,
  before: Snapshot | null,
  head: Buffer,
  decisions: readonly { entry: Entry; after: Snapshot }[],
  fixed: Static | null,
  parent?: string,
  was: Procedure = procedure,
): void {
  const after = decisions.at(-1)!.after;
  const { district, id } = after;
  let hash = head;
  const entries = decisions.map(({ entry }) => {
    const body = bodyOf(entry);
    hash = link(hash, district, id, entry.seq, entry.at, entry.step, body);
    return { seq: entry.seq, at: entry.at, step: entry.step, body, hash };
  });
  const at = entries.at(-1)!.at;
  const row = { stage: procedure.states[after.state]!.stage, dueAt: dueOf(after), overdue: after.legs.some((leg) => leg.overdue), head: hash, at };

  if (before === null) insertMatter(write, after, row, fixed!);
  else updateMatter(write, after, row, before.revision, () => new Refusal(errors.stale, { who: '', step: '' }));
  insertEntries(write, district, id, entries);
  write.onDuplicate('entry_pkey', () => new Refusal(errors.stale, { who: '', step: '' }));

  const passed = legsBetween(decisions);
  const changed = changedLegs(before, after, passed, at, endings(decisions));
  if (changed.length > 0) upsertLegs(write, district, id, after.area, changed, before !== null && before.area !== after.area);
  const parties = newParties(before, after, passed);
  insertParties(write, district, id, after.openedAt, parties);
  if (fixed) insertText(write, after, fixed.searchText, parties);
  else if (parties.length > 0 || before?.area !== after.area) widenText(write, after, parties);

  setTimers(write, timersOf(before, after));
  dropTimers(write, district, droppedTimers(before, after));

  const path = (s: Snapshot): string[] => kind.subjectPath(s.subject);
  addChanges(write, district, [
    ...changes(after.kind, before ? contributions(measured(was, before), path(before)) : [], contributions(measured(procedure, after), path(after))),
    ...legChanges(before, after, changed),
  ]);
  // Legs that an undo brings back: what their ended rows contributed is known to the database alone.
  const restored = before && decisions.some(({ entry }) => entry.facts.some((fact) => fact.f === 'restore')) ? comeBack(before, after) : [];
  if (restored.length > 0) addChangesFrom(write, storedLegsAway(district, id, restored, legKind(after.kind)));

  const last = decisions.at(-1)!.entry;
  emit(write, {
    district,
    topic: 'matters.stepped',
    at,
    data: {
      matter: id,
      kind: after.kind,
      steps: decisions.map(({ entry }) => entry.step),
      state: after.state,
      final: procedure.states[after.state]!.final,
      area: after.area,
      secrecy: after.secrecy,
      public: after.public,
      asker: after.asker,
      revision: after.revision,
      parties: partiesOf(after),
      actor: last.actor.person,
      before: before?.state ?? null,
      ended: after.closedAt !== null && (before?.closedAt ?? null) === null,
      parent: parent ?? null,
    },
  });
}

/** Everyone who is a party now: who asked and all owners (and those a leg is offered to). */
function partiesOf(s: Snapshot): string[] {
  const all = s.legs.flatMap((leg) => [leg.org, leg.post, leg.person, leg.offer?.org ?? null, leg.offer?.post ?? null]);
  return [...new Set([s.asker, ...all].filter((one): one is string => one !== null))];
}

function newParties(before: Snapshot | null, after: Snapshot, passed: readonly Leg[]): string[] {
  const known = new Set(before ? partiesOf(before) : []);
  const all = [...partiesOf(after), ...passed.flatMap((leg) => [leg.org, leg.post, leg.person])];
  return [...new Set(all)].filter((party): party is string => party !== null && !known.has(party));
}

/** Legs that were opened and ended within one chain of decisions: they too leave a row. */
function legsBetween(decisions: readonly { after: Snapshot }[]): Leg[] {
  const seen = new Map<string, Leg>();
  for (const { after } of decisions) for (const leg of after.legs) seen.set(leg.id, leg);
  return [...seen.values()];
}

/** How the contributions of the legs that this write changes change (decision 5). */
function legChanges(before: Snapshot | null, after: Snapshot, changed: readonly Leg[]) {
  if (changed.length === 0) return [];
  const was = new Map((before?.legs ?? []).map((leg) => [leg.id, leg]));
  const former = changed.flatMap((leg) => (was.has(leg.id) ? legContributions(before!.area, was.get(leg.id)!) : []));
  return changes(
    legKind(after.kind),
    former,
    changed.flatMap((leg) => legContributions(after.area, leg)),
  );
}

const comeBack = (before: Snapshot, after: Snapshot): string[] =>
  after.legs.filter((leg) => !before.legs.some((one) => one.id === leg.id)).map((leg) => leg.id);

/** With which result legs ended, by id. */
function endings(decisions: readonly { entry: Entry }[]): Map<string, string> {
  return new Map(decisions.flatMap(({ entry }) => entry.facts.flatMap((fact) => (fact.f === 'leg.end' ? [[fact.id, fact.result] as const] : []))));
}

function changedLegs(before: Snapshot | null, after: Snapshot, passed: readonly Leg[], at: number, results: ReadonlyMap<string, string>): Leg[] {
  const was = new Map((before?.legs ?? []).map((leg) => [leg.id, leg]));
  const is = new Map(after.legs.map((leg) => [leg.id, leg]));
  const moved = before !== null && before.area !== after.area;
  const changed = after.legs.filter((leg) => was.get(leg.id)?.revision !== leg.revision || moved);
  for (const leg of [...was.values(), ...passed]) {
    if (is.has(leg.id) || changed.some((one) => one.id === leg.id)) continue;
    changed.push({ ...leg, revision: leg.revision + 1, endedAt: at, result: results.get(leg.id) ?? 'undone' });
  }
  return changed;
}

const finite = (leg: Leg): boolean => Number.isFinite(nextMoment(leg));
function timersOf(before: Snapshot | null, after: Snapshot) {
  const had = new Set((before?.legs ?? []).map(timerId));
  return after.legs
    .filter((leg) => finite(leg) && !had.has(timerId(leg)))
    .map((leg) => ({
      district: after.district,
      id: timerId(leg),
      dueAt: nextMoment(leg),
      topic: timerTopic,
      data: { matter: after.id, leg: leg.id, revision: leg.revision },
    }));
}
function droppedTimers(before: Snapshot | null, after: Snapshot): string[] {
  const has = new Set(after.legs.map(timerId));
  return (before?.legs ?? [])
    .filter(finite)
    .map(timerId)
    .filter((timer) => !has.has(timer));
}

/** The due moment a list shows: the earliest of the running legs. */
export function dueOf(s: Snapshot): number | null {
  return s.legs.length === 0 ? null : Math.min(...s.legs.map(sortAt));
}
