import { addLimit, remaining, resumeDue, type Calendar, type Limit } from '@hezhi/calendar/contract';
import { newId, Refusal, type Actor } from '@hezhi/contract/light';
import { guardFault, legFor, stepFault, undoFault, type World } from './available.ts';
import { errors } from './errors.ts';
import { foldEntry, ownerOf } from './fold.ts';
import type { EffectDef, OwnerRef, Procedure, StepDef } from './procedure.ts';
import { openLegs, type Entry, type Fact, type Leg, type Owner, type Snapshot } from './snapshot.ts';

/** What was looked up before deciding: owners by the key of their description, beside the world of `available`. */
export type Lookups = World & { owners: Readonly<Record<string, Owner>> };

/** The key of an owner's description in `Lookups.owners`. */
export const refKey = (ref: OwnerRef): string => JSON.stringify(ref);

export type Decision = { entry: Entry; after: Snapshot };
type Input = Readonly<Record<string, unknown>>;

/** Whether a description must be resolved by the directory before deciding. */
const outside = (ref: OwnerRef): boolean => 'org' in ref || ('post' in ref && 'at' in ref) || 'field' in ref;

function effectsOf(step: { effects: readonly EffectDef[]; branches?: StepDef['branches'] }): EffectDef[] {
  return [...step.effects, ...(step.branches ?? []).flatMap((branch) => branch.effects)];
}

/** The owners that the directory must resolve before the step can be decided. */
export function ownersNeeded(procedure: Procedure, step: { effects: readonly EffectDef[]; branches?: StepDef['branches'] }): OwnerRef[] {
  const refs: OwnerRef[] = [];
  for (const effect of effectsOf(step)) {
    if (effect.do === 'open') refs.push(effect.owner ?? procedure.legs[effect.leg]!.owner);
    else if (effect.do === 'assign' || effect.do === 'offer') refs.push(effect.owner);
  }
  return refs.filter(outside);
}

function ownerFor(ref: OwnerRef, s: Snapshot, actor: Actor, world: Lookups): Owner {
  if ('asker' in ref) return { org: null, post: null, person: s.asker };
  if ('actor' in ref) return { org: actor.post?.org ?? null, post: actor.post?.id ?? null, person: actor.post ? null : actor.person };
  const owner = 'same' in ref ? s.last[ref.same] : 'param' in ref ? s.params[ref.param] : world.owners[refKey(ref)];
  if (!owner || (owner.org === null && owner.person === null)) throw new Refusal(errors.no_owner);
  return owner;
}

function limitFor(ref: Limit | { of: string; else: Limit }, s: Snapshot): Limit {
  return 'of' in ref ? (s.limits[ref.of] ?? ref.else) : ref;
}

/** Due, warning and first rung of a clock that starts (or runs on) now. */
function clockOf(procedure: Procedure, legKey: string, limit: Limit, from: number, dueAt: number, calendar: Calendar): { dueAt: number; warnAt: number | null; rungAt: number | null } {
  const def = procedure.legs[legKey]!;
  const left = remaining(calendar, from, dueAt, limit.unit);
  const warnAt = resumeDue(calendar, from, Math.floor(left * def.warn), limit.unit);
  return { dueAt, warnAt: warnAt < dueAt && warnAt > from ? warnAt : null, rungAt: rungMoment(procedure, legKey, 0, dueAt, calendar) };
}

function rungMoment(procedure: Procedure, legKey: string, rung: number, dueAt: number, calendar: Calendar): number | null {
  const def = procedure.legs[legKey]!.ladder[rung];
  if (!def) return rung === 0 ? dueAt : null; // a leg without a ladder still becomes overdue at its due moment
  return def.after ? addLimit(calendar, dueAt, def.after) : dueAt;
}

class Decider {
  readonly procedure: Procedure;
  readonly actor: Actor;
  readonly world: Lookups;
  readonly input: Input;
  readonly entry: Entry;
  s: Snapshot;
  constructor(procedure: Procedure, before: Snapshot | null, actor: Actor, step: string, input: Input, world: Lookups) {
    this.procedure = procedure;
    this.actor = actor;
    this.world = world;
    this.input = input;
    this.s = before as Snapshot;
    this.entry = {
      seq: (before?.revision ?? 0) + 1,
      at: world.now,
      step,
      actor: {
        kind: actor.kind,
        person: actor.person,
        post: actor.post?.id ?? null,
        org: actor.post?.org ?? null,
        role: actor.post?.role ?? null,
      },
      data: { ...input },
      facts: [],
    };
  }

