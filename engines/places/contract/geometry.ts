/** Longitude and latitude in WGS84 degrees. */
export type Position = readonly [lon: number, lat: number];
export type Ring = readonly Position[];
export type Polygon = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] };
export type MultiPolygon = { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
/** An area on the ground: one polygon with holes, or several. */
export type Area = Polygon | MultiPolygon;
export type LineString = { readonly type: 'LineString'; readonly coordinates: readonly Position[] };
/** `[west, south, east, north]` in degrees. */
export type Box = readonly [number, number, number, number];

/** All exact work is done in units of 1e-7 degree (about 1 cm), which fit 32-bit integers. */
export const unitsPerDegree = 1e7;
export const toUnits = (degrees: number): number => Math.round(degrees * unitsPerDegree);

/** The polygons of an area, each a list of rings: outer first, then holes. */
export const polygonsOf = (area: Area): readonly (readonly Ring[])[] => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates);

const safe = 2 ** 52;

/**
 * On which side of a->b the point p lies: 1 left, -1 right, 0 exactly on the line. Exact for integers of up to 32 bits: products beyond
 * 2^52 whose difference could be rounding are done again in big integers.
 */
export function orient(ax: number, ay: number, bx: number, by: number, px: number, py: number): -1 | 0 | 1 {
  const left = (bx - ax) * (py - ay);
  const right = (by - ay) * (px - ax);
  const det = left - right;
  if ((left <= safe && left >= -safe && right <= safe && right >= -safe) || Math.abs(det) > (Math.abs(left) + Math.abs(right)) * 4.5e-16) {
    return det > 0 ? 1 : det < 0 ? -1 : 0;
  }
  const exact = BigInt(bx - ax) * BigInt(py - ay) - BigInt(by - ay) * BigInt(px - ax);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

/** Rings of one or many areas as flat integer coordinates `x0 y0 x1 y1 …`, each ring closed. */
export type FlatRings = { readonly xy: Int32Array; readonly ends: readonly number[] };

/** An area's rings in integer units, closed, without repeated vertices. */
export function flatten(area: Area): FlatRings {
  const xy: number[] = [];
  const ends: number[] = [];
  for (const polygon of polygonsOf(area)) {
    for (const ring of polygon) {
      const start = xy.length;
      for (const [lon, lat] of ring) {
        const [x, y] = [toUnits(lon), toUnits(lat)];
        const last = xy.length;
        if (last === start || xy[last - 2] !== x || xy[last - 1] !== y) xy.push(x, y);
      }
      if (xy.length > start && (xy[start] !== xy[xy.length - 2] || xy[start + 1] !== xy[xy.length - 1])) xy.push(xy[start]!, xy[start + 1]!);
      ends.push(xy.length);
    }
  }
  return { xy: Int32Array.from(xy), ends };
}

/**
 * Where a point lies by the even-odd rule over the rings of `xy[from..to)`: `ends` are the ends of the rings between. Exact; holes and several
 * polygons need no distinction. 1 inside, 0 on a border, -1 outside. All in integer units.
 */
export function placeOf(xy: Int32Array, ends: ArrayLike<number>, firstRing: number, lastRing: number, from: number, px: number, py: number): -1 | 0 | 1 {
  let inside = false;
  let start = from;
  for (let ring = firstRing; ring < lastRing; ring++) {
    const end = ends[ring]!;
    let ax = xy[start]!;
    let ay = xy[start + 1]!;
    for (let i = start + 2; i < end; i += 2) {
      const bx = xy[i]!;
      const by = xy[i + 1]!;
      if (bx === px && by === py) return 0;
      if (ay > py !== by > py) {
        // Most edges lie wholly to one side; only the rest need the determinant.
        if (ax > px && bx > px) inside = !inside;
        else if (ax >= px || bx >= px) {
          const side = orient(ax, ay, bx, by, px, py);
          if (side === 0) return 0;
          if (side > 0 === by > ay) inside = !inside;
        }
      } else if (ay === py && by === py && ax > px !== bx > px) {
        return 0;
      }
      ax = bx;
      ay = by;
    }
    start = end;
  }
  return inside ? 1 : -1;
}

/** Whether the area holds the point, border included. Exact to 1e-7 degree. For many points use `ShapeIndex`. */
export function contains(area: Area, [lon, lat]: Position): boolean {
  const { xy, ends } = flatten(area);
  return placeOf(xy, ends, 0, ends.length, 0, toUnits(lon), toUnits(lat)) >= 0;
}

/** The box around positions, in degrees. */
export function boxOf(positions: Iterable<Position>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, south, east, north];
}

