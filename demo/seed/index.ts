import { iso } from '@hezhi/contract';
import { setImmediate as breathe } from 'node:timers/promises';
import { hashPassword } from '@hezhi/directory/server';
import { districtsInUse, type House } from '@hezhi/server';
import type { Arrival } from '../cases/demand.ts';
import { demandByWeek } from '../cases/demand.ts';
import { makeGazetteer } from '../cases/report.ts';
import { dayOf, startOf } from '../cases/weather.ts';
import { makePlace } from '../geography/place.ts';
import { PROFILES, type PlaceKey } from '../geography/profiles.ts';
import { makePeople } from '../people/town.ts';
import { seedAutonomy } from './autonomy/index.ts';
import { Cast } from './cast.ts';
import { Lanes, type Tally } from './lanes.ts';
import { seedDuty } from './duty.ts';
import { seedHotline } from './hotline.ts';
import { seedMethods } from './methods.ts';
import { begin, foundings, madeKeys, markFinished, markUsable, setPlanned, type Founding } from './queries.ts';
import { leaves, makeTown, type Town } from './report.ts';
import { demoPassword, seedCountry, seedPlace } from './town.ts';
import { welcome } from './welcome.ts';
import { seedWhistles } from './whistles.ts';

export { demoPassword } from './town.ts';
export { room } from './room.ts';
export type { Tally } from './lanes.ts';

/** How much of the town is made; the defaults are the whole demo. */
export type Scale = {
  places?: readonly PlaceKey[];
  weeks?: number;
  total?: number;
  /** Weeks that are there before the product is called usable. */ ready?: number;
};
export type SeedOptions = {
  progress: (sentence: string) => void;
  signal?: AbortSignal | undefined;
  seed?: string;
  scale?: Scale;
  /** Cases made side by side until the product is usable. */
  lanes?: number;
};
export type Seeding = {
  /** Resolves when all history is there, or when it was stopped. */
  background: Promise<void>;
  /** Lets the cases under way end; the next start goes on from there. */
  stop(): Promise<void>;
  /** What this run has done so far. */
  tally: Readonly<Tally>;
};

const HISTORY_WEEKS = 26;
/** Complete before the product is called usable; and so many more if there is time (ms since the start). */
const READY_WEEKS = 1;
const MORE_WEEKS = 2;
const IN_TIME = 45_000;
const HOUR = 3_600_000;
const nothing: Tally = { made: 0, failed: 0, refusals: new Map() };

/**
 * Founds the demo town and lives half a year of cases through the product's own services (see README). Resolves when the product can be used: the newest weeks
 * are complete; older ones follow in the background. Repeatable: what was made is not made again, an interrupted run goes on. A house that holds anything
 * else is left alone.
 */
export async function seedDemo(house: House, options: SeedOptions): Promise<Seeding> {
  const { progress, signal, scale = {} } = options;
  const known = await foundings(house.db);
  const profiles = PROFILES.filter(({ key }) => scale.places === undefined || scale.places.includes(key));
  const districts = profiles.map(({ district }) => district);
  const begun = known.filter(({ district }) => districts.includes(district));
  if (begun.length === districts.length && begun.every(({ finished_at }) => finished_at !== null)) return done();
  if (known.length === 0 && (await inUse(house))) {
    progress('The database holds another district already: no demo is seeded.');
    return done();
  }
  await begin(house.db, districts, options.seed ?? 'hezhi', iso(house.now()));
  const founded = (await foundings(house.db)).filter(({ district }) => districts.includes(district));
  const run = new Run(house, options, founded);
  const usable = founded.every(({ usable_at }) => usable_at !== null);
  if (!usable) await run.found();
  const lanes = new Lanes(house, signal);
  const background = usable ? run.resume(lanes) : (await run.newest(lanes), run.history(lanes));
  const ended = background.catch((error: unknown) => house.log.error({ err: error }, 'the history of the demo town stopped; the next start goes on'));
  return {
    background: ended,
    tally: lanes.tally,
    stop: async () => {
      lanes.stop();
      await ended;
    },
  };
}