  /** Adds a fact and sees its result, so that later effects of the same step build on it. */
  add(fact: Fact): void {
    this.entry.facts.push(fact);
    const { revision, times, undo } = this.s ?? {};
    const next = foldEntry(this.s ?? null, { ...this.entry, facts: [fact] });
    this.s = { ...next, revision: revision ?? 0, times: times ?? {}, undo: undo ?? null };
  }

  legs(key: string): Leg[] {
    const legs = openLegs(this.s, key);
    return legs.length > 1 ? [legFor(this.s, key, this.actor)!] : legs;
  }

  open(key: string, ref: OwnerRef, limit: Limit): void {
    const { now, calendar } = this.world;
    const owner = ownerFor(ref, this.s, this.actor, this.world);
    const clock = clockOf(this.procedure, key, limit, now, addLimit(calendar, now, limit), calendar);
    this.add({
      f: 'leg.open',
      leg: {
        ...owner, id: newId(now), key, limit, startedAt: now, ...clock, rung: 0, overdue: false, paused: null, offer: null, endedAt: null, result: null, revision: 1,
        data: { ...this.input },
      },
    });
  }

  /** Lets a leg's clock run to a new due moment; an extension also takes back "overdue" of the leg when it lies ahead. */
  clock(leg: Leg, dueAt: number): void {
    const { now, calendar } = this.world;
    const ahead = dueAt > now;
    const clock = clockOf(this.procedure, leg.key, leg.limit, now, dueAt, calendar);
    const rungAt = ahead ? clock.rungAt : leg.overdue ? leg.rungAt : now;
    this.add({ f: 'leg.clock', id: leg.id, dueAt, warnAt: ahead ? clock.warnAt : null, rungAt, overdue: ahead ? false : leg.overdue, rung: ahead ? 0 : leg.rung });
  }

  effect(effect: EffectDef): void {
    const { now, calendar } = this.world;
    switch (effect.do) {
      case 'open': {
        const def = this.procedure.legs[effect.leg]!;
        return this.open(effect.leg, effect.owner ?? def.owner, limitFor(effect.limit ?? def.limit, this.s));
      }
      case 'end':
        for (const leg of this.legs(effect.leg)) this.add({ f: 'leg.end', id: leg.id, at: now, result: effect.result });
        return;
      case 'end_all':
        for (const leg of openLegs(this.s)) this.add({ f: 'leg.end', id: leg.id, at: now, result: effect.result });
        return;
      case 'pause':
        for (const leg of this.legs(effect.leg)) this.pause(leg, String(this.input[effect.reason_field]));
        return;
      case 'resume':
        for (const leg of this.legs(effect.leg)) if (leg.paused) this.clock(leg, resumeDue(calendar, now, leg.paused.leftMs, leg.limit.unit));
        return;
      case 'extend': {
        for (const leg of this.legs(effect.leg)) this.extend(leg, effect);
        return;
      }
      case 'assign': {
        const owner = ownerFor(effect.owner, this.s, this.actor, this.world);
        for (const leg of this.legs(effect.leg)) this.add({ f: 'leg.assign', id: leg.id, owner });
        return;
      }
      case 'offer': {
        const to = ownerFor(effect.owner, this.s, this.actor, this.world);
        const lapseAt = addLimit(calendar, now, effect.lapse);
        for (const leg of this.legs(effect.leg)) this.add({ f: 'leg.offer', id: leg.id, offer: { ...to, by: this.actor.person, at: now, lapseAt } });
        return;
      }
      case 'accept_offer':
        for (const leg of this.legs(effect.leg)) if (leg.offer) this.add({ f: 'leg.assign', id: leg.id, owner: ownerOf(leg.offer) });
        return;
      case 'drop_offer':
        for (const leg of this.legs(effect.leg)) if (leg.offer) this.add({ f: 'leg.offer', id: leg.id, offer: null });
        return;
      case 'mark':
        return this.add({ f: 'mark', mark: effect.mark });
      case 'unmark':
        return this.add({ f: 'unmark', mark: effect.mark });
      case 'mark_timely': {
        const leg = this.legs(effect.leg)[0];
        const timely = leg !== undefined && !leg.overdue && (leg.paused !== null || now <= leg.dueAt);
        this.add({ f: 'mark', mark: effect.mark });
        this.add({ f: timely ? 'mark' : 'unmark', mark: `${effect.mark}_in_time` });
        return;
      }
      case 'rating':
        return this.add({ f: 'rating', value: Number(this.input[effect.field]) });
      case 'subject':
        if (this.input[effect.field] !== undefined) this.add({ f: 'subject', value: String(this.input[effect.field]) });
        return;
      case 'place': {
        const place = this.input[effect.field] as { area: string; point?: [number, number] } | undefined;
        if (place) this.add({ f: 'place', area: place.area, point: place.point ?? this.s.point });
        return;
      }
      case 'publish':
        if (this.input[effect.field] !== undefined) this.add({ f: 'public', value: this.input[effect.field] === true });
        return;
    }
  }

