import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@hezhi/contract';
import { drain, sql, statements } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../testing/house.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());
const visitor = () => t.withToken(null);
const list = (query: Record<string, unknown> = {}) => visitor().call(routes.publicCases, { query: { district: t.town.district, ...query } as never });
async function accepted(more: Record<string, unknown> = {}): Promise<string> {
  const { id } = (await t.report(t.who.resident, more)).body;
  await t.go(id, [t.who.community, 'accept']);
  return id;
}

describe('visitors', () => {
  const token = 'visitor-device-secret-0001';
  const headers = { 'x-file-token': token };

  test('report without an account and follow by number and code', async () => {
    const photo = await t.photo(null, token);
    const reply = await t.report(null, { photos: [photo], contact: { name: '路人', phone: '13900139000' }, district: t.town.district }, { headers });
    expect(reply.status).toBe(201);
    const { id, number, code } = reply.body;
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(reply.body.sentence).toContain(code!);
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM cases.case WHERE id = ${id}`))).not.toContain(code);
    const { department, community, street } = t.who;
    const tracked = await visitor().call(routes.track, { body: { number, code: ` ${code!.toLowerCase()} ` } });
    expect(tracked).toMatchObject({
      matter: { id, state: 'reported' },
      sentence: expect.stringContaining('测试一社区'),
      case: { description: '楼道灯坏了三天没人修', photos: [{ id: photo }] },
    });
    expect(
      tracked.steps
        .filter((one) => one.allowed)
        .map((one) => one.key)
        .toSorted(),
    ).toEqual(['comment', 'complain', 'urge', 'withdraw']);
    const more = await t.photo(null, token);
    const act = (step: string, data: Record<string, unknown> = {}) =>
      visitor().ask(routes.trackStep, { body: { number, code: code!, step, data } }, { headers });
    expect((await act('comment', { note: '还有一张', photos: [more] })).status).toBe(200);
    expect((await act('urge')).status).toBe(200);
    expect((await act('accept')).problem()).toMatchObject({ status: 422, code: 'cases.step_not_here' });
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'finish', { outcome: 'solved', note: '好了' }],
      [community, 'verify'],
    );
    expect((await visitor().call(routes.track, { body: { number, code: code! } })).sentence).toContain('等您评价');
    expect((await act('rate', { score: 4 })).status).toBe(200);
    expect((await act('reopen', { note: '又坏了' })).body).toMatchObject({ state: 'accepted' });
    // The visitor's own device sees the photos, other visitors do not.
    const file = (asked: Record<string, string>) => visitor().inject({ method: 'GET', url: `/api/files/${t.town.district}/${more}`, headers: asked });
    expect([(await file(headers)).statusCode, (await file({})).statusCode, (await file({ 'x-file-token': 'another-device-secret-99' })).statusCode]).toEqual([
      200, 404, 404,
    ]);
    await drain(t.house);
    expect(await t.findings()).toEqual([]);
  });

  test('who has the code sees the asker’s photos, no others, at addresses that end', async () => {
    const photo = await t.photo(null, token);
    const { id, number, code } = (await t.report(null, { photos: [photo] }, { headers })).body;
    const { department, community, street } = t.who;
    const [came, done] = [await t.photo(department), await t.photo(department)];
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'take'],
      [department, 'arrive', { photos: [came] }],
      [department, 'finish', { outcome: 'solved', note: '好了', photos: [done] }],
    );
    const tracked = await visitor().call(routes.track, { body: { number, code: code! } });
    expect(tracked.case.photos.map((one) => one.id)).toEqual([photo]);
    expect(tracked.photos.map((one) => one.id)).toEqual([photo, came, done]);
    const status = async (url: string): Promise<number> => (await visitor().inject({ method: 'GET', url })).statusCode;
    for (const one of tracked.photos) expect([await status(one.url), await status(one.thumb), await status(one.url.split('?')[0]!)]).toEqual([200, 200, 404]);
    expect(tracked.case.photos[0]).toEqual(tracked.photos[0]);
    const [first, second] = tracked.photos.map((one) => one.url) as [string, string];
    const letter = first.at(-10) === 'A' ? 'B' : 'A';
    expect(await status(`${first.slice(0, -10)}${letter}${first.slice(-9)}`)).toBe(404);
    expect(await status(`${first.split('?')[0]}?${second.split('?')[1]}`)).toBe(404);
    expect(await status(`${first.split('?')[0]}?pass=x`)).toBe(404);
    const kept = await visitor().inject({ method: 'GET', url: first });
    expect(kept.headers['cache-control']).toBe('private, max-age=1800, immutable');
    t.clock.advance(30 * 60_000);
    expect([await status(first), await status(tracked.photos[0]!.thumb)]).toEqual([404, 404]);
    expect(await status((await visitor().call(routes.track, { body: { number, code: code! } })).photos[0]!.url)).toBe(200);
  });

  test('a wrong number and a wrong code get the same answer, and few tries', async () => {
    const { number, code } = (await t.report(null)).body;
    const wrong = await Promise.all(
      [
        { number, code: 'AAAAAAAA' },
        { number: '2026-1123-999999', code: code! },
      ].map((body) => visitor().ask(routes.track, { body })),
    );
    expect(wrong.map((one) => one.problem()).map(({ status, code: what, detail }) => ({ status, what, detail }))).toEqual(
      Array.from({ length: 2 }, () => ({ status: 404, what: 'cases.not_tracked', detail: '编号或查询码不正确' })),
    );
    await using strict = await casesTest({ rateFactor: 1 });
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await strict.withToken(null).ask(routes.track, { body: { number: 'x', code: 'AAAAAAAA' } })).status);
    expect(statuses).toEqual([...Array(10).fill(404), 429, 429]);
  });

  test('the same device sending the same id again gets the same code; another device that knows the id gets nothing', async () => {
    const id = newId();
    const [first, again] = [await t.report(null, { id }, { headers }), await t.report(null, { id }, { headers })];
    expect(again.body).toEqual(first.body);
    expect((await t.report(null, { id }, { headers: { 'x-file-token': 'another-device-secret-99' } })).problem().code).toBe('matters.id_taken');
    expect((await t.report(null, { id })).problem().code).toBe('matters.id_taken');
  });

  test('one key sent twice is one case, and the kept answer does not show the code', async () => {
    const key = newId();
    const [first, again] = await Promise.all([t.report(null, {}, { key }), t.report(null, {}, { key })]);
    expect(again.body).toEqual(first.body);
    expect(JSON.stringify(await t.db.all(sql`SELECT reply FROM kernel.command`))).not.toContain(first.body.code);
  });

  test('are turned away where the district wants a login', async () => {
    const settings = await t.as(t.who.admin).call(routes.settings);
    await t.as(t.who.admin).call(routes.saveSettings, { body: { ...settings, anonymous_allowed: false } });
    expect((await t.report(null)).problem()).toMatchObject({ status: 403, code: 'cases.visitors_closed', detail: '秦都区要求登录后提交，请先登录' });
    expect((await visitor().call(routes.districts)).items).toMatchObject([
      { code: t.town.district, name: '秦都区', visitors: false, centre: [108.715, 34.335] },
    ]);
    expect((await t.as(t.who.admin).ask(routes.saveSettings, { body: { ...settings, anonymous_allowed: true } })).status).toBe(409);
    await t.as(t.who.admin).call(routes.saveSettings, { body: { anonymous_allowed: true, version: settings.version + 1 } });
    expect((await t.report(null)).status).toBe(201);
  });
});

describe('the public list', () => {
  test('shows what was taken on and is public, and never what was declined, voided or kept private', async () => {
    const shown = await accepted();
    const hidden = await accepted({ public: false });
    const fresh = (await t.report(t.who.resident)).body.id;
    const voided = await accepted();
    await t.go(voided, [t.who.street, 'void', { reason: 'test', note: '误报' }]);
    const ids = (await list({ limit: 100 })).items.map((one) => one.id);
    expect(ids).toContain(shown);
    for (const id of [hidden, fresh, voided]) {
      expect(ids).not.toContain(id);
      expect((await visitor().ask(routes.publicCase, { params: { district: t.town.district, id } })).problem()).toMatchObject({
        status: 404,
        code: 'cases.not_public',
      });
    }
    const page = await visitor().call(routes.publicCase, { params: { district: t.town.district, id: shown } });
    expect(page.timeline.map((one) => one.step)).toEqual(['open', 'accept']);
    expect(page.timeline[0]!.data).toEqual({});
    // The same for the staff: on public pages everybody is the public.
    expect(await t.as(t.who.community).call(routes.publicCase, { params: { district: t.town.district, id: shown } })).toEqual(page);
  });

  test('planted phones, names, homes and places come out nowhere', async () => {
    const secrets = fc.sample(
      fc.tuple(fc.stringMatching(/^1[3-9][0-9]{9}$/), fc.constantFrom('', ' ', '-'), fc.constantFrom('张建国', '李秀英', '欧阳明')),
      12,
    );
    const planted: string[] = [];
    const ids: string[] = [];
    for (const [phone, sign, name] of secrets) {
      const shown = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].join(sign);
      planted.push(phone.slice(3), shown, name, '501室');
      ids.push(
        await accepted({
          description: `我叫${name}，住3栋2单元501室，电话${shown}，楼道灯坏了`,
          contact: { name, phone },
          place: { point: [108.70512, 34.33567], address: `渭滨家园3栋2单元501室${name}` },
          answers: { lamp: phone },
        }),
      );
      await t.go(
        ids.at(-1)!,
        [t.who.street, 'dispatch', { to: { org: t.town.orgs.department }, note: `联系${name}${phone}` }],
        [t.who.department, 'finish', { outcome: 'solved', note: `已联系${phone}` }],
      );
    }
    const texts = [JSON.stringify(await list({ limit: 100 })), JSON.stringify(await list({ near: inGrid.join(','), limit: 100 }))];
    for (const id of ids) texts.push(JSON.stringify(await visitor().call(routes.publicCase, { params: { district: t.town.district, id } })));
    const all = texts.join('\n');
    for (const secret of [...planted, '108.70512', '34.33567', t.who.resident.person!, '测试resident']) expect(all).not.toContain(secret);
    expect(all).toContain('楼道灯坏了');
  });

  test('pages by opening and by distance without gaps or doubles', async () => {
    for (let i = 0; i < 7; i++) await accepted({ place: { point: [108.701 + i * 0.002, 34.331 + (i % 3) * 0.002], address: 'x' } });
    for (const query of [
      {},
      { near: '108.701,34.331' },
      { state: 'open' },
      { category: 'B' },
      { area: t.town.communities[0] },
      { bbox: '108.70,34.33,108.71,34.34' },
    ]) {
      const whole = (await list({ ...query, limit: 100 })).items;
      const pages = [];
      for (let cursor: string | undefined; ;) {
        const page = await list({ ...query, limit: 3, cursor });
        pages.push(...page.items);
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(pages.map((one) => one.id)).toEqual(whole.map((one) => one.id));
      expect(whole.length).toBeGreaterThan(3);
    }
    const near = (await list({ near: '108.701,34.331', limit: 100 })).items;
    expect(near.map((one) => one.metres)).toEqual(near.map((one) => one.metres!).toSorted((a, b) => a - b));
    const before = statements.count;
    await list();
    expect(statements.count - before).toBe(1);
  });

  test.each([{ cursor: 'x' }, { near: '1' }, { near: '999,1' }, { state: 'odd' }, { bbox: '1,2,3' }, { district: 'x' }])('refuses %o', async (query) => {
    expect((await visitor().ask(routes.publicCases, { query: { district: t.town.district, ...query } as never })).status).toBe(422);
  });
});

describe('the own list', () => {
  test('has what a person asked for, newest first, each with its sentence', async () => {
    const neighbour = t.who.neighbour;
    const ids = [];
    for (let i = 0; i < 3; i++) {
      ids.unshift((await t.report(neighbour, { description: `第${i}件` })).body.id);
      t.clock.advance(1000);
    }
    await t.go(ids[0]!, [t.who.community, 'accept']);
    const first = await t.as(neighbour).call(routes.mine, { query: { limit: 2 } });
    const rest = await t.as(neighbour).call(routes.mine, { query: { limit: 2, cursor: first.next! } });
    expect([...first.items, ...rest.items].map((one) => one.matter.id)).toEqual(ids);
    expect(first.items[0]!.sentence).toMatch(/^渭滨街道办正在派遣/);
    expect(rest.next).toBeNull();
    // In the language that is asked for, whatever the person chose before.
    for (const [language, state, subject] of [
      ['en', 'Accepted', 'Street lamp out'],
      ['zh-Hant', '已受理', '路燈不亮'],
    ] as const) {
      const { body } = await t.as(neighbour).ask(routes.mine, { query: { limit: 1 } }, { headers: { 'accept-language': language } });
      expect(body.items[0]!.matter.stateName[language]).toContain(state);
      expect(body.items[0]!.matter.subjectName[language]).toBe(subject);
    }
    expect((await visitor().ask(routes.mine)).status).toBe(401);
  });
});
