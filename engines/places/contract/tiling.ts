import Flatbush from 'flatbush';
import { flatten, orient, squareMetres, unitsPerDegree, type Area, type Position } from './geometry.ts';
import type { Shape } from './shape-index.ts';

/** A place where grids leave a gap, overlap or reach beyond the area they divide. */
export type TilingFault = {
  readonly kind: 'gap' | 'overlap';
  /** Square metres. */
  readonly size: number;
  readonly at: Position;
  /** The grids whose borders meet here. */
  readonly codes: readonly string[];
};
export type TilingResult = { readonly ok: boolean; readonly faults: readonly TilingFault[] };

type Edge = { ax: number; ay: number; bx: number; by: number; codes: readonly string[] };

/**
 * Whether the parts (grids of a community) tile the whole: no gap, no overlap, nothing outside (feature T2, 无缝相接、全覆盖无盲区).
 *
 * The count of parts at a point minus 1 inside the whole is zero everywhere exactly when the borders, taken with their direction, cancel: each
 * stretch of border is run through as often one way as the other. That is decided in integers of 1e-7 degree, without tolerance. What is left
 * over runs around the faults; loops smaller than `tolerance` square metres come from rounding and are not told. Without a whole, the outer border of the parts
 * stands for it: overlaps and enclosed gaps are found.
 */
export function checkTiling(parts: readonly Shape[], whole: Area | null, tolerance = 1): TilingResult {
  if (parts.length === 0 && !whole) return { ok: true, faults: [] };
  const edges = parts.flatMap((part) => edgesOf(part.area, [part.code]));
  if (whole) for (const edge of edgesOf(whole, [])) edges.push(turned(edge));
  const rest = cancel(splitAtVertices(edges));
  if (rest.length === 0) return { ok: true, faults: [] };
  let found = loops(cancel(splitAtCrossings(rest))).map((loop) => faultOf(loop));
  if (!whole) found = withoutOuter(found);
  const faults = found.filter(({ fault }) => fault.size >= tolerance).map(({ fault }) => fault);
  return { ok: faults.length === 0, faults: faults.sort((a, b) => b.size - a.size) };
}

const turned = (edge: Edge): Edge => ({ ax: edge.bx, ay: edge.by, bx: edge.ax, by: edge.ay, codes: edge.codes });

/** Border of an area with the inside on the left: outer rings counter-clockwise, holes clockwise. */
function edgesOf(area: Area, codes: readonly string[]): Edge[] {
  const edges: Edge[] = [];
  const { xy, ends } = flatten(orientedArea(area));
  let start = 0;
  for (const end of ends) {
    for (let i = start + 2; i < end; i += 2) edges.push({ ax: xy[i - 2]!, ay: xy[i - 1]!, bx: xy[i]!, by: xy[i + 1]!, codes });
    start = end;
  }
  return edges;
}

/** The area with outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6). */
export function orientedArea<A extends Area>(area: A): A {
  const turn = (polygon: readonly (readonly Position[])[]): Position[][] =>
    polygon.map((ring, index) => {
      const sum = signedArea(ring);
      return (index === 0) === sum >= 0 ? [...ring] : [...ring].reverse();
    });
  const coordinates = area.type === 'Polygon' ? turn(area.coordinates) : area.coordinates.map(turn);
  return { type: area.type, coordinates } as unknown as A;
}

function signedArea(ring: readonly Position[]): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += (ring[i - 1]![0] - ox) * (ring[i]![1] - oy) - (ring[i]![0] - ox) * (ring[i - 1]![1] - oy);
  return sum;
}

/** Cuts every edge at the vertices of others that lie on it. */
function splitAtVertices(edges: readonly Edge[]): Edge[] {
  const points = new Map<string, [number, number]>();
  for (const { ax, ay } of edges) points.set(`${ax},${ay}`, [ax, ay]);
  const list = [...points.values()];
  const tree = new Flatbush(list.length, 16, Int32Array);
  for (const [x, y] of list) tree.add(x, y, x, y);
  tree.finish();
  return edges.flatMap((edge) => {
    const { ax, ay, bx, by } = edge;
    const on = tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (index) => {
      const [x, y] = list[index]!;
      return !(x === ax && y === ay) && !(x === bx && y === by) && orient(ax, ay, bx, by, x, y) === 0;
    });
    return on.length === 0
      ? [edge]
      : cut(
          edge,
          on.map((index) => list[index]!),
        );
  });
}

/** Cuts the edges that are left where they cross, rounded to 1e-7 degree: only the report depends on it. */
function splitAtCrossings(edges: readonly Edge[]): Edge[] {
  const tree = new Flatbush(edges.length, 16, Int32Array);
  for (const { ax, ay, bx, by } of edges) tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  tree.finish();
  return edges.flatMap((edge) => {
    const points: [number, number][] = [];
    const { ax, ay, bx, by } = edge;
    for (const index of tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) {
      const other = edges[index]!;
      // The same two lines are always met in the same order, so both are cut at the same rounded point.
      const point = before(edge, other) ? crossing(edge, other) : crossing(other, edge);
      if (point && !(point[0] === ax && point[1] === ay) && !(point[0] === bx && point[1] === by)) points.push(point);
    }
    return points.length === 0 ? [edge] : cut(edge, points);
  });
}

const before = (a: Edge, b: Edge): boolean => (a.ax - b.ax || a.ay - b.ay || a.bx - b.bx ? (a.ax - b.ax || a.ay - b.ay || a.bx - b.bx) < 0 : a.by <= b.by);

