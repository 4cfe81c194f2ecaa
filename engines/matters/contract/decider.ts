import { addLimit, remaining, resumeDue, type Calendar, type Limit } from '@hezhi/calendar/contract';
import { newId, Refusal, type Actor } from '@hezhi/contract/light';
import { guardFault, ownsLeg } from './available.ts';
import { errors } from './errors.ts';
import { foldEntry, ownerOf } from './fold.ts';
import { limitFor, ownerFor, ownersFor, type Lookups } from './lookups.ts';
import type { EffectDef, OwnerRef, Procedure, StepDef } from './procedure.ts';
import { openLegs, type Entry, type Fact, type Leg, type Owner, type Snapshot, type Why } from './snapshot.ts';

/** What an actor typed, by field. */
export type Input = Readonly<Record<string, unknown>>;

/** Due, warning and first rung of a clock that starts (or runs on) now. */
function clockOf(
  procedure: Procedure,
  legKey: string,
  limit: Limit,
  from: number,
  dueAt: number,
  calendar: Calendar,
): { dueAt: number; warnAt: number | null; rungAt: number | null } {
  const def = procedure.legs[legKey]!;
  const left = remaining(calendar, from, dueAt, limit.unit);
  const warnAt = resumeDue(calendar, from, Math.floor(left * def.warn), limit.unit);
  return { dueAt, warnAt: warnAt < dueAt && warnAt > from ? warnAt : null, rungAt: rungMoment(procedure, legKey, 0, dueAt, calendar) };
}

/** When a rung of the ladder is climbed; null when the ladder has no such rung. */
export function rungMoment(procedure: Procedure, legKey: string, rung: number, dueAt: number, calendar: Calendar): number | null {
  const def = procedure.legs[legKey]!.ladder[rung];
  if (!def) return rung === 0 ? dueAt : null; // a leg without a ladder still becomes overdue at its due moment
  return def.after ? addLimit(calendar, dueAt, def.after) : dueAt;
}