/** The box around an area, in degrees. */
export const boxOfArea = (area: Area): Box => boxOf(polygonsOf(area).flat(2) as readonly Position[]);

/** Twice the signed area of a ring in square units of 1e-7 degree; positive when it runs counter-clockwise. Exact for ints relative to the first vertex up to 2^53. */
export function doubleAreaOf(xy: ArrayLike<number>, from: number, to: number): number {
  const [ox, oy] = [xy[from]!, xy[from + 1]!];
  let sum = 0;
  for (let i = from + 2; i < to; i += 2) sum += (xy[i - 2]! - ox) * (xy[i + 1]! - oy) - (xy[i]! - ox) * (xy[i - 1]! - oy);
  return sum;
}

const metresPerDegree = 111_194.93;

/** Distance between two positions in metres; flat approximation, good to a metre within a district. */
export function metresBetween(a: Position, b: Position): number {
  const x = (b[0] - a[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot(x, b[1] - a[1]) * metresPerDegree;
}

/** Square metres of an area in square 1e-7 degrees (twice), at a latitude. */
export const squareMetres = (doubleArea: number, lat: number): number =>
  (Math.abs(doubleArea) / 2 / unitsPerDegree ** 2) * metresPerDegree ** 2 * Math.cos((lat * Math.PI) / 180);

/** Distance from a point to a line of positions in metres. */
export function metresToLine(point: Position, line: readonly Position[]): number {
  const shrink = Math.cos((point[1] * Math.PI) / 180);
  let best = Infinity;
  for (let i = 0; i < line.length; i++) {
    const [ax, ay] = [(line[i]![0] - point[0]) * shrink, line[i]![1] - point[1]];
    const next = line[i + 1] ?? line[i]!;
    const [dx, dy] = [(next[0] - point[0]) * shrink - ax, next[1] - point[1] - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy));
  }
  return best * metresPerDegree;
}

/** Distance from a point to an area in metres; 0 inside. */
export function metresToArea(point: Position, area: Area): number {
  if (contains(area, point)) return 0;
  return Math.min(...polygonsOf(area).flatMap((polygon) => polygon.map((ring) => metresToLine(point, ring))));
}

/** A point that stands for an area: the centroid of its largest outer ring, or, when that falls outside, a point inside near it. */
export function pointIn(area: Area): Position {
  let best: { xy: Int32Array; size: number } | undefined;
  for (const polygon of polygonsOf(area)) {
    const { xy } = flatten({ type: 'Polygon', coordinates: [polygon[0]!] });
    const size = Math.abs(doubleAreaOf(xy, 0, xy.length));
    if (!best || size > best.size) best = { xy, size };
  }
  const { xy } = best!;
  const [ox, oy] = [xy[0]!, xy[1]!];
  let [sum, cx, cy] = [0, 0, 0];
  for (let i = 2; i < xy.length; i += 2) {
    const [ax, ay, bx, by] = [xy[i - 2]! - ox, xy[i - 1]! - oy, xy[i]! - ox, xy[i + 1]! - oy];
    const cross = ax * by - bx * ay;
    sum += cross;
    cx += (ax + bx) * cross;
    cy += (ay + by) * cross;
  }
  const centre: Position =
    sum === 0 ? [ox / unitsPerDegree, oy / unitsPerDegree] : [(ox + cx / (3 * sum)) / unitsPerDegree, (oy + cy / (3 * sum)) / unitsPerDegree];
  return contains(area, centre) ? centre : (widest(area, centre[1]) ?? centre);
}

/** The middle of the widest stretch of the area along one parallel. */
function widest(area: Area, lat: number): Position | null {
  const cuts: number[] = [];
  for (const ring of polygonsOf(area).flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      if (a[1] > lat !== b[1] > lat) cuts.push(a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
    }
  }
  cuts.sort((a, b) => a - b);
  let best: [number, number] | null = null;
  for (let i = 1; i < cuts.length; i += 2) if (!best || cuts[i]! - cuts[i - 1]! > best[1] - best[0]) best = [cuts[i - 1]!, cuts[i]!];
  return best && [(best[0] + best[1]) / 2, lat];
}
