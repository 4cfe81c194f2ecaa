import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, systemActor, type Actor } from '@hezhi/contract';
import { makeCall, drain, sql, type Listener, defineRoom } from '@hezhi/server';
import { routes as matters } from '@hezhi/matters/contract';
import { postingRoutes as routes } from '../contract/index.ts';
import { publicityTest, type PublicityTest } from '../testing/house.ts';
import { post, postingFor } from './index.ts';
import { remindOfPostings } from './posting-clock.ts';

const DAY = 86_400_000;
const heard: Record<string, unknown>[] = [];
const listener: Listener = { name: 'heard', topic: 'publicity.posting_ended', handle: (_, event) => Promise.resolve(void heard.push(event.data)) };
const ear = defineRoom({ name: 'ear', routes: [], listeners: [listener] });

let t: PublicityTest;
beforeAll(async () => void (t = await publicityTest([ear])));
afterAll(() => t.close());

const table = {
  title: '支出',
  columns: [
    { name: '项目', type: 'text' as const },
    { name: '金额', type: 'money' as const },
  ],
  rows: [
    ['路灯维修', 128050],
    ['绿化', 10],
  ],
};
const content = (more: object = {}) => ({ title: '2026年第三季度居务经费收支', text: '现将经费收支公示如下。', tables: [table], files: [], ...more });
const draft = async (by: Actor, more: object = {}) => {
  const id = newId(t.clock.now());
  await t.as(by).call(routes.addPosting, { body: { id, area: t.town.communities[0], class: 'finance', content: content(), ...more } as never });
  return id;
};
const shown = async (more: object = {}) => {
  const id = await draft(t.who.community, more);
  await t.as(t.who.community).call(routes.submitPosting, { params: { id }, body: { revision: 1 } });
  await t.as(t.who.colleague).call(routes.approvePosting, { params: { id }, body: { revision: 2 } });
  return id;
};
const read = (id: string, by: Actor | null = null) => (by ? t.as(by) : t.visitor()).ask(routes.posted, { params: t.at(id) });

