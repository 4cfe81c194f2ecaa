import type { Rng } from '../random.ts';
import type { Point } from './shapes.ts';

/** Neighbours of every site: those whose cells share an edge. */
export type Neighbours = ReadonlyArray<readonly number[]>;

/** A part to be cut out: how many sites it wants, and (optionally) where it lies. */
export interface Part {
  weight: number;
  at?: Point;
}

function mainAxis(points: readonly Point[]): number {
  let [mx, my] = [0, 0];
  for (const [x, y] of points) {
    mx += x / points.length;
    my += y / points.length;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return 0.5 * Math.atan2(2 * xy, xx - yy);
}

function halves(parts: readonly number[], weight: (part: number) => number): number {
  const total = parts.reduce((sum, part) => sum + weight(part), 0);
  let [sum, best, gap] = [0, 1, Infinity];
  for (let k = 1; k < parts.length; k++) {
    sum += weight(parts[k - 1]!);
    if (Math.abs(sum - total / 2) < gap) {
      gap = Math.abs(sum - total / 2);
      best = k;
    }
  }
  return best;
}

/**
 * Cuts sites into parts by straight lines, halving again and again, so that every part gets sites in proportion to its weight.
 * Parts with a place are laid out like their places; parts without keep their order along the longer axis. Fills `label[site] = part`.
 */
export function bisect(
  sites: readonly number[],
  parts: readonly number[],
  all: readonly Part[],
  where: readonly Point[],
  tilt: number,
  rng: Rng,
  label: Int32Array,
): void {
  if (parts.length === 1) {
    for (const site of sites) label[site] = parts[0]!;
    return;
  }
  const placed = parts.every((part) => all[part]!.at !== undefined);
  const angle = mainAxis(placed ? parts.map((part) => all[part]!.at!) : sites.map((site) => where[site]!)) + rng.real(-tilt, tilt);
  let axis: Point = [Math.cos(angle), Math.sin(angle)];
  const along = (p: Point): number => p[0] * axis[0] + p[1] * axis[1];
  const order = [...parts];
  if (placed) order.sort((a, b) => along(all[a]!.at!) - along(all[b]!.at!));
  else {
    // Communities come before villages in the list: begin at the end nearer the middle of the district.
    const ends = sites.map((site) => along(where[site]!));
    if (Math.abs(Math.max(...ends)) < Math.abs(Math.min(...ends))) axis = [-axis[0], -axis[1]];
  }
  const weight = (part: number): number => all[part]!.weight;
  const cut = halves(order, weight);
  const first = order.slice(0, cut);
  const rest = order.slice(cut);
  const share = first.reduce((sum, part) => sum + weight(part), 0) / order.reduce((sum, part) => sum + weight(part), 0);
  const ranked = [...sites].sort((a, b) => along(where[a]!) - along(where[b]!) || a - b);
  const n = Math.max(first.length, Math.min(ranked.length - rest.length, Math.round(ranked.length * share)));
  bisect(ranked.slice(0, n), first, all, where, tilt, rng, label);
  bisect(ranked.slice(n), rest, all, where, tilt, rng, label);
}

/**
 * Divides sites among placed parts into compact areas (power diagram whose offsets are adjusted until every part has about its share).
 * Fills `label[site] = part`.
 */
export function balance(sites: readonly number[], all: readonly Part[], where: readonly Point[], label: Int32Array): void {
  const total = all.reduce((sum, part) => sum + part.weight, 0);
  const want = all.map((part) => (part.weight / total) * sites.length);
  const seeds = all.map((part): [number, number] => [...(part.at ?? ([0, 0] as const))]);
  const offset = all.map(() => 0);
  const unit = Math.PI / sites.length;
  for (let round = 0; round < 160; round++) {
    const sum = all.map(() => [0, 0, 0] as [number, number, number]);
    for (const site of sites) {
      const [x, y] = where[site]!;
      let [best, least] = [0, Infinity];
      for (let i = 0; i < seeds.length; i++) {
        const d = (x - seeds[i]![0]) ** 2 + (y - seeds[i]![1]) ** 2 - offset[i]!;
        if (d < least) [best, least] = [i, d];
      }
      label[site] = best;
      sum[best]![0] += x;
      sum[best]![1] += y;
      sum[best]![2] += 1;
    }
    const step = round < 100 ? 0.35 : 0.12;
    sum.forEach(([x, y, n], i) => {
      offset[i]! += unit * step * Math.max(-30, Math.min(30, want[i]! - n));
      if (n > 0 && round < 70) {
        seeds[i]![0] += (x / n - seeds[i]![0]) * 0.12;
        seeds[i]![1] += (y / n - seeds[i]![1]) * 0.12;
      }
    });
  }
}

/** Gives every stray piece of a part to the neighbouring part it touches most, until each part is one piece. Returns how many sites moved. */
export function makeContiguous(sites: readonly number[], label: Int32Array, neighbours: Neighbours): number {
  const member = new Set(sites);
  let moved = 0;
  for (let round = 0; round < 20; round++) {
    const seen = new Set<number>();
    const pieces = new Map<number, number[][]>();
    for (const start of sites) {
      if (seen.has(start)) continue;
      const piece = [start];
      seen.add(start);
      for (let i = 0; i < piece.length; i++) {
        for (const next of neighbours[piece[i]!]!) {
          if (member.has(next) && !seen.has(next) && label[next] === label[start]) {
            seen.add(next);
            piece.push(next);
          }
        }
      }
      const list = pieces.get(label[start]!) ?? [];
      list.push(piece);
      pieces.set(label[start]!, list);
    }
    let changed = false;
    for (const list of pieces.values()) {
      list.sort((a, b) => b.length - a.length);
      for (const piece of list.slice(1)) {
        const touch = new Map<number, number>();
        for (const site of piece) {
          for (const next of neighbours[site]!) {
            if (member.has(next) && label[next] !== label[site]) touch.set(label[next]!, (touch.get(label[next]!) ?? 0) + 1);
          }
        }
        const [target] = [...touch].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
        if (target === undefined) continue;
        for (const site of piece) label[site] = target;
        moved += piece.length;
        changed = true;
      }
    }
    if (!changed) break;
  }
  return moved;
}

/** Whether the sites of one part stay in one piece without `without`. */
function staysWhole(label: Int32Array, neighbours: Neighbours, without: number): boolean {
  const part = label[without]!;
  const around = neighbours[without]!.filter((site) => label[site] === part);
  if (around.length < 2) return around.length === 1;
  const seen = new Set([around[0]!]);
  const queue = [around[0]!];
  for (const site of queue) {
    for (const next of neighbours[site]!) {
      if (next === without || label[next] !== part || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return around.every((site) => seen.has(site));
}

/**
 * Moves single sites over the borders of parts, along a chain of neighbouring parts from one with too many to one with too few, until every part has exactly
 * its weight (weights add up to the number of sites) or no site can move without tearing a part.
 */
export function settleCounts(all: readonly Part[], label: Int32Array, neighbours: Neighbours): void {
  const count = all.map(() => 0);
  for (const part of label) count[part]! += 1;
  const move = (from: number, to: number): boolean => {
    for (let site = 0; site < label.length; site++) {
      if (label[site] !== from || !neighbours[site]!.some((next) => label[next] === to) || !staysWhole(label, neighbours, site)) continue;
      label[site] = to;
      return true;
    }
    return false;
  };
  for (let round = 0; round < 2000; round++) {
    const poor = all.findIndex((part, i) => count[i]! < part.weight);
    if (poor < 0) return;
    const touching = all.map(() => new Set<number>());
    label.forEach((part, site) => {
      for (const next of neighbours[site]!) if (label[next] !== part) touching[part]!.add(label[next]!);
    });
    const cameFrom = new Map([[poor, poor]]);
    const queue = [poor];
    let rich = -1;
    for (const part of queue) {
      if (count[part]! > all[part]!.weight) {
        rich = part;
        break;
      }
      for (const next of touching[part]!) {
        if (cameFrom.has(next)) continue;
        cameFrom.set(next, part);
        queue.push(next);
      }
    }
    if (rich < 0) return;
    for (let part = rich; part !== poor; part = cameFrom.get(part)!) {
      const to = cameFrom.get(part)!;
      if (!move(part, to)) return;
      count[part]! -= 1;
      count[to]! += 1;
    }
  }
}
