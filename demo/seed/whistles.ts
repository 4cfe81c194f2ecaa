import { baseCategories } from '@hezhi/cases/contract';
import { reportCase } from '@hezhi/cases/server';
import type { Actor } from '@hezhi/contract';
import type { Leg } from '@hezhi/matters/contract';
import { makeCall, type Db, type House } from '@hezhi/server';
import { blow, type BlowGiven } from '@hezhi/whistles/server';
import { pointInGrid, type PlaceGrid } from '../geography/place.ts';
import { demoId, makeRng, type Rng } from '../random.ts';
import type { Cast } from './cast.ts';
import { Life, Pending, type Refusals } from './life.ts';
import { claim } from './queries.ts';
import type { Town } from './report.ts';
import { scripts, type Script } from './whistle-scripts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Setting = { house: House; db: Db; cast: Cast; town: Town; seed: string; until: number; refusals: Refusals };

/** Who does what in one whistle, each at its moment. */
export class Play {
  readonly life: Life;
  readonly #cast: Cast;
  readonly #rng: Rng;
  readonly #orgs: ReadonlyMap<string, string>;
  readonly #grid: PlaceGrid;
  constructor(life: Life, cast: Cast, rng: Rng, orgs: ReadonlyMap<string, string>, grid: PlaceGrid) {
    this.life = life;
    this.#cast = cast;
    this.#rng = rng;
    this.#orgs = orgs;
    this.#grid = grid;
  }

