import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, Write } from '@hezhi/server';
import { testHouse, type TestHouse } from '@hezhi/testing';
import { changes, kept, type Change, type Contribution } from '../contract/index.ts';
import { addChanges, foldAll, foldDeltas, readFigures, room } from './index.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse({ rooms: [room] });
});
afterAll(() => t.close());

const district = '610402';
const areas = ['610402010001001', '610402010001002', '610402010002001', '610402011001001', '610402010001'];
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constant('case'),
  area: fc.constantFrom(...areas),
  subjects: fc.constantFrom(['', 'A', 'A01'], ['', 'A', 'A02'], ['', 'B', 'B01']),
  day: fc.constantFrom('2026-01-30', '2026-01-31', '2026-02-01'),
  n: fc.dictionary(
    fc.constantFrom('opened', 'open', 'closed'),
    fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0),
    { minKeys: 1 },
  ),
});

const append = async (list: readonly Change[]): Promise<void> => {
  for (const one of list) {
    const write = new Write();
    addChanges(write, district, [one]);
    await write.run(t.house.db);
  }
};

/** What the changes add up to, counted by hand. */
function expected(all: readonly Change[], area: string, subject: string, measure: string, from: string, to: string): number {
  return all
    .filter((one) => one.area.startsWith(area) && one.subjects.includes(subject) && one.day >= from && one.day <= to)
    .reduce((sum, one) => sum + (one.n[measure] ?? 0), 0);
}

describe('figures', () => {
  test('equal a count by hand at every level, subject and period, folded, unfolded and half folded', async () => {
    const all: Change[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), fc.constantFrom('none', 'some', 'all'), async (list, folding) => {
        await append(list);
        all.push(...list);
        if (folding === 'some') await foldDeltas(t.house.db, 3);
        if (folding === 'all') await foldAll(t.house.db);
        for (const { width, depth } of kept) {
          const codes = [...new Set(areas.filter((area) => area.length >= width).map((area) => area.slice(0, width)))];
          const subjects = ['', 'A', 'A01'].slice(0, depth + 1);
          const measures = ['opened', 'open', 'closed'];
          for (const [from, to, grain] of [
            ['2026-01-30', '2026-01-31', 'd'],
            ['2026-01-31', '2026-02-01', 'd'],
            ['2026-01-01', '2026-02-01', 'm'],
          ] as const) {
            const rows = await readFigures(t.house.db, { district, kind: 'case', areas: codes, subjects, measures, from, to, grain, series: false });
            const end = grain === 'm' ? '2026-02-28' : to;
            for (const area of codes)
              for (const subject of subjects)
                for (const measure of measures) {
                  const n = rows.find((row) => row.area === area && row.subject === subject && row.measure === measure)?.n ?? 0;
                  expect([area, subject, measure, n]).toEqual([area, subject, measure, expected(all, area, subject, measure, from, end)]);
                }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('several folders at once take each change exactly once', async () => {
    const list = fc.sample(change, 200);
    const total = async () =>
      (
        await readFigures(t.house.db, {
          district,
          kind: 'case',
          areas: [district],
          subjects: [''],
          measures: ['opened'],
          from: '2026-01-01',
          to: '2026-12-31',
          grain: 'd',
          series: false,
        })
      )[0]?.n ?? 0;
    const before = await total();
    await append(list);
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while ((await foldDeltas(t.house.db, 20)) > 0);
      }),
    );
    expect(await total()).toBe(before + list.reduce((sum, one) => sum + (one.n.opened ?? 0), 0));
    expect(await t.db.all(sql`SELECT 1 FROM figures.delta`)).toEqual([]);
  });

  test('a change is the difference of two contributions, nothing where nothing changed', () => {
    const contribution: fc.Arbitrary<Contribution> = fc.record({
      area: fc.constantFrom(...areas),
      subjects: fc.constantFrom(['', 'A', 'A01'], ['', 'B', 'B01']),
      day: fc.constantFrom('2026-01-01', '2026-01-02'),
      n: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 4 })),
    });
    const lists = fc.array(contribution, { maxLength: 3 });
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        expect(changes('k', before, before)).toEqual([]);
        const sum = (list: readonly { n: Readonly<Record<string, number>> }[], key: string) => list.reduce((n, one) => n + (one.n[key] ?? 0), 0);
        for (const key of ['a', 'b']) expect(sum(changes('k', before, after), key)).toBe(sum(after, key) - sum(before, key));
      }),
    );
  });
});
