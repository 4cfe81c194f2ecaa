import type { Rng } from '../random.ts';
import type { Profile } from './profiles.ts';
import type { LineString, Point, Polygon, Position } from './shapes.ts';
import { centroid, round } from './shapes.ts';
import type { Tiling } from './tiling.ts';

/** `main` roads part streets, `side` roads part communities, `lane` runs through one grid. */
export interface Road {
  name: string;
  kind: 'main' | 'side' | 'lane';
  line: LineString;
}

/** Between stem and ending when a name is used again: 永昌东路, 永昌二路. */
const VARIANTS = ['东', '西', '南', '北', '中', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '前', '后', '新', '老', '里'];

interface Grid {
  code: string;
  community: string;
  communityName: string;
  street: string;
  rural: boolean;
  polygon: Polygon;
}

type Edge = { a: number; b: number; kind: 'main' | 'side' };

function borders(tiling: Tiling, streetOf: Int32Array, communityOf: Int32Array): Edge[] {
  const size = tiling.vertices.length;
  const owner = new Map<number, number>();
  tiling.rings.forEach((ring, cell) => ring.forEach((v, k) => owner.set(v * size + ring[(k + 1) % ring.length]!, cell)));
  const edges: Edge[] = [];
  for (const [key, cell] of owner) {
    const [a, b] = [Math.floor(key / size), key % size];
    const other = owner.get(b * size + a);
    if (other === undefined || a > b || communityOf[other] === communityOf[cell]) continue;
    edges.push({ a, b, kind: streetOf[other] === streetOf[cell] ? 'side' : 'main' });
  }
  return edges;
}

/** Joins edges into long lines, at every crossing going on as straight as possible ("strokes"). */
function strokes(edges: readonly Edge[], vertices: readonly Position[], km: Point): Array<{ path: number[]; main: number; length: number }> {
  const at = new Map<number, number[]>();
  edges.forEach((edge, index) => {
    for (const v of [edge.a, edge.b]) at.set(v, [...(at.get(v) ?? []), index]);
  });
  const away = (edge: Edge, v: number): Point => {
    const [p, q] = [vertices[v]!, vertices[edge.a === v ? edge.b : edge.a]!];
    const [x, y] = [(q[0] - p[0]) * km[0], (q[1] - p[1]) * km[1]];
    const r = Math.hypot(x, y) || 1;
    return [x / r, y / r];
  };
  const partner = new Map<string, number>();
  for (const [v, list] of at) {
    const pairs: Array<[number, number, number]> = [];
    for (const i of list) {
      for (const j of list) {
        if (i >= j) continue;
        const [p, q] = [away(edges[i]!, v), away(edges[j]!, v)];
        const straight = -(p[0] * q[0] + p[1] * q[1]) + (edges[i]!.kind === edges[j]!.kind ? 0.35 : 0);
        if (list.length === 2 || straight > 0.35) pairs.push([straight, i, j]);
      }
    }
    pairs.sort((p, q) => q[0] - p[0]);
    const taken = new Set<number>();
    for (const [, i, j] of pairs) {
      if (taken.has(i) || taken.has(j)) continue;
      taken.add(i).add(j);
      partner.set(`${i}@${v}`, j);
      partner.set(`${j}@${v}`, i);
    }
  }
  const used = new Set<number>();
  const walk = (from: number, v: number): Array<{ edge: number; v: number }> => {
    const out: Array<{ edge: number; v: number }> = [];
    for (let edge = from, here = v; ;) {
      const next = partner.get(`${edge}@${here}`);
      if (next === undefined || used.has(next)) return out;
      used.add(next);
      here = edges[next]!.a === here ? edges[next]!.b : edges[next]!.a;
      out.push({ edge: next, v: here });
      edge = next;
    }
  };
  const result: Array<{ path: number[]; main: number; length: number }> = [];
  edges.forEach((edge, index) => {
    if (used.has(index)) return;
    used.add(index);
    const ahead = walk(index, edge.b);
    const behind = walk(index, edge.a);
    const path = [...behind.toReversed().map((step) => step.v), edge.a, edge.b, ...ahead.map((step) => step.v)];
    const parts = [index, ...ahead.map((step) => step.edge), ...behind.map((step) => step.edge)];
    let length = 0;
    for (let i = 1; i < path.length; i++) {
      const [p, q] = [vertices[path[i - 1]!]!, vertices[path[i]!]!];
      length += Math.hypot((q[0] - p[0]) * km[0], (q[1] - p[1]) * km[1]);
    }
    result.push({ path, main: parts.filter((part) => edges[part]!.kind === 'main').length / parts.length, length });
  });
  return result.sort((p, q) => q.length - p.length);
}

