import type { Votes } from './votes.ts';

/** Two principal components over the statements, and the mean of each statement. Statements that were left out stand at 0 everywhere. */
export type Components = { readonly center: Float64Array; readonly first: Float64Array; readonly second: Float64Array; readonly iterations: number };
export type Start = { readonly first: Float64Array; readonly second: Float64Array };

/** Two wanted, four more at their side: the iteration then closes in by the sixth eigenvalue against the second instead of the third. */
const BLOCK = 6;
const MOST = 400;
const EXACT = 1e-10;

/**
 * Principal components of the vote matrix in which a missing vote is the mean of its statement (Small et al. 2021, 3.2). A missing vote is then exactly 0 in the
 * centred matrix, so only cast votes are touched. Block power iteration with Rayleigh-Ritz from a fixed start, or from the components of the time before.
 */
export function findComponents(votes: Votes, leftOut: Uint8Array, start: Start | null = null): Components {
  const m = votes.statements.length;
  const center = means(votes, leftOut);
  const none = (): Components => ({ center, first: new Float64Array(m), second: new Float64Array(m), iterations: 0 });
  const centred = new Float64Array(votes.values.length);
  for (let at = 0; at < centred.length; at++) {
    const j = votes.columns[at]!;
    centred[at] = leftOut[j] ? 0 : votes.values[at]! - center[j]!;
  }
  let basis = orthonormal(firstBlock(m, Math.min(BLOCK, m), start), leftOut);
  for (let turn = 1; ; turn++) {
    const image = basis.map((vector) => product(votes, centred, vector));
    const { values, vectors } = symmetricEigen(basis.map((q) => image.map((y) => dot(q, y))));
    const top = values[0] ?? 0;
    // Nobody differs from anybody.
    if (!(top > 1e-12)) return none();
    const ritz = vectors.map((weights) => combine(basis, weights));
    const mapped = vectors.map((weights) => combine(image, weights));
    const left = [0, 1].map((i) => (mapped[i] === undefined ? 0 : Math.sqrt(mapped[i]!.reduce((sum, y, j) => sum + (y - values[i]! * ritz[i]![j]!) ** 2, 0))));
    if (Math.max(...left) <= EXACT * top || turn === MOST) {
      const zero = new Float64Array(m);
      const second = values[1] !== undefined && values[1] > 1e-12 * top ? ritz[1]! : zero;
      return { center, first: oriented(ritz[0]!, start?.first), second: oriented(second, start?.second), iterations: turn };
    }
    basis = orthonormal(mapped, leftOut);
  }
}

/** Mean vote of each statement over those who voted on it; 0 where nobody did. */
function means(votes: Votes, leftOut: Uint8Array): Float64Array {
  const m = votes.statements.length;
  const sum = new Float64Array(m);
  const count = new Float64Array(m);
  for (let at = 0; at < votes.values.length; at++) {
    sum[votes.columns[at]!]! += votes.values[at]!;
    count[votes.columns[at]!]! += 1;
  }
  return sum.map((total, j) => (count[j] === 0 || leftOut[j] ? 0 : total / count[j]!));
}

/** XᵀX v for the centred matrix X. */
function product({ starts, columns }: Votes, centred: Float64Array, vector: Float64Array): Float64Array {
  const out = new Float64Array(vector.length);
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = starts[i]!;
    const to = starts[i + 1]!;
    let along = 0;
    for (let at = from; at < to; at++) along += centred[at]! * vector[columns[at]!]!;
    if (along !== 0) for (let at = from; at < to; at++) out[columns[at]!]! += along * centred[at]!;
  }
  return out;
}

/** The components of the time before, filled up with vectors that look random and are always the same. */
function firstBlock(m: number, size: number, start: Start | null): Float64Array[] {
  const block: Float64Array[] = start ? [start.first, start.second].slice(0, size).map((vector) => vector.slice()) : [];
  for (let k = block.length; k < size; k++)
    block.push(Float64Array.from({ length: m }, (_, j) => Math.sin((j + 1) * (12.9898 + 78.233 * k)) + (k === 0 ? 1 : 0)));
  return block;
}

/** Gram-Schmidt, twice for exactness; what depends on earlier vectors falls away. */
function orthonormal(block: readonly Float64Array[], leftOut: Uint8Array): Float64Array[] {
  const out: Float64Array[] = [];
  for (const given of block) {
    const vector = given.map((x, j) => (leftOut[j] ? 0 : x));
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++)
      for (const q of out) {
        const share = dot(q, vector);
        for (let j = 0; j < vector.length; j++) vector[j]! -= share * q[j]!;
      }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-12 * before && length > 0) out.push(vector.map((x) => x / length));
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

const combine = (block: readonly Float64Array[], weights: readonly number[]): Float64Array =>
  Float64Array.from(block[0] ?? [], (_, j) => block.reduce((sum, vector, k) => sum + weights[k]! * vector[j]!, 0));

/** A component and its mirror image say the same: it points as it did before, else so that its largest entry is positive. */
function oriented(vector: Float64Array, before: Float64Array | undefined): Float64Array {
  let sign = before ? dot(vector, before) : 0;
  if (Math.abs(sign) < 1e-9) sign = vector.reduce((largest, x) => (Math.abs(x) > Math.abs(largest) + 1e-12 ? x : largest), 0);
  return sign < 0 ? vector.map((x) => -x) : vector;
}

/** Eigenvalues, largest first, and eigenvectors of a small symmetric matrix (cyclic Jacobi). */
function symmetricEigen(given: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = given.length;
  const a = given.map((row, i) => row.map((x, j) => (x + given[j]![i]!) / 2));
  const v: number[][] = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off === 0 || off < 1e-30 * a.reduce((sum, row, i) => sum + row[i]! ** 2, 0)) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) [a[k]![p], a[k]![q]] = [c * a[k]![p]! - s * a[k]![q]!, s * a[k]![p]! + c * a[k]![q]!];
        for (let k = 0; k < n; k++) [a[p]![k], a[q]![k]] = [c * a[p]![k]! - s * a[q]![k]!, s * a[p]![k]! + c * a[q]![k]!];
        for (let k = 0; k < n; k++) [v[k]![p], v[k]![q]] = [c * v[k]![p]! - s * v[k]![q]!, s * v[k]![p]! + c * v[k]![q]!];
      }
  }
  const by = a.map((row, i) => [row[i]!, i] as const).sort((x, y) => y[0] - x[0]);
  return { values: by.map(([value]) => value), vectors: by.map(([, i]) => v.map((row) => row[i]!)) };
}