  pause(leg: Leg, reason: string): void {
    const { now, calendar } = this.world;
    const listed = this.procedure.pause_reasons.find((one) => one.key === reason);
    if (!listed) throw new Refusal(errors.condition);
    const leftMs = leg.dueAt > now ? remaining(calendar, now, leg.dueAt, leg.limit.unit) : 0;
    this.add({ f: 'leg.pause', id: leg.id, paused: { reason, at: now, leftMs, until: addLimit(calendar, now, listed.max) } });
  }

  extend(leg: Leg, effect: Extract<EffectDef, { do: 'extend' }>): void {
    const { now, calendar } = this.world;
    const asked = this.input[effect.days_field ?? ''] ?? openLegs(this.s).find((other) => typeof other.data[effect.days_field ?? ''] === 'number')?.data[effect.days_field ?? ''];
    const by: Limit | undefined = typeof asked === 'number' ? { amount: asked, unit: 'working-days' } : effect.by;
    if (!by) throw new Refusal(errors.condition);
    if (leg.paused) {
      const from = resumeDue(calendar, now, leg.paused.leftMs, leg.limit.unit);
      const leftMs = remaining(calendar, now, addLimit(calendar, from, by), leg.limit.unit);
      return this.add({ f: 'leg.pause', id: leg.id, paused: { ...leg.paused, leftMs } });
    }
    this.clock(leg, addLimit(calendar, Math.max(leg.dueAt, now), by));
  }

  /** State after, final effects, undo. */
  arrive(def: { to?: string; branches?: StepDef['branches']; undo?: Limit }): void {
    const branch = (def.branches ?? []).find((one) => one.guards.every((guard) => guardFault(guard, this.s, this.actor, this.world, this.entry.step) === null));
    for (const effect of branch?.effects ?? []) this.effect(effect);
    const to = branch?.to ?? def.to;
    if (to !== undefined && to !== this.s.state) this.move(to);
    if (def.undo) this.add({ f: 'undoable', person: this.actor.person, until: addLimit(this.world.calendar, this.world.now, def.undo) });
  }

  move(to: string): void {
    const was = this.procedure.states[this.s.state]!.final;
    this.add({ f: 'state', to });
    const is = this.procedure.states[to]!.final;
    if (is && !was) this.add({ f: 'closed', at: this.world.now });
    if (!is && was) this.add({ f: 'closed', at: null });
  }
}

function finish(decider: Decider, before: Snapshot | null): Decision {
  const after = foldEntry(before, decider.entry);
  const final = decider.procedure.states[after.state]!.final;
  // Law 3 as a last wall: no write may leave an open matter without an owner and a due moment.
  if (!final && after.legs.length === 0) throw new Error(`step ${decider.entry.step} would leave matter ${after.id} in limbo`);
  return { entry: decider.entry, after };
}

/** What opens a matter: the first entry. `opening` gives the fixed part of the snapshot. */
export function decideOpening(
  procedure: Procedure,
  opening: Extract<Fact, { f: 'open' }>['snapshot'],
  actor: Actor,
  input: Input,
  world: Lookups,
): Decision {
  const decider = new Decider(procedure, null, actor, 'open', input, world);
  decider.add({ f: 'open', snapshot: opening });
  for (const effect of procedure.opening.effects) decider.effect(effect);
  return finish(decider, null);
}

/**
 * Decides a step: the entry to append and the snapshot after it. Pure but for fresh ids.
 * Throws a Refusal with the same reason that `available` gives, when it may not be taken.
 */
export function decide(procedure: Procedure, before: Snapshot, actor: Actor, step: string, input: Input, world: Lookups): Decision {
  if (step === 'undo') return decideUndo(procedure, before, actor, world);
  const fault = stepFault(procedure, before, actor, step, world);
  if (fault) throw new Refusal(fault.def, fault.values);
  const def = procedure.steps[step]!;
  const decider = new Decider(procedure, before, actor, step, input, world);
  for (const effect of def.effects) decider.effect(effect);
  decider.arrive(def);
  return finish(decider, before);
}

function decideUndo(procedure: Procedure, before: Snapshot, actor: Actor, world: Lookups): Decision {
  const fault = undoFault(before, actor, world.now);
  if (fault) throw new Refusal(fault.def, fault.values);
  const decider = new Decider(procedure, before, actor, 'undo', { step: before.undo!.step }, world);
  decider.add({ f: 'restore' });
  return finish(decider, before);
}

/**
 * What the clock does for a leg at `now` (law 5): end of a pause, lapse of an offer, "nearly due", the next rung of the ladder.
 * Null when nothing is due: a late timer of an older revision.
 */
