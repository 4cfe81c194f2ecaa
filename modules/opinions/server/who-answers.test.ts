import { newId, type Actor } from '@hezhi/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { opinionsPart, routes } from '../contract/index.ts';
import { opinionsTest, type OpinionsTest } from '../testing/house.ts';

let t: OpinionsTest;
beforeAll(async () => void (t = await opinionsTest()));
afterAll(() => t.close());

const living = (actor: Actor, area: string | null, confirmed = false): Actor => ({ ...actor, home: area === null ? null : { area, confirmed } });
const vote = (by: Actor, id: string, statement: string) => t.as(by).ask(routes.vote, { params: t.at(id), body: { statement, vote: 'agree' } });
const page = (by: Actor, id: string) => t.as(by).call(routes.question, { params: t.at(id) });

it('a question of a community is answered by who lives there; whoever moves away keeps what was said and may take back what waits', async () => {
  const { id, statements } = await t.asked();
  const [statement] = statements;
  const { resident } = t.who;
  const [here, there] = t.town.communities;
  expect(await page(resident, id)).toMatchObject({ who: 'community_declared', whose: '渭滨街道测试一社区', you: { home: 'belongs' } });
  for (const [by, code, home] of [
    [living(resident, null), 'directory.home_needed', 'no_home'],
    [living(resident, there), 'directory.home_elsewhere', 'elsewhere'],
  ] as const) {
    expect((await page(by, id)).you?.home).toBe(home);
    expect((await vote(by, id, statement!)).problem()).toMatchObject({ status: 403, code });
    expect((await t.as(by).ask(routes.next, { params: t.at(id) })).problem().code).toBe(code);
    expect((await t.as(by).ask(routes.propose, { params: t.at(id), body: { id: newId(), text: '应当先修下水道' } })).problem().code).toBe(code);
    // Reading stays open to everybody.
    expect((await t.as(by).call(routes.statements, { params: t.at(id) })).items.length).toBe(statements.length);
  }
  expect((await vote(resident, id, statement!)).status).toBe(200);
  const own = newId();
  await t.as(resident).call(routes.propose, { params: t.at(id), body: { id: own, text: '应当先修下水道' } });
  const moved = living(resident, there);
  expect((await t.as(moved).call(routes.statements, { params: t.at(id), query: { view: 'voted' } })).items).toMatchObject([{ id: statement, vote: 'agree' }]);
  expect((await page(moved, id)).you).toMatchObject({ voted: 1, home: 'elsewhere' });
  await t.as(moved).call(routes.withdraw, { params: { ...t.at(id), statement: own } });
  expect(here).not.toBe(there);
});

it('asks whom its office chose, or what fits the place; a whole district asks everybody of it', async () => {
  const { resident, district } = t.who;
  const [here, there] = t.town.communities;
  const strict = await t.asked(undefined, { who: 'community_confirmed' });
  expect((await vote(resident, strict.id, strict.statements[0]!)).problem().code).toBe('directory.home_unconfirmed');
  expect((await vote(living(resident, here, true), strict.id, strict.statements[0]!)).status).toBe(200);
  const wide = await t.asked(undefined, { who: 'street' });
  expect((await vote(living(resident, there), wide.id, wide.statements[0]!)).status).toBe(200);
  expect((await vote(living(resident, null), wide.id, wide.statements[0]!)).problem().code).toBe('directory.home_needed');
  const all = await t.asked(undefined, { who: 'district' });
  expect((await vote(living(resident, null), all.id, all.statements[0]!)).status).toBe(200);
  const moment = (ms: number): string => new Date(t.clock.now() + ms).toISOString();
  const body = { id: newId(), title: '全区的事怎么办', about: '这件事涉及全区，请大家都来说说。', opensAt: moment(1000), closesAt: moment(86_400_000) };
  if (district.permissions.includes('opinions.manage'))
    expect(await t.as(district).call(routes.create, { body })).toMatchObject({ who: 'district', whose: '秦都区' });
  // A draft is changed until it is published, then it asks whom it asked.
  const id = newId();
  const draft = await t.as(t.who.community).call(routes.create, { body: { ...body, id, who: 'street' } });
  expect(draft).toMatchObject({ who: 'street', whose: '渭滨街道' });
  expect(await t.as(t.who.community).call(routes.change, { params: { id }, body: { ...body, who: 'community_confirmed' } })).toMatchObject({
    who: 'community_confirmed',
    whose: '渭滨街道测试一社区',
  });
});

it('a method pack says it in words when two are compared', () => {
  const told = (before: unknown, after: unknown) => opinionsPart.tell!({ path: ['who'], before, after }, null, null);
  expect(told('district', 'community_confirmed')).toEqual({
    'zh-Hans': '谁能参加意见征集：本区县的所有账号，改为经社区确认的本社区（村）居民',
    en: 'Who may answer open questions: every account of the district, becomes residents whom the community has confirmed',
  });
  expect(opinionsPart.schema.safeParse({ who: 'anybody' }).success).toBe(false);
});
