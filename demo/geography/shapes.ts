/** Longitude and latitude, WGS84, degrees rounded to six decimals. */
export type Position = [number, number];
export interface Polygon {
  type: 'Polygon';
  coordinates: Position[][];
}
export interface LineString {
  type: 'LineString';
  coordinates: Position[];
}
/** A point in a plane measured in kilometres (or in the unit of the caller). */
export type Point = readonly [number, number];

/** Twice the signed area of a ring, counter-clockwise positive, in squared units of its coordinates. */
export function doubleArea(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return sum;
}

/** Exact doubled area of a polygon in squared microdegrees: whole numbers, so sums of tiles can be compared with ===. */
export function doubleAreaMicro(polygon: Polygon): bigint {
  let sum = 0n;
  for (const ring of polygon.coordinates) {
    for (let i = 1; i < ring.length; i++) {
      const [x0, y0] = ring[i - 1]!;
      const [x1, y1] = ring[i]!;
      sum += BigInt(Math.round(x0 * 1e6)) * BigInt(Math.round(y1 * 1e6)) - BigInt(Math.round(x1 * 1e6)) * BigInt(Math.round(y0 * 1e6));
    }
  }
  return sum < 0n ? -sum : sum;
}

function inRing(x: number, y: number, ring: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Whether a point lies inside a polygon (holes respected); points on the border may go either way. */
export function contains(polygon: Polygon, point: Point): boolean {
  const [outer, ...holes] = polygon.coordinates;
  if (!outer || !inRing(point[0], point[1], outer)) return false;
  return !holes.some((hole) => inRing(point[0], point[1], hole));
}

/** West, south, east, north. */
export function bounds(polygon: Polygon): [number, number, number, number] {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygon.coordinates[0]!) {
    if (x < w) w = x;
    if (x > e) e = x;
    if (y < s) s = y;
    if (y > n) n = y;
  }
  return [w, s, e, n];
}

/** Centre of mass of the outer ring. */
export function centroid(polygon: Polygon): Position {
  return round(centroidOf(polygon.coordinates[0]!));
}

/** Centre of mass of a ring; falls back to its first point when it has no area. */
export function centroidOf(ring: readonly Point[]): Point {
  const [ox, oy] = ring[0]!;
  let [a, x, y] = [0, 0, 0];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x0, y0] = [ring[j]![0] - ox, ring[j]![1] - oy];
    const [x1, y1] = [ring[i]![0] - ox, ring[i]![1] - oy];
    const cross = x0 * y1 - x1 * y0;
    a += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return a === 0 ? [ox, oy] : [ox + x / (3 * a), oy + y / (3 * a)];
}

/** Six decimals, about 0.1 m. */
export function round(point: Point): Position {
  return [Math.round(point[0] * 1e6) / 1e6, Math.round(point[1] * 1e6) / 1e6];
}

/** The part of a ring on the left of the line through `origin` with direction `direction` (Sutherland-Hodgman; exact for convex rings). */
export function clipLeft(ring: readonly Point[], origin: Point, direction: Point): Point[] {
  const side = (p: Point): number => direction[0] * (p[1] - origin[1]) - direction[1] * (p[0] - origin[0]);
  const out: Point[] = [];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[j]!, ring[i]!];
    const [sa, sb] = [side(a), side(b)];
    if (sa >= 0 !== sb >= 0) {
      const t = sa / (sa - sb);
      out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    }
    if (sb >= 0) out.push(b);
  }
  return out;
}

/** Whether a point lies in a ring of plane points. */
export function ringContains(ring: readonly Point[], point: Point): boolean {
  return inRing(point[0], point[1], ring);
}