/** Roads of a place: along the borders of streets and communities, and one lane through every grid. */
export function makeRoads(
  profile: Profile,
  tiling: Tiling,
  streetOf: Int32Array,
  communityOf: Int32Array,
  grids: readonly Grid[],
  cellOfGrid: readonly number[],
  km: Point,
  rng: Rng,
): Road[] {
  const roads: Road[] = [];
  const mains = [...profile.mainRoads];
  const sides = [...profile.sideRoads];
  const used = new Map<string, number>();
  const name = (list: string[], all: readonly string[]): string => {
    const fresh = list.shift();
    if (fresh) return fresh;
    const base = rng.pick(all);
    const nth = used.get(base) ?? 0;
    used.set(base, nth + 1);
    const ending = /(大道|大街|.)$/u.exec(base)![0];
    return base.slice(0, -ending.length) + VARIANTS[nth % VARIANTS.length]! + ending;
  };
  for (const stroke of strokes(borders(tiling, streetOf, communityOf), tiling.vertices, km)) {
    const main = stroke.main >= 0.5;
    roads.push({
      name: main && mains.length > 0 ? name(mains, profile.mainRoads) : name(sides, profile.sideRoads),
      kind: main ? 'main' : 'side',
      line: { type: 'LineString', coordinates: stroke.path.map((id) => tiling.vertices[id]!) },
    });
  }
  const lanes = new Map<string, number>();
  grids.forEach((grid, index) => {
    const ring = tiling.rings[cellOfGrid[index]!]!.map((id) => tiling.vertices[id]!);
    const line = laneLine(ring, grid.polygon, km);
    roads.push({ name: laneName(profile, grid, lanes, rng), kind: 'lane', line });
  });
  return roads;
}

/** Names of lanes are unique within a place: 尹家村东路, 柳荫三巷, 安东路114弄. */
function laneName(profile: Profile, grid: Grid, lanes: Map<string, number>, rng: Rng): string {
  const count = (base: string): number => {
    const nth = lanes.get(base) ?? 0;
    lanes.set(base, nth + 1);
    return nth;
  };
  if (grid.rural) return `${grid.communityName}${VARIANTS[count(grid.community)]!}路`;
  const stem = rng.pick(profile.laneStems);
  if (profile.key === 'changning') return `${stem}路${String(107 + count(stem) * 7)}弄`;
  const kind = rng.pick(['巷', '巷', '胡同', '横街']);
  const nth = count(stem + kind);
  return `${stem}${nth === 0 ? '' : VARIANTS[nth - 1]!}${kind}`;
}

/** A line from the middle of one side of the cell through its centre to the far side: across the shorter way. */
function laneLine(ring: readonly Position[], polygon: Polygon, km: Point): LineString {
  const middle = centroid(polygon);
  const polar = ring.map((p, k) => {
    const q = ring[(k + 1) % ring.length]!;
    const m: Point = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    const [x, y] = [(m[0] - middle[0]) * km[0], (m[1] - middle[1]) * km[1]];
    return { m, angle: Math.atan2(y, x), r: Math.hypot(x, y) };
  });
  let [best, i0, j0] = [-Infinity, 0, 1];
  for (let i = 0; i < polar.length; i++) {
    for (let j = i + 1; j < polar.length; j++) {
      const score = -Math.cos(polar[i]!.angle - polar[j]!.angle) - (0.2 * Math.abs(polar[i]!.r - polar[j]!.r)) / (polar[i]!.r + polar[j]!.r);
      if (score > best) [best, i0, j0] = [score, i, j];
    }
  }
  return { type: 'LineString', coordinates: [round(polar[i0]!.m), middle, round(polar[j0]!.m)] };
}
