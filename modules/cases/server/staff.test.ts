import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes as directory } from '@hezhi/directory/contract';
import { endPost } from '@hezhi/directory/server';
import { makeCall, sql } from '@hezhi/server';
import { baseCategories, routes } from '../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../testing/house.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());

describe('the categories', () => {
  const leaf = {
    name: { 'zh-Hans': '共享单车乱放', en: 'Shared bicycles' },
    hints: ['共享单车', '单车乱停'],
    tier: 3,
    limits: baseCategories[0]!.limits,
    lead: 'transport',
    settle: 'street' as const,
    questions: [],
    example: { 'zh-Hans': '单车堵路', en: 'Bicycles block the way' },
    active: true,
  };
  const admin = () => t.as(t.who.admin);
  const tree = () => t.withToken(null).call(routes.categories, { query: { district: t.town.district } });

  test('are public without hints, and cached by their content', async () => {
    const reply = await t.withToken(null).ask(routes.categories);
    expect(reply.body.groups).toHaveLength(14);
    expect(reply.text).not.toContain('hints');
    const etag = String(reply.headers['etag']);
    expect((await t.withToken(null).ask(routes.categories, {}, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('are guessed from what a person types', async () => {
    const { items } = await t.withToken(null).call(routes.guess, { body: { text: '楼道灯坏了三天没人修' } });
    expect(items).toHaveLength(3);
    expect(items[0]!.because.length).toBeGreaterThan(0);
    expect((await t.withToken(null).call(routes.guess, { body: { text: '' } })).items).toEqual([]);
  });

  test('belong to the district once it changes them; two who change at once are told', async () => {
    const all = await admin().call(routes.adminCategories);
    const { code: _code, leadName: _lead, version, own, ...rest } = all.groups[0]!.leaves[0]!;
    expect([version, own]).toEqual([1, false]);
    const saved = await admin().call(routes.saveCategory, {
      params: { code: 'A01' },
      body: { ...rest, tier: 2, name: { 'zh-Hans': '垃圾暴露', en: 'Rubbish' }, version },
    });
    expect(saved).toMatchObject({ version: 2, own: true, tier: 2 });
    expect((await admin().ask(routes.saveCategory, { params: { code: 'A01' }, body: { ...rest, version } })).problem()).toMatchObject({
      status: 409,
      code: 'cases.category_changed',
    });
    expect((await tree()).groups[0]!.leaves[0]!.name['zh-Hans']).toBe('垃圾暴露');
    expect((await t.withToken(null).call(routes.categories)).groups[0]!.leaves[0]!.name['zh-Hans']).toBe('暴露垃圾');
    const audited = await t.db.all<{ entry: string }>(sql`SELECT entry::text FROM directory.audit WHERE entry::text LIKE '%case_category.change%'`);
    expect(audited).toHaveLength(1);
    expect((await t.as(t.who.community).ask(routes.adminCategories)).problem().status).toBe(403);
  });

  test('grow by a leaf that is guessed, asked for, and refused when it is switched off', async () => {
    await admin().call(routes.addCategory, { body: { ...leaf, code: 'J90' } });
    expect((await admin().ask(routes.addCategory, { body: { ...leaf, code: 'J90' } })).problem()).toMatchObject({ status: 409, code: 'cases.category_exists' });
    expect((await admin().ask(routes.addCategory, { body: { ...leaf, code: 'Q01' } })).problem()).toMatchObject({ status: 422, code: 'cases.category_group' });
    expect((await admin().ask(routes.addCategory, { body: { ...leaf, code: 'J91', lead: 'nobody' } })).problem().code).toBe('cases.lead_unknown');
    expect((await t.withToken(null).call(routes.guess, { body: { text: '共享单车乱停', district: t.town.district } })).items[0]!.code).toBe('J90');
    const { id } = (await t.report(t.who.resident, { category: 'J90' })).body;
    await admin().call(routes.saveCategory, { params: { code: 'J90' }, body: { ...leaf, active: false, version: 1 } });
    expect((await t.report(t.who.resident, { category: 'J90' })).problem().code).toBe('cases.category_unknown');
    expect((await t.as(t.who.community).call(routes.get, { params: { id } })).case.category.name['zh-Hans']).toBe('共享单车乱放');
    expect((await admin().ask(routes.saveCategory, { params: { code: 'J99' }, body: { ...leaf, version: 1 } })).problem().status).toBe(404);
  });
});

describe('who could handle it', () => {
  const handlers = (id: string, q?: string) => t.as(t.who.street).call(routes.handlers, { params: { id }, query: q ? { q } : {} });

  test('the grid worker, the community, the lead department and the street come first, with what they have open', async () => {
    const { id } = (await t.report(t.who.resident, { category: 'A02' })).body;
    const { items } = await handlers(id);
    expect(items.slice(0, 4).map((one) => [one.name, one.why['zh-Hans']])).toEqual([
      ['测试一社区 测试grid', '负责这个网格'],
      ['测试一社区', '所在社区'],
      ['区环卫中心', '这类事项的牵头部门（环卫）'],
      ['渭滨街道办', '所在街道'],
    ]);
    expect(items.filter((one) => one.suggested).map((one) => one.name)).toEqual(['渭滨街道办']);
    expect(items[1]!.open).toBeGreaterThan(0);
    expect(new Set(items.map((one) => one.post ?? one.org)).size).toBe(items.length);
    await t.go(id, [t.who.community, 'assign', { to: { org: items[0]!.org, post: items[0]!.post } }]);
    expect((await handlers(id)).items[0]!.open).toBe(1);
  });

  test('are found by name and by pinyin, and only those who can take it', async () => {
    const { id } = (await t.report(t.who.resident)).body;
    expect((await handlers(id, 'huanwei')).items.map((one) => one.name)).toContain('区环卫中心');
    expect((await handlers(id, 'qhwzx')).items.map((one) => one.name)).toContain('区环卫中心');
    expect((await handlers(id, '渭滨')).items.map((one) => one.name)).toContain('渭滨街道办');
    expect((await handlers(id, '治理中心')).items).toEqual([]);
    const post = await t.db.find<{ version: number }>(sql`SELECT version FROM directory.post WHERE id = ${t.town.posts.grid2}`);
    await endPost(makeCall(t.house, { actor: t.who.admin }), t.town.posts.grid2, post!.version);
    expect((await handlers(id, '测试grid')).items.map((one) => one.name)).toEqual(['测试一社区 测试grid', '测试二社区 测试grid3']);
    expect((await t.as(t.who.resident).ask(routes.handlers, { params: { id } })).status).toBe(403);
    expect((await t.as(t.who.community2).ask(routes.handlers, { params: { id } })).status).toBe(404);
  });
});

describe('contacts', () => {
  test('are read in clear for a purpose only, and the reporter sees who looked', async () => {
    const { id, number } = (await t.report(t.who.resident, { contact: { name: '张三丰', phone: '+86 138-0013-8000' } })).body;
    const clerk = t.as(t.who.community);
    expect((await clerk.ask(routes.contact, { params: { id }, body: { purpose: ' ' } })).status).toBe(422);
    expect(await clerk.call(routes.contact, { params: { id }, body: { purpose: '电话核实地点' } })).toEqual({
      name: '张三丰',
      phone: '13800138000',
      email: null,
    });
    const readings = await t.as(t.who.resident).call(directory.myReadings);
    expect(readings.items).toMatchObject([{ reader_name: '测试community', fields: ['contact_name', 'phone'], purpose: `${number} 电话核实地点` }]);
    expect((await t.as(t.who.grid).ask(routes.contact, { params: { id }, body: { purpose: '电话核实' } })).problem().status).toBe(403);
    expect((await t.as(t.who.community2).ask(routes.contact, { params: { id }, body: { purpose: '电话核实' } })).problem().status).toBe(404);
    const bare = (await t.report(null)).body.id;
    expect((await clerk.ask(routes.contact, { params: { id: bare }, body: { purpose: '电话核实' } })).problem()).toMatchObject({
      status: 404,
      code: 'cases.no_contact',
    });
    expect(JSON.stringify(await t.db.all(sql`SELECT contact_sealed::text FROM cases.case`))).not.toContain('13800138000');
  });

  test('a resident who asked to stay unnamed is named to nobody before a purpose is stated, whatever the staff read', async () => {
    const { resident, community, street, department } = t.who;
    const { id, number } = (await t.report(resident, { hide_name: true })).body;
    const told = (await t.report(resident, { hide_name: false })).body.id;
    await t.step(resident, id, 'comment', { note: '还没来人' });
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'finish', { outcome: 'solved', note: '好了' }],
      [community, 'verify'],
    );
    for (const by of [community, street, department]) {
      const page = await t.as(by).ask(routes.get, { params: { id } });
      expect(page.body.case).toMatchObject({
        hide_name: true,
        reporter: { kind: 'resident', name: null, hidden: true },
        contact: { name: '测**', phone: null },
      });
      expect(page.text).not.toContain('测试resident');
    }
    expect((await t.as(community).call(routes.get, { params: { id: told } })).case.reporter).toEqual({ kind: 'resident', name: '测试resident', hidden: false });
    expect(await t.as(community).call(routes.contact, { params: { id }, body: { purpose: '回访' } })).toMatchObject({ name: '测试resident' });
    const readings = await t.as(resident).call(directory.myReadings);
    expect(readings.items.map((one) => [one.reader_name, one.purpose])).toContainEqual(['测试community', `${number} 回访`]);
    // Staff report in their office: the switch is about the person whose words they took down.
    const taken = (await t.report(t.who.grid, { hide_name: true, contact: { name: '李四', phone: '13900139000' } })).body.id;
    expect((await t.as(community).call(routes.get, { params: { id: taken } })).case).toMatchObject({
      reporter: { kind: 'staff', name: '测试grid', hidden: false },
      contact: { name: '李**' },
    });
  });
});

describe('map and paper', () => {
  test('the map has the open cases that one sees', async () => {
    const here = (await t.report(t.who.resident)).body.id;
    const there = (await t.report(t.who.resident, { place: { point: [108.725, 34.335], address: 'x' } })).body.id;
    await t.report(t.who.resident, { place: { area: t.town.communities[0] } });
    const ids = async (by: 'community' | 'street' | 'grid', query = {}) => (await t.as(t.who[by]).call(routes.map, { query })).features.map((one) => one.id);
    expect(await ids('street')).toEqual(expect.arrayContaining([here, there]));
    expect(await ids('community')).not.toContain(there);
    expect(await ids('street', { area: t.town.communities[1] })).toEqual([there]);
    expect(await ids('street', { state: 'closed' })).toEqual([]);
    const map = await t.as(t.who.street).call(routes.map, { query: { subject: 'B03' } });
    expect(map.features[0]).toMatchObject({ geometry: { type: 'Point' }, properties: { number: expect.any(String), tier: 3, overdue: false } });
    expect(map.features.find((one) => one.id === here)!.geometry.coordinates).toEqual(inGrid);
  });

  test('a case is printed with its photos for whoever sees it', async () => {
    const photo = await t.photo(t.who.resident);
    const { id, number } = (await t.report(t.who.resident, { photos: [photo] })).body;
    await t.go(id, [t.who.community, 'accept', { note: '属实' }]);
    const paper = await t.as(t.who.community).inject({ method: 'GET', url: `/api/cases/${id}/print.pdf` });
    expect([paper.statusCode, paper.headers['content-type'], paper.headers['content-disposition']]).toEqual([
      200,
      'application/pdf',
      `inline; filename="${number}.pdf"`,
    ]);
    expect(paper.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.rawPayload.includes('/Subtype /Image')).toBe(true);
    expect((await t.as(t.who.community2).inject({ method: 'GET', url: `/api/cases/${id}/print.pdf` })).statusCode).toBe(404);
  });
});

test('the API description names every route of the room with its schemas', async () => {
  const document = (await t.withToken(null).inject({ method: 'GET', url: '/api/openapi.json' })).json() as {
    paths: Record<string, Record<string, { responses: object }>>;
  };
  for (const route of Object.values(routes)) expect(Object.keys(document.paths), route.path).toContain(`/api${route.path.replace(/:(\w+)/g, '{$1}')}`);
});

describe('verify', () => {
  test('sees facts without a case, a case without facts, another category, a photo that is gone', async () => {
    const photo = await t.photo(t.who.resident);
    const { id, number } = (await t.report(t.who.resident, { photos: [photo] })).body;
    const checks = async () => (await t.findings()).filter((one) => one.room === 'cases').map((one) => `${one.where}: ${one.what}`);
    expect(await checks()).toEqual([]);
    await t.db.run(sql`UPDATE cases.case SET category = 'A09' WHERE id = ${id}`);
    expect(await checks()).toEqual([`${number}: the facts say category A09, the matter B03`]);
    await t.db.run(sql`UPDATE cases.case SET category = 'B03' WHERE id = ${id}`);
    await t.db.run(sql`UPDATE documents.file SET matter = NULL WHERE id = ${photo}`);
    expect((await checks())[0]).toContain('is missing or belongs elsewhere');
    await t.db.run(sql`DELETE FROM cases.case WHERE id = ${id}`);
    expect(await checks()).toEqual([`${number}: the case has no facts`]);
  });
});
