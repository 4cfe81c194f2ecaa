import { kernelErrors, Refusal } from '@hezhi/contract';
import { checkAnswers } from '@hezhi/forms/server';
import type { Call, Write } from '@hezhi/server';
import { isDuplicate } from '@hezhi/server';
import {
  decide,
  decideOpening,
  errors,
  ownersNeeded,
  commandFault,
  type Decision,
  type Fact,
  type Owner,
  type OwnerRef,
  type Procedure,
  type Snapshot,
} from '../contract/index.ts';
import { calendarOf, clockRefusal } from './calendar.ts';
import { origin } from './chain.ts';
import type { Kind } from './kinds.ts';
import { kindOf, procedureFor, procedureOf } from './procedures.ts';
import { lookUpOwners } from './owners.ts';
import { nextNumber } from './numbers.ts';
import { persist, type Static } from './persist.ts';
import { findStored, findVisible, lastEntry } from './queries.ts';
import { insertLink } from './queries-write.ts';
import { snapshotOf } from './rows.ts';
import { faultWords } from './words.ts';

/** What a module gives to open a matter of its kind. Ids are UUIDv7 of the creator: the same id twice is the same matter. */
export type Opening = {
  id: string;
  district: string;
  kind: string;
  /** One of those in force for the kind in the area; without it the one that comes first there. */
  procedure?: string;
  title: string;
  searchText: string;
  area: string;
  point: readonly [number, number] | null;
  subject: string;
  tier: number;
  channel: string;
  asker: string | null;
  public: boolean;
  limits: Snapshot['limits'];
  params?: Readonly<Record<string, Owner>>;
  data: Record<string, unknown>;
  /** Steps taken at once in the same write, by the same actor (on-the-spot settlement). */
  chain?: readonly { step: string; data: Record<string, unknown> }[];
  /** The matter it was born of. */
  parent?: { id: string; meaning: 'must_end' | 'informs' | 'repeats' | 'pauses' };
};

export type Opened = { id: string; number: string; revision: number; state: string };

/**
 * Opens a matter: decided in pure code, written in one statement with what `more` adds (the module's own row).
 * Errors: `matters.unknown_kind`, those of fields and owners, `kernel.conflict` when the id belongs to something else.
 */
export async function openMatter(
  call: Call,
  opening: Opening,
  more: (write: Write, decision: Decision, number: string, procedure: Procedure) => void,
): Promise<Opened> {
  const { house, now } = call;
  const kind = kindOf(house, opening.kind);
  const procedure = await procedureFor(house, kind, opening, opening.procedure);
  refuseFaults(checkAnswers(procedure.opening.fields, opening.data, call.language, '/body'));
  const number = await nextNumber(house, now);
  const { chain = [], title, searchText, data, parent, procedure: _asked, ...rest } = opening;
  const snapshot: Extract<Fact, { f: 'open' }>['snapshot'] = {
    ...rest,
    params: opening.params ?? {},
    procedure: procedure.key,
    procedureVersion: procedure.version,
    state: procedure.initial,
    secrecy: procedure.secrecy,
    openedAt: now,
  };
  const decisions: Decision[] = [];
  try {
    const world = await worldOf(call, opening.district, opening.area, ownersNeeded(procedure, procedure.opening), data);
    decisions.push(decideOpening(procedure, snapshot, call.actor, data, world));
    for (const command of chain) decisions.push(await decideStep(call, kind, procedure, decisions.at(-1)!.after, command.step, command.data));
  } catch (error) {
    throw await spoken(call, procedure, opening.district, clockRefusal(error));
  }
  const after = decisions.at(-1)!.after;
  const result: Opened = { id: opening.id, number, revision: after.revision, state: after.state };
  const write = call.write(result);
  const fixed: Static = { number, title, searchText: `${number} ${searchText}` };
  persist(write, procedure, kind, null, origin, decisions, fixed, parent?.id);
  if (parent) insertLink(write, opening.district, opening.id, parent.id, parent.meaning, now);
  more(write, decisions.at(-1)!, number, procedure);
  try {
    await write.run(call.db);
  } catch (error) {
    if (isDuplicate(error)) return sameAgain(call, opening, error);
    throw error;
  }
  return result;
}

/** The id came before: the same reporter gets what was stored (a phone that sends twice), anybody else a conflict. */
async function sameAgain(call: Call, opening: Opening, error: unknown): Promise<Opened> {
  const stored = await findStored(call.db, opening.district, opening.id);
  if (!stored) throw error;
  if (stored.kind !== opening.kind || stored.asker !== opening.asker || stored.title !== opening.title) {
    throw new Refusal(errors.id_taken);
  }
  return { id: stored.id, number: stored.number, revision: stored.revision, state: stored.state };
}

