/** Days of counts that are known to be quiet, and bursts put into them: what the method is measured on. Pure and repeatable. */

/** A repeatable source of numbers between 0 and 1 (mulberry32). */
export function source(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function poisson(mean: number, random: () => number): number {
  // In pieces, so that e^-mean does not vanish.
  if (mean > 30) return poisson(30, random) + poisson(mean - 30, random);
  const least = Math.exp(-mean);
  let [n, product] = [0, random()];
  while (product > least) {
    n++;
    product *= random();
  }
  return n;
}

/** Gamma of the shape and mean given (Marsaglia and Tsang). */
function gamma(shape: number, mean: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, (mean * (shape + 1)) / shape, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v * mean) / shape;
  }
}

/** Reports per weekday beside the mean: fewer at the weekend, more on Mondays. */
const weekday = [1.25, 1.1, 1.05, 1.05, 1.05, 0.8, 0.7];

/**
 * Days of a quiet cell of `mean` reports a day, with weekdays. `phi` is the variance of a day over its mean: 1 is Poisson, more is negative binomial.
 * `season`: by how much (0 to 1) the year swings.
 */
export function quietDays(days: number, mean: number, phi: number, random: () => number, season = 0): number[] {
  return Array.from({ length: days }, (_, day) => {
    const mu = mean * weekday[day % 7]! * (1 + season * Math.sin((2 * Math.PI * day) / 365.25));
    return poisson(phi > 1 ? gamma(mu / (phi - 1), mu, random) : mu, random);
  });
}

/** A burst from `start` on: `extra` reports more a day, for `length` days. */
export function withBurst(days: readonly number[], start: number, extra: number, length: number, random: () => number): number[] {
  return days.map((n, day) => (day >= start && day < start + length ? n + poisson(extra, random) : n));
}

/** Counts of weeks that end on `day`. */
export const weeklyOf =
  (days: readonly number[], day: number) =>
  (back: number): number => {
    let sum = 0;
    for (let one = day - 7 * back - 6; one <= day - 7 * back; one++) sum += days[one] ?? 0;
    return sum;
  };