describe('postings', () => {
  test('are written by one, approved by another, and then everybody reads them with exact sums', async () => {
    const { community, colleague, community2, neighbour, grid } = t.who;
    const id = await draft(community, { period_of: '2026-Q3' });
    // Until then nobody outside sees it.
    expect((await read(id)).problem().code).toBe('publicity.posting_gone');
    expect((await t.as(community2).ask(routes.posting, { params: { id } })).problem().code).toBe('publicity.posting_gone');
    expect((await t.as(neighbour).ask(routes.posting, { params: { id } })).status).toBe(403);
    expect((await t.as(grid).ask(routes.posting, { params: { id } })).status).toBe(403);
    expect((await t.as(community).ask(routes.approvePosting, { params: { id }, body: { revision: 1 } })).problem().code).toBe('publicity.posting_state');
    expect(await t.as(community).call(routes.submitPosting, { params: { id }, body: { revision: 1 } })).toMatchObject({
      state: 'draft',
      waiting: true,
      revision: 2,
    });
    expect((await t.as(community).ask(routes.approvePosting, { params: { id }, body: { revision: 2 } })).problem().code).toBe('publicity.second_person');
    expect((await t.told(colleague)).at(-1)).toMatchObject({ title: '有公示等您审核', link: `/postings/${id}` });
    expect(await t.as(colleague).call(routes.approvePosting, { params: { id }, body: { revision: 2 } })).toMatchObject({ state: 'shown', version: 1 });
    const page = (await read(id)).body;
    expect(page).toMatchObject({
      state: 'shown',
      org: '测试一社区',
      period_of: '2026-Q3',
      may_object: false,
      versions: [{ version: 1, content: { sums: [[null, 128060]] } }],
    });
    expect(Date.parse(page.ends_at) - Date.parse(page.starts_at)).toBeGreaterThan(10 * DAY);
    expect(JSON.stringify(page)).not.toContain('测试community');
    const list = async (query: object) => (await t.visitor().call(routes.board, { query: { ...t.there(), ...query } as never })).items.map((one) => one.id);
    expect(await list({ group: 'finance' })).toContain(id);
    expect(await list({ group: 'party' })).not.toContain(id);
    expect(await list({ area: t.town.communities[0] })).toContain(id);
    expect(await list({ area: t.town.grids[0] })).toContain(id);
    expect(await list({ area: t.town.communities[1] })).not.toContain(id);
    expect(await list({ q: '经费' })).toContain(id);
    expect(await list({ archive: 'true' })).not.toContain(id);
    const paper = await t.visitor().ask(routes.postedPaper, { params: t.at(id) });
    expect(paper.headers['content-type']).toBe('application/pdf');
  });

  test('what does not fit is refused with its place; personal data stop it before it is shown', async () => {
    const { community, community2 } = t.who;
    const add = (more: object) =>
      t.as(community).ask(routes.addPosting, { body: { id: newId(), area: t.town.communities[0], class: 'finance', content: content(), ...more } as never });
    expect((await add({ area: t.town.communities[1] })).problem().code).toBe('publicity.posting_area');
    expect((await add({ days: 3 })).problem().code).toBe('publicity.days_short');
    expect((await add({ content: content({ text: '', tables: [] }) })).problem().code).toBe('publicity.empty_posting');
    expect((await add({ content: content({ tables: [{ ...table, rows: [['路灯', '三元']] }] }) })).problem()).toMatchObject({
      code: 'publicity.table_wrong',
      detail: expect.stringContaining('第1行第2列'),
    });
    const id = await draft(community, { content: content({ text: '领取人电话13800138000' }) });
    expect((await t.as(community).ask(routes.submitPosting, { params: { id }, body: { revision: 1 } })).problem().code).toBe('publicity.personal_data');
    expect((await t.as(community2).ask(routes.submitPosting, { params: { id }, body: { revision: 1 } })).problem().code).toBe('publicity.posting_gone');
    const body = { id, area: t.town.communities[0], class: 'finance', content: content() } as never;
    expect((await t.as(community).ask(routes.addPosting, { body })).problem().code).toBe('publicity.posting_exists');
  });

  test('a correction keeps the former version and says why; two who approve at once: one does', async () => {
    const { community, colleague, street } = t.who;
    const id = await shown();
    const change = (body: object) =>
      t.as(community).ask(routes.changePosting, { params: { id }, body: { revision: 3, content: content({ text: '更正后' }), ...body } as never });
    expect((await change({})).problem().code).toBe('publicity.note_needed');
    await change({ note: '路灯维修金额有误' });
    expect((await read(id)).body.versions).toHaveLength(1);
    await t.as(community).call(routes.submitPosting, { params: { id }, body: { revision: 4 } });
    const replies = await Promise.all([colleague, street].map((by) => t.as(by).ask(routes.approvePosting, { params: { id }, body: { revision: 5 } })));
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { versions } = (await read(id)).body;
    expect(versions.map((one) => [one.version, one.content.text, one.note])).toEqual([
      [2, '更正后', '路灯维修金额有误'],
      [1, '现将经费收支公示如下。', null],
    ]);
    await expect(t.house.db.run(sql`UPDATE publicity.posting_version SET note = ''`)).rejects.toThrow(/permission/);
  });

  test('are given back with a reason, and taken down with a reason that stays', async () => {
    const { community, colleague } = t.who;
    const id = await draft(community);
    await t.as(community).call(routes.submitPosting, { params: { id }, body: { revision: 1 } });
    await t.as(colleague).call(routes.returnPosting, { params: { id }, body: { revision: 2, reason: '合计和账上不一致' } });
    expect((await t.told(community)).at(-1)!.body).toContain('合计和账上不一致');
    expect(await t.as(community).call(routes.posting, { params: { id } })).toMatchObject({ waiting: false, returned: '合计和账上不一致', own: true });
    const other = await shown();
    await t.as(colleague).call(routes.withdrawPosting, { params: { id: other }, body: { revision: 3, reason: '数据来源有误，核实后重新公示' } });
    expect((await read(other)).body).toMatchObject({ state: 'withdrawn', reason: '数据来源有误，核实后重新公示', title: '', versions: [] });
    expect((await t.visitor().call(routes.board, { query: { ...t.there(), archive: 'true' } as never })).items.map((one) => one.id)).toContain(other);
  });

  test('photos are everybody’s while the posting stands, and nobody’s before', async () => {
    const { community, colleague, neighbour } = t.who;
    const photo = await t.photo(community);
    const id = await draft(community, { content: content({ files: [photo] }) });
    const look = (by: Actor | null) => (by ? t.as(by) : t.visitor()).inject({ method: 'GET', url: `/api/files/${t.town.district}/${photo}` });
    expect((await look(null)).statusCode).toBe(404);
    expect((await look(neighbour)).statusCode).toBe(404);
    expect((await look(colleague)).statusCode).toBe(200);
    await t.as(community).call(routes.submitPosting, { params: { id }, body: { revision: 1 } });
    await t.as(colleague).call(routes.approvePosting, { params: { id }, body: { revision: 2 } });
    expect((await look(null)).statusCode).toBe(200);
    expect((await t.visitor().ask(routes.postedPaper, { params: t.at(id) })).status).toBe(200);
    // A correction with the photo it has already.
    await t
      .as(community)
      .call(routes.changePosting, { params: { id }, body: { revision: 3, content: content({ files: [photo], text: '更正' }), note: '错字' } });
  });

  test('end at their moment, once, and tell it with their purpose; another room’s posting is shown at once', async () => {
    const call = makeCall(t.house, { actor: systemActor(t.town.district) });
    const [id, purpose] = [newId(), { kind: 'deliberation', id: newId() }];
    const given = { id, district: t.town.district, area: t.town.communities[0], class: 'decision', purpose, content: content({ title: '关于加装电梯的决定' }) };
    const first = await post(call, given);
    expect(await post(call, given)).toEqual(first);
    expect(await postingFor(call, t.town.district, purpose)).toMatchObject({ id, state: 'shown', over: false, objections: { all: 0, open: 0 } });
    expect(await postingFor(call, t.town.district, { kind: 'owners_vote', id: purpose.id })).toBeNull();
    heard.length = 0;
    t.clock.advance(8 * DAY);
    await drain(t.house);
    await drain(t.house);
    expect(heard.filter((one) => one['posting'] === id)).toEqual([
      { posting: id, class: 'decision', area: t.town.communities[0], how: 'over', purpose, objections: { all: 0, open: 0 } },
    ]);
    expect((await read(id)).body).toMatchObject({ state: 'ended', may_object: false });
    expect((await t.as(t.who.resident).ask(routes.object, { params: t.at(id), body: { id: newId(), text: '太晚了的异议' } })).problem().code).toBe(
      'publicity.objection_over',
    );
    await expect(post(call, { ...given, id: newId(), class: 'nothing' })).rejects.toThrow('no class');
  });
});

