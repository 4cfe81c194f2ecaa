import { may, type Actor, type ErrorDef } from '@hezhi/contract/light';
import type { Calendar } from '@hezhi/calendar/contract';
import { addLimit } from '@hezhi/calendar/contract';
import { errors, permissions } from './errors.ts';
import type { ByDef, GuardDef, Procedure, StepDef } from './procedure.ts';
import { openLegs, type Leg, type Snapshot } from './snapshot.ts';

/** Why not: an error of this room, with the keys its sentence needs (turned into words by whoever shows it). */
export type Fault = { def: ErrorDef; values: Record<string, string> };

/**
 * What the pure rules may look at beside the matter: the moment, the calendar, answers fetched for `answer` guards, and the leg that the actor names where several of a key
 * run side by side.
 */
export type World = { now: number; calendar: Calendar; answers?: Readonly<Record<string, boolean>>; target?: string };

/** A step as the screen shows it: allowed, or the reason why not; `choose`: the legs among which the actor must name one. */
export type Offered = { step: string; allowed: boolean; fault: Fault | null; choose: readonly Leg[] };

const fault = (def: ErrorDef, values: Record<string, string> = {}): Fault => ({ def, values });

/** Whether the actor answers for the leg now: who asked, the post itself, or whoever may act for the organisation. */
export function ownsLeg(leg: { org: string | null; post: string | null; person: string | null }, actor: Actor): boolean {
  if (leg.person !== null && leg.person === actor.person && !actor.post) return true;
  if (!actor.post || leg.org === null || leg.org !== actor.post.org) return false;
  return leg.post === actor.post.id || may(actor, permissions.act_for_org);
}

export function coversArea(actor: Actor, area: string): boolean {
  return actor.post !== null && area.startsWith(actor.post.area);
}

/** Whether a leg concerns the step: side legs of others running side by side do not. */
const concerns = (leg: Leg, acting: Leg | undefined): boolean => leg.about === undefined || !acting || leg.id === acting.id || leg.about === acting.id;

/** Null when the guard holds, else why not. `acting`: the leg for which the step is taken; `input`: what was typed (branches look at it). */
export function guardFault(
  guard: GuardDef,
  s: Snapshot,
  actor: Actor,
  world: World,
  step: string,
  acting?: Leg,
  input?: Readonly<Record<string, unknown>>,
): Fault | null {
  const all = 'leg' in guard ? openLegs(s, guard.leg).filter((one) => concerns(one, acting)) : [];
  const own = 'leg' in guard && acting?.key === guard.leg ? all.filter((one) => one.id === acting.id) : all;
  const legs = guard.if === 'leg_open' || guard.if === 'leg_closed' || guard.if === 'only_leg' ? all : own;
  const leg = 'leg' in guard ? { leg: guard.leg } : undefined;
  switch (guard.if) {
    case 'marked':
      return s.marks.includes(guard.mark) ? null : fault(errors.not_marked, { mark: guard.mark });
    case 'not_marked':
      return s.marks.includes(guard.mark) ? fault(errors.already_marked, { mark: guard.mark }) : null;
    case 'leg_open':
      return legs.length > 0 ? null : fault(errors.leg_closed, leg);
    case 'leg_closed':
      return legs.length === 0 ? null : fault(errors.leg_open, leg);
    case 'leg_running':
      return legs.some((one) => !one.paused) ? null : fault(legs.length > 0 ? errors.leg_paused : errors.leg_closed, leg);
    case 'leg_paused':
      return legs.some((one) => one.paused) ? null : fault(errors.leg_running, leg);
    case 'only_leg':
      return s.legs.length === legs.length ? null : fault(errors.others_open);
    case 'acting':
      return acting?.key === guard.leg ? null : fault(errors.not_owner, { ...leg, owner: '' });
    case 'had_by':
      return acting?.why && guard.steps.includes(acting.why.step) ? null : fault(errors.not_had_by, { step: guard.steps[0]! });
    case 'not_had_by':
      return acting?.why && guard.steps.includes(acting.why.step) ? fault(errors.had_by, { leg: acting.key, step: acting.why.step }) : null;
    case 'offered_to_me':
      return legs.some((one) => one.offer && ownsLeg(one.offer, actor)) ? null : fault(errors.not_offered);
    case 'no_offer':
      return legs.some((one) => one.offer) ? fault(errors.offer_pending) : null;
    case 'times_below':
      return (s.times[guard.step] ?? 0) < guard.n ? null : fault(errors.too_often, { step });
    case 'within': {
      const from = s.closedAt;
      return from !== null && world.now <= addLimit(world.calendar, from, guard.limit) ? null : fault(errors.too_late, { step });
    }
    case 'has_asker':
      return s.asker !== null ? null : fault(errors.no_asker);
    case 'no_asker':
      return s.asker === null ? null : fault(errors.has_asker);
    case 'children_ended':
      return s.openChildren === 0 ? null : fault(errors.children_open);
    case 'answer':
      return world.answers?.[guard.of] === true ? null : fault(errors.condition);
    case 'given':
      return guard.in.some((one) => one === input?.[guard.field]) ? null : fault(errors.condition);
  }
}

