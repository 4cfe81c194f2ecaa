import { routes as matters } from '@hezhi/matters/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { casesTest, type CasesTest } from '../testing/house.ts';

let t: CasesTest;
beforeAll(async () => {
  t = await casesTest();
});
afterAll(() => t.close());

test('the facts of a case stand beside its matter: the same as in its page, for the same people', async () => {
  const { resident, neighbour, community, community2 } = t.who;
  const { id } = (await t.report(resident, { hide_name: false })).body;
  for (const who of [resident, community]) {
    const page = await t.as(who).call(routes.get, { params: { id } });
    expect(await t.as(who).call(routes.facts, { params: { id } })).toEqual(page.case);
  }
  expect((await t.as(community).call(routes.facts, { params: { id } })).reporter.name).toBe('测试resident');
  expect((await t.as(resident).call(routes.facts, { params: { id } })).reporter.name).toBeNull();
  for (const who of [neighbour, community2]) expect((await t.as(who).ask(routes.facts, { params: { id } })).status).toBe(404);
  expect((await t.withToken(null).ask(routes.facts, { params: { id } })).status).toBe(401);
});

test('kinds have words and states; the screens ask nothing of a kind by name', async () => {
  const { items } = await t.as(t.who.community).call(matters.kinds);
  const found = items.find((one) => one.kind === 'case');
  expect(found?.states.map((state) => state.key)).toEqual(expect.arrayContaining(['reported', 'handling', 'closed']));
  expect(found?.name['zh-Hans'].length).toBeGreaterThan(1);
  expect((await t.withToken(null).ask(matters.kinds)).status).toBe(401);
});

test('anybody of the district can be found as owner; near ones come first, and only the staff who see the matter may ask', async () => {
  const { resident, community, community2 } = t.who;
  const { id } = (await t.report(resident)).body;
  const ask = (q?: string) => t.as(community).call(matters.owners, { params: { id }, query: q ? { q } : {} });
  const near = (await ask()).items;
  expect(near[0]).toMatchObject({ name: '测试一社区', post: null, suggested: false });
  expect(near.map((one) => one.name)).not.toContain('测试二社区');
  expect((await ask('测试二社区')).items.map((one) => one.name)).toContain('测试二社区');
  expect((await ask('huanwei')).items.map((one) => one.name)).toContain('区环卫中心');
  const all = (await ask('测试')).items;
  expect(new Set(all.map((one) => `${one.org}/${one.post ?? ''}`)).size).toBe(all.length);
  expect((await t.as(resident).ask(matters.owners, { params: { id } })).status).toBe(403);
  expect((await t.as(community2).ask(matters.owners, { params: { id } })).status).toBe(404);
});

test('what I asked for stands in one list, narrowed by kind, page by page, and is mine only', async () => {
  const { neighbour } = t.who;
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await t.report(neighbour)).body.id);
  const mine = t.as(neighbour);
  const first = await mine.call(matters.asked, { query: { limit: 2 } });
  const second = await mine.call(matters.asked, { query: { limit: 2, cursor: first.next! } });
  expect([...first.items, ...second.items].map((one) => one.matter.id).toSorted()).toEqual(ids.toSorted());
  expect(second.next).toBeNull();
  expect(first.items[0]!.sentence).toContain('正在受理');
  expect(await mine.call(matters.asked, { query: { kinds: 'case' } })).toEqual(await mine.call(routes.mine, { query: {} }));
  expect((await mine.call(matters.asked, { query: { kinds: 'whistle,warning' } })).items).toEqual([]);
  expect((await mine.ask(matters.asked, { query: { kinds: 'Case;' } })).status).toBe(422);
  expect((await t.as(t.who.community).call(matters.asked, { query: {} })).items).toEqual([]);
});

test('the timeline names the subject that was given, and carries no catalogue', async () => {
  const { resident, community } = t.who;
  const { id } = (await t.report(resident)).body;
  await t.go(id, [community, 'accept', { subject: 'A02' }]);
  const entry = (await t.matter(community, id)).timeline.find((one) => one.step === 'accept');
  const field = entry?.fields.find((one) => one.key === 'subject');
  expect(entry?.data['subject']).toBe('A02');
  expect(field?.options?.map((one) => one.value)).toEqual(['A02']);
  expect(field?.options?.[0]?.label['zh-Hans']).not.toBe('A02');
});
