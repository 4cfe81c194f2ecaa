import { newId, systemActor } from '@hezhi/contract';
import { room as methods, install, withdraw } from '@hezhi/methods/server';
import { makeCall } from '@hezhi/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postingRoutes as routes } from '../contract/index.ts';
import { publicityTest, type PublicityTest } from '../testing/house.ts';

let t: PublicityTest;
beforeAll(async () => void (t = await publicityTest([methods])));
afterAll(() => t.close());

const words = (hans: string, en: string) => `{ zh-Hans: ${hans}, en: ${en} }`;
const manifest = (version: number) => `key: posts
version: ${version}
name: ${words('公示试行', 'Postings on trial')}
summary: ${words('按月公布。', 'Every month.')}
story: ${words('试行。', 'A trial.')}
sources: [{ document: test, title: 公示办法 }]
extends: base
`;
const posted = (finance: string) => `classes:
  - { key: finance, name: ${words('财务月公开', 'Accounts of the month')}, ${finance} }
  - key: three_meetings
    name: ${words('三会结果', 'Results of the three meetings')}
    group: decision
    basis: ${words('三会制度', 'Three meetings')}
    days: 9
    second: false
    answer_days: 2
    template: { title: ${words("'{place}三会结果'", "'{place}: results'")}, tables: [{ title: ${words('经费', 'Money')}, columns: [${words('项目', 'Item')}, ${words('金额', 'Amount')}] }] }
`;
const call = () => {
  t.clock.advance(1000);
  return makeCall(t.house, { actor: systemActor(t.town.district), now: t.clock.now() });
};
const put = (area: string, version: number, finance: string) => {
  const files = new Map([
    ['pack.yaml', manifest(version)],
    ['postings.yaml', posted(finance)],
  ]);
  const now = call();
  return install(now, { id: newId(now.now), key: 'posts', version, area, settings: {}, reason: '' }, files);
};
const classes = async (area?: string) => (await t.as(t.who.street).call(routes.postingClasses, area ? { query: { area } } : {})).items;
const content = { title: '加装电梯', text: '三会结果如下。', tables: [], files: [] };
const add = (area: string, more: object = {}) => {
  const id = newId(t.clock.now());
  const by = area === t.town.communities[0] ? t.who.community : t.who.community2;
  return t.as(by).ask(routes.addPosting, { body: { id, area, class: 'three_meetings', content, ...more } as never });
};
const show = async (area: string): Promise<string> => {
  const { id } = (await add(area)).body;
  await t.as(t.who.community).call(routes.submitPosting, { params: { id }, body: { revision: 1 } });
  return id;
};
const read = async (id: string) => (await t.visitor().ask(routes.posted, { params: t.at(id) })).body;

test('classes hold where their method is in force, and what was shown keeps its class when that goes', async () => {
  const [one, two] = t.town.communities;
  expect((await classes(one)).map((each) => [each.key, each.source])).toContainEqual(['finance', 'shipped']);
  expect((await add(one)).problem().code).toBe('publicity.class_unknown');
  await put(one, 1, 'days: 20, every: month');
  const here = await classes(one);
  expect(here.find((each) => each.key === 'finance')).toMatchObject({ days: 20, every: 'month', source: 'pack', words: { 'zh-Hans': '财务月公开' } });
  const fresh = here.find((each) => each.key === 'three_meetings')!;
  expect([fresh.least, fresh.template!.title['zh-Hans'], fresh.template!.title.en]).toEqual([
    { every: null, days: 3 },
    '测试一社区三会结果',
    '测试一社区: results',
  ]);
  expect((await classes(two)).map((each) => each.key)).not.toContain('three_meetings');
  // Without a place: one's own, and what places within bring besides.
  expect((await classes()).map((each) => [each.key, each.source])).toEqual(
    expect.arrayContaining([
      ['finance', 'shipped'],
      ['three_meetings', 'pack'],
    ]),
  );
  expect((await t.as(t.who.street).ask(routes.postingClasses, { query: { area: '310105' } })).problem().code).toBe('publicity.area_unknown');
  expect((await add(two)).problem().code).toBe('publicity.class_unknown');
  expect((await add(one, { days: 8 })).problem().code).toBe('publicity.days_short');

  // No second person: shown at once, for nine days.
  const id = await show(one);
  const shown = await read(id);
  expect(shown).toMatchObject({ state: 'shown', className: { en: 'Results of the three meetings' }, group: 'decision', answer_days: 2 });
  const waiting = (await add(one)).body.id;
  const list = async (query: object) => (await t.visitor().call(routes.board, { query: { ...t.there(), ...query } as never })).items.map((each) => each.id);
  expect([await list({ group: 'decision' }), await list({ class: 'three_meetings' }), await list({ group: 'finance' })]).toEqual([[id], [id], []]);
  const due = (await t.as(t.who.street).call(routes.postingsDue)).items.filter((each) => each.class === 'finance');
  expect(new Map(due.map((each) => [each.area, [each.period, each.className['zh-Hans']]]))).toEqual(
    new Map([
      [one, ['2026-10', '财务月公开']],
      [two, ['2026-Q3', '财务公开']],
    ]),
  );

  const now = call();
  await withdraw(now, { id: newId(now.now), area: one, reason: '试行期满' });
  expect((await classes(one)).map((each) => each.key)).not.toContain('three_meetings');
  expect(await read(id)).toMatchObject({ className: { en: 'Results of the three meetings' }, answer_days: 2, ends_at: shown.ends_at });
  expect(await list({ group: 'decision' })).toEqual([id]);
  expect((await add(one)).problem().code).toBe('publicity.class_unknown');
  // What was being written can be finished as it was begun.
  expect(await t.as(t.who.community).call(routes.submitPosting, { params: { id: waiting }, body: { revision: 1 } })).toMatchObject({ state: 'shown' });
});

test('what a district sets holds in all of it; a method below it may be stricter, never laxer, and none stays below the law', async () => {
  const [one, two] = t.town.communities;
  const finance = async (area: string) => (await classes(area)).find((each) => each.key === 'finance')!;
  await put(one, 2, 'days: 20, every: quarter, answer_days: 6');
  await put(two, 3, 'days: 6, every: month');
  const set = (body: object, key = 'finance') =>
    t
      .as(t.who.district)
      .ask(routes.setPostingClass, { params: { key }, body: { version: 0, days: 12, every: 'month', second: true, answer_days: 4, ...body } as never });
  expect((await set({ days: 4 })).problem().code).toBe('publicity.class_law');
  expect((await set({}, 'three_meetings')).problem().code).toBe('publicity.class_unknown');
  expect((await set({})).body).toMatchObject({ days: 12, source: 'district', version: 1 });
  expect(await finance(one)).toMatchObject({ days: 20, every: 'month', answer_days: 4, source: 'pack', version: 1 });
  expect(await finance(two)).toMatchObject({ days: 12, every: 'month', answer_days: 4 });
  expect(await finance(t.town.district)).toMatchObject({ days: 12, source: 'district', words: { 'zh-Hans': '财务公开' } });
  // A method of the district itself gives its name; the numbers are those that the district set.
  await put(t.town.district, 4, 'days: 30');
  expect(await finance(t.town.district)).toMatchObject({ days: 12, source: 'district', words: { 'zh-Hans': '财务月公开' } });
  expect((await set({}, 'three_meetings')).body).toMatchObject({ days: 12, source: 'district' });
  await expect(put(t.town.district, 5, 'every: year')).rejects.toThrow(/faulty/);
});