/** Null when the actor may act under this clause, else why not. */
function byFault(by: ByDef, s: Snapshot, actor: Actor, step: string): Fault | null {
  if ('clock' in by) return actor.kind === 'system' ? null : fault(errors.clock_only, { step });
  if (actor.kind === 'system') return fault(errors.no_right, { step });
  if ('asker' in by) return s.asker !== null && s.asker === actor.person && actor.post === null ? null : fault(errors.not_asker, { step });
  if (!actor.post && !('leg' in by)) return fault(errors.no_right, { step });
  if ('staff' in by) return null;
  if ('leg' in by) {
    const legs = openLegs(s, by.leg);
    if (legs.length === 0) return fault(errors.leg_closed, { leg: by.leg });
    if (ownLegs(legs, actor).length === 0) return fault(errors.not_owner, { leg: by.leg, owner: ownerKey(legs[0]!) });
    return by.permission === undefined || actor.permissions.includes(by.permission) ? null : fault(errors.no_right, { step });
  }
  if (!actor.permissions.includes(by.permission)) return fault(errors.no_right, { step });
  return coversArea(actor, s.area) ? null : fault(errors.out_of_area);
}

const ownLegs = (legs: readonly Leg[], actor: Actor): Leg[] => legs.filter((leg) => ownsLeg(leg, actor) || (leg.offer !== null && ownsLeg(leg.offer, actor)));

/** The legs that a step of this actor could be taken for: the own ones of the clauses, else those that its effects touch. */
function legsFor(def: StepDef, s: Snapshot, actor: Actor): Leg[] {
  const own = def.by.flatMap((by) => ('leg' in by ? ownLegs(openLegs(s, by.leg), actor) : []));
  if (own.length > 0) return own;
  const touched = def.effects.flatMap((effect) => ('leg' in effect && effect.do !== 'open' && !('all' in effect && effect.all) ? [effect.leg] : []));
  const first = touched.find((key) => openLegs(s, key).length > 0);
  return first === undefined ? [] : openLegs(s, first);
}

/** The leg for which the step is taken: the one that the command names, else the only or first one it can be. */
export function actingLeg(def: StepDef, s: Snapshot, actor: Actor, target: string | undefined): Leg | undefined {
  const legs = legsFor(def, s, actor);
  return legs.find((leg) => leg.id === target) ?? legs.find((leg) => leg.offer && ownsLeg(leg.offer, actor)) ?? legs[0];
}

/** `org:<id>` or `post:<id>` or `person:<id>`: turned into a name by whoever shows the fault. */
export const ownerKey = (owner: { org: string | null; post: string | null; person: string | null }): string =>
  owner.person !== null ? `person:${owner.person}` : owner.post !== null ? `post:${owner.post}` : `org:${owner.org}`;

