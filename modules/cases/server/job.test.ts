import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@hezhi/contract';
import { drain, fireDue, sql, statements } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../testing/house.ts';
import { caseAt, type Stage } from '../testing/stage.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());

const toDepartment = () => ({ to: { org: t.town.orgs.department } });
const at = (state: Stage): Promise<string> => caseAt(t, state);
const states = async (id: string) => (await t.matter(t.who.street, id)).matter;

describe('the whole job', () => {
  test('report, accept, dispatch, take, arrive, finish, verify, rate: every role does its part and reads its side', async () => {
    const photo = await t.photo(t.who.resident);
    const reply = await t.report(t.who.resident, { photos: [photo], answers: { lamp: 'L-102' }, contact: { name: '张三丰', phone: '138 0013 8000' } });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ state: 'reported', revision: 1, code: null, district: t.town.district });
    expect(reply.body.sentence).toBe(`已收到，编号${reply.body.number}。测试一社区将在今天 10:30前受理。`);
    const { id } = reply.body;
    const { resident, community, street, department } = t.who;
    const seen = await t.as(community).call(routes.get, { params: { id } });
    expect(seen.matter).toMatchObject({
      area: t.town.grids[0],
      channel: 'resident',
      tier: 3,
      subject: 'B03',
      title: expect.stringMatching(/^路灯.*：楼道灯坏了三天没人修$/),
      point: inGrid,
    });
    expect(seen.case).toMatchObject({
      description: '楼道灯坏了三天没人修',
      address: '渭滨家园3号楼',
      answers: [{ key: 'lamp', text: 'L-102' }],
      contact: { name: '张**', phone: '138****8000' },
      reporter: { kind: 'resident', name: null, hidden: true },
    });
    const own = await t.as(resident).call(routes.get, { params: { id } });
    expect(own).toMatchObject({ audience: 'asker', sentence: expect.stringContaining('受理'), case: { reporter: { name: null } } });

    const done = await t.photo(department);
    await t.go(
      id,
      [community, 'accept', { note: '属实' }],
      [street, 'dispatch', toDepartment()],
      [department, 'take'],
      [department, 'arrive'],
      [department, 'finish', { outcome: 'solved', note: '灯已换', photos: [done] }],
      [community, 'verify'],
      [resident, 'rate', { score: 5, note: '谢谢' }],
    );
    expect(await states(id)).toMatchObject({
      state: 'closed',
      final: true,
      rating: 5,
      marks: expect.arrayContaining(['arrived', 'handled', 'handled_in_time']),
    });
    const file = (by: Parameters<CasesTest['as']>[0] | null, photoId: string) =>
      (by ? t.as(by) : t.withToken(null)).inject({ method: 'GET', url: `/api/files/${t.town.district}/${photoId}` });
    for (const by of [resident, community, street, department]) expect((await file(by, done)).statusCode).toBe(200);
    for (const by of [null, t.who.neighbour, t.who.community2]) expect((await file(by, done)).statusCode).toBe(404);
    expect(await t.findings()).toEqual([]);
  });

  test('staff reports have no asker and close without rating; channels follow the post', async () => {
    for (const [role, channel] of [
      ['grid', 'grid'],
      ['community', 'community'],
      ['street', 'street'],
      ['district', 'district'],
    ] as const) {
      const reply = await t.report(t.who[role]);
      expect([reply.status, (await states(reply.body.id)).channel]).toEqual([201, channel]);
    }
    const { id } = (await t.report(t.who.grid)).body;
    await t.go(
      id,
      [t.who.community, 'assign', { to: { org: t.town.orgs.community, post: t.town.posts.grid } }],
      [t.who.grid, 'take'],
      [t.who.grid, 'finish', { outcome: 'solved', note: '好了' }],
      [t.who.community, 'verify'],
    );
    expect(await states(id)).toMatchObject({ state: 'closed', rating: null });
  });

  test('a report costs one write, and one read where words for the point are looked up; a page one statement', async () => {
    await t.report(t.who.resident);
    const cost = async (work: () => Promise<unknown>) => {
      const before = statements.count;
      await work();
      return statements.count - before;
    };
    expect(await cost(() => t.report(t.who.resident, { photos: [] }, { key: newId() }))).toBe(1);
    expect(await cost(() => t.report(t.who.resident, { place: { point: inGrid } }))).toBe(2);
    const { id } = (await t.report(t.who.resident)).body;
    expect(await cost(() => t.as(t.who.resident).call(routes.get, { params: { id } }))).toBe(1);
    expect(await cost(() => t.as(t.who.community).call(routes.get, { params: { id } }))).toBe(1);
    expect(await cost(() => t.as(t.who.resident).call(routes.mine))).toBe(1);
  });
});

