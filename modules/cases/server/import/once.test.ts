import { setImmediate as breathe } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportField } from '../../contract/index.ts';
import { casesTest, type CasesTest } from '../../testing/house.ts';
import { importer, sheetOf } from './import.fixture.ts';

let t: CasesTest;
let i: ReturnType<typeof importer>;
beforeAll(async () => {
  t = await casesTest({});
  i = importer(t);
});
afterAll(() => t.close());

const casesOf = (id: string) =>
  t.db.all<{
    row: number;
    number: string;
    description: string;
    cases: number;
  }>(sql`SELECT r.row, r.number, c.description, count(*) OVER (PARTITION BY c.description)::int AS cases
    FROM cases.import_row r JOIN matters.matter m ON m.district = r.district AND m.id = r.matter JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE r.import = ${id} AND m.number = r.number ORDER BY r.row`);
const every = () => t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM matters.matter WHERE kind = 'case'`).then((row) => row!.n);

describe('each sound row becomes one case', () => {
  test('when workers run side by side, with and without a lease between them', async () => {
    const by = t.who.street;
    const rows = Array.from({ length: 60 }, (_, n) => ({ description: `第${n}盏路灯不亮`, category: 'B03', place: '测试一社区', reference: `R${n}` }));
    const one = await i.checked(by, sheetOf(rows));
    await i.confirm(by, one);
    const before = await every();
    // A worker that was taken for dead and one that follows it: the lease is pulled away under the first again and again.
    let over = false;
    const robber = (async () => {
      while (!over) await t.db.run(sql`UPDATE cases.import SET leased_until = '2000-01-01' WHERE id = ${one.id}`);
    })();
    await Promise.all([i.work(one.id), i.work(one.id), i.work(one.id)]);
    over = true;
    await robber;
    await i.work(one.id);
    expect((await i.detail(by, one.id)).counts).toMatchObject({ rows: 60, done: 60 });
    expect(await every()).toBe(before + 60);
    expect((await casesOf(one.id)).map((row) => [row.row, row.description, row.cases])).toEqual(rows.map((row, n) => [n + 2, row.description, 1]));
    expect(await t.findings()).toEqual([]);
  });

  test('when the worker is killed in the middle and another goes on', async () => {
    const by = t.who.street;
    const one = await i.checked(by, sheetOf(Array.from({ length: 90 }, (_, n) => ({ description: `第${n}个井盖坏了`, category: 'B03', place: '测试二社区' }))));
    await i.confirm(by, one, false, 'confirm-1');
    expect((await i.confirm(by, one, false, 'confirm-1')).body).toMatchObject({ id: one.id, state: 'importing' });
    const before = await every();
    // In the middle the database stops answering, and the connections of the worker are cut with their statements under way.
    const working = i.work(one.id).then(
      () => null,
      (error: { code?: string }) => error.code,
    );
    while ((await i.detail(by, one.id)).counts.done < 30) await breathe();
    const code = await t.db.tx(async (db) => {
      await db.run(sql`LOCK TABLE cases.import_row IN ACCESS EXCLUSIVE MODE`);
      let over = false;
      void working.then(() => (over = true));
      while (!over) await db.run(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      return working;
    });
    expect(code).toBe('57P01');
    // Killed, it gave nothing back: its lease stands until it lapses.
    await t.db.run(sql`UPDATE cases.import SET lease = ${one.id}, leased_until = ${new Date(t.clock.now() + 60_000).toISOString()} WHERE id = ${one.id}`);
    await i.work(one.id);
    expect((await i.detail(by, one.id)).state).toBe('importing');
    expect((await i.detail(by, one.id)).counts.done).toBeGreaterThanOrEqual(30);
    expect((await i.detail(by, one.id)).counts.done).toBeLessThan(90);
    t.clock.advance(60_001);
    await t.house.jobs.runNow('cases.import.resume');
    expect(
      (await t.db.find<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'cases.import' AND data->>'import' = ${one.id} AND state = 'created'`,
      ))!.n,
    ).toBeGreaterThan(0);
    await i.work(one.id);
    expect(await i.detail(by, one.id)).toMatchObject({ state: 'done', counts: { done: 90, failed: 0 } });
    expect(await every()).toBe(before + 90);
    expect((await casesOf(one.id)).every((row) => row.cases === 1)).toBe(true);
    expect(await t.findings()).toEqual([]);
  });

  test('when two files hold the same ticket, side by side or one after the other', async () => {
    const by = t.who.street;
    const sheet = sheetOf(
      Array.from({ length: 12 }, (_, n) => ({ description: `第${n}张工单`, category: 'B03', place: '测试一社区', reference: `GD2026-${n}` })),
    );
    const [one, other] = [await i.checked(by, sheet), await i.checked(by, sheet)];
    for (const each of [one, other]) await i.confirm(by, each);
    const before = await every();
    await Promise.all([i.work(one.id), i.work(other.id)]);
    expect(await every()).toBe(before + 12);
    const failed = [...(await i.rows(by, one.id, 'wrong')), ...(await i.rows(by, other.id, 'wrong'))];
    expect(failed.map((row) => [row.state, row.faults.map(({ code }) => code)])).toEqual(failed.map(() => ['failed', ['reference_known']]));
    expect(failed).toHaveLength(12);
    const third = await i.checked(by, sheet);
    const rows = await i.rows(by, third.id);
    expect(third.counts).toMatchObject({ faulty: 12, ready: 0 });
    expect(rows[0]!.faults[0]!.text).toMatch(/^原编号“GD2026-0”已经导入过，案件编号2026-/);
    expect((await i.mend(by, third.id, rows[0]!, { reference: 'GD2026-99' })).body).toMatchObject({ state: 'ready' });
    expect((await i.mend(by, third.id, rows[1]!, {})).body).toMatchObject({ state: 'faulty' });
    expect(await t.findings()).toEqual([]);
  });

  test('and no other, whatever mixture of good and bad rows comes', async () => {
    const by = t.who.street;
    type Row = { cells: Partial<Record<ImportField, string>>; bad: ImportField[] };
    const good: Partial<Record<ImportField, fc.Arbitrary<string>>> = {
      category: fc.constantFrom('B03', 'b03', 'A01'),
      place: fc.constantFrom('测试一社区', '测试二', '610402010001', '第3网格', '渭滨街道测试一社区第1网格'),
      phone: fc.constantFrom('', '13812345678', '029-3312 3456', '无', '+86 138 1234 5678'),
      reported_at: fc.constantFrom('', '2026-11-20', '2026/11/1 8:05', '20261120', '46340.5', '2026年11月2日'),
      name: fc.constantFrom('', '王小明', '匿名'),
    };
    const bad: Partial<Record<ImportField, fc.Arbitrary<string>>> = {
      category: fc.constantFrom('Z99', '火星', '=Z1'),
      place: fc.constantFrom('火星', '第999网格', '999999999999', '610402'),
      phone: fc.constantFrom('电话', '138123456789012345678901', '138;139'),
      reported_at: fc.constantFrom('2026-02-30', '昨天', '2030-01-01', '1999-01-01', '2026-11-20 25:00'),
      name: fc.constant('长'.repeat(61)),
    };
    const fields = Object.keys(good) as (keyof typeof good)[];
    const row: fc.Arbitrary<Row> = fc
      .record(
        Object.fromEntries(
          fields.map((field) => [
            field,
            fc.oneof(
              { weight: 4, arbitrary: good[field]!.map((value) => [value, false] as const) },
              { weight: 1, arbitrary: bad[field]!.map((value) => [value, true] as const) },
            ),
          ]),
        ),
      )
      .map((chosen) => ({
        cells: Object.fromEntries(Object.entries(chosen).map(([field, [value]]) => [field, value])),
        bad: fields.filter((field) => chosen[field]![1]),
      }));
    const seed = process.env['HEZHI_RANDOM'] ? Date.now() % 1_000_000 : 20261122;
    const runs = Number(process.env['HEZHI_RANDOM'] ?? 6);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 3 }), async (rows, workers) => {
        const sheet = sheetOf(rows.map(({ cells }, n) => ({ description: `第${n}件`, ...cells })));
        const one = await i.checked(by, sheet);
        const before = await every();
        const sound = rows.map((each, n) => ({ ...each, n })).filter((each) => each.bad.length === 0);
        const wrong = await i.rows(by, one.id, 'wrong');
        expect(wrong.map((each) => [each.row, each.faults.map((fault) => String(fault.column)).toSorted()])).toEqual(
          rows.flatMap((each, n) => (each.bad.length > 0 ? [[n + 2, each.bad.map(String).toSorted()]] : [])),
        );
        for (const each of wrong) for (const fault of each.faults) expect(fault.text).not.toMatch(/[{}]/);
        const confirmed = await i.confirm(by, one);
        expect(confirmed.status).toBe(sound.length > 0 ? 200 : 422);
        await Promise.all(Array.from({ length: workers }, () => i.work(one.id)));
        expect((await casesOf(one.id)).map((each) => [each.row, each.description])).toEqual(sound.map(({ n }) => [n + 2, `第${n}件`]));
        expect(await every()).toBe(before + sound.length);
      }),
      { seed, numRuns: runs },
    );
    expect(await t.findings()).toEqual([]);
  });
});
