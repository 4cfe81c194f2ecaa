import { expect, test } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { routes } from '../contract/index.ts';
import { community, password, town } from './town.fixture.ts';
import { policyOf } from './index.ts';

const minute = 60_000;

test('a person logs in, sees who they are, and logs out; the token is then worth nothing', async () => {
  await using t = await town();
  const session = await t.withToken(null).ask(routes.logIn, { body: { account: 'Grid', password } });
  expect(session.status).toBe(201);
  expect(String(session.headers['set-cookie'])).toMatch(/^hezhi_session=610402\.[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(session.body.current).toMatchObject({ role: 'grid_worker', role_name: '网格员', area_name: '第一网格', org_name: '渭滨社区居委会' });
  expect(session.body.person.phone).toBe('138****1200');
  const me = t.withToken(session.body.token);
  expect((await me.call(routes.whoAmI)).permissions).toContain('cases.handle');
  expect((await me.call(routes.mySessions)).items).toMatchObject([{ current: true }]);
  expect((await me.ask(routes.logOut)).status).toBe(204);
  expect((await me.ask(routes.whoAmI)).problem().code).toBe('kernel.not_logged_in');
});

test('unknown account and wrong password get one answer; a body that is neither is refused', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  const wrong = await nobody.ask(routes.logIn, { body: { account: 'grid', password: 'not-the-one' } });
  const unknown = await nobody.ask(routes.logIn, { body: { account: 'nobody', password: 'not-the-one' } });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(wrong.problem().code).toBe('directory.wrong_credentials');
  expect({ ...wrong.problem(), reference: '' }).toEqual({ ...unknown.problem(), reference: '' });
  expect((await nobody.inject({ method: 'POST', url: '/api/sessions', payload: { account: 'grid' } })).statusCode).toBe(422);
  expect((await nobody.ask(routes.whoAmI)).status).toBe(401);
});

test('failed attempts lock with a wait that doubles, for unknown accounts too; success forgets them', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  for (const account of ['grid', 'nobody']) {
    const guess = (): ReturnType<typeof nobody.ask> => nobody.ask(routes.logIn, { body: { account, password: 'not-the-one' } });
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401);
    const locked = await nobody.ask(routes.logIn, { body: { account, password } });
    expect(locked.status).toBe(429);
    expect(locked.headers['retry-after']).toBe('30');
    t.clock.advance(31_000);
    expect((await guess()).status).toBe(401);
    expect((await guess()).headers['retry-after']).toBe('60');
    t.clock.advance(61_000);
  }
  await t.logIn('grid');
  for (let i = 0; i < 4; i++) expect((await nobody.ask(routes.logIn, { body: { account: 'grid', password: 'not-the-one' } })).status).toBe(401);
  await t.logIn('grid');
});

test('parallel guesses cannot outrun the lock', async () => {
  await using t = await town();
  const guesses = await Promise.all(
    Array.from({ length: 20 }, () => t.withToken(null).ask(routes.logIn, { body: { account: 'grid', password: 'not-the-one' } })),
  );
  expect(guesses.filter((one) => one.status === 401)).toHaveLength(5);
});

test('a session ends after its idle limit and after its absolute limit', async () => {
  await using t = await town();
  const idle = await t.logIn('grid');
  t.clock.advance(29 * minute);
  expect((await idle.ask(routes.whoAmI)).status).toBe(200);
  t.clock.advance(29 * minute);
  expect((await idle.ask(routes.whoAmI)).status).toBe(200);
  t.clock.advance(31 * minute);
  expect((await idle.ask(routes.whoAmI)).status).toBe(401);
  const busy = await t.logIn('grid');
  for (let i = 0; i < 12 * 3 - 1; i++) {
    t.clock.advance(20 * minute);
    expect((await busy.ask(routes.whoAmI)).status).toBe(200);
  }
  t.clock.advance(20 * minute);
  expect((await busy.ask(routes.whoAmI)).status).toBe(401);
});

