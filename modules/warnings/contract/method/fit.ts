/** A quasi-Poisson regression with log link: log mu = a (+ b t), variance phi mu. Pure. */
export type Fit = {
  readonly mu: readonly number[];
  readonly phi: number;
  /** Diagonal of the hat matrix. */
  readonly hat: readonly number[];
  readonly trend: boolean;
  /** Mean at time `t` and its standard error. */
  predict(t: number): { mu: number; se: number };
};

const MOST = 50;
const EXACT = 1e-10;

/** The mean alone: weighted maximum likelihood is the weighted mean. */
function fitMean(y: readonly number[], w: readonly number[]): Fit {
  const weight = w.reduce((sum, one) => sum + one, 0);
  const total = y.reduce((sum, one, i) => sum + w[i]! * one, 0);
  // Nothing was ever counted: half a count in all (Jeffreys), since a mean of 0 has no logarithm.
  const mean = total > 0 ? total / weight : 0.5 / y.length;
  const phi = dispersion(
    y,
    y.map(() => mean),
    w,
    1,
  );
  return { mu: y.map(() => mean), phi, hat: w.map((one) => one / weight), trend: false, predict: () => ({ mu: mean, se: Math.sqrt((phi * mean) / weight) }) };
}

/** Pearson's statistic over its degrees of freedom, at least 1 (Farrington et al. 1996). */
function dispersion(y: readonly number[], mu: readonly number[], w: readonly number[], p: number): number {
  const used = w.filter((one) => one > 0).length;
  if (used <= p) return 1;
  const x2 = y.reduce((sum, one, i) => sum + (w[i]! * (one - mu[i]!) ** 2) / mu[i]!, 0);
  return Math.max(1, x2 / (used - p));
}

/** With a linear trend by iteratively reweighted least squares; null where it does not converge. */
function fitTrend(y: readonly number[], t: readonly number[], w: readonly number[]): Fit | null {
  const mean = y.reduce((sum, one) => sum + one, 0) / y.length;
  if (mean === 0) return null;
  const mid = t.reduce((sum, one) => sum + one, 0) / t.length;
  const x = t.map((one) => one - mid);
  let [a, b] = [Math.log(mean), 0];
  let information = { aa: 0, ab: 0, bb: 0 };
  for (let round = 0; ; round++) {
    if (round === MOST || !Number.isFinite(a) || !Number.isFinite(b)) return null;
    let [aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0];
    for (const [i, one] of y.entries()) {
      const mu = Math.exp(a + b * x[i]!);
      aa += w[i]! * mu;
      ab += w[i]! * mu * x[i]!;
      bb += w[i]! * mu * x[i]! ** 2;
      ga += w[i]! * (one - mu);
      gb += w[i]! * (one - mu) * x[i]!;
    }
    const det = aa * bb - ab * ab;
    if (!(det > 1e-12)) return null;
    information = { aa: bb / det, ab: -ab / det, bb: aa / det };
    const [da, db] = [information.aa * ga + information.ab * gb, information.ab * ga + information.bb * gb];
    // Newton steps may overshoot far from the solution: none is longer than 2 on the log scale.
    const scale = Math.min(1, 2 / Math.max(Math.abs(da), Math.abs(db) * Math.max(...x.map(Math.abs)), EXACT));
    a += scale * da;
    b += scale * db;
    if (Math.abs(da) < EXACT && Math.abs(db) < EXACT) break;
  }
  const mu = x.map((one) => Math.exp(a + b * one));
  const phi = dispersion(y, mu, w, 2);
  const spread = (one: number): number => information.aa + 2 * information.ab * one + information.bb * one * one;
  return {
    mu,
    phi,
    hat: mu.map((one, i) => w[i]! * one * spread(x[i]!)),
    trend: true,
    predict: (at) => {
      const value = Math.exp(a + b * (at - mid));
      return { mu: value, se: value * Math.sqrt(phi * spread(at - mid)) };
    },
  };
}

/**
 * Fits counts `y` at times `t` with weights `w`, with a trend where one is asked for and it converges.
 * Source: Farrington, Andrews, Beale, Catchpole (1996), J. R. Statist. Soc. A 159, 547-563.
 */
export function fit(y: readonly number[], t: readonly number[], w: readonly number[], trend: boolean): Fit {
  return (trend ? fitTrend(y, t, w) : null) ?? fitMean(y, w);
}

/** Standardised Anscombe residuals: 3/2 (y^2/3 mu^-1/6 - mu^1/2) / sqrt(phi (1 - h)). */
export function anscombe(y: readonly number[], model: Pick<Fit, 'mu' | 'phi' | 'hat'>): number[] {
  return y.map((one, i) => {
    const mu = model.mu[i]!;
    const raw = 1.5 * (one ** (2 / 3) * mu ** (-1 / 6) - Math.sqrt(mu));
    return raw / Math.sqrt(model.phi * Math.max(1 - model.hat[i]!, 1e-9));
  });
}

/** Weights that take past bursts out of the baseline: gamma s^-2 above the threshold, gamma below, of mean 1. */
export function reweigh(residuals: readonly number[], above: number): number[] {
  const raw = residuals.map((s) => (s > above ? s ** -2 : 1));
  const gamma = residuals.length / raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => gamma * one);
}
