import { Delaunay } from 'd3-delaunay';
import type { Rng } from '../random.ts';
import type { Profile } from './profiles.ts';
import type { Point, Polygon, Position } from './shapes.ts';
import { doubleArea } from './shapes.ts';

/** Cells that tile a district: rings of vertex numbers (counter-clockwise, open), and which cells share an edge. */
export interface Tiling {
  /** Longitude and latitude of every vertex, rounded to six decimals: neighbours share them identically. */
  vertices: Position[];
  rings: number[][];
  neighbours: number[][];
  /** Sites in the flat pattern, unit disc, before the middle is made denser. */
  sites: Point[];
}

/** Kilometres per degree of longitude and latitude at a place. */
export function scale(profile: Pick<Profile, 'centre'>): Point {
  return [111.32 * Math.cos((profile.centre[1] * Math.PI) / 180), 110.57];
}

function outline(rng: Rng, aspect: number): (x: number, y: number) => number {
  const waves = [2, 3, 5, 7, 11].map((k) => ({ k, a: rng.real(0.03, 0.22) / Math.sqrt(k), f: rng.real(0, Math.PI * 2) }));
  return (x, y) => {
    const angle = Math.atan2(y, x);
    const ellipse = 1 / Math.hypot(Math.cos(angle) / Math.sqrt(aspect), Math.sin(angle) * Math.sqrt(aspect));
    return Math.hypot(x, y) / (ellipse * waves.reduce((sum, w) => sum + w.a * Math.cos(w.k * angle + w.f), 1));
  };
}

function warp(profile: Profile, rng: Rng): (p: Point) => Point {
  const f = [0, 1, 2, 3].map(() => rng.real(0, Math.PI * 2));
  const [kx, ky] = scale(profile);
  return ([x, y]) => {
    const r = Math.hypot(x, y);
    const grow = profile.density + (1 - profile.density) * r;
    const u = x * grow + 0.055 * Math.sin(3.1 * y + f[0]!) * (0.3 + r) + 0.018 * Math.sin(9 * y + f[1]!) * r;
    const v = y * grow + 0.055 * Math.sin(2.7 * x + f[2]!) * (0.3 + r) + 0.018 * Math.sin(8 * x + f[3]!) * r;
    return [profile.centre[0] + (u * profile.radius) / kx, profile.centre[1] + (v * profile.radius) / ky];
  };
}

/** Exactly `count` irregular cells without gap or overlap, in the shape of an invented district. */
export function makeTiling(profile: Profile, count: number, rng: Rng): Tiling {
  const unit = Math.sqrt(Math.PI / count);
  const level = outline(rng.fork('outline'), profile.aspect);
  const place = rng.fork('sites');
  const [c, s] = [Math.cos(profile.turn), Math.sin(profile.turn)];
  const reach = Math.ceil(2.2 / unit) + 3;
  const all: Array<{ at: Point; level: number }> = [];
  for (let i = -reach; i <= reach; i++) {
    for (let j = -reach; j <= reach; j++) {
      const [a, b] = [(i + place.real(-0.3, 0.3)) * unit, (j + 0.5 * (i & 1) * 0.6 + place.real(-0.3, 0.3)) * unit];
      const at: Point = [a * c - b * s, a * s + b * c];
      all.push({ at, level: level(at[0], at[1]) });
    }
  }
  all.sort((p, q) => p.level - q.level);
  const rim = all[count - 1]!.level;
  const inside = all.slice(0, count);
  // Every site near the rim gets a mirror image beyond it, so that the border follows the outline instead of the lattice.
  const edge = rim + 0.3 * unit;
  const mirrored = inside
    .filter((site) => site.level > rim - 4 * unit)
    .map((site) => {
      const k = (2 * edge - site.level) / site.level;
      return { at: [site.at[0] * k, site.at[1] * k] as Point, level: 2 };
    });
  const used = [...inside, ...mirrored];
  const voronoi = Delaunay.from(
    used,
    (site) => site.at[0],
    (site) => site.at[1],
  ).voronoi([-9, -9, 9, 9]);

  const bend = rng.fork('bend');
  const move = warp(profile, rng.fork('warp'));
  const vertices: Position[] = [];
  const byPlace = new Map<string, number>();
  const vertexAt = (p: Point): number => {
    const [lon, lat] = move(p);
    const [x, y] = [Math.round(lon * 1e6), Math.round(lat * 1e6)];
    const key = `${x},${y}`;
    let id = byPlace.get(key);
    if (id === undefined) {
      id = vertices.push([x / 1e6, y / 1e6]) - 1;
      byPlace.set(key, id);
    }
    return id;
  };
  const middles = new Map<string, number | undefined>();
  const middle = (a: Point, b: Point, ia: number, ib: number, site: Point): number | undefined => {
    const key = ia < ib ? `${ia}-${ib}` : `${ib}-${ia}`;
    if (middles.has(key)) return middles.get(key);
    let id: number | undefined;
    if (Math.hypot(a[0] - b[0], a[1] - b[1]) > unit * 0.35) {
      const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      // A bend stays inside the triangle of edge and site (or its mirror image), so borders never cross.
      const t = bend.real(-1, 1) * (0.03 + 0.13 * Math.min(1, Math.hypot(mx, my)));
      id = vertexAt([mx + (site[0] - mx) * t, my + (site[1] - my) * t]);
    }
    middles.set(key, id);
    return id;
  };

  const rings: number[][] = [];
  for (let i = 0; i < count; i++) {
    const cell = voronoi.cellPolygon(i) as Array<[number, number]>;
    const open = cell.slice(0, -1);
    const ids = open.map((p) => vertexAt(p));
    const ring: number[] = [];
    const add = (id: number): void => {
      if (ring[ring.length - 1] !== id) ring.push(id);
    };
    for (let k = 0; k < open.length; k++) {
      const n = (k + 1) % open.length;
      add(ids[k]!);
      if (ids[k] === ids[n]) continue;
      const mid = middle(open[k]!, open[n]!, ids[k]!, ids[n]!, used[i]!.at);
      if (mid !== undefined) add(mid);
    }
    if (ring[0] === ring[ring.length - 1]) ring.pop();
    if (doubleArea(ring.map((id) => vertices[id]!)) < 0) ring.reverse();
    rings.push(ring);
  }
  return { vertices, rings, neighbours: adjacency(rings, vertices.length), sites: used.slice(0, count).map((site) => site.at) };
}