export type StepTaken = { id: string; revision: number; state: string };

/**
 * Takes a step of the procedure for `call.actor`. One read, one write. Errors: `matters.not_found` for what the actor may not see, `matters.stale`
 * when somebody was faster or `revision` is old, and every reason of `available`.
 */
export async function takeStep(
  call: Call,
  district: string,
  id: string,
  command: { step: string; revision?: number; data: Record<string, unknown>; leg?: string },
  more?: (write: Write, decision: Decision) => void,
): Promise<StepTaken> {
  const row = call.actor.kind === 'system' ? await findStored(call.db, district, id) : await findVisible(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  const before = snapshotOf(row);
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  if (command.revision !== undefined && command.revision !== row.revision) throw await staleRefusal(call, district, id);
  const kind = kindOf(call.house, row.kind);
  let decision: Decision;
  try {
    const prepared = kind.prepare ? await kind.prepare(call, before, command.step, command.data) : command.data;
    const answers = kind.answers ? await kind.answers(call, before) : undefined;
    decision = await decideStep(call, kind, procedure, before, command.step, prepared, answers, command.leg);
  } catch (error) {
    throw await spoken(call, procedure, district, clockRefusal(error));
  }
  const result: StepTaken = { id, revision: decision.after.revision, state: decision.after.state };
  const write = call.write(result);
  persist(write, procedure, kind, before, Buffer.from(row.head, 'hex'), [decision], null);
  await kind.onStep?.(call, write, decision, before);
  more?.(write, decision);
  await runOrStale(call, write, district, id);
  return result;
}

async function decideStep(
  call: Call,
  kind: Kind,
  procedure: Procedure,
  before: Snapshot,
  step: string,
  data: Record<string, unknown>,
  answers?: Record<string, boolean>,
  target?: string,
): Promise<Decision> {
  const { actor } = call;
  const def = procedure.steps[step];
  if (step !== 'undo') {
    if (!def) throw new Refusal(errors.no_such_step, { step });
    // Whether the step is open to this actor comes before what was typed: a person is not asked to mend a form that leads nowhere.
    const world = { now: call.now, calendar: calendarOf(call.house), answers, ...(target === undefined ? {} : { target }) };
    const fault = commandFault(procedure, before, actor, step, world);
    if (fault) throw new Refusal(fault.def, fault.values);
    refuseFaults(checkAnswers(def.fields, data, call.language, '/body/data'));
  }
  const lookups = await worldOf(call, before.district, before.area, def ? ownersNeeded(procedure, def) : [], data);
  return decide(procedure, before, actor, step, data, {
    ...lookups,
    answers,
    ...(target === undefined ? {} : { target }),
    terms: (subject) => kind.terms?.(before.district, subject) ?? null,
  });
}

async function worldOf(call: Call, district: string, area: string, refs: readonly OwnerRef[], data: Readonly<Record<string, unknown>>) {
  return { now: call.now, calendar: calendarOf(call.house), owners: await lookUpOwners(call.house, district, area, refs, data, call.now) };
}

function refuseFaults(faults: ReturnType<typeof checkAnswers>): void {
  if (faults.length === 0) return;
  throw new Refusal(kernelErrors.invalid, {}, { faults });
}

/** A refusal's keys (leg, state, step, mark, owner) turned into the words of the procedure. */
export async function spoken(call: Call, procedure: Procedure, district: string, error: unknown): Promise<unknown> {
  if (!(error instanceof Refusal) || !error.def.code.startsWith('matters.')) return error;
  return new Refusal(error.def, await faultWords(call, procedure, district, error.values), { faults: error.faults, extra: error.extra });
}

async function runOrStale(call: Call, write: Write, district: string, id: string): Promise<void> {
  try {
    await write.run(call.db);
  } catch (error) {
    if (error instanceof Refusal && error.def === errors.stale) throw await staleRefusal(call, district, id);
    throw error;
  }
}

/** Says who was faster and with which step (law 6). */
async function staleRefusal(call: Call, district: string, id: string): Promise<Refusal> {
  // Inside a transaction that the lost race has aborted nothing more can be asked.
  const last = await lastEntry(call.house.db, district, id);
  if (!last) return new Refusal(errors.stale, { who: '', step: '' });
  const row = await findStored(call.house.db, district, id);
  const procedure = await procedureOf(call.house, row!.procedure, row!.procedure_version);
  const values = await faultWords(call, procedure, district, { who: last.body.actor.person ?? last.body.actor.kind, step: last.step });
  return new Refusal(errors.stale, values, { extra: { revision: row!.revision } });
}
