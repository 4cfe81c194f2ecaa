import { may, type Actor, type ErrorDef } from '@hezhi/contract/light';
import type { Calendar } from '@hezhi/calendar/contract';
import { addLimit } from '@hezhi/calendar/contract';
import { errors, permissions } from './errors.ts';
import type { ByDef, GuardDef, Procedure, StepDef } from './procedure.ts';
import { openLegs, type Leg, type Snapshot } from './snapshot.ts';

/** Why not: an error of this room, with the keys its sentence needs (turned into words by whoever shows it). */
export type Fault = { def: ErrorDef; values: Record<string, string> };

/** What the pure rules may look at beside the matter: the moment, the calendar, answers fetched for `answer` guards. */
export type World = { now: number; calendar: Calendar; answers?: Readonly<Record<string, boolean>> };

/** A step as the screen shows it: allowed, or the reason why not. */
export type Offered = { step: string; allowed: boolean; fault: Fault | null };

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

/** Null when the guard holds, else why not. */
export function guardFault(guard: GuardDef, s: Snapshot, actor: Actor, world: World, step: string): Fault | null {
  const legs = 'leg' in guard ? openLegs(s, guard.leg) : [];
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
    const mine = legs.some((leg) => ownsLeg(leg, actor) || (leg.offer !== null && ownsLeg(leg.offer, actor)));
    if (!mine) return fault(errors.not_owner, { leg: by.leg, owner: ownerKey(legs[0]!) });
    return by.permission === undefined || actor.permissions.includes(by.permission) ? null : fault(errors.no_right, { step });
  }
  if (!actor.permissions.includes(by.permission)) return fault(errors.no_right, { step });
  return coversArea(actor, s.area) ? null : fault(errors.out_of_area);
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
  for (const guard of def.guards) {
    const reason = guardFault(guard, s, actor, world, step);
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
 * Every step that starts from the present state, allowed or with the reason why not. Pure: the server refuses by it, the screen greys out by it.
 * Steps of the clock are left out.
 */
export function available(procedure: Procedure, s: Snapshot, actor: Actor, world: World): Offered[] {
  const list: Offered[] = [];
  const final = procedure.states[s.state]!.final;
  for (const [step, def] of Object.entries(procedure.steps)) {
    if (def.from === '*' ? final : !def.from.includes(s.state)) continue;
    if (def.by.every((by) => 'clock' in by)) continue;
    const reason = stepFault(procedure, s, actor, step, world);
    list.push({ step, allowed: reason === null, fault: reason });
  }
  if (undoFault(s, actor, world.now) === null) list.push({ step: 'undo', allowed: true, fault: null });
  return list;
}

/** The leg of a key that the actor's step is about: the one offered to or owned by the actor, else the first open. */
export function legFor(s: Snapshot, key: string, actor: Actor): Leg | undefined {
  const legs = openLegs(s, key);
  return legs.find((leg) => leg.offer && ownsLeg(leg.offer, actor)) ?? legs.find((leg) => ownsLeg(leg, actor)) ?? legs[0];
}
