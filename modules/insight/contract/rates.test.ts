import fc from 'fast-check';
import { expect, test } from 'vitest';
import { due, dueOf, rateOf, rates, scoreOf, type Numbers } from './rates.ts';

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
  };
});

test('a rate is its two integers and their quotient; nothing to divide by is no rate, never zero', () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(...rates), (n, rate) => {
      const { num, den, value } = rateOf(n, rate);
      expect([num, den]).toEqual([n[rate.num], rate.den === due ? n['opened']! - n['void']! : n[rate.den]]);
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
