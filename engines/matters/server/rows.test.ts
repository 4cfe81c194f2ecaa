import { iso } from '@hezhi/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utc } from './rows.ts';

test('a moment out of the database’s JSON reads like any other moment', () => {
  const moments = fc.integer({ min: Date.parse('2000-01-01T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') });
  fc.assert(
    fc.property(moments, (ms) => {
      // As to_json writes a timestamptz: a fraction without zeros at its end, the zone in digits.
      const text = `${iso(ms).slice(0, 19)}${iso(ms)
        .slice(19, -1)
        .replace(/\.?0+$/, '')}+00:00`;
      expect(utc(text)).toBe(iso(ms));
      expect(utc(`${iso(ms).slice(0, -1)}+00:00`)).toBe(iso(ms));
    }),
  );
  expect(utc('2026-11-22T08:00:00+08:00')).toBe('2026-11-22T00:00:00.000Z');
});