describe('objections', () => {
  test('are answered within their limit and stand beside the posting without a name', async () => {
    const { resident, neighbour, community, community2 } = t.who;
    const id = await shown();
    const objection = newId();
    const said = { id: objection, text: '我叫张建国，电话13800138000，路灯的钱和上次不一样' };
    expect((await t.visitor().ask(routes.object, { params: t.at(id), body: said })).status).toBe(401);
    const reply = await t.as(resident).call(routes.object, { params: t.at(id), body: said });
    expect(reply.sentence).toContain(reply.number);
    expect((await t.as(resident).ask(routes.object, { params: t.at(id), body: { id: newId(), text: '再来一次' } })).problem().code).toBe(
      'publicity.objection_twice',
    );
    expect((await read(id)).body.answered).toEqual([]);
    expect((await read(id, resident)).body).toMatchObject({ may_object: false, answered: [{ id: objection, own: true, state: 'open' }] });
    expect((await read(id, neighbour)).body).toMatchObject({ may_object: true, answered: [] });
    expect((await t.as(community2).ask(matters.get, { params: { id: objection } })).status).toBe(404);
    const answer = { result: 'explained', answer: '上次少计了两盏，请看附表。电话13800138000' };
    await t.go(objection, [community, 'answer', answer]);
    const [one] = (await read(id)).body.answered;
    expect(one).toMatchObject({ own: false, state: 'answered', result: 'explained', org: '测试一社区' });
    expect(JSON.stringify(one)).not.toMatch(/张建国|13800138000/);
    // Not satisfied: the level above answers, and its answer stands there instead.
    await t.go(objection, [resident, 'ask_review', { note: '没有看到附表' }], [t.who.street, 'decide_review', { result: 'upheld', answer: '补发附表' }]);
    expect((await read(id)).body.answered[0]).toMatchObject({ result: 'upheld', answer: '补发附表', org: '渭滨街道办' });
    expect(await t.findings()).toEqual([]);
  });

  test('two from one person at once: one is taken; a forgotten one goes up after its limit; withdrawn ones leave no words', async () => {
    const { neighbour, street } = t.who;
    const id = await shown();
    const replies = await Promise.all(
      [1, 2, 3].map((n) => t.as(neighbour).ask(routes.object, { params: t.at(id), body: { id: newId(), text: `第${n}次点了提交` } })),
    );
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    const objection = replies.find((one) => one.status === 201)!.body.id;
    expect((await t.matter(street, objection)).matter.marks).toEqual([]);
    t.clock.advance(12 * DAY);
    await drain(t.house);
    const late = await t.matter(street, objection);
    expect(late.matter.marks).toContain('overdue');
    expect(late.legs.find((leg) => leg.key === 'answer')!.owner.org).toBe(t.town.orgs.street);
    await t.go(objection, [neighbour, 'withdraw']);
    expect(await t.db.find(sql`SELECT state, public_text FROM publicity.objection WHERE id = ${objection}`)).toEqual({ state: 'withdrawn', public_text: '' });
  });
});

