import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOME_STAYS, homeFreeAt, homeScope, homeStanding, whoAt, whoMay } from './homes.ts';

const digits = (n: number): fc.Arbitrary<string> => fc.array(fc.constantFrom('1', '2'), { minLength: n, maxLength: n }).map((list) => list.join(''));
/** Codes of few digits, so that they often lie in one another. */
const code = (...widths: number[]): fc.Arbitrary<string> => fc.constantFrom(...widths).chain((width) => digits(width - 6).map((rest) => `610402${rest}`));
const home = fc.option(fc.record({ area: code(12), confirmed: fc.boolean() }));

test('who may is a ladder: whoever may where more is asked, may where less is asked', () => {
  fc.assert(
    fc.property(home, code(6, 9, 12, 15), (one, area) => {
      const may = whoMay.map((who) => homeStanding(who, one, area) === 'belongs');
      expect(may[0]).toBe(true);
      for (let i = 1; i < may.length; i++) if (may[i]) expect(may[i - 1]).toBe(true);
      // Without a home only what is open to the district.
      if (one === null) expect(may.slice(1)).toEqual([false, false, false]);
    }),
    { seed: 24, numRuns: 300 },
  );
});

test('one belongs exactly where one lives, whatever the width of the area', () => {
  fc.assert(
    fc.property(home, code(6, 9, 12, 15), fc.constantFrom(...whoMay), (one, area, who) => {
      const scope = homeScope(who, area);
      expect(area.startsWith(scope)).toBe(true);
      const found = homeStanding(who, one, area);
      if (who !== 'district' && one) expect(found === 'elsewhere').toBe(!one.area.startsWith(scope));
      expect(found === 'unconfirmed').toBe(who === 'community_confirmed' && one !== null && !one.confirmed && one.area.startsWith(scope));
    }),
    { seed: 24, numRuns: 300 },
  );
  expect(whoAt('community_confirmed', '610402')).toBe('district');
  expect(whoAt('community_declared', '610402010001')).toBe('community_declared');
});

test('another community may be chosen 30 days after the last choice, not a moment earlier; registering and being refused leave it free', () => {
  const now = Date.parse('2026-11-23T02:00:00Z');
  const row = { state: 'declared' as const, chosen: now };
  expect(homeFreeAt(row, now + HOME_STAYS - 1)).toBe(now + HOME_STAYS);
  expect(homeFreeAt(row, now + HOME_STAYS)).toBe(null);
  expect(homeFreeAt({ ...row, state: 'withdrawn' }, now + 1)).toBe(now + HOME_STAYS);
  expect(homeFreeAt({ ...row, state: 'refused' }, now + 1)).toBe(null);
  expect(homeFreeAt({ ...row, chosen: null }, now)).toBe(null);
  expect(homeFreeAt(null, now)).toBe(null);
});
