import type { Words } from '@hezhi/contract/light';

/** Integer figures by measure (the measures of `@hezhi/matters`); what is missing is 0. */
export type Numbers = Readonly<Record<string, number>>;

/** A rate 率: one measure over another (rules.md 1). `good` says which way is better. */
export type Rate = { readonly key: string; readonly num: string; readonly den: string; readonly good: 'high' | 'low'; readonly words: Words };

/** What was to be handled 应处置: everything opened but what turned out void (declined, withdrawn, 作废), for which nobody was to do anything. */
export const due = 'due';
export const dueOf = (n: Numbers): number => (n['opened'] ?? 0) - (n['void'] ?? 0);

/** Those of whom it is known whether their problem was solved: said by themselves when rating, or on the telephone (回访). */
export const judged = 'judged';
export const judgedOf = (n: Numbers): number => (n['solved'] ?? 0) + (n['unsolved'] ?? 0);

/**
 * The rates of the field, each of two integers that the reply carries too. rules.md 1: 处置率 = handled / due, 按期处置率 = handled in time / due, 结案率 = closed / due. What is
 * void is in no numerator either (`measures` of matters); 按期结案率 is the part of what was closed, which has no void ones.
 */
export const rates: readonly Rate[] = [
  { key: 'responded_rate', num: 'responded_in_time', den: due, good: 'high', words: { 'zh-Hans': '响应率', en: 'Responded in time' } },
  { key: 'solved_rate', num: 'solved', den: judged, good: 'high', words: { 'zh-Hans': '解决率', en: 'Solved' } },
  { key: 'satisfied_rate', num: 'satisfied', den: 'rated', good: 'high', words: { 'zh-Hans': '满意率', en: 'Satisfied' } },
  { key: 'handled_rate', num: 'handled', den: due, good: 'high', words: { 'zh-Hans': '处置率', en: 'Handled' } },
  { key: 'handled_in_time_rate', num: 'handled_in_time', den: due, good: 'high', words: { 'zh-Hans': '按期处置率', en: 'Handled in time' } },
  { key: 'closed_rate', num: 'closed', den: due, good: 'high', words: { 'zh-Hans': '结案率', en: 'Closed' } },
  { key: 'closed_in_time_rate', num: 'closed_in_time', den: 'closed', good: 'high', words: { 'zh-Hans': '按期结案率', en: 'Closed in time' } },
  { key: 'reworked_rate', num: 'reworked', den: 'handled', good: 'low', words: { 'zh-Hans': '返工率', en: 'Reworked' } },
];

/** A rate of some figures. */
export type RateValue = {
  num: number;
  den: number;
  /** 0 to 1 (rework of a matter that was never handled may pass it); null when there is nothing to divide by. */ value: number | null;
};

/** The one place where a rate is computed: integers in, their quotient out. */
export function rateOf(n: Numbers, rate: Pick<Rate, 'num' | 'den'>): RateValue {
  const num = n[rate.num] ?? 0;
  const den = rate.den === due ? dueOf(n) : rate.den === judged ? judgedOf(n) : (n[rate.den] ?? 0);
  return { num, den, value: den === 0 ? null : num / den };
}

export const scoreWords: Words = { 'zh-Hans': '综合得分', en: 'Score' };

/**
 * The unit's score, 0 to 100: 60 x 按期处置率 + 30 x 结案率 + 10 x (1 - 返工率) (rules.md 1). Null when nothing was due. While nothing is
 * handled yet there is no rework to have avoided, so the last part counts nothing.
 */
export function scoreOf(n: Numbers): number | null {
  const value = (key: string): number | null =>
    rateOf(
      n,
      rates.find((rate) => rate.key === key)!,
    ).value;
  const inTime = value('handled_in_time_rate');
  const closed = value('closed_rate');
  if (inTime === null || closed === null) return null;
  const reworked = value('reworked_rate');
  return 60 * inTime + 30 * closed + (reworked === null ? 0 : 10 * Math.max(0, 1 - reworked));
}

/** The three rates 三率 of 接诉即办 (rules.md 2) in the order in which weights name them. */
export const threeRates = ['responded_rate', 'solved_rate', 'satisfied_rate'] as const;
/** Parts of 100. */
export type Weights = { readonly responded: number; readonly solved: number; readonly satisfied: number };
/** What one place uses (rules.md 2 [v]: a secondary source); a district sets its own. */
export const usualWeights: Weights = { responded: 30, solved: 35, satisfied: 35 };
export const threeWords: Words = { 'zh-Hans': '三率得分', en: 'Three-rates score' };

/** The weighted three rates, 0 to 100; null while one of them with a weight has nothing to divide by. */
export function threeOf(n: Numbers, weights: Weights): number | null {
  const parts = [weights.responded, weights.solved, weights.satisfied];
  let sum = 0;
  for (const [i, key] of threeRates.entries()) {
    const weight = parts[i]!;
    if (weight === 0) continue;
    const { value } = rateOf(
      n,
      rates.find((rate) => rate.key === key)!,
    );
    if (value === null) return null;
    sum += weight * value;
  }
  return sum;
}

/** Rates of a unit 承办单位 over the measures of its legs (rules.md 1). */
export const unitRates: readonly Rate[] = [
  { key: 'done_rate', num: 'done', den: 'due', good: 'high', words: { 'zh-Hans': '办结率', en: 'Done' } },
  { key: 'done_in_time_rate', num: 'done_in_time', den: 'due', good: 'high', words: { 'zh-Hans': '按期办结率', en: 'Done in time' } },
  { key: 'unit_reworked_rate', num: 'reworked', den: 'done', good: 'low', words: { 'zh-Hans': '返工率', en: 'Reworked' } },
];

const quotient = (num: number | undefined, den: number | undefined): RateValue => ({ num: num ?? 0, den: den ?? 0, value: den ? (num ?? 0) / den : null });
/** A unit's rate; here `due` is a measure of its own. */
export const unitRateOf = (n: Numbers, rate: Pick<Rate, 'num' | 'den'>): RateValue => quotient(n[rate.num], n[rate.den]);

/** The unit's score by its legs, 0 to 100: 60 x 按期办结率 + 30 x 办结率 + 10 x (1 - 返工率); null when nothing was due (rules.md 1). */
export function unitScoreOf(n: Numbers): number | null {
  const [done, inTime, reworked] = unitRates.map((rate) => unitRateOf(n, rate).value) as [number | null, number | null, number | null];
  if (done === null || inTime === null) return null;
  return 60 * inTime + 30 * done + (reworked === null ? 0 : 10 * Math.max(0, 1 - reworked));
}

/**
 * 推诿: a stretch that its unit gave back without ground. Counted under the day it was given when the unit returned it although the matter had been returned once before or had been designated to it, or
 * when its application for a return was refused.
 */
export const shirked = {
  key: 'shirked',
  words: { 'zh-Hans': '推诿', en: 'Shirked' },
  meaning: {
    'zh-Hans': '推诿：指定派遣后仍退单，或事项已被退过一次又退单，或申请退单未获同意。',
    'zh-Hant': '推諉：指定派遣後仍退單，或事項已被退過一次又退單，或申請退單未獲同意。',
    en: 'Shirked: returned after it was designated, returned although the matter had been returned once before, or a return that was asked for and refused.',
  },
} as const satisfies { key: string; words: Words; meaning: Words };
