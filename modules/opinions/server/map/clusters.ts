/** Points of the plane: x and y of one index belong together. `weights`: how many persons stand there. */
export type Points = { readonly x: Float64Array; readonly y: Float64Array; readonly weights: Float64Array };
export type Clustering = { readonly of: Int32Array; readonly x: Float64Array; readonly y: Float64Array; readonly inertia: number };
type Centers = { x: number[]; y: number[] };

const square = (points: Points, i: number, x: number, y: number): number => (points.x[i]! - x) ** 2 + (points.y[i]! - y) ** 2;

/** Lloyd's k-means from given centres until they move less than `still` (Polis: 0.01) or `most` rounds. Empty clusters fall away. */
export function kMeans(points: Points, start: Centers, still: number, most = 100): Clustering {
  const n = points.x.length;
  let { x, y } = start;
  const of = new Int32Array(n);
  for (let round = 0; ; round++) {
    const k = x.length;
    const sums = Array.from({ length: k }, () => [0, 0, 0]);
    let inertia = 0;
    for (let i = 0; i < n; i++) {
      const px = points.x[i]!;
      const py = points.y[i]!;
      let best = 0;
      let nearest = Infinity;
      for (let c = 0; c < k; c++) {
        const away = (px - x[c]!) ** 2 + (py - y[c]!) ** 2;
        if (away < nearest) {
          nearest = away;
          best = c;
        }
      }
      of[i] = best;
      const w = points.weights[i]!;
      inertia += w * nearest;
      const sum = sums[best]!;
      sum[0]! += w;
      sum[1]! += w * px;
      sum[2]! += w * py;
    }
    const filled = sums.flatMap(([w], c) => (w! > 0 ? [c] : []));
    const next: Centers = { x: filled.map((c) => sums[c]![1]! / sums[c]![0]!), y: filled.map((c) => sums[c]![2]! / sums[c]![0]!) };
    const moved = Math.max(...filled.map((c, at) => Math.hypot(next.x[at]! - x[c]!, next.y[at]! - y[c]!)));
    const renamed = new Map(filled.map((c, at) => [c, at]));
    for (let i = 0; i < n; i++) of[i] = renamed.get(of[i]!)!;
    ({ x, y } = next);
    if (moved <= still || round === most) return { of, x: Float64Array.from(x), y: Float64Array.from(y), inertia: inertiaOf(points, of, x, y) };
  }
}

function inertiaOf(points: Points, of: Int32Array, x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < of.length; i++) sum += points.weights[i]! * square(points, i, x[of[i]!]!, y[of[i]!]!);
  return sum;
}

/** Grows centres as Polis splits clusters: each new one is the point farthest from all before (`pull`: times a power of its weight). */
export function mostDistal(points: Points, k: number, pull = 0): Centers {
  const n = points.x.length;
  const total = points.weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: Float64Array): number => of.reduce((sum, value, i) => sum + value * points.weights[i]!, 0) / total;
  const middle = [mean(points.x), mean(points.y)] as const;
  const away = Float64Array.from({ length: n }, (_, i) => square(points, i, ...middle));
  const centers: Centers = { x: [], y: [] };
  while (centers.x.length < Math.min(k, n)) {
    let best = -1;
    let most = 0;
    for (let i = 0; i < n; i++) {
      const far = away[i]! * points.weights[i]! ** pull;
      if (far > most) {
        most = far;
        best = i;
      }
    }
    // All points are taken already.
    if (best < 0) {
      if (centers.x.length === 0) return { x: [middle[0]], y: [middle[1]] };
      break;
    }
    const first = centers.x.length === 0;
    centers.x.push(points.x[best]!);
    centers.y.push(points.y[best]!);
    for (let i = 0; i < n; i++) {
      const near = square(points, i, points.x[best]!, points.y[best]!);
      away[i] = first ? near : Math.min(away[i]!, near);
    }
  }
  return centers;
}

/** Centres at the middles of k equal parts along one axis of the plane (`angle` in radians). */
function along(points: Points, k: number, angle: number): Centers {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const sorted = [...points.x.keys()].sort((i, j) => points.x[i]! * c + points.y[i]! * s - (points.x[j]! * c + points.y[j]! * s) || i - j);
  const total = points.weights.reduce((sum, w) => sum + w, 0);
  const centers: Centers = { x: [], y: [] };
  let passed = 0;
  for (const i of sorted) {
    passed += points.weights[i]!;
    while (centers.x.length < k && passed >= ((centers.x.length + 0.5) / k) * total) {
      centers.x.push(points.x[i]!);
      centers.y.push(points.y[i]!);
    }
  }
  return centers;
}

/**
 * k groups of weighted points. Polis begins with the first k points or with the groups of the time before; so that the order of rows decides nothing, the
 * tightest of several fixed beginnings is taken here (`before`: centres of the time before are one of them, and win a tie).
 */
export function group(points: Points, k: number, before: Centers | null): Clustering {
  const starts = [
    ...(before && before.x.length === k ? [before] : []),
    mostDistal(points, k),
    mostDistal(points, k, 0.5),
    along(points, k, 0),
    along(points, k, Math.PI / 2),
    along(points, k, Math.PI / 4),
    along(points, k, -Math.PI / 4),
  ];
  let best: Clustering | null = null;
  for (const start of starts) {
    const found = kMeans(points, start, 1e-9);
    if (best === null || found.x.length > best.x.length || (found.x.length === best.x.length && found.inertia < best.inertia * (1 - 1e-9))) best = found;
  }
  return best!;
}

/** Mean silhouette of the points (Rousseeuw 1987); a cluster of one counts 0, as in Polis. Points count alike, whatever their weight. */
export function silhouette(points: Points, of: Int32Array, k: number): number {
  const n = of.length;
  const sizes = new Float64Array(k);
  for (const c of of) sizes[c]! += 1;
  let total = 0;
  const sums = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const own = of[i]!;
    if (sizes[own]! < 2) continue;
    sums.fill(0);
    for (let j = 0; j < n; j++) sums[of[j]!]! += Math.sqrt(square(points, i, points.x[j]!, points.y[j]!));
    const inside = sums[own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && sizes[c]! > 0) outside = Math.min(outside, sums[c]! / sizes[c]!);
    if (outside !== Infinity) total += (outside - inside) / (Math.max(inside, outside) || 1);
  }
  return total / n;
}
