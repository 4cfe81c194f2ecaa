import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measures } from '@hezhi/matters/contract';
import {
  cellText,
  comparedPeriod,
  daysOf,
  dueOf,
  eachDay,
  findingsOf,
  monthBefore,
  monthYearBefore,
  rateOf,
  rates,
  reportPeriod,
  scoreOf,
  tablesOf,
} from './index.ts';
import { unitMeasures } from './unit-schemas.ts';
import { unitRateOf, unitRates, unitScoreOf } from './rates.ts';
import type { ReportFigures } from './report-tables.ts';

const month = fc
  .record({ year: fc.integer({ min: 2020, max: 2031 }), n: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, n }) => `${year}-${String(n).padStart(2, '0')}`);

test('a report covers the days of its month and no other; a running month is compared with no more days than have passed', () => {
  fc.assert(
    fc.property(month, fc.integer({ min: -40, max: 400 }), (one, ahead) => {
      const today = new Date(Date.parse(`${one}-01T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
      const period = reportPeriod(one, today);
      expect(period === null).toBe(ahead < 0);
      if (!period) return;
      expect(eachDay(period).every((day) => day.startsWith(one) && day <= today)).toBe(true);
      expect(period.soFar).toBe(today.startsWith(one));
      for (const other of [monthBefore(one), monthYearBefore(one)]) {
        const then = comparedPeriod(other, period);
        expect(eachDay(then).every((day) => day.startsWith(other))).toBe(true);
        if (period.soFar) expect(daysOf(then)).toBeLessThanOrEqual(daysOf(period));
        expect([monthBefore(one) < one, monthYearBefore(one) < monthBefore(one)]).toEqual([true, true]);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

const n = fc.nat(40);
const row = (key: string, name: string) =>
  fc.record(Object.fromEntries(measures.map((one) => [one.key, n]))).map((counted) => {
    const all: Record<string, number> = {
      ...counted,
      void: 0,
      due: dueOf({ ...counted, void: 0 }),
      judged: (counted['solved'] ?? 0) + (counted['unsolved'] ?? 0),
    };
    const shown = { 'zh-Hans': name, en: name };
    const drill = { kind: 'case', area: '610402', from: '2026-11-01', to: '2026-11-30' };
    return {
      key,
      name: shown,
      opens: false,
      ended: false,
      n: all,
      rates: Object.fromEntries(rates.map((rate) => [rate.key, rateOf(all, rate)])),
      score: scoreOf(all),
      drill,
    };
  });
const unit = fc.record(Object.fromEntries(unitMeasures.map((one) => [one.key, n]))).map((counted) => ({
  n: counted,
  rates: Object.fromEntries(unitRates.map((rate) => [rate.key, unitRateOf(counted, rate)])),
  score: unitScoreOf(counted),
}));
const then = fc.record({ total: row('610402', '区'), three: fc.option(fc.nat(100)) }).map((one) => ({ ...one, from: '2026-10-01', to: '2026-10-31' }));
const place = (key: string) => fc.record({ of: row(key, key), openedBefore: n }).map(({ of, openedBefore }) => ({ ...of, openedBefore }));
const numbers: fc.Arbitrary<Omit<ReportFigures, 'findings'>> = fc
  .record({
    total: row('610402', '区'),
    soFar: fc.boolean(),
    before: then,
    year: then,
    three: fc.option(fc.nat(100)),
    days: fc.array(row('2026-11-01', '2026-11-01'), { maxLength: 2 }),
    subjects: fc.array(place('A'), { maxLength: 3 }),
    areas: fc.array(place('610402010'), { maxLength: 3 }),
    units: fc.array(unit, { maxLength: 3 }),
    unitsTotal: unit,
    unitsBefore: unit,
  })
  .map((some) => ({
    ...some,
    kind: 'case',
    area: { code: '610402', name: '秦都区', level: 'district' as const },
    month: '2026-11',
    from: '2026-11-01',
    to: '2026-11-30',
    measures: measures.map(({ key, words, day }) => ({ key, words, day })),
    rates: rates.map((one) => ({ ...one })),
    unitMeasures,
    unitRates: unitRates.map((one) => ({ ...one })),
    weights: { responded: 30, solved: 35, satisfied: 35 },
    channels: [{ channel: 'resident', opened: some.total.n['opened']!, openedBefore: 0 }],
    communities: [],
    units: some.units.map((one, i) => ({ ...one, org: `00000000-0000-7000-8000-00000000000${i}`, name: `单位${i}`, level: 'district' as const })),
    repeats: [],
    sections: [],
  }));

test('whatever the figures are, sentences and tables say only what they carry', () => {
  fc.assert(
    fc.property(numbers, (some) => {
      const findings = findingsOf(some);
      expect(findings.length).toBeGreaterThan(0);
      for (const { 'zh-Hans': zh, en } of findings) {
        expect(`${zh} ${en}`).not.toMatch(/NaN|undefined|null|Infinity|，，|（）/);
        expect([zh.endsWith('。'), en.endsWith('.'), /^[A-Z0-9]/.test(en)]).toEqual([true, true, true]);
      }
      for (const table of tablesOf({ ...some, findings }))
        for (const cells of table.rows) {
          expect(cells.length).toBe(table.head.length);
          for (const cell of cells) expect(cellText(cell, (words) => words.en, 'en')).not.toMatch(/NaN|undefined|null|Infinity|^$/);
        }
    }),
    { seed: 5, numRuns: 200 },
  );
});
