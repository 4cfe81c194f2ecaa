import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makePlan } from './plan.ts';

test('a seed gives the same kills again, in order, within the time, each target among the first three', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 60, max: 3600 }), fc.integer({ min: 5, max: 60 }), (seed, seconds, every) => {
      const plan = makePlan(seed, seconds, every);
      expect(makePlan(seed, seconds, every)).toEqual(plan);
      expect(plan.map(({ at }) => at)).toEqual(plan.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(plan.every(({ at }) => at > 0 && at < seconds)).toBe(true);
      expect(plan.slice(0, 3).map(({ what }) => what)).toEqual(['web', 'worker', 'database'].slice(0, plan.length));
    }),
  );
});
