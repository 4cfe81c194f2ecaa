import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rates } from './rates.ts';

test('no window of any length admits more than a burst and the rate; who waits as told is let in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 }), (rate, gaps) => {
      const rates = new Rates();
      let now = 1_000_000;
      const admitted: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const wait = rates.take('a', rate, now);
        if (wait === 0) admitted.push(now);
        else {
          now += wait * 1000;
          expect(rates.take('a', rate, now)).toBe(0);
          admitted.push(now);
        }
      }
      for (let i = 0; i < admitted.length; i++)
        for (let j = i; j < admitted.length; j++) expect(j - i + 1).toBeLessThanOrEqual(rate + ((admitted[j]! - admitted[i]!) * rate) / 60_000 + 1e-6);
    }),
  );
});

test('others are not held up', () => {
  const rates = new Rates();
  expect([rates.take('a', 1, 0), rates.take('a', 1, 0), rates.take('b', 1, 0)]).toEqual([0, 60, 0]);
});