describe('the other ways', () => {
  test('return: asked, refused, disputed and designated by the district (not again), or agreed and dispatched anew', async () => {
    const { street, department, district } = t.who;
    const id = await at('handling');
    await t.go(id, [department, 'ask_return', { reason: 'not_our_duty', note: '属于供电' }], [street, 'refuse_return', { note: '指定由你单位办理' }]);
    expect((await t.step(department, id, 'ask_return', { reason: 'not_our_duty', note: '再说一次' })).problem()).toMatchObject({
      status: 409,
      code: 'matters.already_marked',
      detail: '已经“退单被拒”，不能再次进行',
    });
    await t.go(id, [department, 'ask_designation', { note: '线路产权属于供电公司' }]);
    const waiting = await t.as(district).call(routes.get, { params: { id } });
    expect(waiting.legs.find((leg) => leg.key === 'handle')!.paused).not.toBeNull();
    await t.go(id, [district, 'designate', { ...toDepartment(), note: '按职责清单由你单位承办' }]);
    expect(await states(id)).toMatchObject({ state: 'dispatched' });
    expect((await t.step(department, id, 'ask_return', { reason: 'not_our_duty', note: '再说一次' })).problem()).toMatchObject({
      code: 'matters.already_marked',
      detail: '已经“指定派遣”，不能再次进行',
    });
    const other = await at('handling');
    await t.go(other, [department, 'ask_return', { reason: 'not_our_duty', note: '属于供电' }], [street, 'agree_return'], [street, 'dispatch', toDepartment()]);
    expect((await states(other)).marks).toContain('returned');
  });

  test('extension moves the due moment, suspension stops the clock, resuming lets it run on', async () => {
    const { street, department } = t.who;
    const id = await at('handling');
    const due = async () => (await t.matter(street, id)).legs.find((leg) => leg.key === 'handle')!;
    const before = (await due()).dueAt;
    await t.go(id, [department, 'ask_extension', { reason: 'complex', days: 3 }], [street, 'grant_extension']);
    expect(Date.parse((await due()).dueAt)).toBeGreaterThan(Date.parse(before));
    await t.go(id, [street, 'suspend', { reason: 'weather', note: '连日下雨' }]);
    expect((await due()).paused?.reason['zh-Hans']).toBe('天气原因无法施工');
    expect((await t.step(department, id, 'finish', { outcome: 'solved', note: '好了' })).problem().code).toBe('matters.leg_paused');
    await t.go(id, [street, 'resume'], [department, 'finish', { outcome: 'solved', note: '好了' }]);
    expect((await states(id)).marks).toEqual(expect.arrayContaining(['extended', 'suspended', 'handled']));
  });

  test('rework goes back to the same hands; reopening goes to the street, twice at most', async () => {
    const { community, street, department, resident } = t.who;
    const id = await at('verifying');
    await t.go(id, [community, 'rework', { reason: 'not_done', note: '还是不亮' }]);
    expect((await t.matter(street, id)).legs[0]!.owner.org).toBe(t.town.orgs.department);
    await t.go(
      id,
      [department, 'finish', { outcome: 'solved', note: '这次好了' }],
      [community, 'verify'],
      [resident, 'rate', { score: 2 }],
      [resident, 'reopen', { note: '又坏了' }],
    );
    expect(await states(id)).toMatchObject({ state: 'accepted', closedAt: null, marks: expect.arrayContaining(['reworked', 'reopened']) });
    const again = async () =>
      t.go(
        id,
        [street, 'dispatch', toDepartment()],
        [department, 'finish', { outcome: 'solved', note: '好' }],
        [community, 'verify'],
        [resident, 'rate', { score: 4 }],
      );
    await again();
    await t.go(id, [resident, 'reopen', { note: '又坏了' }]);
    await again();
    expect((await t.step(resident, id, 'reopen', { note: '又坏了' })).problem().code).toBe('matters.too_often');
    expect((await states(id)).rating).toBe(4);
  });

  test('a hand-over counts only once it is taken', async () => {
    const { department, department2 } = t.who;
    const { id } = (await t.report(t.who.resident)).body;
    const post = (role: 'department' | 'department2') => ({ to: { org: t.town.orgs.department, post: t.town.posts[role] } });
    await t.go(
      id,
      [t.who.community, 'accept'],
      [t.who.street, 'dispatch', post('department')],
      [department, 'take'],
      [department, 'hand_over', { ...post('department2'), note: '出差' }],
    );
    expect((await t.matter(t.who.street, id)).legs[0]!.owner.post).toBe(t.town.posts.department);
    await t.go(id, [department2, 'accept_hand_over']);
    expect((await t.matter(t.who.street, id)).legs[0]).toMatchObject({ owner: { post: t.town.posts.department2 }, offer: null });
  });

  test('declined, voided and withdrawn cases end with a reason that the asker reads', async () => {
    const declined = await at('reported');
    await t.go(declined, [t.who.community, 'decline', { reason: 'repeat', note: '上月已答复' }]);
    const own = await t.as(t.who.resident).call(routes.get, { params: { id: declined } });
    expect(own.timeline.at(-1)).toMatchObject({ step: 'decline', data: { reason: 'repeat', note: '上月已答复' } });
    const voided = await at('dispatched');
    await t.go(voided, [t.who.street, 'void', { reason: 'test', note: '误报' }]);
    const withdrawn = await at('accepted');
    await t.go(withdrawn, [t.who.resident, 'withdraw']);
    expect([await states(declined), await states(voided), await states(withdrawn)].map((one) => one.state)).toEqual(['declined', 'void', 'void']);
  });

  test('a corrected category moves facts and figures; undone within minutes they go back', async () => {
    const id = await at('reported');
    const category = async () => (await t.as(t.who.community).call(routes.get, { params: { id } })).case.category.code;
    await t.go(id, [t.who.community, 'accept', { subject: 'A01' }]);
    expect(await category()).toBe('A01');
    await t.go(id, [t.who.community, 'undo']);
    expect(await category()).toBe('B03');
    expect((await t.step(t.who.community, id, 'accept', { subject: 'Z99' })).problem()).toMatchObject({
      code: 'cases.category_unknown',
      errors: [{ path: '/body/data/subject' }],
    });
    await t.go(id, [t.who.community, 'correct', { place: { area: t.town.communities[0], point: [108.715, 34.335] }, note: '图钉偏了' }]);
    expect(await states(id)).toMatchObject({ area: t.town.grids[1], point: [108.715, 34.335] });
    expect((await t.step(t.who.community, id, 'correct', { place: { area: '110101001001' }, note: '远方' })).problem().code).toBe('cases.area_unknown');
    // What is urgent by its new category is due by the new category's limits (a trapped lift is tier 1).
    await t.go(id, [t.who.community, 'accept', { subject: 'E01' }]);
    const urgent = await t.as(t.who.community).call(routes.get, { params: { id } });
    expect(urgent.matter.tier).toBe(1);
    expect(Date.parse(urgent.legs[0]!.dueAt) - t.clock.now()).toBeLessThanOrEqual(60 * 60_000);
    await t.go(id, [t.who.street, 'correct', { place: { area: t.town.communities[0] }, note: '地点不明' }]);
    expect(await states(id)).toMatchObject({ area: t.town.communities[0], point: null });
    await drain(t.house);
    expect(await t.findings()).toEqual([]);
  });

  test('who rates nothing is closed by the clock after seven days', async () => {
    const id = await at('rating');
    t.clock.set('2026-12-01T00:01:00+08:00');
    await fireDue(t.house);
    expect(await states(id)).toMatchObject({ state: 'closed', rating: null });
    t.clock.set('2026-11-23T10:00:00+08:00');
  });
});