  #leg(kind: string, prefix: string): Leg | undefined {
    const org = this.#orgs.get(kind);
    return this.life.matter.legs.find((leg) => leg.org === org && leg.key.startsWith(prefix));
  }

  #who(kind: string): () => Promise<Actor | null> {
    const org = this.#orgs.get(kind);
    return async () => (org === undefined ? null : this.#cast.owner(this.life.district, { org, post: null }, 'whistles.respond', this.#rng));
  }

  /** Where somebody stands: a few steps from the place. */
  #here(): { place?: { area: string; point: [number, number] } } {
    const { point } = this.life.matter;
    if (!point) return {};
    const [lon, lat] = this.#grid.centre;
    return { place: { area: this.#grid.code, point: [point[0] + (lon! - point[0]) * 0.05, point[1] + (lat! - point[1]) * 0.05] } };
  }

  /** Checks in when `share` of its limit has passed; 1.3 = too late. */
  async checkIn(kind: string, share: number, note?: string): Promise<void> {
    const leg = this.#leg(kind, 'check_in');
    if (leg) await this.life.take('check_in', this.life.within(leg, share), this.#who(kind), { ...(note ? { note } : {}), ...this.#here() });
  }

  /** Checks in on the spot, so long after the step before. */
  async come(kind: string, after: number, note: string): Promise<void> {
    await this.step(kind, 'check_in', after, { note, ...this.#here() });
  }

  async signIn(kind: string, others: string): Promise<void> {
    await this.life.take('sign_in', this.life.at + 5 * MINUTE, this.#who(kind), { with: others, ...this.#here() });
  }

  /** A step of a department, so long after the one before; nothing where the place has no such department. */
  async step(kind: string, step: string, after: number, data: Record<string, unknown>): Promise<void> {
    if (this.#orgs.has(kind)) await this.life.take(step, this.life.at + after, this.#who(kind), data);
  }

  async street(step: string, after: number, data: Record<string, unknown>): Promise<void> {
    const { org } = this.life.leg('coordinate')!;
    await this.life.take(step, this.life.at + after, async () => this.#cast.owner(this.life.district, { org, post: null }, 'whistles.decide', this.#rng), data);
  }

  /** The rater's stars for those who checked in, in the order of their coming. */
  async rate(stars: readonly number[]): Promise<void> {
    const leg = this.life.leg('rate');
    if (!leg) return;
    for (const [i, [, org]] of [...this.#orgs].entries()) {
      const score = stars[i];
      if (score === undefined || this.life.matter.state !== 'rating') continue;
      const rater = async (): Promise<Actor | null> => this.#cast.owner(this.life.district, { org: leg.org, post: null }, 'whistles.rate', this.#rng);
      await this.life.take('rate_department', this.life.at + HOUR, rater, { department: { org }, score });
    }
  }
}

/** Lives one whistle up to the present, in one transaction with its note that it was made; false where it was made before or the place lacks the departments. */
async function liveOne({ house, db, cast, town, seed, until, refusals }: Setting, script: Script, key: string): Promise<boolean> {
  const { place } = town;
  if (!(await claim(db, place.district, key))) return false;
  const rng = makeRng(`${seed}/${key}`);
  const grid = rng.pick(place.grids.filter((one) => one.street === place.focusStreet));
  const blower = await cast.covering(place.district, 'street_dispatcher', grid.code, rng);
  const orgs = new Map<string, string>();
  for (const kind of [...script.lead, ...script.assist]) {
    const org = await cast.orgOfKind(place.district, kind);
    if (org !== null) orgs.set(kind, org);
  }
  const lead = script.lead.flatMap((kind) => (orgs.has(kind) ? [{ org: orgs.get(kind)! }] : []));
  if (!blower || lead.length === 0) return false;
  const at = until - script.ago;
  const [lon, lat] = pointInGrid(rng, grid);
  const point: [number, number] = [lon!, lat!];
  const from =
    script.fromCase === undefined ? null : await caseFor({ house, db, cast, town, seed, until, refusals }, script.fromCase, at - 2 * HOUR, grid, point, rng);
  const given: BlowGiven = {
    id: demoId(at, rng),
    kind: script.kind,
    text: script.text,
    lead,
    assist: script.assist.flatMap((kind) => (orgs.has(kind) ? [{ org: orgs.get(kind)! }] : [])),
    photos: [],
    ...(from === null ? { place: { point } } : { case: from, place: {} }),
  };
  await blow(makeCall(house, { actor: blower, db, now: at }), given);
  const life = await Life.of(house, db, place.district, given.id!, until, refusals);
  try {
    await script.live(new Play(life, cast, rng, orgs, grid));
  } catch (error) {
    if (!(error instanceof Pending)) throw error;
  }
  await life.clock(until);
  if (from !== null) await (await Life.of(house, db, place.district, from, until, refusals)).clock(until);
  return true;
}

const category = baseCategories.find((one) => one.lead === 'urban_management' && one.questions.every((question) => !question.required))!;

/** A resident's case, accepted by the community, from which the street whistles. */
async function caseFor(setting: Setting, description: string, at: number, grid: PlaceGrid, point: [number, number], rng: Rng): Promise<string | null> {
  const { house, db, cast, town, until, refusals } = setting;
  const { district } = town.place;
  const reporter = await cast.resident(rng.pick(town.people.residents).id);
  const id = demoId(at, rng);
  const place = { point };
  await reportCase(makeCall(house, { actor: reporter, db, now: at }), {
    id,
    district,
    category: category.code,
    description,
    photos: [],
    place,
    answers: {},
    public: true,
    hide_name: true,
  });
  const life = await Life.of(house, db, district, id, until, refusals);
  const clerk = async (): Promise<Actor | null> => cast.covering(district, 'community_clerk', grid.code, rng);
  return (await life.take('accept', at + 40 * MINUTE, clerk)) ? id : null;
}

/**
 * Blows and lives the whistles of the demo, through the front door at simulated moments. Repeatable: what was made is not made again. A house without the room of whistles
 * gets none. Gives how many were made.
 */
export async function seedWhistles(
  house: House,
  towns: readonly Town[],
  cast: Cast,
  seed: string,
  until: number,
  refusals: Refusals,
  stopped: () => boolean,
): Promise<number> {
  if (!house.rooms.some((room) => room.name === 'whistles')) return 0;
  let made = 0;
  for (const town of towns)
    for (const [i, script] of scripts.entries()) {
      if (stopped()) return made;
      const key = `whistle-${town.place.key}-${String(i)}`;
      const told: Refusals = new Map();
      try {
        const done = await house.db.tx((db) => {
          told.clear();
          return liveOne({ house, db, cast, town, seed, until, refusals: told }, script, key);
        });
        if (done) made++;
      } catch (error) {
        house.log.error({ err: error, whistle: key }, 'a whistle of the demo could not be made');
      }
      for (const [what, n] of told) refusals.set(what, (refusals.get(what) ?? 0) + n);
    }
  return made;
}
