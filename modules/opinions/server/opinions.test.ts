import { newId, type Actor } from '@hezhi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { opinionsTest, texts, type OpinionsTest } from '../testing/house.ts';

let t: OpinionsTest;
beforeAll(async () => void (t = await opinionsTest()));
afterAll(() => t.close());

const visitor = () => t.withToken(null);

describe('a question from draft to close', () => {
  it('is written, changed, published, answered, closed at the moment, and counted', async () => {
    const { community, resident, community2 } = t.who;
    const clerk = t.as(community);
    const id = newId(t.clock.now());
    const moment = (ms: number): string => new Date(t.clock.now() + ms).toISOString();
    const body = {
      id,
      title: '停车怎么办',
      about: '小区车位不够，请大家说说怎么办。',
      opensAt: moment(3_600_000),
      closesAt: moment(7_200_000),
      statements: texts.slice(0, 2),
    };
    expect(await clerk.call(routes.create, { body }, { key: 'create' })).toMatchObject({ state: 'draft', statements: 2, binding: false });
    expect(await clerk.call(routes.create, { body }, { key: 'create' })).toMatchObject({ id });
    expect((await clerk.ask(routes.create, { body })).problem().code).toBe('opinions.exists');
    // Nobody outside sees a draft, nor does another community.
    expect((await visitor().ask(routes.question, { params: t.at(id) })).problem().status).toBe(404);
    expect((await t.as(community2).ask(routes.get, { params: { id } })).problem().code).toBe('opinions.gone');
    expect((await clerk.ask(routes.publish, { params: { id } })).problem()).toMatchObject({
      status: 422,
      code: 'opinions.few_statements',
      detail: '请先写至少 3 个观点，让第一批居民有可表态的内容',
    });
    t.clock.advance(1000);
    await clerk.call(routes.seed, { params: { id }, body: { id: newId(t.clock.now()), text: texts[2]! } });
    expect((await clerk.ask(routes.seed, { params: { id }, body: { id: newId(t.clock.now()), text: `${texts[2]!}。` } })).problem().code).toBe(
      'opinions.same_statement',
    );
    const { id: _, statements: __, ...content } = body;
    expect(await clerk.call(routes.change, { params: { id }, body: { ...content, title: '小区停车怎么办' } })).toMatchObject({ title: '小区停车怎么办' });
    expect(await clerk.call(routes.publish, { params: { id } })).toMatchObject({ state: 'announced' });
    expect((await clerk.ask(routes.change, { params: { id }, body: content })).problem().code).toBe('opinions.published');
    expect((await clerk.ask(routes.drop, { params: { id } })).problem().code).toBe('opinions.published');

    const shown = await visitor().call(routes.statements, { params: t.at(id) });
    expect(shown.items.map(({ text }) => text)).toEqual(texts.slice(0, 3));
    const statement = shown.items[0]!.id;
    const early = await t.as(resident).ask(routes.vote, { params: t.at(id), body: { statement, vote: 'agree' } });
    expect(early.problem().code).toBe('opinions.not_yet');
    await t.later(3_600_000);
    await t.vote(resident, id, statement, 'agree');
    await t.vote(resident, id, statement, 'disagree');
    expect(await t.as(resident).call(routes.question, { params: t.at(id) })).toMatchObject({ state: 'open', you: { voted: 1, left: 2, needed: 2 } });
    const mine = await t.as(resident).call(routes.statements, { params: t.at(id), query: { view: 'voted' } });
    expect(mine.items).toMatchObject([{ id: statement, vote: 'disagree' }]);
    // One millisecond before the close is in time, the moment itself is not.
    await t.later(3_598_999);
    await t.vote(t.someone(1), id, statement, 'agree');
    t.clock.advance(1);
    expect((await t.as(resident).ask(routes.vote, { params: t.at(id), body: { statement, vote: 'agree' } })).problem().code).toBe('opinions.over');
    expect(await visitor().call(routes.question, { params: t.at(id) })).toMatchObject({ state: 'counting' });
    await t.later(20_000);
    expect(await visitor().call(routes.question, { params: t.at(id) })).toMatchObject({ state: 'closed', people: 2, votes: 2 });
    expect(await visitor().call(routes.map, { params: t.at(id) })).toMatchObject({ ready: true, final: true, votes: 2, groups: [], withheld: 2, you: null });
    expect(await t.findings()).toEqual([]);
  });

  it('ends by hand with a reason for all to read', async () => {
    const { id, statements } = await t.asked();
    const clerk = t.as(t.who.community);
    await t.vote(t.who.resident, id, statements[0]!, 'agree');
    expect(await clerk.call(routes.end, { params: { id }, body: { reason: '广场改造暂缓' } }, { key: 'end' })).toMatchObject({
      state: 'counting',
      endedEarly: '广场改造暂缓',
    });
    expect((await clerk.ask(routes.end, { params: { id }, body: { reason: '再来一次' } })).problem().code).toBe('opinions.over');
    await t.later(20_000);
    expect(await visitor().call(routes.question, { params: t.at(id) })).toMatchObject({ state: 'closed', endedEarly: '广场改造暂缓', votes: 1 });
    // The moment that was announced comes, and nothing happens twice.
    await t.later(8 * 86_400_000);
    expect(await visitor().call(routes.question, { params: t.at(id) })).toMatchObject({ state: 'closed', votes: 1 });
    const closed = await visitor().call(routes.public, { query: { district: t.town.district, state: 'closed' } });
    expect(closed.items.map((one) => one.id)).toContain(id);
    const open = await visitor().call(routes.public, { query: { district: t.town.district, state: 'open' } });
    expect(open.items.map((one) => one.id)).not.toContain(id);
  });

  it('keeps to the territory and the rights', async () => {
    const { id, statements } = await t.asked();
    const { resident, community2, street, grid } = t.who;
    expect((await t.as(resident).ask(routes.list)).problem().status).toBe(403);
    expect((await t.as(grid).ask(routes.list)).problem().status).toBe(403);
    expect((await t.as(community2).ask(routes.end, { params: { id }, body: { reason: '不归我管' } })).problem().code).toBe('opinions.gone');
    expect((await t.as(street).call(routes.list, { query: { limit: 100 } })).items.map((one) => one.id)).toContain(id);
    expect((await t.as(community2).call(routes.list, { query: { limit: 100 } })).items.map((one) => one.id)).not.toContain(id);
    expect((await visitor().ask(routes.vote, { params: t.at(id), body: { statement: statements[0]!, vote: 'agree' } })).problem().status).toBe(401);
    const far: Actor = { ...resident, district: '110101' };
    expect((await t.as(far).ask(routes.vote, { params: t.at(id), body: { statement: statements[0]!, vote: 'agree' } })).problem().code).toBe(
      'opinions.other_district',
    );
    expect((await t.as(resident).ask(routes.vote, { params: t.at(id), body: { statement: newId(), vote: 'agree' } })).problem().code).toBe(
      'opinions.statement_gone',
    );
    const body = {
      id: newId(),
      title: '别处的事',
      about: '不在辖区内的问题不能提。',
      opensAt: new Date(t.clock.now()).toISOString(),
      closesAt: new Date(t.clock.now() + 1e8).toISOString(),
    };
    expect((await t.as(community2).ask(routes.create, { body: { ...body, area: t.town.communities[0] } })).problem().code).toBe('opinions.area_outside');
    expect((await t.as(community2).ask(routes.create, { body: { ...body, closesAt: body.opensAt } })).problem().code).toBe('opinions.period_wrong');
    expect((await t.as(community2).ask(routes.hand, { params: { id }, body: { deliberation: newId() } })).problem().code).toBe('opinions.gone');
    expect((await t.as(t.who.community).ask(routes.hand, { params: { id }, body: { deliberation: newId() } })).problem().code).toBe('opinions.nothing_yet');
    await t.vote(resident, id, statements[0]!, 'agree');
    await t.later(10_000);
    expect((await t.as(t.who.community).ask(routes.hand, { params: { id }, body: { deliberation: newId() } })).problem().code).toBe('opinions.no_deliberation');
  });
});

