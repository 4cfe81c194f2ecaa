import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as insight, tablesOf } from '@hezhi/insight/contract';
import { room as insightRoom } from '@hezhi/insight/server';
import { Write } from '@hezhi/server';
import { insertWarning } from './queries.ts';
import { room } from './room.ts';

let t: CasesTest;
beforeAll(async () => {
  t = await casesTest({ more: [insightRoom, room] });
  const at = new Date(t.house.now()).toISOString();
  const found = { dispersion: 1, season: false, trend: false, baseline: [] };
  const write = new Write();
  for (const [area, day] of [
    [t.town.communities[0], '2026-11-18'],
    [t.town.communities[1], '2026-10-30'],
  ] as const)
    insertWarning(write, t.town.district, {
      ...{ id: newId(t.house.now()), area, subject: 'A', state: 'open', first_day: day, day: '2026-11-20', seen: 9, expected: 2.14 },
      ...{ upper: 5, score: 1.8, found, matter: null, at },
    });
  await write.run(t.house.db);
});
afterAll(() => t.close());

async function tableOf(by: Actor, area: string): Promise<(string | number | null)[][] | null> {
  const id = newId(t.house.now());
  await t.as(by).call(insight.makeReport, { body: { id, area, month: '2026-11' } });
  await t.house.jobs.runNow('insight.report', { district: t.town.district, report: id });
  const { numbers } = await t.as(by).call(insight.report, { params: { id } });
  const table = tablesOf(numbers!).find((one) => one.key === 'warnings');
  return table
    ? table.rows.map((row) => row.map((cell) => (cell.is === 'text' ? (typeof cell.text === 'string' ? cell.text : cell.text['zh-Hans']) : cell.n)))
    : null;
}

test('a monthly report tells the warnings that began in its month and territory, and nothing where there were none', async () => {
  const rows = await tableOf(t.who.street, t.town.street);
  expect(rows).toEqual([['渭滨街道测试一社区', expect.any(String), '2026-11-18', 9, '2.1', '待处理']]);
  expect(await tableOf(t.who.district, t.town.communities[0])).toEqual(rows);
  expect(await tableOf(t.who.district, t.town.communities[1])).toBeNull();
});
