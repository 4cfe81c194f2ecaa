import { resumeDue, remaining, type Calendar } from '@hezhi/calendar/contract';
import { Refusal, systemActor, type Actor } from '@hezhi/contract';
import { nextMoment, openLegs, stepFault, type Leg, type Procedure, type Snapshot } from '@hezhi/matters/contract';
import { calendarOf, findStored, procedureOf, runClock, snapshotOf, takeStep } from '@hezhi/matters/server';
import { makeCall, type Db, type House } from '@hezhi/server';

/** The life of a case ends here for now: what comes next lies after the present. */
export class Pending extends Error {}

/** Steps that the law did not allow, by step and reason. Aim: none. */
export type Refusals = Map<string, number>;

type Who = (life: Life) => Promise<Actor | null>;
type Data = Record<string, unknown> | ((actor: Actor) => Promise<Record<string, unknown>> | Record<string, unknown>);

/** Between two steps of one case at least this long (ms). */
const BREATH = 20_000;

/**
 * One matter lived through at simulated moments, in one transaction: before each step its own clock runs to that step's moment, so timers fire in their
 * place in the timeline, and nothing of the past is left to a worker.
 */
export class Life {
  readonly house: House;
  readonly db: Db;
  readonly district: string;
  readonly id: string;
  readonly until: number;
  readonly calendar: Calendar;
  readonly procedure: Procedure;
  readonly refusals: Refusals;
  /** The matter as it is now. */
  matter: Snapshot;
  /** When the last step happened. */
  at: number;

  private constructor(house: House, db: Db, matter: Snapshot, procedure: Procedure, until: number, refusals: Refusals) {
    this.house = house;
    this.db = db;
    this.matter = matter;
    this.procedure = procedure;
    this.until = until;
    this.refusals = refusals;
    this.district = matter.district;
    this.id = matter.id;
    this.at = matter.openedAt;
    this.calendar = calendarOf(house);
  }

  /** Takes up the life of a matter that was just opened in `db`. */
  static async of(house: House, db: Db, district: string, id: string, until: number, refusals: Refusals): Promise<Life> {
    const row = await findStored(db, district, id);
    if (!row) throw new Error(`matter ${id} was not opened`);
    const matter = snapshotOf(row);
    return new Life(house, db, matter, await procedureOf(house, matter.procedure, matter.procedureVersion), until, refusals);
  }

  /** The open leg of a key. */
  leg(key: string): Leg | undefined {
    return openLegs(this.matter, key)[0];
  }

  /** Whether the matter has ended. */
  get over(): boolean {
    return this.procedure.states[this.matter.state]!.final;
  }

  /** The moment at which `share` of a leg's limit has passed in the leg's own time; 1.2 = 20 % late. */
  within(leg: Leg, share: number): number {
    return resumeDue(this.calendar, leg.startedAt, Math.round(share * sizeOf(this.calendar, leg)), leg.limit.unit);
  }

  /** Lets the matter's clock run to a moment (no further than the present). */
  async clock(to: number): Promise<void> {
    const until = Math.min(to, this.until);
    for (;;) {
      const next = Math.min(...this.matter.legs.map(nextMoment));
      if (!(next <= until)) return;
      const call = makeCall(this.house, { actor: systemActor(this.district), db: this.db, now: next });
      this.matter = (await runClock(call, this.district, this.id, next))!;
      this.at = Math.max(this.at, next);
    }
  }

  /**
   * Takes a step at a moment (or as soon after it as the steps before allow). False when the law does not allow it: counted, and the life goes another way.
   * Throws Pending when the moment lies after the present.
   */
  async take(step: string, at: number, who: Who, data: Data = {}): Promise<boolean> {
    const when = Math.max(at, this.at + BREATH);
    await this.clock(when);
    if (when > this.until) throw new Pending();
    const actor = await who(this);
    const fault = actor ? stepFault(this.procedure, this.matter, actor, step, { now: when, calendar: this.calendar }) : null;
    if (!actor || fault) return this.#refused(step, actor ? fault!.def.code : 'nobody');
    const call = makeCall(this.house, { actor, db: this.db, now: when });
    const typed = typeof data === 'function' ? await data(actor) : data;
    try {
      await takeStep(call, this.district, this.id, { step, revision: this.matter.revision, data: typed }, (_write, decision) => (this.matter = decision.after));
    } catch (error) {
      if (error instanceof Refusal) this.#refused(step, `${error.def.code} ${error.faults.map(({ path, code }) => `${path} ${code}`).join(', ')}`.trim());
      // A refusal inside the write has undone the transaction: the case is begun anew by the next run.
      throw error;
    }
    this.at = when;
    return true;
  }

  #refused(step: string, why: string): false {
    const key = `${step} in ${this.matter.state}: ${why}`;
    this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
    return false;
  }
}

/** A leg's limit in its own time (ms), at least a minute. */
export function sizeOf(calendar: Calendar, leg: Leg): number {
  return Math.max(60_000, remaining(calendar, leg.startedAt, leg.dueAt, leg.limit.unit));
}
