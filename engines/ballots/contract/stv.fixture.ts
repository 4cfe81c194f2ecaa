import { expect } from 'vitest';
import { cutFive, type Paper } from './index.ts';

/** The same count by the letter of the Order, slow and plain: every paper alone, with its own fraction, sums taken anew at each stage. Null where a tie would have to be broken. */
export function plainly(papers: readonly Paper[], options: readonly string[], seats: number) {
  type Part = readonly [num: bigint, den: bigint];
  const common = (a: bigint, b: bigint): bigint => (b === 0n ? a : common(b, a % b));
  const tidy = (num: bigint, den: bigint): Part => ((by) => [num / by, den / by] as const)(common(num, den) || 1n);
  const add = (a: Part, b: Part): Part => tidy(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
  const less = (a: Part, b: Part): boolean => a[0] * b[1] < b[0] * a[1];
  const known = options.filter((key) => papers.some(({ order, weight }) => weight > 0 && order.includes(key)));
  const single = papers.flatMap(({ order, weight }) =>
    weight > 0 ? [{ order, weight: BigInt(weight), value: [1n, 1n] as Part, at: null as string | null }] : [],
  );
  const valid = single.reduce((sum, { weight }) => sum + weight, 0n);
  const quota: Part = [valid / BigInt(seats + 1) + 1n, 1n];
  const [waiting, done, fixed] = [new Set(known), [] as string[], new Set<string>()];
  const sum = (key: string | null): Part =>
    key !== null && fixed.has(key)
      ? quota
      : single.filter(({ at }) => at === key).reduce<Part>((all, { weight, value }) => add(all, tidy(weight * value[0], value[1])), [0n, 1n]);
  const place = (from: string | null, factor: Part): void => {
    for (const paper of single.filter(({ at }) => at === from)) {
      paper.value = tidy(paper.value[0] * factor[0], paper.value[1] * factor[1]);
      paper.at = paper.order.find((key) => waiting.has(key)) ?? null;
    }
  };
  const stages: { votes: Record<string, string>; lost: string }[] = [];
  const out = new Set<string>();
  const close = (): boolean => {
    const now = known.filter((key) => !out.has(key));
    const total = [...now.map(sum), sum(null)].reduce(add);
    // The law of this method: no vote is made or lost on the way.
    expect(total).toEqual([valid, 1n]);
    stages.push({ votes: Object.fromEntries(now.map((key) => [key, cutFive(...sum(key))])), lost: cutFive(...sum(null)) });
    const reached = [...waiting].filter((key) => !less(sum(key), quota));
    const standing = reached.toSorted((a, b) => (less(sum(a), sum(b)) ? 1 : less(sum(b), sum(a)) ? -1 : known.indexOf(a) - known.indexOf(b)));
    for (const key of standing) {
      waiting.delete(key);
      done.push(key);
    }
    return true;
  };
  for (const paper of single) paper.at = paper.order.find((key) => waiting.has(key)) ?? null;
  if (valid > 0n) close();
  while (done.length < seats && waiting.size > 0) {
    if (waiting.size <= seats - done.length) {
      done.push(...[...waiting].toSorted((a, b) => (less(sum(a), sum(b)) ? 1 : less(sum(b), sum(a)) ? -1 : known.indexOf(a) - known.indexOf(b))));
      break;
    }
    const over = done.filter((key) => !fixed.has(key) && less(quota, sum(key)));
    const [from] = over.toSorted((a, b) => (less(sum(a), sum(b)) ? 1 : -1));
    if (from !== undefined) {
      if (over.some((key) => key !== from && !less(sum(key), sum(from)))) return null;
      const all = sum(from);
      const factor = tidy((all[0] - quota[0] * all[1]) * 1n, all[0]);
      place(from, factor);
      fixed.add(from);
    } else {
      const lowest = [...waiting].toSorted((a, b) => (less(sum(a), sum(b)) ? -1 : 1))[0]!;
      if ([...waiting].some((key) => key !== lowest && !less(sum(lowest), sum(key)))) return null;
      waiting.delete(lowest);
      out.add(lowest);
      place(lowest, [1n, 1n]);
    }
    close();
  }
  return { quota: quota[0].toString(), elected: done, stages };
}
