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

type Features = Record<(typeof features)[number], number>;
/** What is known of two reports without their words. */
type Beside = Pick<Features, 'leaf' | 'group' | 'near' | 'settled' | 'age'>;

function besides(a: Telling, b: Telling): Beside {
  const metres = a.point && b.point ? metresBetween(a.point, b.point) : null;
  const sinceSettled = b.closedAt === null || b.closedAt > a.at ? 0 : (a.at - b.closedAt) / SETTLED;
  return {
    leaf: a.category === b.category ? 1 : 0,
    group: a.category !== b.category && a.category.slice(0, 1) === b.category.slice(0, 1) ? 1 : 0,
    near: metres === null ? 0.5 : Math.exp(-metres / 80),
    settled: Math.min(1, sinceSettled),
    age: Math.min(1, Math.log1p(Math.max(0, a.at - b.at) / HOUR) / Math.log1p(WINDOW / HOUR)),
  };
}

/** The features of a later report beside an earlier one. `topic`, which costs more than all others together, may be given instead. */
export function compare(later: Compared, earlier: Compared, topic = alike(later.profile, earlier.profile)): Features {
  const words = shared(later.profile, earlier.profile);
  const about = spokenOf(later.profile.about, earlier.profile.about);
  return {
    one: 1,
    words: words.cosine,
    cover: words.cover,
    topic,
    about: about.share,
    apart: about.apart,
    house: agree(later.profile.marks.house, earlier.profile.marks.house),
    part: agree(later.profile.marks.part, earlier.profile.marks.part),
    names: overlap(later.profile.places, earlier.profile.places),
    ...besides(later.telling, earlier.telling),
  };
}

function alike(a: Profile, b: Profile): number {
  let topic = 0;
  for (const [leaf, one] of a.topic()) topic += one * (b.topic().get(leaf) ?? 0);
  return topic;
}

function score(values: Features, reach: Reach): number {
  let sum = 0;
  for (const [n, feature] of features.entries()) sum += values[feature] * (weights[reach][n] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** How likely (0 to 1) it is that both tell of the same. */
export const likeness = (later: Compared, earlier: Compared, reach: Reach): number => score(compare(later, earlier), reach);

/** The same, were both of one topic: never less than `likeness`, and without the cost of the topic. */
export const likenessAtMost = (later: Compared, earlier: Compared, reach: Reach): number => score(compare(later, earlier, highest(reach, 'topic')), reach);

/** The same, knowing place, time and category only: never less than `likenessAtMost`, at next to no cost. */
export const likenessUnread = (later: Telling, earlier: Telling, reach: Reach): number => score({ ...unread[reach], ...besides(later, earlier) }, reach);

/** Between what a feature of the words lies. */
const ranges = { words: [0, 1], cover: [0, 1], topic: [0, 1], about: [0, 1], apart: [0, 1], house: [-1, 1], part: [-1, 1], names: [0, 1] } as const;
/** The value with which a feature speaks loudest for the same. */
function highest(reach: Reach, feature: keyof typeof ranges): number {
  const [least, most] = ranges[feature];
  return (weights[reach][features.indexOf(feature)] ?? 0) >= 0 ? most : least;
}
const loudest = (reach: Reach): Omit<Features, keyof Beside> => ({
  one: 1,
  words: highest(reach, 'words'),
  cover: highest(reach, 'cover'),
  topic: highest(reach, 'topic'),
  about: highest(reach, 'about'),
  apart: highest(reach, 'apart'),
  house: highest(reach, 'house'),
  part: highest(reach, 'part'),
  names: highest(reach, 'names'),
});
const unread = { full: loudest('full'), public: loudest('public') };

/** Since when (epoch ms) a report may be settled and still be the same as one at `at`; null: however long, if all else speaks for it. */
export function settledSince(at: number, reach: Reach): number | null {
  const best = score({ ...unread[reach], leaf: 1, group: 1, near: 1, settled: 1, age: 0 }, reach);
  return best < threshold[reach] ? at - SETTLED : null;
}

/** Whether an earlier report is looked at at all. */
export function inReach(later: Telling, earlier: Telling): boolean {
  const age = later.at - earlier.at;
  if (age > WINDOW) return false;
  return later.point && earlier.point ? metresBetween(later.point, earlier.point) <= REACH : later.area.slice(0, 12) === earlier.area.slice(0, 12);
}
