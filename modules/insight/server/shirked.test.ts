import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { routes, shirked } from '../contract/index.ts';
import { room } from './index.ts';
import { workbook } from './sheets.ts';

let t: CasesTest;
const back = { reason: 'not_our_duty', note: '不属于我单位职责' };
const open = async (): Promise<string> => {
  const { body } = await t.report(t.who.resident, { category: 'A01', description: '垃圾堆放', place: { point: inGrid } });
  await t.go(body.id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
  return body.id;
};
const period = { from: '2026-11-01', to: '2026-12-31' };
beforeAll(async () => void (t = await casesTest({ more: [room] })));
afterAll(() => t.close());

test('推诿 counts a second return and a refused one, not a first return that was agreed to; the number is its list', async () => {
  const { street, department } = t.who;
  const again = { to: { org: t.town.orgs.department } };
  const once = await open();
  await t.go(once, [department, 'ask_return', back], [street, 'agree_return']);
  const twice = await open();
  await t.go(twice, [department, 'ask_return', back], [street, 'agree_return']);
  t.clock.advance(3_600_000);
  await t.go(twice, [street, 'dispatch', again], [department, 'ask_return', back], [street, 'agree_return']);
  const refused = await open();
  await t.go(refused, [department, 'ask_return', back], [street, 'refuse_return', { note: '属于你单位职责' }]);
  const table = await t.as(street).call(routes.units, { query: period });
  const unit = table.rows.find((row) => row.org === t.town.orgs.department)!;
  expect([unit.n['given'], unit.n['returned'], unit.n[shirked.key]]).toEqual([4, 3, 2]);
  const list = await t.as(street).call(routes.unitLegs, { query: { ...period, org: unit.org, measure: shirked.key } });
  expect(list.items.map((leg) => leg.matter.id).sort()).toEqual([twice, refused].sort());
  const subject = await t.as(street).call(routes.units, { query: { ...period, subject: 'A01' } });
  expect(subject.rows.find((row) => row.org === unit.org)!.n).toEqual(unit.n);
});

test('the units’ table is a workbook with numbers as numbers; text that looks like a formula is text', async () => {
  const reply = await t.as(t.who.street).inject({ method: 'GET', url: `/api${routes.unitsXlsx.path}?from=${period.from}&to=${period.to}` });
  expect(reply.statusCode).toBe(200);
  const [sheet] = await readExcelFile(reply.rawPayload);
  const row = sheet!.data.find((one) => one[0] === '区环卫中心')!;
  expect([sheet!.data[0]!.slice(0, 2), row[1]]).toEqual([['单位', '交办'], 4]);
  expect(sheet!.data.flat().join('')).toContain(shirked.meaning['zh-Hans']);
  const [made] = await readExcelFile(await workbook([{ name: '[一]/二', head: ['=1+1'], rows: [['+86'], ['-1'], ['@SUM(A1)'], ['\tx'], ['正常']] }]));
  expect(made!.data.map((one) => one[0])).toEqual(["'=1+1", "'+86", "'-1", "'@SUM(A1)", "'\tx", '正常']);
});