function adjacency(rings: readonly number[][], size: number): number[][] {
  const owner = new Map<number, number>();
  rings.forEach((ring, cell) => ring.forEach((v, k) => owner.set(v * size + ring[(k + 1) % ring.length]!, cell)));
  return rings.map((ring) => {
    const found = new Set<number>();
    ring.forEach((v, k) => {
      const other = owner.get(ring[(k + 1) % ring.length]! * size + v);
      if (other !== undefined) found.add(other);
    });
    return [...found];
  });
}

/** The union of some cells as one polygon: shared edges cancel, what is left is chained into an outer ring and holes. */
export function union(tiling: Tiling, cells: readonly number[]): Polygon {
  const size = tiling.vertices.length;
  const edges = new Set<number>();
  for (const cell of cells) {
    const ring = tiling.rings[cell]!;
    ring.forEach((v, k) => {
      const w = ring[(k + 1) % ring.length]!;
      if (!edges.delete(w * size + v)) edges.add(v * size + w);
    });
  }
  const from = new Map<number, number[]>();
  for (const edge of edges) {
    const v = Math.floor(edge / size);
    const list = from.get(v);
    if (list) list.push(edge % size);
    else from.set(v, [edge % size]);
  }
  const rings: Position[][] = [];
  for (const start of from.keys()) {
    while ((from.get(start)?.length ?? 0) > 0) {
      const path = [start];
      let here = from.get(start)!.pop()!;
      while (here !== start) {
        const back = path[path.length - 1]!;
        path.push(here);
        const next = from.get(here)!;
        const choice = next.length === 1 ? 0 : sharpest(tiling.vertices, back, here, next);
        here = next.splice(choice, 1)[0]!;
      }
      rings.push([...path, start].map((id) => tiling.vertices[id]!));
    }
  }
  rings.sort((a, b) => Math.abs(doubleArea(b)) - Math.abs(doubleArea(a)));
  return { type: 'Polygon', coordinates: rings };
}

/** Where two pieces touch in one vertex, turn as far left as possible, so that rings stay simple. */
function sharpest(vertices: readonly Position[], back: number, here: number, next: readonly number[]): number {
  const [b, h] = [vertices[back]!, vertices[here]!];
  const incoming = Math.atan2(h[1] - b[1], h[0] - b[0]);
  let [best, most] = [0, -Infinity];
  next.forEach((id, index) => {
    const p = vertices[id]!;
    let turn = Math.atan2(p[1] - h[1], p[0] - h[0]) - incoming;
    while (turn <= -Math.PI) turn += 2 * Math.PI;
    while (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn > most) [best, most] = [index, turn];
  });
  return best;
}
