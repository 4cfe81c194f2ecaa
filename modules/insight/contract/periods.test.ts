import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysOf, eachDay, eachMonth, monthPeriod, overlap, periodBefore, spansOf } from './periods.ts';

const period = fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 1500 })).map(([start, length]) => {
  const from = addDays('2004-01-01', start);
  return { from, to: addDays(from, length) };
});

test('spans cover every day of a period once and nothing else, by at most three questions', () => {
  fc.assert(
    fc.property(period, (asked) => {
      const spans = spansOf(asked);
      expect(spans.length).toBeLessThanOrEqual(3);
      const days = spans.flatMap((span) => (span.grain === 'd' ? eachDay(span) : eachMonth(span).flatMap((month) => eachDay(monthPeriod(month)))));
      expect(days.sort()).toEqual(eachDay(asked));
      for (const span of spans) if (span.grain === 'm') expect([span.from.slice(8), span.to.slice(8)]).toEqual(['01', '01']);
    }),
  );
});

test('the period before is as long and ends the day before', () => {
  fc.assert(
    fc.property(period, (asked) => {
      const before = periodBefore(asked);
      expect([daysOf(before), addDays(before.to, 1)]).toEqual([daysOf(asked), asked.from]);
      expect(overlap(before, asked)).toBeNull();
    }),
  );
  expect(monthPeriod('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});
