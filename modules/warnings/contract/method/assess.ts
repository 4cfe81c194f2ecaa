import { anscombe, fit, reweigh } from './fit.ts';
import { countQuantile, powerBound } from './threshold.ts';

/** What the method is told. All of it is data: a district may be given other values. */
export type Options = {
  /** How often a quiet week may pass the bound by chance. */
  readonly alpha: number;
  /** Weeks that make the baseline while less than three years are known, and the least number of them. */
  readonly weeks: number;
  readonly least: number;
  /** Weeks right before the present one that are left out: what begins to rise must not raise its own bound. */
  readonly gap: number;
  /** Weeks on both sides of the same week in earlier years. */
  readonly half: number;
  readonly reweighAbove: number;
  /** Fewer than so many in so many weeks are never a warning (Farrington et al. 1996: 5 in 4). */
  readonly few: { readonly cases: number; readonly weeks: number };
};

export const defaults: Options = { alpha: 0.001, weeks: 26, least: 8, gap: 2, half: 3, reweighAbove: 2.58, few: { cases: 5, weeks: 4 } };

/** A year in weeks, so that the same week of an earlier year is met. */
const YEAR = 365.25 / 7;
const YEARS = 5;
/** From so many years on the same season of earlier years is the baseline. */
export const SEASONS = 3;

export type Reference = { readonly season: boolean; /** Weeks ago. */ readonly back: readonly number[] };

/** Which earlier weeks a week is compared with, when `known` weeks before it are known. Empty where they are too few. */
export function referenceWeeks(known: number, options: Options = defaults): Reference {
  const years = Math.min(YEARS, Math.floor((known - options.half) / YEAR));
  if (years >= SEASONS) {
    const back: number[] = [];
    for (let year = 1; year <= years; year++) for (let shift = -options.half; shift <= options.half; shift++) back.push(Math.round(year * YEAR) + shift);
    return { season: true, back };
  }
  const count = Math.min(options.weeks, known - options.gap);
  if (count < options.least) return { season: false, back: [] };
  return { season: false, back: Array.from({ length: count }, (_, i) => options.gap + 1 + i) };
}

export type Assessment = {
  readonly seen: number;
  readonly expected: number;
  /** A count above it is a warning. */
  readonly upper: number;
  /** (seen - expected) / (upper - expected): from 1 on it is out of the ordinary. */
  readonly score: number;
  readonly dispersion: number;
  readonly season: boolean;
  readonly trend: boolean;
  /** The weeks of the baseline: how long ago, how many. */
  readonly baseline: readonly { readonly back: number; readonly n: number }[];
  readonly warns: boolean;
};

/** Above this mean the two bounds agree to within a count or two and the exact one costs a step a case. */
const LARGE = 400;

/**
 * The higher of the two published bounds: the 2/3 power is kind to small overdispersed counts, whose upper tail is longer than its normal
 * approximation; the negative binomial (here of the predictive variance tau mu) is not.
 */
function boundOf(mu: number, se: number, phi: number, alpha: number): number {
  const power = powerBound(mu, se, phi, alpha);
  return mu > LARGE ? power : Math.max(power, countQuantile(mu, phi + (se * se) / mu, alpha));
}

/**
 * Compares the seven days just past with what earlier weeks of seven days let expect: quasi-Poisson regression, past bursts weighted down by their
 * Anscombe residuals, bound on the 2/3 power (Farrington et al. 1996), not below the
 * negative binomial quantile, reweighting only above 2.58 (Noufaily et al. 2013). Weeks end on the weekday of the day that is assessed, so
 * that weekdays and weekends cannot deceive it. `weekly(k)` is the count of the week that ended k weeks before; null where fewer are known than needed.
 */
export function assess(weekly: (back: number) => number, known: number, options: Options = defaults): Assessment | null {
  const { back, season } = referenceWeeks(known, options);
  if (back.length === 0) return null;
  const y = back.map(weekly);
  const t = back.map((one) => -one);
  const seen = weekly(0);
  const even = y.map(() => 1);
  const model = (trend: boolean) => {
    const first = fit(y, t, even, trend);
    return fit(y, t, reweigh(anscombe(y, first), options.reweighAbove), first.trend);
  };
  let fitted = model(season);
  // A trend that promises more than was ever seen is not followed (Farrington et al. 1996).
  if (fitted.trend && fitted.predict(0).mu > Math.max(...y)) fitted = model(false);
  const { mu, se } = fitted.predict(0);
  const upper = boundOf(mu, se, fitted.phi, options.alpha);
  let recent = 0;
  for (let week = 0; week < options.few.weeks; week++) recent += weekly(week);
  return {
    seen,
    expected: mu,
    upper,
    score: (seen - mu) / (upper - mu),
    dispersion: fitted.phi,
    season,
    trend: fitted.trend,
    baseline: back.map((one, i) => ({ back: one, n: y[i]! })),
    warns: seen > upper && recent >= options.few.cases,
  };
}
