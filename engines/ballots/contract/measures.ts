import type { Words } from '@hezhi/contract/light';

/**
 * What an entry weighs: `heads` 1 for each voter, `area` exclusive area in whole square centimetres, `shares` whole shares (households, votes of
 * an organisation). Weights are safe integers; every comparison is made with BigInt, no float is ever compared.
 */
export const measures = ['heads', 'area', 'shares'] as const;
export type Measure = (typeof measures)[number];
/** Sums by measure; a measure that a roll does not carry is missing or 0. */
export type Weights = Partial<Record<Measure, number>>;

/** A share as law writes it: `2/3`, `1/2`, `3/4`, `1`. */
export type Fraction = { readonly num: bigint; readonly den: bigint };

/** Reads `2/3` or `1`. Throws a RangeError for anything else. */
export function fraction(text: string): Fraction {
  const match = /^(\d{1,9})(?:\/([1-9]\d{0,8}))?$/.exec(text);
  if (!match) throw new RangeError(`not a fraction: ${text}`);
  return { num: BigInt(match[1]!), den: BigInt(match[2] ?? '1') };
}

const sign = (value: bigint): -1 | 0 | 1 => (value < 0n ? -1 : value > 0n ? 1 : 0);

/** Whether `have / total` lies below (-1), at (0) or above (1) the share. A total of nothing is below every share but 0. */
export function compareShare(have: bigint, total: bigint, need: Fraction): -1 | 0 | 1 {
  if (total <= 0n) return need.num === 0n ? 0 : -1;
  return sign(have * need.den - need.num * total);
}

/** Compares two fractions. */
export const compareFractions = (a: Fraction, b: Fraction): -1 | 0 | 1 => sign(a.num * b.den - b.num * a.den);

/** `num / den` (den > 0, num >= 0) as a decimal of so many digits, rounded half up. */
function decimal(num: bigint, den: bigint, digits: number): bigint {
  const scaled = num * 10n ** BigInt(digits);
  return (2n * scaled + den) / (2n * den);
}

const pointed = (value: bigint, digits: number): string => {
  const text = value.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/**
 * `have / total` in per cent, with as many digits (at least one) as it takes until the rounded figure lies on the same side of `need` as the exact one:
 * a share just below two thirds never reads 66.67 %. Gives `-` for a total of nothing.
 */
export function percent(have: bigint, total: bigint, need: Fraction): string {
  if (total <= 0n) return '-';
  const exact = compareShare(have, total, need);
  for (let digits = 1; digits <= 24; digits++) {
    const shown = decimal(have * 100n, total, digits);
    if (exact === 0 || sign(shown * need.den - need.num * 100n * 10n ** BigInt(digits)) === exact) return `${pointed(shown, digits)} %`;
  }
  return `${have}/${total}`;
}

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+$)/g, ',');

/** A sum in words: `12,345.67 ㎡`, `128 人`, `40 份`. Areas show 0.01 ㎡, or 0.0001 ㎡ where they need it. */
export function amount(measure: Measure, sum: number | bigint): Words {
  const value = BigInt(sum);
  if (measure === 'area') {
    const digits = value % 100n === 0n ? 2 : 4;
    const [whole, rest] = pointed(digits === 2 ? value / 100n : value, digits).split('.');
    return { 'zh-Hans': `${grouped(whole!)}.${rest} ㎡`, en: `${grouped(whole!)}.${rest} m²` };
  }
  const text = grouped(value.toString());
  if (measure === 'heads') return { 'zh-Hans': `${text} 人`, en: value === 1n ? '1 person' : `${text} persons` };
  return { 'zh-Hans': `${text} 份`, en: value === 1n ? '1 share' : `${text} shares` };
}

export const measureWords: Readonly<Record<Measure, Words>> = {
  heads: { 'zh-Hans': '人数', en: 'Heads' },
  area: { 'zh-Hans': '面积', en: 'Area' },
  shares: { 'zh-Hans': '份数', en: 'Shares' },
};

/** Square metres as people type them (`89.34`, at most two decimals) in square centimetres; null when they are not that. */
export function squareCentimetres(text: string): number | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2})0*)?$/.exec(text.trim().replaceAll(',', ''));
  if (!match) return null;
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(2, '0')) * 100;
}
