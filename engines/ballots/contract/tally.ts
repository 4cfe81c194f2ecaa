import { plus } from './conditions.ts';
import { measures, type Measure, type Weights } from './measures.ts';
import { outcome } from './outcome.ts';
import type { Question } from './question.ts';
import type { TallyFormat } from './ranking.ts';
import type { BallotOutcome, Totals } from './result.ts';
import type { Rule } from './rule.ts';
import { sha256Hex } from './sha256.ts';
import { slipId, type Slip } from './slips.ts';
import { MOST_SEATS } from './stv.ts';
import { treeOf } from './tree.ts';

/** Open list: label of the unit, its weights, its choice by question in the order of the questions, receipt id. */
export type LabelledVote = readonly [label: string, weights: Weights, choices: readonly string[], id: string];
export type Sums = Record<string, Record<string, Weights>>;

/**
 * The formats of a published tally. `hezhi-tally-2` (since 2026-11-23) is written for ballots with a ranking question alone: their outcome tells the count in sentences (`told`), and by
 * `stv` stage by stage (`count`). Everything else is still written as `hezhi-tally-1`, and files of format 1 are recomputed as they were made.
 */
export const tallyFormats = ['hezhi-tally-1', 'hezhi-tally-2'] as const;

/** The format in which a ballot with these questions is published. */
export const tallyFormat = (questions: readonly { kind: Question['kind'] }[]): (typeof tallyFormats)[number] =>
  questions.some(({ kind }) => kind === 'ranking') ? 'hezhi-tally-2' : 'hezhi-tally-1';

/** The number of a format, as `outcome` takes it. */
export const formatNumber = (format: TallyFile['format']): TallyFormat => (format === 'hezhi-tally-1' ? 1 : 2);

/**
 * The published tally of one ballot (JSON). `form` says what `leaves` holds: `slips` (pieces of ballots without names), `labels` (the open list by unit)
 * or `sums` (fewer than five ballots: no leaves, sums only), `outcome` (not even sums, as the rule says). Areas in square centimetres.
 */
export type TallyFile = {
  format: (typeof tallyFormats)[number];
  ballot: string;
  district: string;
  title: string;
  binding: { binding: boolean; basis: string };
  secrecy: 'open' | 'secret' | 'receipt';
  rule: Rule;
  questions: Question[];
  roll: { title: string; digest: string; voters: number; totals: Weights };
  present: Weights | null;
  cast: { ballots: number; spoiled: number; displaced: number; totals: Weights };
  form: 'slips' | 'labels' | 'sums' | 'outcome';
  /** Denominations that fewer than five ballots hold. */
  thin: number;
  leaves: (Slip | LabelledVote)[];
  sums: Sums;
  outcome: BallotOutcome;
  root: string;
  counted_at: string;
};

/** Receipt id of an open vote. */
export const voteId = (ballot: string, nonce: string): string => sha256Hex(`hezhi-vote-1\n${ballot}\n${nonce}`);

/** The bytes of a leaf, as the tree takes them. */
export const leafText = (ballot: string, leaf: Slip | LabelledVote): string => `${ballot}\n${JSON.stringify(leaf)}`;

const isSlip = (leaf: Slip | LabelledVote): leaf is Slip => leaf.length === 5;

/** Sums by question, canonical choice and measure. */
export function count(questions: readonly { key: string }[], leaves: readonly (Slip | LabelledVote)[]): Sums {
  const sums: Sums = Object.fromEntries(questions.map(({ key }) => [key, {}]));
  const add = (question: string, choice: string, measure: Measure, weight: number): void => {
    const found = ((sums[question] ??= {})[choice] ??= {});
    found[measure] = (found[measure] ?? 0) + weight;
  };
  for (const leaf of leaves) {
    if (isSlip(leaf)) add(leaf[0], leaf[3], leaf[1], leaf[2]);
    else questions.forEach(({ key }, i) => measures.forEach((m) => leaf[1][m] !== undefined && add(key, leaf[2][i]!, m, leaf[1][m])));
  }
  return sums;
}

/** Everything that participates in one question, by measure. */
const total = (sums: Record<string, Weights>): Weights => Object.values(sums).reduce<Weights>(plus, {});

/** Totals as the rule weighs them. */
export const totalsOf = (file: Pick<TallyFile, 'roll' | 'cast' | 'present' | 'sums'>): Totals => ({
  roll: file.roll.totals,
  cast: file.cast.totals,
  present: file.present,
  questions: file.sums,
});

export type Fault = { what: 'root' | 'sums' | 'participation' | 'outcome' | 'order' | 'format' | 'more_than_roll' | 'weight'; where: string };

const same = (a: Weights, b: Weights): boolean => measures.every((m) => (a[m] ?? 0) === (b[m] ?? 0));
const sameSums = (a: Record<string, Weights>, b: Record<string, Weights>): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key] ?? {}, b[key] ?? {}));

