import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { deliverDue } from '@hezhi/notices/server';
import { drain, sql } from '@hezhi/server';
import type { Actor } from '@hezhi/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { casesTest, type CasesTest } from '../testing/house.ts';
import { alsoTold } from './index.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());

/** Titles of what somebody was told about a case, oldest first; everything is told before. */
async function told(by: Actor, matter: string): Promise<string[]> {
  await drain(t.house);
  const { items } = await t.as(by).call(notices.list, { query: { limit: 100 } });
  return items
    .filter((one) => one.matter === matter)
    .map(({ title }) => title)
    .toReversed();
}
const toDepartment = () => ({ to: { org: t.town.orgs.department } });
/** Takes steps one after the other, a minute apart, each told before the next. */
async function walk(id: string, ...steps: readonly (readonly [Actor, string, Record<string, unknown>?])[]): Promise<void> {
  for (const step of steps) {
    t.clock.advance(60_000);
    await t.go(id, step);
    await drain(t.house);
  }
}
const sms = async (to: string): Promise<string[]> => {
  await drain(t.house);
  await deliverDue(t.house);
  return (await t.withToken(null).call(notices.sandbox, { query: { to, channel: 'sms' } })).items.map(({ text }) => text).toReversed();
};

describe('who is told what', () => {
  test('the whole way of a case: each role hears its part once, and nobody what he did himself', async () => {
    const { resident, neighbour, community, colleague, street, department, grid, admin } = t.who;
    alsoTold(t.house, async () => [t.town.people.neighbour]);
    const { id } = (await t.report(resident)).body;
    expect(await told(community, id)).toEqual(['新的待办：受理']);
    await walk(
      id,
      [community, 'accept'],
      [street, 'dispatch', toDepartment()],
      [department, 'take'],
      [resident, 'urge'],
      [street, 'supervise', { note: '今天办完' }],
    );
    await walk(id, [department, 'finish', { outcome: 'solved', note: '灯已换' }], [community, 'verify'], [resident, 'rate', { score: 5 }]);
    expect(await told(resident, id)).toEqual(['您反映的问题已受理', '已安排承办单位', '问题已处置，正在核查', '已办完，请您评价']);
    expect(await told(department, id)).toEqual(['新的待办：处置', '有人催办', '上级督办']);
    expect(await told(street, id)).toEqual(['新的待办：派遣']);
    expect(await told(community, id)).toEqual(['新的待办：受理', '新的待办：核查']);
    expect(await told(colleague, id)).toEqual(['新的待办：受理', '新的待办：核查']);
    expect([await told(grid, id), await told(admin, id)]).toEqual([[], []]);
    const followed = await told(neighbour, id);
    expect(followed.length).toBeGreaterThan(3);
    expect(new Set(followed)).toEqual(new Set(['您关注的问题有进展']));
    // Followers hear what the public reads of the timeline, in its words.
    const bodies = (await t.as(neighbour).call(notices.list, { query: { limit: 100 } })).items.map(({ body }) => body).join();
    expect(bodies).toContain('街道已安排承办单位');
    expect(bodies).not.toMatch(/灯已换|今天办完/);
  });

  test('the hand-over goes to who is asked; nearly due and overdue to the owner, overdue also to the one above', async () => {
    const { resident, community, street, department } = t.who;
    const { id } = (await t.report(resident)).body;
    await walk(id, [community, 'accept'], [street, 'dispatch', { to: { org: t.town.orgs.community, post: t.town.posts.grid } }], [t.who.grid, 'take']);
    await walk(id, [t.who.grid, 'hand_over', { to: { org: t.town.orgs.community, post: t.town.posts.grid2 }, note: '休假' }]);
    expect(await told(t.who.grid2, id)).toEqual(['有一件移交给您']);
    await walk(id, [t.who.grid2, 'accept_hand_over']);
    const [leg] = await t.db.all<{ due_at: string }>(sql`SELECT due_at FROM matters.leg WHERE matter = ${id} AND key = 'handle'`);
    for (let n = 0; n < 2000 && t.clock.now() < Date.parse(leg!.due_at) + 60_000; n++) {
      t.clock.advance(3_600_000);
      await drain(t.house);
    }
    expect(await told(t.who.grid2, id)).toEqual(['有一件移交给您', '快到期：处置', '已超时：处置']);
    expect((await told(street, id)).slice(1)).toContain('测试一社区 测试grid2有一件超时');
    expect(await told(department, id)).toEqual([]);
  });

  test('a visitor is told by SMS, sparingly; the number is opened by the worker only and lies nowhere in clear', async () => {
    const { community, street, department } = t.who;
    t.clock.set('2027-01-11T10:00:00+08:00');
    const { id, number } = (await t.report(null, { district: t.town.district, contact: { name: '李四', phone: '13700001111' } })).body;
    await walk(
      id,
      [community, 'accept'],
      [street, 'dispatch', toDepartment()],
      [department, 'finish', { outcome: 'solved', note: '好了' }],
      [community, 'verify'],
    );
    expect(await sms('13700001111')).toEqual([
      `您反映的问题（编号${number}）已受理，正在安排办理。`,
      `您反映的问题（编号${number}）已办完，请凭编号评价；没解决可要求重办。`,
    ]);
    const rows = await t.db.all(
      sql`SELECT row_to_json(d)::text AS x FROM notices.delivery d UNION ALL SELECT row_to_json(n)::text FROM notices.notice n UNION ALL SELECT data::text FROM kernel.event`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/13700001111|李四/);
  });

  test('declined, complained and answered, reviewed: the asker hears the answer, the level above the complaint', async () => {
    const { resident, community, street, district } = t.who;
    const { id } = (await t.report(resident)).body;
    await walk(id, [community, 'decline', { reason: 'beyond_duty', note: '不属于本辖区' }]);
    await walk(id, [resident, 'ask_review', { note: '就在我们小区' }]);
    const reviewer = (await told(street, id)).length > 0 ? street : district;
    await walk(id, [reviewer, 'uphold', { note: '应当办理' }]);
    expect(await told(resident, id)).toEqual(['您反映的问题未予受理', '复核已有结果']);
  });

  test('several reports of one person, merged: the result is told once', async () => {
    const { resident, neighbour } = t.who;
    const { community, street, department } = t.who;
    const parent = (await t.report(resident)).body.id;
    const mine = (await t.report(resident)).body.id;
    const theirs = [(await t.report(neighbour)).body.id, (await t.report(neighbour)).body.id];
    for (const id of [mine, ...theirs]) await t.as(community).call(routes.merge, { params: { id }, body: { into: parent } });
    await walk(
      parent,
      [community, 'accept'],
      [street, 'dispatch', toDepartment()],
      [department, 'finish', { outcome: 'solved', note: '灯已换' }],
      [community, 'verify'],
    );
    await drain(t.house);
    const { items } = await t.as(neighbour).call(notices.list, { query: { limit: 100 } });
    const theirTitles = items.filter(({ matter }) => theirs.includes(matter!)).map(({ title }) => title);
    expect(theirTitles.toSorted()).toEqual(['您反映的问题已有结果', '已与同一问题合并办理', '已与同一问题合并办理'].toSorted());
    // Who asked for the main case too hears the result with it.
    expect(await told(resident, mine)).toEqual(['已与同一问题合并办理']);
    expect((await told(resident, parent)).at(-1)).toBe('已办完，请您评价');
  });

  test('callers hear the result by SMS exactly once, whether they reported it, met the same, or both; and anew after a reopening', async () => {
    const { community, street, department } = t.who;
    t.clock.set('2027-02-01T10:00:00+08:00');
    const phones = { main: '13700002221', merged: '13700002222', met: '13700002223', both: '13700002224', drops: '13700002225' };
    // Written down by the staff for a caller: no account, no code.
    const noted = async (phone: string) => (await t.report(street, { contact: { name: '来电人', phone } })).body;
    const main = await noted(phones.main);
    const merged = [await noted(phones.merged), await noted(phones.merged), await noted(phones.both), await noted(phones.main)];
    const meToo = (id: string, phone: string) => t.as(street).call(routes.meToo, { params: { district: t.town.district, id }, body: { phone } });
    for (const phone of [phones.met, phones.met, phones.both]) await meToo(main.id, phone);
    for (const { id } of merged) await t.as(community).call(routes.merge, { params: { id }, body: { into: main.id } });
    const settle = [
      [street, 'dispatch', toDepartment()],
      [department, 'finish', { outcome: 'solved', note: '灯已换' }],
      [community, 'verify'],
    ] as const;
    await walk(main.id, [community, 'accept'], ...settle);
    await drain(t.house);
    const results = async (phone: string) => (await sms(phone)).filter((text) => /已有结果|已办完/.test(text));
    expect(await results(phones.main)).toEqual([`您反映的问题（编号${main.number}）已办完并核查。`]);
    for (const phone of [phones.merged, phones.both]) expect(await results(phone)).toEqual([expect.stringMatching(/^您反映的问题（编号.+）已有结果：.+。$/)]);
    expect(await results(phones.met)).toEqual([expect.stringContaining(`您来电反映的同一问题（编号${main.number}）已有结果：`)]);
    // One that comes after the result is told at once; who was told already is not told again.
    const late = await noted(phones.drops);
    const again = await noted(phones.met);
    for (const { id } of [late, again]) await t.as(community).call(routes.merge, { params: { id }, body: { into: main.id } });
    expect([await results(phones.drops), await results(phones.met)].map((one) => one.length)).toEqual([1, 1]);
    // Another day: nobody gets more than five SMS on one.
    t.clock.advance(86_400_000);
    await walk(main.id, [street, 'reopen', { note: '又坏了' }], ...settle);
    await drain(t.house);
    for (const phone of Object.values(phones)) expect(await results(phone)).toHaveLength(2);
  });

  test('a caller who met the same hears that it is not accepted, once', async () => {
    const { community, street } = t.who;
    const { id, number } = (await t.report(t.who.resident)).body;
    await t.as(street).call(routes.meToo, { params: { district: t.town.district, id }, body: { phone: '13700002230' } });
    await walk(id, [community, 'decline', { reason: 'beyond_duty', note: '不属于本辖区' }]);
    expect(await sms('13700002230')).toEqual([`您来电反映的同一问题（编号${number}）已有结果：未予受理。没有解决请再次来电。`]);
  });

  test('history that is brought in is told to nobody', async () => {
    const before = (await t.as(t.who.community).call(notices.unread)).unread;
    const { id } = (await t.report(t.who.resident)).body;
    t.clock.advance(2 * 86_400_000);
    expect(await told(t.who.community, id)).toEqual([]);
    expect((await t.as(t.who.community).call(notices.unread)).unread).toBeGreaterThanOrEqual(before);
    expect((await t.as(t.who.community).call(matters.get, { params: { id } })).matter.id).toBe(id);
  });
});