/** Null when the step may be taken now by this actor, else the first reason why not. The one rule of law 2. */
export function stepFault(procedure: Procedure, s: Snapshot, actor: Actor, step: string, world: World): Fault | null {
  const def: StepDef | undefined = procedure.steps[step];
  if (!def) return fault(errors.no_such_step, { step });
  const state = procedure.states[s.state]!;
  const fits = def.from === '*' ? !state.final : def.from.includes(s.state);
  if (!fits) return fault(errors.wrong_state, { state: s.state, step });
  let first: Fault | null = null;
  let allowed = false;
  for (const by of def.by) {
    const reason = byFault(by, s, actor, step);
    if (reason === null) {
      allowed = true;
      break;
    }
    // The reason nearest to being allowed is the one a person can act on.
    if (first === null || first.def === errors.no_right || first.def === errors.clock_only) first = reason;
  }
  if (!allowed) return first;
  if (def.guards.length === 0) return null;
  const acting = actingLeg(def, s, actor, world.target);
  for (const guard of def.guards) {
    const reason = guardFault(guard, s, actor, world, step, acting);
    if (reason) return reason;
  }
  return null;
}

/** Whether the latest step may be undone by this actor now (law 8). */
export function undoFault(s: Snapshot, actor: Actor, now: number): Fault | null {
  if (!s.undo || s.undo.person === null || s.undo.person !== actor.person || now > s.undo.until) return fault(errors.nothing_to_undo);
  return null;
}

/**
 * Null when the command may be carried out as it is given, else why not: beside `stepFault`, an actor with several legs must name the one that is meant, and one that is to be had.
 */
export function commandFault(procedure: Procedure, s: Snapshot, actor: Actor, step: string, world: World): Fault | null {
  const def = procedure.steps[step];
  if (!def || actor.kind === 'system') return stepFault(procedure, s, actor, step, world);
  const legs = legsFor(def, s, actor);
  if (world.target !== undefined)
    return stepFault(procedure, s, actor, step, world) ?? (legs.some((leg) => leg.id === world.target) ? null : fault(errors.which_leg));
  if (legs.length < 2) return stepFault(procedure, s, actor, step, world);
  const faults = legs.map((leg) => stepFault(procedure, s, actor, step, { ...world, target: leg.id }));
  return faults.includes(null) ? fault(errors.which_leg) : faults[0]!;
}

const startingFrom = new WeakMap<Procedure, Map<string, readonly [string, StepDef][]>>();

/** The steps that people may take from a state. Procedures do not change once loaded. */
function stepsFrom(procedure: Procedure, state: string): readonly [string, StepDef][] {
  let known = startingFrom.get(procedure);
  if (!known) startingFrom.set(procedure, (known = new Map()));
  let steps = known.get(state);
  if (!steps) {
    const { final } = procedure.states[state]!;
    steps = Object.entries(procedure.steps).filter(([, { from, by }]) => (from === '*' ? !final : from.includes(state)) && !by.every((one) => 'clock' in one));
    known.set(state, steps);
  }
  return steps;
}

/**
 * Every step that starts from the present state, allowed or with the reason why not. Pure: the server refuses by it, the screen greys out by it.
 * Steps of the clock are left out.
 */
export function available(procedure: Procedure, s: Snapshot, actor: Actor, world: World): Offered[] {
  const list: Offered[] = [];
  for (const [step, def] of stepsFrom(procedure, s.state)) {
    const legs = legsFor(def, s, actor);
    if (legs.length < 2) {
      const reason = stepFault(procedure, s, actor, step, world);
      list.push({ step, allowed: reason === null, fault: reason, choose: [] });
      continue;
    }
    const tried = legs.map((leg) => ({ leg, fault: stepFault(procedure, s, actor, step, { ...world, target: leg.id }) }));
    const choose = tried.filter((one) => one.fault === null).map((one) => one.leg);
    list.push({ step, allowed: choose.length > 0, fault: choose.length > 0 ? null : tried[0]!.fault, choose });
  }
  if (undoFault(s, actor, world.now) === null) list.push({ step: 'undo', allowed: true, fault: null, choose: [] });
  return list;
}
