/** Chance that a seed repeats. */
export type Chance = { real(): number; int(below: number): number; pick<T>(list: readonly T[]): T; odds(share: number): boolean };

/** mulberry32: small, and the same everywhere. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const real = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(real() * below);
  return { real, int, pick: (list) => list[int(list.length)]!, odds: (share) => real() < share };
}

export type Target = 'web' | 'worker' | 'database' | 'all';
/** One kill -9: so many seconds after the load began. */
export type Kill = { at: number; what: Target };

/**
 * Moments nobody could guess, the same for a seed: on average `every` seconds apart, none within the first and the last tenth (at most 15 s) of the time. The first three are web,
 * worker and database, so that a short run has had each.
 */
export function makePlan(seed: number, seconds: number, every: number): Kill[] {
  const chance = chanceOf(seed ^ 0x5eed);
  const margin = Math.min(15, seconds / 10);
  const first = ['web', 'worker', 'database'] as const;
  const kills: Kill[] = [];
  for (let at = margin + chance.real() * every * 0.5; at < seconds - margin; at += every * (0.2 + 1.6 * chance.real())) {
    const drawn = chance.pick(['web', 'web', 'worker', 'worker', 'database', 'database', 'all'] as const);
    kills.push({ at: Math.round(at * 10) / 10, what: first[kills.length] ?? drawn });
  }
  return kills;
}

export const spokenPlan = (kills: readonly Kill[]): string => kills.map(({ at, what }) => `${what} at ${at} s`).join(', ');