describe('statements of residents', () => {
  it('wait, are redacted, let through or refused with reasons, and told to their author only', async () => {
    const { id } = await t.asked();
    const { resident, neighbour, community } = t.who;
    const say = (by: Actor, text: string) => t.as(by).ask(routes.propose, { params: t.at(id), body: { id: newId(t.clock.now()), text } });
    const first = await say(resident, '请联系王芳13800138000一起养花');
    expect(first).toMatchObject({ status: 201, body: { state: 'waiting', own: true } });
    expect(first.body.text).not.toContain('13800138000');
    expect((await visitor().call(routes.statements, { params: t.at(id) })).items).toHaveLength(texts.length);
    expect((await t.as(neighbour).call(routes.statements, { params: t.at(id), query: { view: 'own' } })).items).toEqual([]);
    const queue = await t.as(community).call(routes.queue, { query: { question: id } });
    expect(queue).toMatchObject({ waiting: 1, items: [{ id: first.body.id, state: 'waiting' }] });
    const decide = (statement: string, decision: 'accept' | 'refuse' | 'remove', more = {}) =>
      t.as(community).ask(routes.decide, { params: { id, statement }, body: { decision, ...more } });
    expect((await decide(first.body.id, 'refuse')).problem().code).toBe('opinions.reason_needed');
    await decide(first.body.id, 'refuse', { reason: '含有个人联系方式' });
    expect((await t.as(resident).call(routes.statements, { params: t.at(id), query: { view: 'own' } })).items).toMatchObject([
      { state: 'refused', reason: '含有个人联系方式' },
    ]);
    expect((await decide(first.body.id, 'accept')).problem().code).toBe('opinions.statement_decided');

    const second = (await say(resident, '可以分时段使用：早上健身，晚上孩子玩')).body;
    expect((await say(neighbour, '可以分时段使用，早上健身，晚上孩子玩！')).problem().code).toBe('opinions.same_statement');
    expect((await decide(second.id, 'accept', { text: '广场可以分时段使用，致电13912345678' })).body.state).toBe('shown');
    const shown = (await visitor().call(routes.statements, { params: t.at(id), query: { limit: 100 } })).items.find((one) => one.id === second.id);
    expect(shown).toMatchObject({ source: 'resident', own: false, reason: null });
    expect(shown?.text).not.toContain('13912345678');
    await t.vote(neighbour, id, second.id, 'agree');
    await decide(second.id, 'remove', { reason: '与另一观点重复' });
    expect((await t.as(neighbour).ask(routes.vote, { params: t.at(id), body: { statement: second.id, vote: 'pass' } })).problem().code).toBe(
      'opinions.statement_gone',
    );

    const third = (await say(resident, '晚上应当开一盏小灯')).body;
    await t.as(resident).call(routes.withdraw, { params: { ...t.at(id), statement: third.id } });
    expect((await decide(third.id, 'accept')).problem().code).toBe('opinions.statement_gone');
    for (const text of ['甲乙丙丁', '子丑寅卯']) await say(resident, text);
    expect((await say(resident, '一二三四五')).problem()).toMatchObject({ status: 429, code: 'opinions.too_many_proposed' });
    const closed = await t.asked(texts, { proposing: false });
    const asked = await t.as(resident).ask(routes.propose, { params: t.at(closed.id), body: { id: newId(), text: '可以提吗' } });
    expect(asked.problem().code).toBe('opinions.not_proposing');
  });
});