describe('rhythm', () => {
  test('what is due is listed by community and told once to who may post; rules keep to the law', async () => {
    const { community, district } = t.who;
    const due = (await t.as(community).call(routes.postingsDue)).items;
    expect(due.map((one) => [one.class, one.period, one.state])).toContainEqual(['finance', '2026-Q3', 'shown']);
    expect(due.map((one) => [one.class, one.period, one.state])).toContainEqual(['affairs', '2026-Q3', 'late']);
    expect(new Set(due.map((one) => one.area))).toEqual(new Set([t.town.communities[0]]));
    expect(new Set((await t.as(t.who.street).call(routes.postingsDue)).items.map((one) => one.area))).toEqual(new Set(t.town.communities));
    const call = makeCall(t.house, { actor: systemActor('') });
    const late = async () => (await t.told(community)).filter((one) => one.title.startsWith('公示已逾期')).map((one) => one.title);
    expect(await late()).toEqual([]);
    for (let n = 0; n < 2; n++) await remindOfPostings({ ...call, now: t.clock.now() });
    expect((await late()).toSorted()).toEqual(['公示已逾期：党务公开', '公示已逾期：居务（村务）公开']);
    expect((await t.told(community)).find((one) => one.title === '公示已逾期：党务公开')!.body).toBe(
      '渭滨街道测试一社区2026年第3季度的党务公开应在10月30日（周五）前公示，现在还没有公示。',
    );
    const set = (body: object) =>
      t.as(district).ask(routes.setPostingClass, {
        params: { key: 'finance' },
        body: { version: 0, days: 10, every: 'month', second: true, answer_days: 3, ...body } as never,
      });
    expect((await set({ every: 'year' })).problem().code).toBe('publicity.class_law');
    expect((await set({})).body).toMatchObject({ every: 'month', version: 1 });
    expect((await set({})).problem().code).toBe('publicity.class_changed');
    expect((await t.as(community).call(routes.postingClasses)).items.find((one) => one.key === 'finance')).toMatchObject({ every: 'month', answer_days: 3 });
  });
});
