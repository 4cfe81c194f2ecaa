/**
 * Figures 数: counters that follow from the rows they count, never typed in twice (decision 5).
 *
 * A measure is a number that a row contributes under a day. A write appends how the contributions changed; readers add up what is folded and what
 * is not yet, so a figure is exact at every moment.
 */

/** How one row's contributions changed: under which area, subjects and day, and by how much per measure. */
export type Change = {
  readonly kind: string;
  /** Territory code of the row; its ancestors are counted too. */
  readonly area: string;
  /** From all to fine, e.g. `['', 'A', 'A01']`; the first is always the empty one. */
  readonly subjects: readonly string[];
  /** ISO day under which the contributions are counted. */
  readonly day: string;
  readonly n: Readonly<Record<string, number>>;
};

/** What one row contributes now, under one day. */
export type Contribution = { readonly area: string; readonly subjects: readonly string[]; readonly day: string; readonly n: Readonly<Record<string, number>> };

/** The changes between two sets of contributions of the same row: nothing is counted that did not change. */
export function changes(kind: string, before: readonly Contribution[], after: readonly Contribution[]): Change[] {
  const sums = new Map<string, { area: string; subjects: readonly string[]; day: string; n: Record<string, number> }>();
  const add = (list: readonly Contribution[], sign: 1 | -1): void => {
    for (const one of list) {
      const key = `${one.area}|${one.subjects.at(-1) ?? ''}|${one.day}`;
      let sum = sums.get(key);
      if (!sum) sums.set(key, (sum = { area: one.area, subjects: one.subjects, day: one.day, n: {} }));
      for (const [measure, n] of Object.entries(one.n)) sum.n[measure] = (sum.n[measure] ?? 0) + sign * n;
    }
  };
  add(before, -1);
  add(after, 1);
  const list: Change[] = [];
  for (const sum of sums.values()) {
    const n = Object.fromEntries(Object.entries(sum.n).filter(([, value]) => value !== 0));
    if (Object.keys(n).length > 0) list.push({ kind, ...sum, n });
  }
  return list;
}

/** Territory widths at which figures are kept, and how fine subjects go there (index into `subjects`). */
export const kept: readonly { readonly width: number; readonly depth: number }[] = [
  { width: 6, depth: 2 },
  { width: 9, depth: 2 },
  { width: 12, depth: 1 },
  { width: 15, depth: 0 },
];
