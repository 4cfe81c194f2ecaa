import type { Profile, Telling } from './duplicates-text.ts';
import weights from './duplicates-weights.json' with { type: 'json' };

/** Whether two reports tell of the same thing (C1): a weighing of words, kind, place and time whose weights were fitted to the tuning half of the labelled set. Pure. */

/** How far apart, in metres, two reports of one thing may lie to be looked at. */
export const REACH = 250;
/** How old, in milliseconds, an earlier report may be. */
export const WINDOW = 45 * 24 * 3_600_000;
const HOUR = 3_600_000;
/** How many are suggested at most. */
export const SUGGESTED = 5;
/** A thing that was settled is the same for people who have not seen it yet; after this time it has come again. */
const SETTLED = 48 * HOUR;

/** `full`: all that the staff read. `public`: what everybody may read: no address, points rounded, words without personal data. */
export type Reach = 'full' | 'public';
export const features = ['one', 'words', 'cover', 'topic', 'about', 'apart', 'leaf', 'group', 'near', 'house', 'part', 'names', 'settled', 'age'] as const;

/** From this score on a report is suggested. */
export const threshold: Readonly<Record<Reach, number>> = weights.threshold;

/** Metres between two points; good to a per mille within some kilometres. */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const shrink = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot(a[1] - b[1], (a[0] - b[0]) * shrink) * 111_195;
}

/** 1 shared, -1 both named and different, 0 not known. */
function agree(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  for (const one of a) if (b.has(one)) return 1;
  return -1;
}

/** How much of the words is shared: cosine, and the share of the shorter one. What only names the place is left out: everything near by shares it. */
function shared(a: Profile, b: Profile): { cosine: number; cover: number } {
  const placeless = a.places.size === 0 && b.places.size === 0;
  const counts = (gram: number): boolean => placeless || (!a.places.has(gram) && !b.places.has(gram));
  let [both, cut, left, right, leftSum, rightSum] = [0, 0, 0, 0, 0, 0];
  for (const [gram, weight] of a.grams) {
    if (!counts(gram)) continue;
    left += weight * weight;
    leftSum += weight;
    if (!b.grams.has(gram)) continue;
    both += weight * weight;
    cut += weight;
  }
  for (const [gram, weight] of b.grams) {
    if (!counts(gram)) continue;
    right += weight * weight;
    rightSum += weight;
  }
  return left > 0 && right > 0 ? { cosine: both / Math.sqrt(left * right), cover: cut / Math.min(leftSum, rightSum) } : { cosine: 0, cover: 0 };
}

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0.5;
  let n = 0;
  for (const one of a) if (b.has(one)) n += 1;
  return n / Math.min(a.size, b.size);
}

/** How far both speak of the same things (0 to 1), and 1 where each speaks of something and nothing is shared. */
function spokenOf(a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): { share: number; apart: number } {
  if (a.size === 0 || b.size === 0) return { share: 0, apart: 0 };
  let n = 0;
  for (const one of a.keys()) if (b.has(one)) n += 1;
  return { share: n / Math.sqrt(a.size * b.size), apart: n === 0 ? 1 : 0 };
}

export type Compared = { readonly telling: Telling; readonly profile: Profile };

/** The features of a later report beside an earlier one, in the order of `features`. `quick` leaves out the topic, which costs more than all others together. */
export function compare(later: Compared, earlier: Compared, quick = false): number[] {
  const [a, b] = [later.telling, earlier.telling];
  const words = shared(later.profile, earlier.profile);
  const metres = a.point && b.point ? metresBetween(a.point, b.point) : null;
  const about = spokenOf(later.profile.about, earlier.profile.about);
  let topic = 0;
  if (!quick) for (const [leaf, one] of later.profile.topic()) topic += one * (earlier.profile.topic().get(leaf) ?? 0);
  const sinceSettled = b.closedAt === null || b.closedAt > a.at ? 0 : (a.at - b.closedAt) / SETTLED;
  return [
    1,
    words.cosine,
    words.cover,
    topic,
    about.share,
    about.apart,
    a.category === b.category ? 1 : 0,
    a.category !== b.category && a.category.slice(0, 1) === b.category.slice(0, 1) ? 1 : 0,
    metres === null ? 0.5 : Math.exp(-metres / 80),
    agree(later.profile.marks.house, earlier.profile.marks.house),
    agree(later.profile.marks.part, earlier.profile.marks.part),
    overlap(later.profile.places, earlier.profile.places),
    Math.min(1, sinceSettled),
    Math.min(1, Math.log1p(Math.max(0, a.at - b.at) / HOUR) / Math.log1p(WINDOW / HOUR)),
  ];
}

/** How likely (0 to 1) it is that both tell of the same. */
export function likeness(later: Compared, earlier: Compared, reach: Reach, quick = false): number {
  const values = compare(later, earlier, quick);
  const sum = values.reduce((total, value, n) => total + value * (weights[reach][n] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Whether an earlier report is looked at at all. */
export function inReach(later: Telling, earlier: Telling): boolean {
  const age = later.at - earlier.at;
  if (age > WINDOW) return false;
  return later.point && earlier.point ? metresBetween(later.point, earlier.point) <= REACH : later.area.slice(0, 12) === earlier.area.slice(0, 12);
}