/** Works out the effects of one step as facts, each seen by the next (decision 3). */
export class Decider {
  readonly procedure: Procedure;
  readonly actor: Actor;
  readonly world: Lookups;
  readonly input: Input;
  readonly entry: Entry;
  /** The leg for which the step is taken, as it was before. */
  readonly acting: Leg | undefined;
  s: Snapshot;
  constructor(procedure: Procedure, before: Snapshot | null, actor: Actor, step: string, input: Input, world: Lookups, acting?: Leg) {
    this.acting = acting;
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

  /** The open legs of a key that the step is about: its own leg, those tied to it by `about`; where nothing is tied, the actor's or the first. */
  legs(key: string): Leg[] {
    const legs = openLegs(this.s, key);
    const { acting } = this;
    if (acting) {
      const tied = legs.filter(
        (leg) => leg.id === acting.id || leg.id === acting.about || leg.about === acting.id || (leg.about !== undefined && leg.about === acting.about),
      );
      // What is tied to nothing here is tied to another leg of the same key: none of this step's business.
      if (tied.length > 0 || acting.about !== undefined || legs.every((leg) => leg.about !== undefined)) return tied;
    }
    return legs.length > 1 ? [legs.find((leg) => ownsLeg(leg, this.actor)) ?? legs[0]!] : legs;
  }

  why(): Why {
    return { step: this.entry.step, org: this.entry.actor.org };
  }

  open(key: string, ref: OwnerRef, limit: Limit): void {
    for (const owner of ownersFor(ref, this.s, this.actor, this.world, this.acting)) this.openFor(owner, key, limit);
  }

  openFor(owner: Owner, key: string, limit: Limit): void {
    const { now, calendar } = this.world;
    const about = this.procedure.legs[key]!.side && this.acting ? { about: this.acting.id } : {};
    const clock = clockOf(this.procedure, key, limit, now, addLimit(calendar, now, limit), calendar);
    this.add({
      f: 'leg.open',
      leg: {
        ...owner,
        id: newId(now),
        key,
        limit,
        startedAt: now,
        ...clock,
        rung: 0,
        overdue: false,
        paused: null,
        offer: null,
        endedAt: null,
        result: null,
        revision: 1,
        data: { ...this.input },
        ...about,
        why: this.why(),
      },
    });
  }

  /** Lets a leg's clock run to a new due moment; an extension also takes back "overdue" of the leg when it lies ahead. */
  clock(leg: Leg, dueAt: number): void {
    const { now, calendar } = this.world;
    const ahead = dueAt > now;
    const clock = clockOf(this.procedure, leg.key, leg.limit, now, dueAt, calendar);
    const rungAt = ahead ? clock.rungAt : leg.overdue ? leg.rungAt : now;
    this.add({
      f: 'leg.clock',
      id: leg.id,
      dueAt,
      warnAt: ahead ? clock.warnAt : null,
      rungAt,
      overdue: ahead ? false : leg.overdue,
      rung: ahead ? 0 : leg.rung,
    });
  }

  effect(effect: EffectDef): void {
    const { now, calendar } = this.world;
    switch (effect.do) {
      case 'open': {
        const def = this.procedure.legs[effect.leg]!;
        return this.open(effect.leg, effect.owner ?? def.owner, limitFor(effect.limit ?? def.limit, this.s));
      }
      case 'end':
        for (const leg of effect.all ? openLegs(this.s, effect.leg) : this.legs(effect.leg))
          this.add({ f: 'leg.end', id: leg.id, at: now, result: effect.result });
        return;
      case 'end_all':
        for (const leg of openLegs(this.s)) this.add({ f: 'leg.end', id: leg.id, at: now, result: effect.result });
        return;
      case 'pause':
        for (const leg of this.legs(effect.leg)) this.pause(leg, effect.reason ?? String(this.input[effect.reason_field ?? '']));
        return;
      case 'resume':
        for (const leg of this.legs(effect.leg)) if (leg.paused) this.clock(leg, resumeDue(calendar, now, leg.paused.leftMs, leg.limit.unit));
        return;
      case 'extend': {
        for (const leg of this.legs(effect.leg)) this.extend(leg, effect);
        return;
      }
      case 'assign': {
        for (const leg of this.legs(effect.leg)) {
          const owner = ownerFor(effect.owner, this.s, this.actor, this.world, this.acting);
          this.add({ f: 'leg.assign', id: leg.id, owner, why: this.why() });
        }
        return;
      }
      case 'offer': {
        const lapseAt = addLimit(calendar, now, effect.lapse);
        for (const leg of this.legs(effect.leg)) {
          const to = ownerFor(effect.owner, this.s, this.actor, this.world, this.acting);
          this.add({ f: 'leg.offer', id: leg.id, offer: { ...to, by: this.actor.person, at: now, lapseAt } });
        }
        return;
      }
      case 'accept_offer':
        for (const leg of this.legs(effect.leg)) if (leg.offer) this.add({ f: 'leg.assign', id: leg.id, owner: ownerOf(leg.offer), why: this.why() });
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
        if (this.input[effect.field] !== undefined) this.add({ f: 'rating', value: Number(this.input[effect.field]) });
        return;
      case 'subject':
        return this.correctSubject(this.input[effect.field]);
      case 'place': {
        const place = this.input[effect.field] as { area: string; point?: [number, number] } | undefined;
        // A point that lay in another area says nothing about the new one.
        if (place) this.add({ f: 'place', area: place.area, point: place.point ?? (place.area === this.s.area ? this.s.point : null) });
        return;
      }
      case 'publish':
        if (this.input[effect.field] !== undefined) this.add({ f: 'public', value: this.input[effect.field] === true });
        return;
    }
  }

  correctSubject(given: unknown): void {
    if (typeof given !== 'string' || given === this.s.subject) return;
    const terms = this.world.terms?.(given);
    this.add({ f: 'subject', value: given, terms: terms ? { tier: terms.tier, limits: terms.limits } : null });
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
    const asked =
      this.input[effect.days_field ?? ''] ??
      this.acting?.data[effect.days_field ?? ''] ??
      openLegs(this.s).find((other) => typeof other.data[effect.days_field ?? ''] === 'number')?.data[effect.days_field ?? ''];
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
    const branch = (def.branches ?? []).find((one) =>
      one.guards.every((guard) => guardFault(guard, this.s, this.actor, this.world, this.entry.step, this.acting, this.input) === null),
    );
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