describe('refusals', () => {
  const place = { point: inGrid };
  test.each<[string, Record<string, unknown>, number, string, string | undefined]>([
    ['nothing said', { description: '  ' }, 422, 'kernel.invalid', '/body/description'],
    ['too much said', { description: '长'.repeat(2001) }, 422, 'kernel.invalid', '/body/description'],
    ['an unknown category', { category: 'Z99' }, 422, 'cases.category_unknown', '/body/category'],
    ['a place outside every border', { place: { point: [100, 30] } }, 422, 'cases.outside', '/body/place'],
    ['no place', { place: {} }, 422, 'cases.place_needed', '/body/place'],
    ['an unknown community', { place: { area: '610402010099' } }, 422, 'cases.area_unknown', '/body/place'],
    ['a whole district as place', { place: { area: '610402' } }, 422, 'cases.place_needed', '/body/place'],
    ['an address nobody knows', { place: { address: '不存在的地方九百号' } }, 422, 'cases.address_unknown', '/body/place'],
    ['a place of another district', { place: { area: '610403010001' } }, 422, 'cases.area_unknown', '/body/place'],
    ['an answer to no question', { place, answers: { colour: 'red' } }, 422, 'kernel.invalid', '/body/answers/colour'],
    ['ten photos', { place, photos: Array.from({ length: 10 }, () => newId()) }, 422, 'kernel.invalid', '/body/photos'],
    ['a photo that is not there', { place, photos: [newId()] }, 409, 'documents.file_gone', undefined],
  ])('%s', async (_, more, status, code, path) => {
    const problem = (await t.report(t.who.resident, more)).problem();
    expect(problem).toMatchObject({ status, code });
    if (path) expect(problem.errors?.map((one) => one.path)).toContain(path);
    expect(problem.detail).toMatch(/\p{Script=Han}/u);
  });

  test("no right, no session, not one's own, a wrong hand", async () => {
    expect((await t.report(t.who.department)).problem()).toMatchObject({ status: 403, code: 'kernel.forbidden' });
    const { id } = (await t.report(t.who.resident)).body;
    expect((await t.as(t.who.neighbour).ask(routes.get, { params: { id } })).status).toBe(404);
    expect((await t.as(t.who.community2).ask(routes.get, { params: { id } })).status).toBe(404);
    expect((await t.withToken(null).ask(routes.get, { params: { id } })).status).toBe(401);
    expect((await t.step(t.who.street, id, 'accept')).problem()).toMatchObject({ status: 403, code: 'matters.not_owner' });
    expect((await t.step(t.who.grid, id, 'accept')).problem().status).toBe(403);
    expect((await t.step(t.who.community, id, 'finish', { outcome: 'solved', note: 'x' })).problem()).toMatchObject({
      status: 409,
      code: 'matters.wrong_state',
    });
    expect((await t.report(t.who.resident, { photos: [await t.photo(t.who.neighbour)] })).problem().code).toBe('documents.file_gone');
  });
});

