/** Case figures that decide on a call-back; `rating` 1 to 5. */
export type Settled = { matter: string; tier: number; category: string; channel: string; rating: number | null; marks: readonly string[] };

/** One rule of a district: the first whose conditions fit decides. */
export type CallbackRule = {
  readonly key: string;
  /** Empty lists mean any. A category may be a group (`A`) or a leaf (`A01`). */
  readonly tiers: readonly number[];
  readonly categories: readonly string[];
  readonly channels: readonly string[];
  /** Only the dissatisfied: rated 1 or 2, or marked unsolved. */
  readonly dissatisfied: boolean;
  /** 0 (nobody) to 1 (everybody). */
  readonly share: number;
  /** `expiry`: at the promised moment, where that is later than the closing; else so many hours after closing. */
  readonly after: { readonly of: 'closing' | 'expiry'; readonly hours: number };
};

export const isDissatisfied = (one: Settled): boolean => (one.rating !== null && one.rating <= 2) || one.marks.includes('unsolved');

const fits = (rule: CallbackRule, one: Settled): boolean =>
  (rule.tiers.length === 0 || rule.tiers.includes(one.tier)) &&
  (rule.categories.length === 0 || rule.categories.some((code) => one.category.startsWith(code))) &&
  (rule.channels.length === 0 || rule.channels.includes(one.channel)) &&
  (!rule.dissatisfied || isDissatisfied(one));

/**
 * The rule under which a settled case is called back, or null. `draw` is a number in [0, 1) that depends on seed and case only, so that the choice can be repeated and proved, and
 * raising a share adds cases without dropping any.
 */
export function pick(rules: readonly CallbackRule[], one: Settled, draw: number): CallbackRule | null {
  const rule = rules.find((candidate) => fits(candidate, one));
  return rule && draw < rule.share ? rule : null;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;

/**
 * The first moment not before `at` (epoch ms) at which one may telephone: within [from, to) minutes of the day in China's time. A window that is empty or turned round means any time.
 */
export function intoWindow(at: number, from: number, to: number): number {
  if (from >= to) return at;
  const day = Math.floor((at + ZONE) / DAY) * DAY - ZONE;
  const minute = (at - day) / MINUTE;
  if (minute < from) return day + from * MINUTE;
  return minute < to ? at : day + DAY + from * MINUTE;
}

/** Two windows at once; where they do not meet, the caller's own wish stands. */
export function meet(office: readonly [number, number], wish: readonly [number, number] | null): [number, number] {
  if (!wish) return [office[0], office[1]];
  const both: [number, number] = [Math.max(office[0], wish[0]), Math.min(office[1], wish[1])];
  return both[0] < both[1] ? both : [wish[0], wish[1]];
}
