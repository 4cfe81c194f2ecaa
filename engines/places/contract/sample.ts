import { Delaunay } from 'd3-delaunay';
import type { Area, Polygon, Position } from './geometry.ts';
import type { Shape } from './shape-index.ts';

/** A repeatable stream of numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Cells around random sites that tile the box `[west, south, east, north]` exactly: shared corners are shared numbers. For tests and the bench. */
export function randomTiles(
  count: number,
  seed: number,
  box: readonly [number, number, number, number],
  prefix = '6104020100',
): { tiles: Shape[]; whole: Polygon } {
  const next = numbers(seed);
  const [west, south, east, north] = box;
  const sites = Array.from({ length: count }, (): [number, number] => [west + next() * (east - west), south + next() * (north - south)]);
  const cells = Delaunay.from(sites).voronoi([west, south, east, north]);
  const round = (value: number): number => Math.round(value * 1e7) / 1e7;
  const tiles: Shape[] = [];
  for (let i = 0; i < count; i++) {
    const ring = cells.cellPolygon(i)?.map(([x, y]): Position => [round(x!), round(y!)]);
    if (!ring) continue;
    tiles.push({ code: `${prefix}${String(i).padStart(5, '0')}`, area: { type: 'Polygon', coordinates: [ring] } });
  }
  const corner = (x: number, y: number): Position => [round(x), round(y)];
  const whole: Polygon = {
    type: 'Polygon',
    coordinates: [[corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south)]],
  };
  return { tiles, whole };
}

/** A square with its lower left corner at `[x, y]`, in degrees. */
export const square = (x: number, y: number, side: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
});

/** A square ring: a square with a square hole in the middle third. */
export function frame(x: number, y: number, side: number): Area {
  const third = side / 3;
  return { type: 'Polygon', coordinates: [square(x, y, side).coordinates[0]!, [...square(x + third, y + third, third).coordinates[0]!].reverse()] };
}
