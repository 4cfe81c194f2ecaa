import type { Building, Place, PlaceGrid, Position } from '../geography/place.ts';
import { pointAt, pointInGrid } from '../geography/place.ts';
import type { PlaceKey } from '../geography/profiles.ts';
import type { PlacePeople } from '../people/town.ts';
import type { Rng } from '../random.ts';
import { makeRng } from '../random.ts';
import type { LeafDemand } from './leaves.ts';
import { DUTY_HOURS, HOURS, leafDemand, SEASONS } from './leaves.ts';
import type { Channel } from './texts.ts';
import { calendarDay, dayFactor, dayOf, officeDay, rainOn, startOf } from './weather.ts';

/** What demand needs to know of a leaf of the category tree. */
export interface LeafInfo {
  code: string;
  name: string;
  /** 1 danger, 2 utilities, 3 general, 4 hard. */
  tier: number;
  /** Where it can usually be settled: grid, community, street, department. */
  settle: string;
  /** Key of the leading department. */
  lead: string;
}
/** One report that comes in. */
export interface Arrival {
  /** Stable name, for example weibin-2026-11-20-0007. */
  key: string;
  /** Epoch ms. */
  at: number;
  place: PlaceKey;
  grid: PlaceGrid;
  point: Position;
  building?: Building;
  leaf: LeafInfo;
  channel: Channel;
  anonymous: boolean;
  photos: 0 | 1 | 2;
  /** Index into `residents` of the place (channel resident) or into `staff` (grid: the worker of the grid; community: a clerk). */
  reporter: number;
  /** Key of an earlier report of the same thing. */
  echoOf?: string;
}
export interface DemandOptions {
  seed: string;
  /** Epoch ms: nothing arrives after it. */
  now: number;
  places: readonly Place[];
  people: readonly PlacePeople[];
  leaves: readonly LeafInfo[];
  /** About how many in all (default 24,000) over how many weeks (default 26). */
  total?: number;
  weeks?: number;
}
/** The arrivals of seven local days, in order of time. Week 0 is the newest and ends at `now`. */
export interface DemandWeek {
  week: number;
  from: number;
  until: number;
  arrivals: Arrival[];
}

const SHARE: Readonly<Record<PlaceKey, number>> = { weibin: 0.34, changning: 0.24, qionglai: 0.17, shuangluan: 0.13, jiayuguan: 0.12 };
const FOCUS_SHARE = 0.48;
const MINUTE = 60_000;

/** Use of the platform grows over the half year: weeks ago to factor. */
const trend = (week: number, weeks: number): number => 1.12 - (0.4 * week) / weeks;

interface Area {
  place: Place;
  focus: PlaceGrid[];
  rest: PlaceGrid[];
  buildings: ReadonlyMap<string, Building[]>;
  residentsIn: ReadonlyMap<string, number[]>;
  residentsOf: ReadonlyMap<string, number[]>;
  zeal: readonly number[];
  workerOf: ReadonlyMap<string, number>;
  clerksOf: ReadonlyMap<string, number[]>;
}

function areaOf(place: Place, people: PlacePeople): Area {
  const homes = new Set(place.compounds.filter((c) => c.kind !== 'industrial' && c.kind !== 'public').map((c) => c.key));
  const lived = new Set(place.compounds.filter((c) => homes.has(c.key)).map((c) => c.grid));
  const staff = new Map(people.staff.map((person, index) => [person.id, index]));
  const workerOf = new Map<string, number>();
  const clerksOf = new Map<string, number[]>();
  for (const post of people.posts) {
    const index = staff.get(post.person)!;
    if (post.role === 'grid_worker') workerOf.set(post.area, index);
    if (post.role === 'community_clerk') clerksOf.set(post.area, [...(clerksOf.get(post.area) ?? []), index]);
  }
  const index = people.residents.map((_, i) => i);
  return {
    place,
    focus: place.grids.filter((grid) => grid.street === place.focusStreet),
    rest: place.grids.filter((grid) => grid.street !== place.focusStreet),
    buildings: Map.groupBy(
      [...place.buildings.filter((b) => homes.has(b.compound)), ...place.buildings.filter((b) => !homes.has(b.compound) && !lived.has(b.grid))],
      (b) => b.grid,
    ),
    residentsIn: Map.groupBy(index, (i) => people.residents[i]!.grid),
    residentsOf: Map.groupBy(index, (i) => people.residents[i]!.community),
    zeal: people.residents.map((one) => one.zeal),
    workerOf,
    clerksOf,
  };
}

