import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@hezhi/contract';
import type { Db, House } from '@hezhi/server';
import type { Arrival } from '../cases/demand.ts';
import { outcomeOf } from '../cases/outcome.ts';
import type { PlaceKey } from '../geography/profiles.ts';
import { makeRng } from '../random.ts';
import type { Cast } from './cast.ts';
import { live } from './course.ts';
import { Life, Pending, type Refusals } from './life.ts';
import { claim } from './queries.ts';
import { tell, upload, type Town } from './report.ts';
import type { Scene } from './scene.ts';
import { stageOf } from './stages.ts';
import { liveWelcome } from './welcome.ts';

/** What a run has done. `refusals`: steps that the law did not allow, by step and reason; the aim is none. */
export type Tally = { made: number; failed: number; refusals: Refusals };
type Setting = { seed: string; until: number; towns: ReadonlyMap<PlaceKey, Town>; cast: Cast };
type Way = {
  lanes: number;
  photoShare: number;
  gentle?: boolean;
  /** No case is begun after this moment (`performance.now()`). */
  deadline?: number;
  told: (share: number, made: number) => void;
};

/** After so many failures in a row (the database is away) the run stops. */
const PATIENCE = 20;

/** Makes cases, each with its whole life up to the present in one transaction: it is there with its history, or not at all. */
export class Lanes {
  readonly tally: Tally = { made: 0, failed: 0, refusals: new Map() };
  readonly #house: House;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = new AbortController();
  #setting: Setting | null = null;
  #inARow = 0;

  constructor(house: House, signal: AbortSignal | undefined) {
    this.#house = house;
    this.#signal = signal;
  }

  set(setting: Setting): void {
    this.#setting = setting;
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted || this.#signal?.aborted === true;
  }

  /** Lets the cases under way end and begins no other. */
  stop(): void {
    this.#stop.abort();
  }

  /** Makes the cases in their order, `lanes` side by side. Gives those that were not begun. */
  async run(arrivals: readonly Arrival[], way: Way): Promise<readonly Arrival[]> {
    const setting = this.#setting!;
    const pace = way.gentle ? new Pace() : null;
    let [next, made, shown] = [0, 0, 0];
    const lane = async (): Promise<void> => {
      while (!this.stopped && next < arrivals.length && performance.now() < (way.deadline ?? Infinity)) {
        const arrival = arrivals[next++]!;
        const started = performance.now();
        await this.#make(setting, arrival, way.photoShare);
        made++;
        const share = made / arrivals.length;
        if (share - shown >= 0.1 && made < arrivals.length) {
          shown = share;
          way.told(share, made);
        }
        await pace?.rest(performance.now() - started, this.#stop.signal);
      }
    };
    try {
      await Promise.all(Array.from({ length: way.lanes }, lane));
    } finally {
      pace?.end();
    }
    return arrivals.slice(next);
  }

  async #make(setting: Setting, arrival: Arrival, photoShare: number): Promise<void> {
    // Counted only when the transaction holds.
    const refusals: Refusals = new Map();
    let fresh = false;
    try {
      await this.#house.db.tx(async (db) => {
        refusals.clear();
        fresh = await claim(db, setting.towns.get(arrival.place)!.place.district, arrival.key);
        if (fresh) await this.#live(setting, arrival, photoShare, db, refusals);
      });
      if (fresh) this.tally.made++;
      this.#inARow = 0;
    } catch (error) {
      this.tally.failed++;
      this.#house.log.error({ err: error, case: arrival.key }, 'a case of the demo could not be made');
      if (++this.#inARow >= PATIENCE) throw error;
    }
    for (const [key, n] of refusals) this.tally.refusals.set(key, (this.tally.refusals.get(key) ?? 0) + n);
  }

  async #live({ seed, until, towns, cast }: Setting, arrival: Arrival, photoShare: number, db: Db, refusals: Refusals): Promise<void> {
    const town = towns.get(arrival.place)!;
    const told = await tell(this.#house, db, cast, town, arrival, seed, photoShare);
    const life = await Life.of(this.#house, db, told.district, told.id, until, refusals);
    const rng = makeRng(`${seed}/life/${arrival.key}`);
    const pictures = makeRng(`${seed}/done/${arrival.key}`);
    const { asker, channel } = life.matter;
    const scene: Scene = {
      rng,
      cast,
      arrival,
      outcome: outcomeOf(seed, arrival),
      text: told.text,
      reporter: asker === null ? null : await cast.asker(told.district, asker, channel === 'visitor'),
      firm: arrival.building ? (town.firms.get(arrival.building.compound) ?? null) : null,
      photos: async (actor: Actor, now: number) =>
        told.withPhotos && (stageOf(arrival.key) || pictures.chance(0.5))
          ? upload(this.#house, db, actor, Math.max(now, life.at), [{ scene: 'after', variant: pictures.int(0, 3) }], pictures)
          : [],
    };
    try {
      const stage = stageOf(arrival.key);
      await (stage ? liveWelcome(life, scene, stage) : live(life, scene));
    } catch (error) {
      if (!(error instanceof Pending)) throw error;
    }
    await life.clock(until);
  }
}

/** Keeps the background out of people's way: it works at most two thirds of the time, and hardly at all while the process is busy. */
class Pace {
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  #usual = 0;

  constructor() {
    this.#delay.enable();
  }

  /** Rests after a case that took `took` ms. */
  async rest(took: number, signal: AbortSignal): Promise<void> {
    this.#usual = this.#usual === 0 ? took : this.#usual * 0.98 + Math.min(took, this.#usual * 3) * 0.02;
    const lag = this.#delay.percentile(90) / 1e6;
    this.#delay.reset();
    const busy = lag > 40 || took > 4 * this.#usual;
    await sleep(busy ? 400 : Math.max(2, took / 2), undefined, { signal, ref: false }).catch(() => {});
  }

  end(): void {
    this.#delay.disable();
  }
}