function done(): Seeding {
  return { background: Promise.resolve(), stop: async () => {}, tally: nothing };
}

/** Whether districts of somebody else's are in the database; 000000 is the house itself. */
async function inUse(house: House): Promise<boolean> {
  return (await districtsInUse(house)).some((district) => district !== '000000');
}

class Run {
  readonly #house: House;
  readonly #options: SeedOptions;
  readonly #founded: readonly Founding[];
  readonly #seed: string;
  /** The present of the town: lives are lived up to here. */
  readonly #until: number;
  /** When the town was begun: reports come until here. */
  readonly #began: number;
  readonly #started = performance.now();
  #towns: Town[] = [];
  #older: Arrival[] = [];

  constructor(house: House, options: SeedOptions, founded: readonly Founding[]) {
    this.#house = house;
    this.#options = options;
    this.#founded = founded;
    this.#seed = founded[0]!.seed;
    this.#began = Date.parse(founded[0]!.founded_at);
    // A town that is gone on with later has lived on meanwhile.
    this.#until = house.now() - this.#began < 60_000 ? this.#began : house.now();
  }

  get #districts(): string[] {
    return this.#founded.map(({ district }) => district);
  }

  /** All posts, organisations and ids of the town date from this moment, a month before the first report. */
  get #origin(): number {
    return startOf(dayOf(this.#began) - 7 * HISTORY_WEEKS - 30) + 9 * HOUR;
  }

  /** Stage 1: divisions, shapes, organisations, people, posts, accounts. */
  async found(): Promise<void> {
    const { progress, signal } = this.#options;
    const started = performance.now();
    progress(`Demo: founding ${this.#founded.length} invented towns on real divisions …`);
    const passwordHash = await hashPassword(demoPassword);
    await seedCountry(this.#house);
    for (const town of await this.#makeTowns()) {
      signal?.throwIfAborted();
      await seedPlace(this.#house, town.place, town.people, this.#seed, this.#origin, passwordHash);
    }
    const cast = new Cast(this.#house, this.#until);
    for (const { place } of await this.#makeTowns()) await seedMethods(this.#house, place, cast, this.#origin + HOUR);
    progress(`Demo: territory, maps, people and accounts are there (${seconds(started)}).`);
  }

  async #makeTowns(): Promise<Town[]> {
    if (this.#towns.length > 0) return this.#towns;
    for (const profile of PROFILES.filter(({ district }) => this.#districts.includes(district))) {
      const place = makePlace(profile, this.#seed);
      this.#towns.push(makeTown(place, makePeople(place, this.#seed, this.#origin), makeGazetteer(place)));
      await breathe();
    }
    return this.#towns;
  }

  /** Looks up what is to be made and what was made before; gives the newest weeks, newest first, and those of them that may come later. */
  async prepare(lanes: Lanes): Promise<{ must: Arrival[]; may: Arrival[] }> {
    const { scale = {} } = this.#options;
    const towns = await this.#makeTowns();
    const made = await madeKeys(this.#house.db, this.#districts);
    const [must, may]: [Arrival[], Arrival[]] = [[], []];
    this.#older = [];
    const ready = scale.ready ?? READY_WEEKS;
    const planned = new Map<string, number>();
    const demand = demandByWeek({
      seed: this.#seed,
      now: this.#began,
      places: towns.map(({ place }) => place),
      people: towns.map(({ people }) => people),
      leaves,
      weeks: scale.weeks ?? HISTORY_WEEKS,
      ...(scale.total === undefined ? {} : { total: scale.total }),
    });
    for (const { week, arrivals } of demand) {
      for (const arrival of arrivals) planned.set(arrival.place, (planned.get(arrival.place) ?? 0) + 1);
      const missing = arrivals.filter(({ key }) => !made.has(key)).toReversed();
      (week < ready ? must : week < ready + MORE_WEEKS && scale.ready === undefined ? may : this.#older).push(...missing);
      await breathe();
    }
    for (const town of towns) {
      const fresh = welcome(town, this.#seed, this.#began);
      planned.set(town.place.key, (planned.get(town.place.key) ?? 0) + fresh.length);
      must.unshift(...fresh.filter(({ key }) => !made.has(key)));
    }
    for (const { place } of towns) await setPlanned(this.#house.db, place.district, planned.get(place.key) ?? 0);
    lanes.set({ seed: this.#seed, until: this.#until, towns: new Map(towns.map((town) => [town.place.key, town])), cast: new Cast(this.#house, this.#until) });
    return { must, may };
  }

  /** Stage 2: the newest weeks of all places, several cases at a time. */
  async newest(lanes: Lanes): Promise<void> {
    const { progress, signal, lanes: count = 4 } = this.#options;
    const { must, may } = await this.prepare(lanes);
    const started = performance.now();
    const all = must.length + may.length;
    progress(`Demo: living through the newest weeks (${all} cases) …`);
    const way = { lanes: count, photoShare: 0.2 };
    await lanes.run(must, { ...way, told: (share, made) => progress(`Demo: ${made} of ${all} cases (${Math.round((share * must.length * 100) / all)} %).`) });
    const left = await lanes.run(may, {
      ...way,
      deadline: this.#started + IN_TIME,
      told: (_share, made) => progress(`Demo: ${must.length + made} of ${all} cases (${Math.round(((must.length + made) * 100) / all)} %).`),
    });
    this.#older.unshift(...left);
    signal?.throwIfAborted();
    if (lanes.stopped) return;
    await markUsable(this.#house.db, this.#districts, iso(this.#house.now()));
    const rate = Math.round(((all - left.length) * 1000) / Math.max(1, performance.now() - started));
    progress(`Demo: the newest weeks are there (${seconds(started)}, ${rate} cases a second). Older history follows in the background.`);
    this.#tellRefusals(lanes);
  }

  /** Goes on with the history of a town that is in use already. */
  async resume(lanes: Lanes): Promise<void> {
    const { must, may } = await this.prepare(lanes);
    this.#older.unshift(...must, ...may);
    await this.history(lanes);
  }

  /** Stage 3: older weeks, one case at a time, out of the way of people. */
  async history(lanes: Lanes): Promise<void> {
    const { progress } = this.#options;
    await seedDuty(this.#house, await this.#makeTowns(), new Cast(this.#house, this.#until), this.#seed, this.#until, () => lanes.stopped);
    await seedHotline(this.#house, await this.#makeTowns(), new Cast(this.#house, this.#until), this.#seed, this.#until, () => lanes.stopped);
    await seedWhistles(
      this.#house,
      await this.#makeTowns(),
      new Cast(this.#house, this.#until),
      this.#seed,
      this.#until,
      lanes.tally.refusals,
      () => lanes.stopped,
    );
    await seedAutonomy(
      this.#house,
      await this.#makeTowns(),
      new Cast(this.#house, this.#until),
      this.#seed,
      this.#until,
      lanes.tally.refusals,
      () => lanes.stopped,
    );
    const arrivals = this.#older;
    const started = performance.now();
    if (arrivals.length > 0)
      await lanes.run(arrivals, {
        lanes: 1,
        gentle: true,
        photoShare: 0.08,
        told: (share, made) => progress(`Demo: history ${Math.round(share * 100)} % (${made} of ${arrivals.length} older cases).`),
      });
    if (lanes.stopped) return;
    this.#tellRefusals(lanes);
    if (lanes.tally.failed > 0) return progress(`Demo: ${lanes.tally.failed} cases could not be made; the next start tries them again.`);
    await markFinished(this.#house.db, this.#districts, iso(this.#house.now()));
    if (arrivals.length > 0) progress(`Demo: half a year of history is complete (${seconds(started)}).`);
  }

  #tellRefusals(lanes: Lanes): void {
    const { refusals } = lanes.tally;
    if (refusals.size > 0) this.#house.log.warn({ refusals: Object.fromEntries(refusals) }, 'steps of the demo that the law did not allow');
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
