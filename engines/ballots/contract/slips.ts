import { measures, type Measure, type Weights } from './measures.ts';
import { sha256Hex } from './sha256.ts';

/** Ballots that must at least hold a denomination, so that a slip of it points at nobody. */
export const LEAST = 5;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** 1, 2, 5, 10, 20, 50 … times the greatest common step of the weights, up to the greatest weight. */
function ladder(weights: readonly number[]): number[] {
  const step = weights.reduce(gcd, 0);
  if (step === 0) return [];
  const greatest = weights.reduce((a, b) => Math.max(a, b), 0);
  const rungs: number[] = [];
  for (let power = 1; power * step <= greatest; power *= 10)
    for (const digit of [1, 2, 5]) if (digit * power * step <= greatest) rungs.push(digit * power * step);
  return rungs;
}

type Split = Map<number, number>;
const greedy = (weight: number, falling: readonly number[]): Split => {
  const split: Split = new Map();
  for (const rung of falling) {
    if (weight < rung) continue;
    split.set(rung, Math.floor(weight / rung));
    weight %= rung;
  }
  return split;
};

const holders = (splits: readonly Split[], rung: number): number => splits.reduce((sum, split) => sum + (split.has(rung) ? 1 : 0), 0);

/** Changes one slip of a greater denomination that `spare` allows into smaller ones, down to `rung`. */
function change(split: Split, rung: number, rungs: readonly number[], spare: (greater: number) => boolean): void {
  const greater = rungs.find((one) => one > rung && (split.get(one) ?? 0) > 0 && (split.get(one)! > 1 || spare(one)));
  if (greater === undefined) return;
  const left = split.get(greater)! - 1;
  if (left === 0) split.delete(greater);
  else split.set(greater, left);
  split.set(rung, (split.get(rung) ?? 0) + 1);
  for (const [one, times] of greedy(greater - rung, rungs.filter((each) => each < greater).toReversed())) split.set(one, (split.get(one) ?? 0) + times);
}

/**
 * Splits weights into slips whose denominations are each held by at least `least` ballots, exactly. Denominations that too few hold are broken into smaller
 * ones; small ones that too few hold are also given to others by breaking one of their greater slips. Where fewer than `least` ballots
 * weigh anything, or the smallest step cannot be shared, some denomination stays with fewer: `thin` names them.
 */
export function splitWeights(weights: readonly number[], least = LEAST): { splits: Split[]; thin: number[] } {
  let rungs = ladder(weights);
  let splits: Split[] = [];
  for (;;) {
    const falling = rungs.toReversed();
    splits = weights.map((weight) => greedy(weight, falling));
    const rare = falling.find((rung) => rung !== rungs[0] && holders(splits, rung) > 0 && holders(splits, rung) < least);
    if (rare === undefined) break;
    rungs = rungs.filter((rung) => rung !== rare);
  }
  const smallest = rungs[0];
  const thin: number[] = [];
  if (smallest !== undefined) {
    const order = weights.map((_, i) => i).toSorted((a, b) => weights[b]! - weights[a]! || a - b);
    for (const i of order) {
      if (holders(splits, smallest) >= least || holders(splits, smallest) === 0) break;
      if (!splits[i]!.has(smallest)) change(splits[i]!, smallest, rungs, (greater) => holders(splits, greater) > least);
    }
    for (const rung of rungs) if (holders(splits, rung) > 0 && holders(splits, rung) < least) thin.push(rung);
  }
  return { splits, thin };
}

/** A slip of a ballot: question, measure, denomination, choice, receipt id. */
export type Slip = readonly [question: string, measure: Measure, denomination: number, choice: string, id: string];

/** Receipt id of one slip: 32 bytes of SHA-256 over the voter's nonce and what tells the slips of one ballot apart. */
export const slipId = (ballot: string, nonce: string, question: string, measure: Measure, denomination: number, number: number): string =>
  sha256Hex(`hezhi-slip-1\n${ballot}\n${nonce}\n${question}\n${measure}\n${denomination}\n${number}`);

/** A counted ballot: its secret nonce, weights and canonical choice for each question. */
export type Counted = { nonce: string; weights: Weights; vote: Readonly<Record<string, string>> };

/** All slips of all ballots, sorted by id, so that neither order nor number says which belong together; and the denominations that too few hold. */
export function slipsOf(ballot: string, questions: readonly { key: string }[], counted: readonly Counted[], least = LEAST): { slips: Slip[]; thin: number } {
  const slips: Slip[] = [];
  let thin = 0;
  for (const measure of measures) {
    const weights = counted.map((one) => one.weights[measure] ?? 0);
    if (weights.every((weight) => weight === 0)) continue;
    const made = splitWeights(weights, least);
    thin += made.thin.length;
    counted.forEach((one, i) => {
      for (const [denomination, times] of made.splits[i]!)
        for (const { key } of questions)
          for (let number = 0; number < times; number++)
            slips.push([key, measure, denomination, one.vote[key]!, slipId(ballot, one.nonce, key, measure, denomination, number)]);
    });
  }
  return { slips: slips.sort((a, b) => (a[4] < b[4] ? -1 : a[4] > b[4] ? 1 : JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)), thin };
}