function crossing(a: Edge, b: Edge): [number, number] | null {
  const one = orient(a.ax, a.ay, a.bx, a.by, b.ax, b.ay) * orient(a.ax, a.ay, a.bx, a.by, b.bx, b.by);
  const two = orient(b.ax, b.ay, b.bx, b.by, a.ax, a.ay) * orient(b.ax, b.ay, b.bx, b.by, a.bx, a.by);
  if (one !== -1 || two !== -1) return null;
  const [rx, ry, sx, sy] = [a.bx - a.ax, a.by - a.ay, b.bx - b.ax, b.by - b.ay];
  const t = ((b.ax - a.ax) * sy - (b.ay - a.ay) * sx) / (rx * sy - ry * sx);
  return [Math.round(a.ax + t * rx), Math.round(a.ay + t * ry)];
}

function cut(edge: Edge, points: readonly (readonly [number, number])[]): Edge[] {
  const along = (x: number, y: number): number => (x - edge.ax) * (edge.bx - edge.ax) + (y - edge.ay) * (edge.by - edge.ay);
  const ordered = [...points].sort((a, b) => along(...a) - along(...b));
  const pieces: Edge[] = [];
  let [x, y] = [edge.ax, edge.ay];
  for (const [nx, ny] of [...ordered, [edge.bx, edge.by] as const]) {
    if (nx === x && ny === y) continue;
    pieces.push({ ax: x, ay: y, bx: nx, by: ny, codes: edge.codes });
    [x, y] = [nx, ny];
  }
  return pieces;
}

/** Removes stretches that are run through in both directions. */
function cancel(edges: readonly Edge[]): Edge[] {
  const open = new Map<string, Edge[]>();
  for (const edge of edges) {
    const back = open.get(`${edge.bx},${edge.by},${edge.ax},${edge.ay}`);
    if (back && back.length > 0) {
      back.pop();
      continue;
    }
    const key = `${edge.ax},${edge.ay},${edge.bx},${edge.by}`;
    const same = open.get(key);
    if (same) same.push(edge);
    else open.set(key, [edge]);
  }
  return [...open.values()].flat();
}

/** The simple closed loops that the edges form; as many edges leave every vertex as enter it. */
function loops(edges: readonly Edge[]): Edge[][] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = `${edge.ax},${edge.ay}`;
    const list = leaving.get(key);
    if (list) list.push(edge);
    else leaving.set(key, [edge]);
  }
  const found: Edge[][] = [];
  for (const start of leaving.values()) {
    while (start.length > 0) {
      const path: Edge[] = [];
      const place = new Map<string, number>();
      let edge = start.pop();
      while (edge) {
        place.set(`${edge.ax},${edge.ay}`, path.length);
        path.push(edge);
        const key: string = `${edge.bx},${edge.by}`;
        const seen = place.get(key);
        if (seen !== undefined) {
          const loop = path.splice(seen);
          for (const one of loop) place.delete(`${one.ax},${one.ay}`);
          found.push(loop);
          if (path.length === 0) break;
        }
        edge = sharpestLeft(path[path.length - 1]!, leaving.get(key));
      }
    }
  }
  return found;
}

/** Takes the edge that turns left most, so that a loop encloses one region. */
function sharpestLeft(from: Edge, list: Edge[] | undefined): Edge | undefined {
  if (!list || list.length < 2) return list?.pop();
  const heading = Math.atan2(from.by - from.ay, from.bx - from.ax);
  let best = 0;
  let most = -Infinity;
  list.forEach((edge, index) => {
    let turn = Math.atan2(edge.by - edge.ay, edge.bx - edge.ax) - heading;
    if (turn <= -Math.PI) turn += 2 * Math.PI;
    if (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn > most) [most, best] = [turn, index];
  });
  return list.splice(best, 1)[0];
}

type Found = { fault: TilingFault; signed: number; loop: readonly Edge[] };

function faultOf(loop: readonly Edge[]): Found {
  const [ox, oy] = [loop[0]!.ax, loop[0]!.ay];
  let [sum, cx, cy] = [0, 0, 0];
  for (const { ax, ay, bx, by } of loop) {
    const cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
    sum += cross;
    cx += (ax + bx - 2 * ox) * cross;
    cy += (ay + by - 2 * oy) * cross;
  }
  const at: Position =
    sum === 0 ? [ox / unitsPerDegree, oy / unitsPerDegree] : [(ox + cx / (3 * sum)) / unitsPerDegree, (oy + cy / (3 * sum)) / unitsPerDegree];
  const codes = [...new Set(loop.flatMap((edge) => edge.codes))].sort();
  return { fault: { kind: sum < 0 ? 'gap' : 'overlap', size: squareMetres(sum, at[1]), at, codes }, signed: sum, loop };
}

/** Without a whole, a counter-clockwise loop that no other loop like it encloses is the outer border of the parts and no fault. */
function withoutOuter(found: readonly Found[]): Found[] {
  const around = (outer: Found, inner: Found): boolean => outer !== inner && outer.signed > Math.abs(inner.signed) && holds(outer.loop, inner.fault.at);
  const counted = found.filter((one) => one.signed < 0 || found.some((outer) => around(outer, one)));
  return counted.filter((one) => one.signed > 0 || found.some((outer) => around(outer, one)));
}

function holds(loop: readonly Edge[], [lon, lat]: Position): boolean {
  const [px, py] = [lon * unitsPerDegree, lat * unitsPerDegree];
  let inside = false;
  for (const { ax, ay, bx, by } of loop) {
    if (ay > py !== by > py && px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