/** Places without district heating have no cold radiators. */
const heated = (key: PlaceKey): boolean => key !== 'changning' && key !== 'qionglai';

function heatingOn(key: PlaceKey, date: string): boolean {
  const from = key === 'jiayuguan' || key === 'shuangluan' ? '11-01' : '11-15';
  const day = date.slice(5);
  return heated(key) && (day >= from || day <= '03-15');
}

interface Choice {
  leaf: LeafInfo;
  demand: LeafDemand;
  town: number;
  village: number;
}

function choices(options: DemandOptions, key: PlaceKey, day: number): { list: Choice[]; storm: number } {
  const rain = rainOn(options.seed, key, day);
  const { month, date } = calendarDay(day);
  let [plain, wet] = [0, 0];
  const list = options.leaves.map((leaf): Choice => {
    const demand = leafDemand(leaf.code);
    let weight = demand.weight;
    if (demand.season === 'heating') weight *= heatingOn(key, date) ? SEASONS.heating[month]! : 0;
    else if (demand.season) weight *= SEASONS[demand.season][month]!;
    plain += weight;
    if (rain > 0 && demand.rain) weight *= demand.rain[rain - 1]!;
    wet += weight;
    return { leaf, demand, town: weight, village: weight * demand.village };
  });
  return { list, storm: plain > 0 ? wet / plain : 1 };
}

function poisson(rng: Rng, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(rng.normal(mean, Math.sqrt(mean))));
  const limit = Math.exp(-mean);
  let [n, product] = [0, rng.next()];
  while (product > limit) {
    n += 1;
    product *= rng.next();
  }
  return n;
}

function timeOn(rng: Rng, day: number, channel: Channel, demand: LeafDemand): number {
  const weights = channel === 'resident' ? HOURS[demand.hours] : DUTY_HOURS;
  const hour = rng.weighted([...weights.keys()], (h) => weights[h]!);
  return startOf(day) + hour * 60 * MINUTE + rng.int(0, 3_599_999);
}

function channelOf(rng: Rng, demand: LeafDemand, open: boolean): Channel {
  if (rng.chance(open ? demand.patrol : demand.patrol * 0.6)) return 'grid';
  return rng.chance(open ? 0.16 : 0.05) ? 'community' : 'resident';
}

function reporterOf(rng: Rng, area: Area, grid: PlaceGrid, channel: Channel): number | undefined {
  if (channel === 'grid') return area.workerOf.get(grid.code);
  if (channel === 'community') return rng.pick(area.clerksOf.get(grid.community)!);
  const near = area.residentsIn.get(grid.code) ?? area.residentsOf.get(grid.community);
  if (!near || near.length === 0) return undefined;
  return rng.weighted(near, (index) => area.zeal[index]!);
}

function arrive(rng: Rng, area: Area, choice: Choice, grid: PlaceGrid, at: number, channel: Channel): Omit<Arrival, 'key'> {
  const { demand, leaf } = choice;
  const houses = area.buildings.get(grid.code) ?? [];
  const building = demand.at === 'home' && houses.length > 0 ? rng.pick(houses) : undefined;
  let reporter = reporterOf(rng, area, grid, channel);
  let used = channel;
  if (reporter === undefined) {
    used = 'community';
    reporter = reporterOf(rng, area, grid, used)!;
  }
  const shy = /^(H|M05|M02|K02|D04)/u.test(leaf.code) ? 0.38 : 0.07;
  const seen = /^[A-GJ]/u.test(leaf.code) || leaf.code.startsWith('I05') || leaf.code.startsWith('I06');
  const photos =
    used === 'grid' ? rng.weighted([0, 1, 2] as const, (n) => [1, 6, 4][n]!) : rng.weighted([0, 1, 2] as const, (n) => (seen ? [4, 5, 2] : [17, 2, 1])[n]!);
  return {
    at,
    place: area.place.key,
    grid,
    point: building ? pointAt(rng, building) : pointInGrid(rng, grid),
    ...(building ? { building } : {}),
    leaf,
    channel: used,
    anonymous: used === 'resident' && rng.chance(shy),
    photos,
    reporter,
  };
}