describe('once is once', () => {
  test('one id sent many times is one case, one key as well, with the same answer', async () => {
    const id = newId();
    const byId = await Promise.all(Array.from({ length: 5 }, () => t.report(t.who.resident, { id })));
    expect(new Set(byId.map((one) => `${one.status} ${one.body.number}`)).size).toBe(1);
    const key = newId();
    const byKey = await Promise.all(Array.from({ length: 5 }, () => t.report(t.who.resident, {}, { key })));
    expect(new Set(byKey.map((one) => one.text)).size).toBe(1);
    expect((await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM cases.case WHERE id IN (${id}, ${byKey[0]!.body.id})`))!.n).toBe(2);
    expect((await t.report(t.who.neighbour, { id })).problem().code).toBe('matters.id_taken');
  });

  test('of two clicks one wins, and the other is told who was faster', async () => {
    const id = await at('reported');
    const replies = await Promise.all([
      t.step(t.who.community, id, 'accept', {}, 1),
      t.step(t.who.colleague, id, 'decline', { reason: 'repeat', note: '重复' }, 1),
    ]);
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(replies.find((one) => one.status === 409)!.problem()).toMatchObject({
      code: 'matters.stale',
      detail: expect.stringMatching(/^测试(community|colleague)刚刚办理了/),
    });
  });
});
