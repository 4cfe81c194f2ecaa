import { at } from '@hezhi/directory/contract';
import { GAP, type House } from '@hezhi/server';
import { LRUCache } from 'lru-cache';
import { ShapeIndex, type Area, type Position } from '../contract/index.ts';
import { districtBoxes, shapesOf, type ShapeKind, type ShapeRow } from './queries.ts';

/** Topic of the hint that a district's borders changed. */
export const SHAPES_CHANGED = 'places.shapes';

/**
 * Where a point lies. `code` is the narrowest territory whose border holds it; the levels below it are null: a village without drawn grids
 * still has a community that can answer.
 */
export type Located = {
  readonly code: string;
  readonly grid: string | null;
  readonly community: string | null;
  readonly street: string | null;
  readonly district: string;
};

const narrowestFirst: readonly ShapeKind[] = ['grid', 'community', 'street', 'district'];

/** The drawn map of one district in memory. */
export class Locator {
  readonly district: string;
  readonly shapes: ReadonlyMap<string, ShapeRow>;
  readonly #levels: readonly ShapeIndex[];

  constructor(district: string, rows: readonly ShapeRow[]) {
    this.district = district;
    this.shapes = new Map(rows.map((row) => [row.code, row]));
    this.#levels = narrowestFirst
      .map((kind) => new ShapeIndex(rows.filter((row) => row.kind === kind).map(({ code, area }) => ({ code, area }))))
      .filter((index) => index.size > 0);
  }

  /** Grid, community and street of a point, or null outside every border. On a border the lowest code. About a microsecond. */
  locate(lon: number, lat: number): Located | null {
    for (const level of this.#levels) {
      const code = level.find(lon, lat);
      if (code !== null) return located(code);
    }
    return null;
  }

  /** Codes of one level at or below `area`, in order. */
  codes(kind: ShapeKind, area = ''): string[] {
    return [...this.shapes.values()]
      .filter((shape) => shape.kind === kind && shape.code.startsWith(area))
      .map(({ code }) => code)
      .sort();
  }

  area(code: string): Area | null {
    return this.shapes.get(code)?.area ?? null;
  }
}

/** A territory code taken apart by the level registry. */
export function located(code: string): Located {
  return { code, grid: at(code, 'grid'), community: at(code, 'community'), street: at(code, 'street'), district: at(code, 'district')! };
}

type Boxes = Awaited<ReturnType<typeof districtBoxes>>;
type Cache = { locators: LRUCache<string, Promise<Locator>>; boxes: Promise<Boxes> | null; forget: Set<(district: string | null) => void> };

const cacheOf = (house: House): Cache =>
  house.memo('places.locators', () => {
    const cache: Cache = { locators: new LRUCache({ max: 200 }), boxes: null, forget: new Set() };
    house.live.subscribe((hint) => {
      const all = hint.topic === GAP;
      if (!all && hint.topic !== SHAPES_CHANGED) return;
      cache.boxes = null;
      if (all) cache.locators.clear();
      else cache.locators.delete(hint.district);
      for (const forget of cache.forget) forget(all ? null : hint.district);
    });
    return cache;
  });

/** Calls `forget` whenever borders change: with the district, or null for all. */
export function onShapesChanged(house: House, forget: (district: string | null) => void): void {
  cacheOf(house).forget.add(forget);
}

/** The district's map, loaded at first use and again after its borders change. */
export function locatorOf(house: House, district: string): Promise<Locator> {
  const { locators } = cacheOf(house);
  let found = locators.get(district);
  if (!found) {
    found = shapesOf(house.db, district).then((rows) => new Locator(district, rows));
    const mine = found;
    locators.set(district, mine);
    mine.catch(() => {
      if (locators.peek(district) === mine) locators.delete(district);
    });
  }
  return found;
}

/** Grid, community, street and district of a point (`[lon, lat]`, WGS84) in a district, or in any when it is null. */
export async function locate(house: House, district: string | null, point: Position): Promise<Located | null> {
  if (district === null) return locateAny(house, point);
  return (await locatorOf(house, district)).locate(point[0], point[1]);
}

/** The same over all districts of the house. Where borders of districts overlap, the narrowest territory counts, then the lowest code. */
export async function locateAny(house: House, [lon, lat]: Position): Promise<Located | null> {
  const cache = cacheOf(house);
  let boxes = cache.boxes;
  if (!boxes) {
    boxes = districtBoxes(house.db);
    cache.boxes = boxes;
    const mine = boxes;
    mine.catch(() => {
      if (cache.boxes === mine) cache.boxes = null;
    });
  }
  let best: Located | null = null;
  for (const box of await boxes) {
    // A border point is decided in units of 1e-7 degree, so the box is taken a little wider.
    if (lon < box.west - 1e-7 || lon > box.east + 1e-7 || lat < box.south - 1e-7 || lat > box.north + 1e-7) continue;
    const found = (await locatorOf(house, box.district)).locate(lon, lat);
    if (found && (!best || found.code.length > best.code.length)) best = found;
  }
  return best;
}