test('the second factor: set up, asked for, each code good once, recovery codes, removal', async () => {
  await using t = await town();
  const me = await t.logIn('grid');
  expect((await me.ask(routes.enrolFactor, { body: { password: 'wrong-one' } })).problem().code).toBe('directory.wrong_password');
  const { secret, uri } = await me.call(routes.enrolFactor, { body: { password } });
  expect(uri).toContain('otpauth://totp/');
  const code = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.clock.now() });
  expect((await me.ask(routes.confirmFactor, { body: { code: '000000' } })).problem().code).toBe('directory.wrong_code');
  const { recovery_codes } = await me.call(routes.confirmFactor, { body: { code: code() } });
  expect(recovery_codes).toHaveLength(10);
  const nobody = t.withToken(null);
  const enter = (more: string | undefined): ReturnType<typeof nobody.ask<typeof routes.logIn>> =>
    nobody.ask(routes.logIn, { body: { account: 'grid', password, ...(more === undefined ? {} : { code: more }) } });
  expect((await enter(undefined)).problem().code).toBe('directory.second_factor_needed');
  expect((await enter(code())).problem().code).toBe('directory.wrong_credentials');
  t.clock.advance(30_000);
  expect((await enter(code())).status).toBe(201);
  expect((await enter(code())).status).toBe(401);
  expect((await enter(recovery_codes[3]!.toUpperCase())).status).toBe(201);
  expect((await enter(recovery_codes[3]!)).status).toBe(401);
  t.clock.advance(30_000);
  expect((await me.ask(routes.removeFactor, { body: { password, code: code() } })).status).toBe(204);
  expect((await enter(undefined)).status).toBe(201);
});

test('where the office requires a second factor, a post gives no rights before it is set up', async () => {
  await using t = await town();
  policyOf(t.house).secondFactor = 'required';
  const admin = await t.logIn('admin');
  expect(await admin.call(routes.whoAmI)).toMatchObject({ tasks: ['enrol_second_factor'], permissions: [] });
  expect((await admin.ask(routes.listAccounts)).status).toBe(403);
});

test('a person changes the password: judged, proved by the old one, other sessions end', async () => {
  await using t = await town();
  const [here, there] = [await t.logIn('grid'), await t.logIn('grid')];
  const change = (body: { old?: string; password: string }): Promise<string> =>
    here.ask(routes.changePassword, { body }).then((reply) => (reply.status === 204 ? 'done' : reply.problem().code));
  expect(await change({ old: password, password: 'short' })).toBe('directory.password_short');
  expect(await change({ old: password, password: 'Password123' })).toBe('directory.password_common');
  expect(await change({ old: password, password: 'woaini1314' })).toBe('directory.password_common');
  expect(await change({ old: password, password: 'my-GRID-is-best' })).toBe('directory.password_name');
  expect(await change({ old: 'no', password: 'seven tall ships' })).toBe('directory.wrong_password');
  expect(await change({ old: password, password })).toBe('directory.password_same');
  expect(await change({ old: password, password: 'seven tall ships' })).toBe('done');
  expect((await here.ask(routes.whoAmI)).status).toBe(200);
  expect((await there.ask(routes.whoAmI)).status).toBe(401);
  await t.logIn('grid', 'seven tall ships');
  policyOf(t.house).password = 'dengbao';
  expect(await change({ old: 'seven tall ships', password: 'eight tall ships' })).toBe('directory.password_kinds');
});

