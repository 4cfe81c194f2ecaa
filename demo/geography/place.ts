import type { CommunityDivision, StreetDivision } from '../divisions.ts';
import { readCommunities, readStreets } from '../divisions.ts';
import type { Rng } from '../random.ts';
import { makeRng } from '../random.ts';
import type { Building, Compound } from './buildings.ts';
import { makeBuildings } from './buildings.ts';
import type { Part } from './partition.ts';
import { balance, bisect, makeContiguous, settleCounts } from './partition.ts';
import type { PlaceKey, Profile } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import type { Road } from './roads.ts';
import { makeRoads } from './roads.ts';
import type { LineString, Polygon, Position } from './shapes.ts';
import { bounds, centroid, contains, round } from './shapes.ts';
import type { Tiling } from './tiling.ts';
import { makeTiling, scale, union } from './tiling.ts';

export interface PlaceStreet {
  code: string;
  name: string;
  /** A street (街道) or a town or township (镇、乡). */
  kind: 'street' | 'town';
  polygon: Polygon;
}
export interface PlaceCommunity {
  code: string;
  /** Official name and the name people use. */
  name: string;
  shortName: string;
  street: string;
  rural: boolean;
  polygon: Polygon;
}
export interface PlaceGrid {
  /** Community code and three digits. */
  code: string;
  /** 第一网格. */
  name: string;
  community: string;
  street: string;
  rural: boolean;
  polygon: Polygon;
  centre: Position;
  households: number;
  population: number;
}
/** One of the five places: official divisions, invented shapes. Everything is GeoJSON in WGS84. */
export interface Place {
  district: string;
  key: PlaceKey;
  name: string;
  focusStreet: string;
  centre: Position;
  polygon: Polygon;
  streets: PlaceStreet[];
  communities: PlaceCommunity[];
  grids: PlaceGrid[];
  roads: Road[];
  compounds: Compound[];
  buildings: Building[];
}
export type { Building, Compound, LineString, PlaceKey, Polygon, Position, Road };

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function wantedGrids(community: CommunityDivision, focus: boolean, rng: Rng): number {
  if (community.rural) return rng.int(3, 4);
  return focus ? rng.int(4, 5) : rng.int(3, 5);
}

/** Cells of one street divided among its communities: tries several cuts and keeps the one whose communities have 3 to 6 grids in one piece. */
function divideStreet(cells: readonly number[], wants: readonly number[], tiling: Tiling, rng: Rng): Map<number, number[]> {
  const parts: Part[] = wants.map((weight) => ({ weight }));
  const order = wants.map((_, index) => index);
  let best: { faults: number; groups: Map<number, number[]> } | undefined;
  for (let attempt = 0; attempt < 60 && best?.faults !== 0; attempt++) {
    const label = new Int32Array(tiling.rings.length).fill(-1);
    bisect(cells, order, parts, tiling.sites, 0.1 + attempt * 0.02, rng, label);
    makeContiguous(cells, label, tiling.neighbours);
    const groups = new Map<number, number[]>(order.map((index) => [index, []]));
    for (const cell of cells) groups.get(label[cell]!)!.push(cell);
    const faults = [...groups.values()].reduce((sum, group) => sum + Math.max(0, 3 - group.length) * 5 + Math.max(0, group.length - 6), 0);
    if (!best || faults < best.faults) best = { faults, groups };
  }
  return best!.groups;
}

/** Reading order: from north to south in bands, then west to east, so that the first grid is the north-western one. */
function readingOrder(cells: readonly number[], tiling: Tiling): number[] {
  const north = (cell: number): number => -tiling.sites[cell]![1];
  const band = Math.sqrt(Math.PI / tiling.rings.length) * 1.2;
  const top = Math.min(...cells.map(north));
  const row = (cell: number): number => Math.floor((north(cell) - top) / band);
  return [...cells].sort((a, b) => row(a) - row(b) || tiling.sites[a]![0] - tiling.sites[b]![0]);
}

function toPolygon(tiling: Tiling, cell: number): Polygon {
  const ring = tiling.rings[cell]!.map((id) => tiling.vertices[id]!);
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}

/** Where a point of the real layout lies in the flat pattern (inverse of the densening of the middle). */
function spread(profile: Profile, [x, y]: readonly [number, number]): readonly [number, number] {
  const r = Math.hypot(x, y);
  if (r === 0 || profile.density === 1) return [x, y];
  const q = 1 - profile.density;
  const flat = (Math.sqrt(profile.density ** 2 + 4 * q * r) - profile.density) / (2 * q);
  return [(x / r) * flat, (y / r) * flat];
}

