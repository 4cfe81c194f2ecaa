/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Rng {
  /** Next number in [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** Real number in [low, high). */
  real(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One element; throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One element, likelier the greater its weight; throws RangeError when no weight is positive. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  /** A new list in random order. */
  shuffle<T>(list: readonly T[]): T[];
  /** Normal distribution (Box-Muller). */
  normal(mean: number, deviation: number): number;
  /** An independent sequence named by `label`; does not advance this one. */
  fork(label: string): Rng;
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A generator for a seed (algorithm sfc32, warmed up). Same seed, same bytes. */
export function makeRng(seed: string): Rng {
  let a = hash(`a${seed}`);
  let b = hash(`b${seed}`);
  let c = hash(`c${seed}`);
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  const rng: Rng = {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    real: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('pick from an empty list');
      return list[Math.floor(next() * list.length)]!;
    },
    weighted: (list, weight) => {
      let total = 0;
      for (const item of list) total += weight(item);
      if (!(total > 0)) throw new RangeError('no positive weight');
      let left = next() * total;
      for (const item of list) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return list[list.length - 1]!;
    },
    shuffle: (list) => {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        const kept = out[i]!;
        out[i] = out[j]!;
        out[j] = kept;
      }
      return out;
    },
    normal: (mean, deviation) => mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => makeRng(`${seed}/${label}`),
  };
  return rng;
}

/** An id of the shape of UUIDv7 whose time part is `at` (epoch ms) and whose chance part comes from `rng`. */
export function demoId(at: number, rng: Rng): string {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  const hex = (digits: number): string => {
    let out = '';
    for (let i = 0; i < digits; i++) out += Math.floor(rng.next() * 16).toString(16);
    return out;
  };
  const variant = (8 + Math.floor(rng.next() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}