test('a resident registers and logs in by phone and code; answers do not tell who is known', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  const phone = '13900001111';
  const codeFor = async (of: string): Promise<string> => (await nobody.call(routes.sandboxCodes, { query: { phone: of } })).items[0]!.code;
  const first = await nobody.ask(routes.sendCode, { body: { phone: '139-0000-1111' } });
  expect(first.status).toBe(202);
  expect((await nobody.ask(routes.sendCode, { body: { phone } })).headers['retry-after']).toBe('60');
  const code = await codeFor(phone);
  expect((await nobody.ask(routes.logIn, { body: { phone, code } })).problem().code).toBe('directory.not_registered');
  const form = { phone, code, name: '李小红', area: '610402010001' };
  expect((await nobody.ask(routes.register, { body: { ...form, area: '610402999999' } })).problem().code).toBe('directory.territory_not_found');
  expect((await nobody.ask(routes.register, { body: { ...form, code: code === '111111' ? '222222' : '111111' } })).problem().code).toBe('directory.wrong_code');
  const key = crypto.randomUUID();
  const made = await nobody.ask(routes.register, { body: form }, { key });
  // The phone lost the answer and asks again: the code is used up, the answer is the first one.
  expect((await nobody.ask(routes.register, { body: form }, { key })).body).toEqual(made.body);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    person: { name: '李小红', area: community, phone: '139****1111' },
    current: null,
    permissions: ['cases.report', 'cases.rate', 'deliberations.propose'],
  });
  expect(String(made.headers['set-cookie'])).toContain('Max-Age=7776000');
  expect((await nobody.ask(routes.logIn, { body: { phone, code } })).status).toBe(401);
  t.clock.advance(minute);
  const again = await nobody.ask(routes.sendCode, { body: { phone } });
  expect(again.body).toEqual(first.body);
  expect((await nobody.ask(routes.register, { body: { ...form, code: await codeFor(phone) } })).problem().code).toBe('directory.already_registered');
  expect((await nobody.ask(routes.logIn, { body: { phone, code: await codeFor(phone) } })).status).toBe(201);
});

test('single sign-on with PKCE: the state is bound to the browser and good once', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  const start = await nobody.inject({ url: '/api/sessions/sso/sandbox/start?return=/desk/queue' });
  expect(start.statusCode).toBe(302);
  const cookie = String(start.headers['set-cookie']).split(';')[0]!;
  const page = await nobody.inject({ url: String(start.headers.location) });
  expect(page.body).toContain('<form');
  const granted = await nobody.inject({ url: `${String(start.headers.location)}&account=dispatcher` });
  const back = new URL(String(granted.headers.location));
  const url = back.pathname + back.search;
  expect((await nobody.inject({ url })).statusCode).toBe(401);
  const landed = await nobody.inject({ url, headers: { cookie } });
  expect(landed.statusCode).toBe(302);
  expect(landed.headers.location).toBe('/desk/queue');
  const token = /hezhi_session=([^;]+)/.exec(String(landed.headers['set-cookie']))![1]!;
  expect((await t.withToken(token).call(routes.whoAmI)).account.name).toBe('dispatcher');
  expect((await nobody.inject({ url, headers: { cookie } })).statusCode).toBe(401);
  // A browser is led back to a page that says so, not to a document for programs.
  const shown = await nobody.inject({ url, headers: { cookie, accept: 'text/html,*/*' } });
  expect([shown.statusCode, shown.headers.location]).toEqual([302, '/desk/login?sso=failed']);
  const sandbox = { key: 'sandbox', name: { 'zh-Hans': '统一身份认证', 'zh-Hant': '統一身份認證', en: 'single sign-on' }, for: 'staff', inside: null };
  expect(await nobody.call(routes.ways)).toEqual({ by: [sandbox], log_out: null, sandbox: true, min_length: 8, kinds: false });
  expect((await nobody.inject({ url: '/api/sessions/sso/sandbox/start?return=//evil.example' })).statusCode).toBe(422);
});

test('outside the demo the sandboxes do not exist', async () => {
  await using t = await town({ settings: { demo: false } });
  const nobody = t.withToken(null);
  expect((await nobody.ask(routes.sandboxCodes, { query: { phone: '13900001111' } })).status).toBe(404);
  expect((await nobody.inject({ url: '/api/sessions/sso/sandbox/start' })).statusCode).toBe(404);
  expect(await nobody.call(routes.ways)).toMatchObject({ by: [], sandbox: false });
  expect((await nobody.ask(routes.sendCode, { body: { phone: '13900001111' } })).status).toBe(503);
});
