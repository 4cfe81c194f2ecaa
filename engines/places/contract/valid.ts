import Flatbush from 'flatbush';
import type { ErrorDef } from '@hezhi/contract/light';
import { rowErrors } from './errors.ts';
import { doubleAreaOf, flatten, orient, unitsPerDegree, type Area, type LineString } from './geometry.ts';

/** One thing wrong with one row of an import. `row` counts from 1; `column` is the member at fault. */
export type RowFault = { readonly row: number; readonly column: string; readonly error: ErrorDef; readonly values: Readonly<Record<string, unknown>> };
export type Fault = { readonly error: ErrorDef; readonly values: Readonly<Record<string, unknown>> };

const position = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.length <= 3 && value.every(Number.isFinite) && Math.abs(value[0]) <= 180 && Math.abs(value[1]) <= 90;

/** What is wrong with a value that should be a Polygon or MultiPolygon; null when it can be used. */
export function areaFault(value: unknown): Fault | null {
  const { type, coordinates } = (value ?? {}) as { type?: unknown; coordinates?: unknown };
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates) || coordinates.length === 0)
    return { error: rowErrors.row_geometry, values: {} };
  const polygons: unknown[] = type === 'Polygon' ? [coordinates] : coordinates;
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { error: rowErrors.row_geometry, values: {} };
    for (const ring of polygon) {
      if (!Array.isArray(ring)) return { error: rowErrors.row_geometry, values: {} };
      if (!ring.every(position)) return { error: rowErrors.row_position, values: {} };
    }
  }
  const { xy, ends } = flatten(value as Area);
  let start = 0;
  for (const end of ends) {
    if (end - start < 8 || doubleAreaOf(xy, start, end) === 0) return { error: rowErrors.row_ring, values: {} };
    start = end;
  }
  const at = crossingOf(xy, ends);
  return at && { error: rowErrors.row_crossing, values: { lon: at[0].toFixed(6), lat: at[1].toFixed(6) } };
}

/** What is wrong with a value that should be a LineString. */
export function lineFault(value: unknown): Fault | null {
  const { type, coordinates } = (value ?? {}) as Partial<LineString>;
  if (type !== 'LineString' || !Array.isArray(coordinates) || coordinates.length < 2) return { error: rowErrors.row_line, values: {} };
  return coordinates.every(position) ? null : { error: rowErrors.row_position, values: {} };
}

/** Where two edges of the rings cross properly or run over each other; touching at a vertex is allowed. */
function crossingOf(xy: Int32Array, ends: readonly number[]): [number, number] | null {
  const edges: number[] = [];
  let start = 0;
  for (const end of ends) {
    for (let i = start; i + 2 < end; i += 2) edges.push(i);
    start = end;
  }
  const tree = new Flatbush(edges.length, 16, Int32Array);
  const box = (i: number): [number, number, number, number] => [
    Math.min(xy[i]!, xy[i + 2]!),
    Math.min(xy[i + 1]!, xy[i + 3]!),
    Math.max(xy[i]!, xy[i + 2]!),
    Math.max(xy[i + 1]!, xy[i + 3]!),
  ];
  for (const i of edges) tree.add(...box(i));
  tree.finish();
  for (let index = 0; index < edges.length; index++) {
    const i = edges[index]!;
    const hit = tree.search(...box(i), (other) => other > index && meet(xy, i, edges[other]!))[0];
    if (hit !== undefined) return [xy[i]! / unitsPerDegree, xy[i + 1]! / unitsPerDegree];
  }
  return null;
}

function meet(xy: Int32Array, i: number, j: number): boolean {
  const [ax, ay, bx, by] = [xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!];
  const [cx, cy, dx, dy] = [xy[j]!, xy[j + 1]!, xy[j + 2]!, xy[j + 3]!];
  const [o1, o2] = [orient(ax, ay, bx, by, cx, cy), orient(ax, ay, bx, by, dx, dy)];
  if (o1 === 0 && o2 === 0) {
    // On one line: they run over each other when their stretches share more than a point.
    const flat = ax === bx;
    const [a0, a1, c0, c1] = flat ? [ay, by, cy, dy] : [ax, bx, cx, dx];
    return Math.max(Math.min(a0, a1), Math.min(c0, c1)) < Math.min(Math.max(a0, a1), Math.max(c0, c1));
  }
  return o1 * o2 === -1 && orient(cx, cy, dx, dy, ax, ay) * orient(cx, cy, dx, dy, bx, by) === -1;
}
