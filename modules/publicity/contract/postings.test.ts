import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueDay, fenOf, lastPeriod, mostFen, pastedTable, personalIn, rhythms, shippedClasses, lawful, sumsOf, tableFaults, yuan } from './index.ts';

describe('money', () => {
  test('is read and written in whole fen, the same both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -mostFen, max: mostFen }), (fen) => fenOf(yuan(fen)) === (fen === 0 ? 0 : fen)),
      { seed: 7, numRuns: 300 },
    );
    const read: [string, number | null][] = [
      ['1,234.5', 123450],
      ['¥ 12', 1200],
      ['-0.05', -5],
      ['（12.00）', -1200],
      ['3元', 300],
      ['１２．３４', 1234],
      ['1.234', null],
      ['1.230', 123],
      ['十元', null],
      ['', null],
      ['1e3', null],
    ];
    for (const [text, fen] of read) expect([text, fenOf(text)]).toEqual([text, fen]);
  });

  test('sums are exact, and rows copied from a spreadsheet become columns of money, numbers and words', () => {
    const table = pastedTable('支出', '项目\t次数\t金额\n路灯\t3\t0.10\n绿化\t2\t0.20\n其他\t\t1,000');
    expect(table.columns.map((one) => one.type)).toEqual(['text', 'number', 'money']);
    expect(tableFaults(table)).toEqual([]);
    expect(sumsOf(table)).toEqual([null, 5, 100030]);
    expect(pastedTable('', '').rows).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 40 }), (rows) => {
        const columns = [{ name: '金额', type: 'money' as const }];
        return sumsOf({ title: '', columns, rows: rows.map((one) => [one]) })[0] === rows.reduce((a, b) => a + b, 0);
      }),
      { seed: 7, numRuns: 100 },
    );
    expect(tableFaults({ title: '', columns: [{ name: '金额', type: 'money' }], rows: [['三元'], [1.5], [1, 2]] })).toHaveLength(3);
  });
});

describe('periods', () => {
  test('the last whole period ends the day before the one that runs, for every day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rhythms), fc.date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (every, date) => {
        const day = date.toISOString().slice(0, 10);
        const period = lastPeriod(every, day);
        const next = lastPeriod(every, new Date(Date.parse(period.to) + 86_400_000).toISOString().slice(0, 10));
        return period.from < period.to && period.to < day && next.key === period.key && dueDay(every, period) > period.to;
      }),
      { seed: 7, numRuns: 500 },
    );
    expect(lastPeriod('month', '2026-01-05')).toEqual({ key: '2025-12', from: '2025-12-01', to: '2025-12-31' });
    expect(lastPeriod('quarter', '2026-11-22')).toEqual({ key: '2026-Q3', from: '2026-07-01', to: '2026-09-30' });
    expect(lastPeriod('half', '2026-03-01').key).toBe('2025-H2');
    expect(lastPeriod('year', '2026-12-31').key).toBe('2025');
  });

  test('every shipped class keeps its own law; rarer or shorter does not', () => {
    for (const one of shippedClasses) expect([one.key, lawful(one, one)]).toEqual([one.key, true]);
    const finance = shippedClasses.find((one) => one.key === 'finance')!;
    expect(lawful(finance, { ...finance, every: 'month' })).toBe(true);
    expect(lawful(finance, { ...finance, every: 'half' })).toBe(false);
    expect(lawful(finance, { ...finance, every: null })).toBe(false);
    expect(lawful(finance, { ...finance, days: 4 })).toBe(false);
  });
});

test('identity and mobile numbers stop a posting; sums, landlines and numbers of documents do not', () => {
  for (const text of ['联系13800138000', '电话 138-0013-8000', '＋86 13800138000', '身份证610402199001011234', '61040219900101123X'])
    expect([text, personalIn(text)]).toEqual([text, true]);
  for (const text of ['合计12345678901.00元', '029-33212345', '渭街发〔2026〕12号', '610402010001', '2026年11月22日', '合同编号20261122138001380001'])
    expect([text, personalIn(text)]).toEqual([text, false]);
});
