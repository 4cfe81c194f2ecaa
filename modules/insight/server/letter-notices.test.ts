import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, sql } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { room } from './index.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest({ more: [room] })), 60_000);
afterAll(() => t.close());

/** Titles of what a person was told of a matter, oldest first. */
async function told(by: Actor, matter: string): Promise<string[]> {
  const { items } = await t.as(by).call(notices.list, { query: { limit: 100 } });
  return items
    .filter((one) => one.matter === matter)
    .map((one) => one.title)
    .reverse();
}
/** Hours pass, and the house does what is due in each. */
async function pass(until: string): Promise<void> {
  while (t.clock.now() < Date.parse(until) + 60_000) {
    t.clock.advance(3_600_000);
    await drain(t.house);
  }
}

test('a letter is told when it comes, is nearly due, overdue, answered and sent back: each once, to whom it concerns', async () => {
  const { resident, community, street, department, neighbour } = t.who;
  const { body } = await t.report(resident, { category: 'A01', description: '垃圾堆放', place: { point: inGrid } });
  await t.go(body.id, [community, 'accept', {}], [street, 'dispatch', { to: { org: t.town.orgs.department } }]);
  const id = newId(t.house.now());
  await t.as(street).call(routes.sendLetter, { body: { id, org: t.town.orgs.department, matters: [body.id], demand: '请限期办结', days: 5 } });
  await drain(t.house);
  const { number, dueAt } = await t.as(department).call(routes.letter, { params: { id } });
  expect(await told(department, id)).toEqual([`收到督办函 ${number}`]);
  expect(await told(street, id)).toEqual([]);
  const templates = await t.db.all<{ template: string; channel: string }>(
    sql`SELECT n.template, d.channel FROM notices.notice n LEFT JOIN notices.delivery d ON d.district = n.district AND d.notice = n.id WHERE n.matter = ${id}`,
  );
  expect(new Set(templates.map((one) => one.template))).toEqual(new Set(['insight.letter_sent']));
  await pass(dueAt!);
  expect(await told(department, id)).toEqual([`收到督办函 ${number}`, `督办函 ${number} 快到期`, `督办函 ${number} 逾期未回复`]);
  expect(await told(street, id)).toEqual([`督办函 ${number} 逾期未回复`]);
  t.clock.advance(60_000);
  await t.go(id, [department, 'answer', { note: '已清运' }]);
  await drain(t.house);
  t.clock.advance(60_000);
  await t.go(id, [street, 'send_back', { note: '缺少原因' }]);
  await drain(t.house);
  expect((await told(street, id)).slice(1)).toEqual([`督办函 ${number} 已回复`]);
  expect((await told(department, id)).slice(3)).toEqual([`督办函 ${number} 的回复被退回`]);
  await t.go(id, [street, 'recall', { note: '并入另函' }]);
  const before = await told(department, id);
  t.clock.advance(20 * 86_400_000);
  await drain(t.house);
  expect([await told(department, id), await told(resident, id), await told(neighbour, id), await told(community, id)]).toEqual([before, [], [], []]);
  expect(await t.findings()).toEqual([]);
});