function dayArrivals(options: DemandOptions, area: Area, day: number, mean: number): Arrival[] {
  const key = area.place.key;
  const rng = makeRng(`${options.seed}/demand/${key}/${String(day)}`);
  const { list, storm } = choices(options, key, day);
  const open = officeDay(day);
  const found: Arrival[] = [];
  const date = calendarDay(day).date;
  const push = (arrival: Omit<Arrival, 'key'>): Arrival => {
    const whole = { key: `${key}-${date}-${String(found.length + 1).padStart(4, '0')}`, ...arrival };
    found.push(whole);
    return whole;
  };
  const count = poisson(rng, mean * Math.min(storm, 2.6));
  for (let i = 0; i < count; i++) {
    const grid = rng.weighted(rng.chance(FOCUS_SHARE) || area.rest.length === 0 ? area.focus : area.rest, (g) => g.population);
    const choice = rng.weighted(list, (c) => (grid.rural ? c.village : c.town));
    const channel = channelOf(rng, choice.demand, open);
    const first = push(arrive(rng, area, choice, grid, timeOn(rng, day, channel, choice.demand), channel));
    if (!choice.demand.cluster || first.channel !== 'resident' || !rng.chance(0.22)) continue;
    for (let echoes = rng.int(1, choice.demand.cluster + 1); echoes > 0; echoes--) {
      const echo = arrive(rng, area, choice, grid, first.at + rng.int(4, 170) * MINUTE, 'resident');
      push({ ...echo, ...(first.building ? { building: first.building, point: pointAt(rng, first.building) } : {}), echoOf: first.key });
    }
  }
  return found;
}

/** The reports of the last half year, newest week first. Pure and deterministic: same options, same arrivals. */
export function* demandByWeek(options: DemandOptions): Generator<DemandWeek> {
  const weeks = options.weeks ?? 26;
  const total = options.total ?? 24_000;
  const today = dayOf(options.now);
  const areas = options.places.map((place) =>
    areaOf(
      place,
      options.people.find((people) => people.place === place.key)!,
    ),
  );
  const day = (week: number, nth: number): number => today - 7 * week - 6 + nth;
  // Scale so that the whole period comes out at about `total`, echoes (about 4 %) included.
  const weights = areas.map(({ place }) => {
    let sum = 0;
    for (let week = 0; week < weeks; week++) {
      for (let nth = 0; nth < 7; nth++)
        sum += dayFactor(day(week, nth)) * trend(week, weeks) * Math.min(choices(options, place.key, day(week, nth)).storm, 2.6);
    }
    return sum;
  });
  const shares = areas.reduce((sum, { place }) => sum + SHARE[place.key], 0);
  for (let week = 0; week < weeks; week++) {
    const arrivals: Arrival[] = [];
    for (let nth = 0; nth < 7; nth++) {
      areas.forEach((area, index) => {
        const mean = ((total * 0.96 * SHARE[area.place.key]) / shares / weights[index]!) * dayFactor(day(week, nth)) * trend(week, weeks);
        arrivals.push(...dayArrivals(options, area, day(week, nth), mean));
      });
    }
    yield {
      week,
      from: startOf(day(week, 0)),
      until: Math.min(options.now, startOf(day(week, 6) + 1)),
      arrivals: arrivals.filter((arrival) => arrival.at <= options.now).sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
    };
  }
}
