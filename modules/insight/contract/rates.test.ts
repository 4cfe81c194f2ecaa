import fc from 'fast-check';
import { expect, test } from 'vitest';
import { due, dueOf, judged, rateOf, rates, scoreOf, threeOf, threeRates, unitRates, unitScoreOf, usualWeights, type Numbers } from './rates.ts';

/** Figures as matters make them: what is counted in time was counted, what was handled or closed was opened and is not void. */
const numbers: fc.Arbitrary<Numbers> = fc.tuple(fc.nat(2000), fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 })).map(([opened, shares]) => {
  const part = (of: number, i: number): number => Math.floor((of * shares[i]!) / 1000);
  const nothing = part(opened, 6);
  const handled = part(opened - nothing, 0);
  const closed = part(opened - nothing, 1);
  const rated = part(closed, 2);
  return {
    opened,
    void: nothing,
    handled,
    handled_in_time: part(handled, 3),
    closed,
    closed_in_time: part(closed, 4),
    reworked: part(handled, 5),
    rated,
    satisfied: part(rated, 0),
    responded_in_time: part(opened - nothing, 3),
    solved: part(closed, 5),
    unsolved: closed - part(closed, 5),
  };
});

test('a rate is its two integers and their quotient; nothing to divide by is no rate, never zero', () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(...rates), (n, rate) => {
      const { num, den, value } = rateOf(n, rate);
      expect([num, den]).toEqual([
        n[rate.num],
        rate.den === due ? n['opened']! - n['void']! : rate.den === judged ? n['solved']! + n['unsolved']! : n[rate.den],
      ]);
      if (den === 0) expect(value).toBeNull();
      else expect(value! * den).toBeCloseTo(num, 9);
      if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
    }),
  );
  expect(rateOf({}, rates[0]!)).toEqual({ num: 0, den: 0, value: null });
});

test('the score lies between 0 and 100, is 100 exactly for flawless work, and never falls by better work', () => {
  fc.assert(
    fc.property(numbers, (n) => {
      const score = scoreOf(n);
      if (dueOf(n) === 0) {
        expect(score).toBeNull();
        return;
      }
      expect(score! >= 0 && score! <= 100 + 1e-9).toBe(true);
      const flawless = n['handled_in_time'] === dueOf(n) && n['closed'] === dueOf(n) && n['reworked'] === 0;
      expect(score! > 100 - 1e-9).toBe(flawless);
      if (n['handled_in_time']! < n['handled']!) expect(scoreOf({ ...n, handled_in_time: n['handled_in_time']! + 1 })!).toBeGreaterThan(score!);
      if (n['closed']! < dueOf(n)) expect(scoreOf({ ...n, closed: n['closed']! + 1 })!).toBeGreaterThan(score!);
      if (n['reworked']! > 0) expect(scoreOf({ ...n, reworked: n['reworked']! - 1 })!).toBeGreaterThan(score!);
    }),
  );
  expect(scoreOf({ opened: 10, handled: 8, handled_in_time: 6, closed: 5, reworked: 2 })).toBeCloseTo(60 * 0.6 + 30 * 0.5 + 10 * 0.75, 12);
  expect(scoreOf({ opened: 4 })).toBe(0);
});

test('void matters change no rate and no score', () => {
  fc.assert(
    fc.property(numbers, fc.nat(500), (n, more) => {
      const withMore = { ...n, opened: n['opened']! + more, void: n['void']! + more };
      for (const rate of rates) expect(rateOf(withMore, rate)).toEqual(rateOf(n, rate));
      expect(scoreOf(withMore)).toBe(scoreOf(n));
    }),
  );
  expect(scoreOf({ opened: 3, void: 3 })).toBeNull();
});

test('the three-rates score is the weighted mean of the three, between the worst and the best, and none where one of them cannot be said', () => {
  const weights = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => ({ responded: Math.min(a, b), solved: Math.abs(a - b), satisfied: 100 - Math.max(a, b) }));
  fc.assert(
    fc.property(numbers, weights, (n, w) => {
      const parts = threeRates.map(
        (key, i) =>
          [
            [w.responded, w.solved, w.satisfied][i]!,
            rateOf(
              n,
              rates.find((rate) => rate.key === key)!,
            ).value,
          ] as const,
      );
      const weighed = parts.filter(([weight]) => weight > 0).map(([, value]) => value);
      const score = threeOf(n, w);
      if (weighed.includes(null)) expect(score).toBeNull();
      else {
        expect(score! >= 100 * Math.min(...(weighed as number[])) - 1e-9).toBe(true);
        expect(score! <= 100 * Math.max(...(weighed as number[])) + 1e-9).toBe(true);
      }
    }),
  );
  const n = { opened: 10, void: 0, responded_in_time: 9, solved: 3, unsolved: 1, rated: 4, satisfied: 2 };
  expect(threeOf(n, usualWeights)).toBeCloseTo(30 * 0.9 + 35 * 0.75 + 35 * 0.5, 12);
  expect(threeOf({ ...n, rated: 0, satisfied: 0 }, usualWeights)).toBeNull();
});

test('a unit scores 100 exactly for flawless work, and nothing where nothing was due', () => {
  expect(unitScoreOf({})).toBeNull();
  expect(unitScoreOf({ due: 4, done: 4, done_in_time: 4, reworked: 0 })).toBeCloseTo(100, 12);
  expect(unitScoreOf({ due: 10, done: 8, done_in_time: 6, reworked: 2 })).toBeCloseTo(60 * 0.6 + 30 * 0.8 + 10 * 0.75, 12);
  expect(unitRates.every((rate) => rate.den === 'due' || rate.num === 'reworked')).toBe(true);
});