/** Text that is the same for equal values whatever the order of their members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

/**
 * Recomputes a published tally from its leaves alone: root, sums, that every question was answered with the weight that took part and no more than the roll holds, and the outcome
 * by the rule in the file. Gives what does not agree; an empty list means that the file is right in itself.
 */
export function recompute(file: TallyFile): { faults: Fault[]; sums: Sums; outcome: BallotOutcome; root: string } {
  const faults: Fault[] = [];
  const withLeaves = file.form === 'slips' || file.form === 'labels';
  const root = treeOf(file.leaves.map((leaf) => leafText(file.ballot, leaf)));
  if (!tallyFormats.includes(file.format)) faults.push({ what: 'format', where: String(file.format) });
  // A file that asks for a count which its format does not know, or which no ballot may ask for, is not counted at all.
  const countable =
    file.rule.ranking !== 'stv' || file.questions.every(({ kind, seats }) => kind !== 'ranking' || (file.format === 'hezhi-tally-2' && seats <= MOST_SEATS));
  if (!countable) faults.push({ what: 'format', where: 'stv' });
  if (root !== file.root) faults.push({ what: 'root', where: root });
  const known = file.questions.map(({ key }) => key);
  const sums = withLeaves ? count(file.questions, file.leaves) : file.sums;
  for (const key of Object.keys(sums)) if (!known.includes(key)) faults.push({ what: 'sums', where: key });
  if (withLeaves) for (const leaf of file.leaves) if (isSlip(leaf) !== (file.form === 'slips')) faults.push({ what: 'format', where: 'leaves' });
  for (const { key } of file.questions) {
    if (!sameSums(sums[key] ?? {}, file.sums[key] ?? {})) faults.push({ what: 'sums', where: key });
    if (file.form !== 'outcome' && !same(total(sums[key] ?? {}), file.cast.totals)) faults.push({ what: 'participation', where: key });
  }
  for (const m of measures) if ((file.cast.totals[m] ?? 0) > (file.roll.totals[m] ?? 0)) faults.push({ what: 'more_than_roll', where: m });
  const decided =
    file.form === 'outcome' || !countable
      ? file.outcome
      : outcome(file.rule, file.questions, totalsOf({ ...file, sums }), { binding: file.binding.binding, root, format: formatNumber(file.format) });
  if (canonical(decided) !== canonical(file.outcome)) faults.push({ what: 'outcome', where: decided.outcome });
  return { faults: dedupe(faults), sums, outcome: decided, root };
}

const dedupe = (faults: Fault[]): Fault[] => [...new Map(faults.map((one) => [`${one.what} ${one.where}`, one])).values()];

/** What a receipt finds: the choice by question and the weight counted for it; null when the tally knows nothing of it. */
export type ReceiptFound = { label: string | null; votes: { question: string; choice: string; weights: Weights }[] };

/** A receipt as it is shown to the voter: ballot and nonce. */
export const receiptText = (ballot: string, nonce: string): string => `${ballot}.${nonce}`;

/** Reads a receipt; null when it is none. */
export function readReceipt(text: string): { ballot: string; nonce: string } | null {
  const match = /^\s*([0-9a-f-]{36})\.([0-9a-f]{32})\s*$/i.exec(text);
  return match ? { ballot: match[1]!.toLowerCase(), nonce: match[2]!.toLowerCase() } : null;
}

/** Finds a receipt among the leaves: every slip that its nonce explains, added up; or its line in an open list. */
export function checkReceipt(file: TallyFile, nonce: string): ReceiptFound | null {
  if (file.form === 'labels') {
    const id = voteId(file.ballot, nonce);
    const line = file.leaves.find((leaf): leaf is LabelledVote => !isSlip(leaf) && leaf[3] === id);
    return line ? { label: line[0], votes: file.questions.map(({ key }, i) => ({ question: key, choice: line[2][i]!, weights: line[1] })) } : null;
  }
  const slips = new Map<string, Slip>();
  const kinds = new Set<string>();
  for (const leaf of file.leaves) {
    if (!isSlip(leaf)) continue;
    slips.set(leaf[4], leaf);
    kinds.add(`${leaf[0]} ${leaf[1]} ${leaf[2]}`);
  }
  const votes = new Map<string, { question: string; choice: string; weights: Weights }>();
  for (const kind of kinds) {
    const [question, measure, denomination] = kind.split(' ') as [string, Measure, string];
    for (let number = 0; ; number++) {
      const slip = slips.get(slipId(file.ballot, nonce, question, measure, Number(denomination), number));
      if (!slip) break;
      const key = `${question} ${slip[3]}`;
      const found = votes.get(key) ?? { question, choice: slip[3], weights: {} };
      found.weights[measure] = (found.weights[measure] ?? 0) + Number(denomination);
      votes.set(key, found);
    }
  }
  return votes.size === 0 ? null : { label: null, votes: [...votes.values()] };
}
