import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attained, needed, type Quorum } from './quorum.ts';

const quorum = fc
  .record({
    of: fc.constantFrom('invited', 'members', 'electors'),
    den: fc.integer({ min: 1, max: 60 }),
    num: fc.integer({ min: 1, max: 60 }),
    more: fc.boolean(),
  })
  .filter(({ num, den }) => num <= den)
  .map(({ of, num, den, more }): Quorum => ({ of: of as Quorum['of'], share: [num, den], more }));

it('is exact at every number: `needed` is the smallest number that attains, and more people never lose it', () => {
  fc.assert(
    fc.property(quorum, fc.integer({ min: 1, max: 1_000_000 }), fc.nat({ max: 1_000_000 }), (rule, entitled, present) => {
      const least = needed(rule, entitled);
      expect(attained(rule, entitled, least)).toBe(true);
      expect(attained(rule, entitled, least - 1)).toBe(false);
      expect(attained(rule, entitled, present)).toBe(present >= least);
    }),
    { seed: 7, numRuns: 2000 },
  );
});

it('knows the field’s numbers', () => {
  const half: Quorum = { of: 'electors', share: [1, 2], more: true };
  const thirds: Quorum = { of: 'invited', share: [2, 3], more: false };
  expect([attained(half, 100, 50), attained(half, 100, 51), needed(half, 101)]).toEqual([false, true, 51]);
  expect([attained(thirds, 10, 6), attained(thirds, 10, 7), needed(thirds, 9)]).toEqual([false, true, 6]);
  expect([attained(null, 0, 0), attained(null, 0, 1), attained(half, 0, 5)]).toEqual([false, true, false]);
});