export function decideClock(procedure: Procedure, before: Snapshot, legId: string, actor: Actor, world: Lookups): Decision | null {
  const leg = before.legs.find((one) => one.id === legId);
  if (!leg) return null;
  const { now } = world;
  if (leg.offer && leg.offer.lapseAt <= now) return clockEntry(procedure, before, actor, world, 'offer_lapsed', leg, (d) => d.add({ f: 'leg.offer', id: leg.id, offer: null }));
  if (leg.paused) {
    if (leg.paused.until > now) return null;
    return clockEntry(procedure, before, actor, world, 'pause_ended', leg, (d) => d.clock(leg, resumeDue(world.calendar, now, leg.paused!.leftMs, leg.limit.unit)));
  }
  if (leg.rungAt !== null && leg.rungAt <= now) return climb(procedure, before, leg, actor, world);
  if (leg.warnAt !== null && leg.warnAt <= now) return clockEntry(procedure, before, actor, world, 'nearly_due', leg, (d) => d.add({ f: 'leg.warned', id: leg.id }));
  return null;
}

function climb(procedure: Procedure, before: Snapshot, leg: Leg, actor: Actor, world: Lookups): Decision {
  const rung = procedure.legs[leg.key]!.ladder[leg.rung];
  const step = leg.rung === 0 ? 'overdue' : 'escalated';
  return clockEntry(procedure, before, actor, world, rung?.step ?? step, leg, (d) => {
    const next = leg.rung + 1;
    d.add({ f: 'leg.rung', id: leg.id, rung: next, rungAt: procedure.legs[leg.key]!.ladder[next] ? rungMoment(procedure, leg.key, next, leg.dueAt, world.calendar) : null, overdue: true });
    if (rung?.step) {
      const def = procedure.steps[rung.step]!;
      for (const effect of def.effects) d.effect(effect);
      d.arrive(def);
      return;
    }
    d.add({ f: 'mark', mark: 'overdue' });
    for (const effect of rung?.effects ?? []) d.effect(effect);
  });
}

function clockEntry(procedure: Procedure, before: Snapshot, actor: Actor, world: Lookups, step: string, leg: Leg, work: (decider: Decider) => void): Decision {
  const decider = new Decider(procedure, before, actor, step, { leg: leg.key }, world);
  work(decider);
  return finish(decider, before);
}

/** The owners that the clock may need for a leg's next rung. */
export function clockOwners(procedure: Procedure, leg: Leg): OwnerRef[] {
  const rung = procedure.legs[leg.key]!.ladder[leg.rung];
  if (!rung) return [];
  return ownersNeeded(procedure, rung.step ? procedure.steps[rung.step]! : { effects: rung.effects });
}

/** Gives a leg to another owner because its post ended or its organisation closed (law 3): the clock's own step, due moment unmoved. */
export function decideReassign(procedure: Procedure, before: Snapshot, legId: string, owner: Owner, actor: Actor, world: Lookups): Decision | null {
  const leg = before.legs.find((one) => one.id === legId);
  if (!leg) return null;
  return clockEntry(procedure, before, actor, world, 'owner_gone', leg, (d) => d.add({ f: 'leg.assign', id: leg.id, owner }));
}

/** A parent learns of a child: born or ended. */
export function decideChild(procedure: Procedure, before: Snapshot, change: 1 | -1, actor: Actor, input: Input, world: Lookups): Decision {
  const decider = new Decider(procedure, before, actor, change === 1 ? 'child_opened' : 'child_ended', input, world);
  decider.add({ f: 'children', change });
  return finish(decider, before);
}

/** Steps the engine itself writes, with their words for timelines. */
export const engineSteps = {
  open: { 'zh-Hans': '提出', en: 'Opened' },
  undo: { 'zh-Hans': '撤回上一步', en: 'Took back the last step' },
  overdue: { 'zh-Hans': '超时', en: 'Became overdue' },
  escalated: { 'zh-Hans': '升级督促', en: 'Escalated' },
  nearly_due: { 'zh-Hans': '即将到期提醒', en: 'Nearly due' },
  pause_ended: { 'zh-Hans': '挂起期满，恢复计时', en: 'The pause ended; the clock runs on' },
  offer_lapsed: { 'zh-Hans': '移交未被接收，仍由原责任人负责', en: 'The hand-over lapsed; the giver still answers' },
  owner_gone: { 'zh-Hans': '原责任岗位已撤，转由上级接手', en: 'The owning post ended; the next one up takes over' },
  child_opened: { 'zh-Hans': '产生子事项', en: 'A matter was born of this one' },
  child_ended: { 'zh-Hans': '子事项办结', en: 'A matter born of this one ended' },
} as const;
