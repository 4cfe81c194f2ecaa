import type { Words } from '@hezhi/contract/light';
import { amount, compareShare, fraction, measureWords, percent, type Measure, type Weights } from './measures.ts';
import type { Agree, Rule, TakePart } from './rule.ts';

/** One condition of the rule, as it came out. `have` is exact; `need` as the rule writes it; `about` names an option. */
export type Condition = {
  part: 'take_part' | 'agree' | 'mean';
  measure: Measure;
  about: string | null;
  have: { num: string; den: string };
  need: string;
  holds: boolean;
  words: Words;
};

/** What stands on the scales of one question. `took`: who takes part in it. */
export type Scales = { roll: Weights; took: Weights; present: Weights | null };

type Threshold = { measure: Measure; at_least?: string | undefined; more_than?: string | undefined };

/** Weighs one threshold exactly and tells it in words: `面积参与 71.3 %（12,345.67 ㎡ / 17,314.56 ㎡）≥ 2/3，达到`. */
export function weigh(part: Condition['part'], given: Threshold, have: Weights, total: Weights, about: string | null = null): Condition {
  const { measure } = given;
  const [num, den] = [BigInt(have[measure] ?? 0), BigInt(total[measure] ?? 0)];
  const text = given.at_least ?? given.more_than!;
  const need = fraction(text);
  const side = compareShare(num, den, need);
  const holds = den > 0n && (given.at_least === undefined ? side > 0 : side >= 0);
  const mark = given.at_least === undefined ? '>' : '≥';
  const [has, of] = [amount(measure, num), amount(measure, den)];
  const share = percent(num, den, need);
  const exactly = side === 0 && den > 0n;
  const verb: Words = part === 'take_part' ? { 'zh-Hans': '参与', en: 'taking part' } : { 'zh-Hans': '同意', en: 'in favour' };
  const name = measureWords[measure];
  return {
    part,
    measure,
    about,
    have: { num: num.toString(), den: den.toString() },
    need: `${mark} ${text}`,
    holds,
    words: {
      'zh-Hans': `${name['zh-Hans']}${verb['zh-Hans']} ${share}（${has['zh-Hans']} / ${of['zh-Hans']}${exactly ? `，恰为 ${text}` : ''}）${holds ? '' : '，须'}${mark} ${text}，${holds ? '达到' : '未达到'}`,
      en: `${name.en} ${verb.en} ${share} (${has.en} of ${of.en}${exactly ? `, exactly ${text}` : ''}), ${mark} ${text} needed: ${holds ? 'reached' : 'not reached'}`,
    },
  };
}

/** The conditions of participation, against the whole roll. */
export const participation = (rule: Rule, took: Weights, roll: Weights): Condition[] =>
  rule.take_part.map((one: TakePart) => weigh('take_part', one, took, roll));

/** The conditions of agreement for one option or for yes. */
export const agreement = (list: readonly Agree[], have: Weights, scales: Scales, about: string | null = null): Condition[] =>
  list.map((one) => weigh('agree', one, have, one.of === 'roll' ? scales.roll : one.of === 'present' ? (scales.present ?? scales.took) : scales.took, about));

/** Sum of two weights. */
export function plus(a: Weights, b: Weights): Weights {
  const sum: Weights = { ...a };
  for (const measure of Object.keys(b) as Measure[]) sum[measure] = (sum[measure] ?? 0) + (b[measure] ?? 0);
  return sum;
}

/** `a - b`, never below nothing. */
export function minus(a: Weights, b: Weights): Weights {
  const rest: Weights = {};
  for (const measure of Object.keys(a) as Measure[]) rest[measure] = Math.max(0, (a[measure] ?? 0) - (b[measure] ?? 0));
  return rest;
}

/** -1 when `a` comes before `b`: more in the first measure of `order` that differs; 0 when equal in all. */
export function ahead(order: readonly Measure[], a: Weights, b: Weights): number {
  for (const measure of order) {
    const difference = (b[measure] ?? 0) - (a[measure] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
