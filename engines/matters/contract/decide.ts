import { resumeDue } from '@hezhi/calendar/contract';
import { Refusal, type Actor } from '@hezhi/contract/light';
import { actingLeg, commandFault, undoFault } from './available.ts';
import { Decider, rungMoment, type Input } from './decider.ts';
import { foldEntry } from './fold.ts';
import { ownersNeeded, type Lookups } from './lookups.ts';
import type { OwnerRef, Procedure } from './procedure.ts';
import type { Entry, Fact, Leg, Owner, Snapshot } from './snapshot.ts';

export type Decision = { entry: Entry; after: Snapshot };

function finish(decider: Decider, before: Snapshot | null): Decision {
  const after = foldEntry(before, decider.entry);
  const final = decider.procedure.states[after.state]!.final;
  // Law 3 as a last wall: no write may leave an open matter without an owner and a due moment.
  if (!final && after.legs.length === 0) throw new Error(`step ${decider.entry.step} would leave matter ${after.id} in limbo`);
  return { entry: decider.entry, after };
}

/** What opens a matter: the first entry. `opening` gives the fixed part of the snapshot. */
export function decideOpening(procedure: Procedure, opening: Extract<Fact, { f: 'open' }>['snapshot'], actor: Actor, input: Input, world: Lookups): Decision {
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
  const fault = commandFault(procedure, before, actor, step, world);
  if (fault) throw new Refusal(fault.def, fault.values);
  const def = procedure.steps[step]!;
  const decider = new Decider(procedure, before, actor, step, input, world, actingLeg(def, before, actor, world.target));
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
  if (leg.offer && leg.offer.lapseAt <= now)
    return clockEntry(procedure, before, actor, world, 'offer_lapsed', leg, (d) => d.add({ f: 'leg.offer', id: leg.id, offer: null }));
  if (leg.paused) {
    if (leg.paused.until > now) return null;
    return clockEntry(procedure, before, actor, world, 'pause_ended', leg, (d) =>
      d.clock(leg, resumeDue(world.calendar, now, leg.paused!.leftMs, leg.limit.unit)),
    );
  }
  if (leg.rungAt !== null && leg.rungAt <= now) return climb(procedure, before, leg, actor, world);
  if (leg.warnAt !== null && leg.warnAt <= now)
    return clockEntry(procedure, before, actor, world, 'nearly_due', leg, (d) => d.add({ f: 'leg.warned', id: leg.id }));
  return null;
}

function climb(procedure: Procedure, before: Snapshot, leg: Leg, actor: Actor, world: Lookups): Decision {
  const rung = procedure.legs[leg.key]!.ladder[leg.rung];
  const step = leg.rung === 0 ? 'overdue' : 'escalated';
  return clockEntry(procedure, before, actor, world, rung?.step ?? step, leg, (d) => {
    const next = leg.rung + 1;
    d.add({
      f: 'leg.rung',
      id: leg.id,
      rung: next,
      rungAt: procedure.legs[leg.key]!.ladder[next] ? rungMoment(procedure, leg.key, next, leg.dueAt, world.calendar) : null,
      overdue: true,
    });
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
  const decider = new Decider(procedure, before, actor, step, { leg: leg.key }, world, leg);
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
  upgraded: { 'zh-Hans': '改按新版流程办理', en: 'Goes on by a new version of the procedure' },
  child_opened: { 'zh-Hans': '产生子事项', en: 'A matter was born of this one' },
  child_ended: { 'zh-Hans': '子事项办结', en: 'A matter born of this one ended' },
} as const;
