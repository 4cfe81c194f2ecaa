/** Upper bounds of a count that is expected to be `mu`. Pure. */

/** The quantile of the standard normal distribution (Acklam's rational approximation, one step of Halley: error below 1e-9). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('a probability strictly between 0 and 1');
  if (p > 0.5) return -normalQuantile(1 - p);
  const [a, b] = [
    [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239],
    [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
  ];
  const [c, d] = [
    [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783],
    [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
  ];
  const poly = (list: readonly number[], x: number): number => list.reduce((sum, one) => sum * x + one, 0);
  let x: number;
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    x = poly(c!, q) / poly(d!, q);
  } else {
    const q = p - 0.5;
    x = (poly(a!, q * q) * q) / poly(b!, q * q);
  }
  const e = normalBelow(x) - p;
  const u = e * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - u / (1 + (x * u) / 2);
}

/** P(Z <= x) for x <= 0, by a continued fraction far out and a series near 0. */
function normalBelow(x: number): number {
  const z = -x;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let n = 1; Math.abs(term) > 1e-17; n++) sum += term = (term * z * z) / (2 * n + 1);
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let n = 60; n >= 1; n--) fraction = z + n / fraction;
  return density / fraction;
}

/**
 * The bound on the scale of the power 2/3, which takes the skewness of counts away: U = mu (1 + 2/3 z sqrt(tau / mu))^3/2 with tau = phi + Var(mu) / mu, so that what is not known of
 * the mean widens it (Farrington et al. 1996).
 */
export function powerBound(mu: number, se: number, phi: number, alpha: number): number {
  const tau = phi + (se * se) / mu;
  return mu * Math.max(0, 1 + (2 / 3) * normalQuantile(1 - alpha) * Math.sqrt(tau / mu)) ** 1.5;
}

/** P(Y = k) step by step: Poisson for phi = 1, else negative binomial of mean mu and variance phi mu (Noufaily et al. 2013). */
function* masses(mu: number, phi: number): Generator<number> {
  if (phi <= 1) {
    for (let k = 0, mass = Math.exp(-mu); ; mass *= mu / ++k) yield mass;
  }
  const size = mu / (phi - 1);
  for (let k = 0, mass = phi ** -size; ; mass *= ((size + k) / (k + 1)) * ((phi - 1) / phi), k++) yield mass;
}

/** The least k with P(Y <= k) >= 1 - alpha. For means up to some hundreds, beyond which the power bound serves. */
export function countQuantile(mu: number, phi: number, alpha: number): number {
  let [k, sum] = [0, 0];
  for (const mass of masses(mu, phi)) {
    sum += mass;
    if (sum >= 1 - alpha || k > 100_000) return k;
    k++;
  }
  return k;
}

/** P(Y >= seen): how rarely chance alone brings as many. */
export function tail(mu: number, phi: number, seen: number): number {
  let [k, sum] = [0, 0];
  for (const mass of masses(mu, phi)) {
    if (k++ >= seen) break;
    sum += mass;
  }
  return Math.max(0, 1 - sum);
}
