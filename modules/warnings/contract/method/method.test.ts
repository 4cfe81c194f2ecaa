import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detection, falseAlarms } from '../../testing/measure.ts';
import { anscombe, assess, countQuantile, defaults, fit, normalQuantile, powerBound, referenceWeeks, reweigh, tail } from './index.ts';

const count = fc.integer({ min: 0, max: 40 });
const ones = (n: number): number[] => Array.from({ length: n }, () => 1);

describe('published examples', () => {
  // Known results of the reference implementation (R package surveillance, tests of farringtonFlexible).
  test('the bound on the 2/3 power', () => {
    expect(powerBound(5, 0.2, 1, 0.05)).toBeCloseTo(9.115482, 6);
  });
  test('negative binomial and Poisson quantiles with their tails', () => {
    expect([countQuantile(5, 1.5, 0.025), countQuantile(5, 1, 0.025)]).toEqual([11, 10]);
    expect(tail(5, 1.5, 11)).toBeCloseTo(0.03763657, 7);
    expect(tail(5, 1, 11)).toBeCloseTo(0.01369527, 7);
  });
  test('weights: the case that was checked by hand', () => {
    const weights = reweigh([0, 0, 0, 0, 0, 2, 2, 2, 2, 2], 0);
    for (const [i, one] of weights.entries()) expect(one).toBeCloseTo(i < 5 ? 1.6 : 0.4, 12);
  });
  test('quantiles of the normal distribution', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.975, 1.959963984540054],
      [0.999, 3.090232306167813],
      [0.9999999, 5.199337582187471],
      [0.01, -2.3263478740408408],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 8);
  });
});

describe('the fit', () => {
  test('solves the likelihood equations: weighted residuals and their moment vanish, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 10, maxLength: 40 }), fc.boolean(), (y, trend) => {
        const t = y.map((_, i) => i - 60);
        const w = y.map((_, i) => 0.5 + (i % 3));
        const model = fit(y, t, w, trend);
        if (y.every((one) => one === 0)) return;
        const left = y.map((one, i) => w[i]! * (one - model.mu[i]!));
        expect(left.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 5);
        if (model.trend) expect(left.reduce((sum, one, i) => sum + one * t[i]!, 0) / 60).toBeCloseTo(0, 4);
        expect(model.hat.reduce((a, b) => a + b, 0)).toBeCloseTo(model.trend ? 2 : 1, 6);
        expect(model.phi).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('finds an exponential trend exactly and has no residuals on it', () => {
    const t = Array.from({ length: 21 }, (_, i) => -i - 1);
    const y = t.map((at) => Math.exp(2 + 0.05 * at));
    const model = fit(y, t, ones(21), true);
    expect(model.predict(0).mu).toBeCloseTo(Math.exp(2), 8);
    for (const one of anscombe(y, model)) expect(one).toBeCloseTo(0, 6);
  });

  test('a burst in the past is weighed down, so that it does not hide the next', () => {
    const calm = (back: number): number => (back === 10 ? 60 : back === 0 ? 25 : 8 + (back % 3));
    const found = assess(calm, 30)!;
    expect(found.expected).toBeLessThan(11);
    expect(found.warns).toBe(true);
  });
});

describe('which weeks are compared', () => {
  test('none while history is short, then the weeks before, with three years the same season', () => {
    expect(referenceWeeks(9).back).toEqual([]);
    expect(referenceWeeks(10)).toEqual({ season: false, back: [3, 4, 5, 6, 7, 8, 9, 10] });
    expect(referenceWeeks(100).back).toHaveLength(defaults.weeks);
    const three = referenceWeeks(170);
    expect([three.season, three.back.length, Math.min(...three.back)]).toEqual([true, 21, 49]);
    for (let known = 0; known < 400; known += 7) for (const back of referenceWeeks(known).back) expect(back).toBeLessThanOrEqual(known);
  });

  test('no warning on fewer than five in four weeks, and none without enough', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 60, maxLength: 60 }), (weeks) => {
        const found = assess((back) => weeks[back] ?? 0, 40)!;
        if (weeks.slice(0, 4).reduce((a, b) => a + b, 0) < 5) expect(found.warns).toBe(false);
        if (found.warns) expect([found.seen > found.upper, found.upper > found.expected, found.score > 1]).toEqual([true, true, true]);
      }),
    );
    expect(assess(() => 50, 9)).toBeNull();
    expect(assess((back) => (back === 0 ? 6 : 0), 30)!.warns).toBe(true);
  });
});

describe('measured on what is known', () => {
  test('quiet cells seldom warn, bursts are found within a week', () => {
    expect(falseAlarms({ mean: 2, phi: 1, history: 210 }, 40)).toBeLessThan(0.4);
    expect(falseAlarms({ mean: 2, phi: 2, history: 210 }, 40)).toBeLessThan(1);
    const burst = detection({ mean: 2, phi: 1, history: 210 }, 6, 60);
    expect(burst.found).toBeGreaterThan(0.95);
    expect(burst.delay).toBeLessThanOrEqual(4);
  });
});