/** Builds one place from its profile. Pure: same seed, same bytes. */
export function makePlace(profile: Profile, seed: string): Place {
  const rng = makeRng(`${seed}/geography/${profile.key}`);
  const streets: StreetDivision[] = readStreets(profile.district);
  const communities = readCommunities(profile.district);
  const count = rng.fork('counts');
  const wants = new Map(communities.map((c) => [c.code, wantedGrids(c, c.street === profile.focusStreet, count)]));
  const ofStreet = streets.map((street) => communities.filter((c) => c.street === street.code).sort((a, b) => Number(a.rural) - Number(b.rural)));
  const total = [...wants.values()].reduce((sum, n) => sum + n, 0);
  const tiling = makeTiling(profile, total, rng.fork('tiling'));

  const cells = tiling.rings.map((_, index) => index);
  const streetOf = new Int32Array(cells.length).fill(-1);
  const parts = streets.map((street, index): Part => ({
    weight: ofStreet[index]!.reduce((sum, c) => sum + wants.get(c.code)!, 0),
    at: spread(profile, profile.streets[street.code] ?? [0, 0]),
  }));
  balance(cells, parts, tiling.sites, streetOf);
  makeContiguous(cells, streetOf, tiling.neighbours);
  settleCounts(parts, streetOf, tiling.neighbours);

  const place: Place = {
    district: profile.district,
    key: profile.key,
    name: profile.name,
    focusStreet: profile.focusStreet,
    centre: round(profile.centre),
    polygon: union(tiling, cells),
    streets: [],
    communities: [],
    grids: [],
    roads: [],
    compounds: [],
    buildings: [],
  };
  const cellOfGrid: number[] = [];
  const communityOf = new Int32Array(cells.length).fill(-1);
  const count2 = rng.fork('households');
  streets.forEach((street, index) => {
    const own = cells.filter((cell) => streetOf[cell] === index);
    place.streets.push({ code: street.code, name: street.name, kind: street.name.endsWith('街道') ? 'street' : 'town', polygon: union(tiling, own) });
    const list = ofStreet[index]!;
    const groups = divideStreet(
      own,
      list.map((c) => wants.get(c.code)!),
      tiling,
      rng.fork(`street ${street.code}`),
    );
    list.forEach((community, nth) => {
      const group = readingOrder(groups.get(nth)!, tiling);
      place.communities.push({
        code: community.code,
        name: community.name,
        shortName: community.shortName,
        street: street.code,
        rural: community.rural,
        polygon: union(tiling, group),
      });
      group.forEach((cell, k) => {
        communityOf[cell] = place.communities.length - 1;
        cellOfGrid.push(cell);
        const polygon = toPolygon(tiling, cell);
        const households = community.rural ? count2.int(90, 240) : count2.int(210, 430);
        place.grids.push({
          code: community.code + String(k + 1).padStart(3, '0'),
          name: `第${NUMERALS[k] ?? String(k + 1)}网格`,
          community: community.code,
          street: street.code,
          rural: community.rural,
          polygon,
          centre: centroid(polygon),
          households,
          population: Math.round(households * count2.real(2.2, 3.2)),
        });
      });
    });
  });
  const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
  const km = scale(profile);
  const names = new Map(place.communities.map((community) => [community.code, community.shortName]));
  place.roads = makeRoads(
    profile,
    tiling,
    streetOf,
    communityOf,
    place.grids.map((grid) => ({ ...grid, communityName: names.get(grid.community)! })),
    cellOfGrid,
    km,
    rng.fork('roads'),
  );
  place.communities.sort(byCode);
  place.grids.sort(byCode);
  const built = makeBuildings(profile, place.communities, place.grids, km, rng.fork('buildings'));
  place.compounds = built.compounds;
  place.buildings = built.buildings;
  return place;
}

/** The five places of the demo, Weibin first. */
export function makePlaces(seed: string): Place[] {
  return PROFILES.map((profile) => makePlace(profile, seed));
}

/** A random point inside a grid, six decimals. */
export function pointInGrid(rng: Rng, grid: Pick<PlaceGrid, 'polygon'>): Position {
  return pointInPolygon(rng, grid.polygon);
}

/** A random point on the ground of a building. */
export function pointAt(rng: Rng, building: Pick<Building, 'polygon'>): Position {
  return pointInPolygon(rng, building.polygon);
}

function pointInPolygon(rng: Rng, polygon: Polygon): Position {
  const [w, s, e, n] = bounds(polygon);
  for (let attempt = 0; attempt < 200; attempt++) {
    const point = round([rng.real(w, e), rng.real(s, n)]);
    if (contains(polygon, point)) return point;
  }
  return centroid(polygon);
}
