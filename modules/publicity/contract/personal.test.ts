import fc from 'fast-check';
import { expect, test } from 'vitest';
import { personalIn } from './personal.ts';

/** What an office must not show (D7): a mobile phone or an identity number, and nothing that only looks like one. */
test.each(['联系电话13912345678', '电话：+86 139 1234 5678。', '身份证610402199001011234', 'call 13912345678 now', '根 13912345678'])(
  '%s holds personal data',
  (text) => {
    expect(personalIn(text)).toBe(true);
  },
);

test.each(['金额 13912345678.00 元', '座机 029-33123456', '编号 2026-1122-000123'])('%s holds none', (text) => {
  expect(personalIn(text)).toBe(false);
});

test('a digest of a tally or an id never counts as a phone, whatever its digits', () => {
  const hex = fc.array(fc.constantFrom(...'0123456789abcdef13'), { minLength: 64, maxLength: 64 }).map((list) => list.join(''));
  fc.assert(
    fc.property(hex, fc.uuid(), (root, id) => {
      expect(personalIn(`结果根值${root}，编号${id}。`)).toBe(false);
      expect(personalIn(`结果根值${root.slice(0, 30)}13912345678abcdef，电话13912345678`)).toBe(true);
    }),
    { seed: 7, numRuns: 2000 },
  );
});
