import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { password, town } from './town.fixture.ts';

test('over HTTPS the session cookie belongs to this host alone', async () => {
  await using t = await town({ settings: { secureCookies: true } });
  const nobody = t.withToken(null);
  const reply = await nobody.ask(routes.logIn, { body: { account: 'grid', password } });
  const cookie = String(reply.headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-hezhi_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(reply.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  const value = cookie.split(';')[0]!.split('=')[1]!;
  const asked = (sent: string): Promise<number> => nobody.inject({ url: '/api/sessions/current', headers: { cookie: sent } }).then((one) => one.statusCode);
  expect(await asked(`__Host-hezhi_session=${value}`)).toBe(200);
  // What a neighbouring host could set is not believed.
  expect(await asked(`hezhi_session=${value}`)).toBe(401);
  // A page of another site cannot use it either.
  const change = { method: 'PUT', url: '/api/me/language', payload: { language: 'en' }, headers: { cookie: `__Host-hezhi_session=${value}` } } as const;
  expect((await nobody.inject(change)).statusCode).toBe(403);
  const start = await nobody.inject({ url: '/api/sessions/sso/sandbox/start' });
  expect(String(start.headers['set-cookie'])).toMatch(/^__Host-hezhi_sso=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/);
});

test('logging in ends the session it was asked from, and no other', async () => {
  await using t = await town();
  const [first, elsewhere] = [await t.logIn('grid'), await t.logIn('grid')];
  const again = await first.ask(routes.logIn, { body: { account: 'clerk', password } });
  expect(again.status).toBe(201);
  expect((await first.ask(routes.whoAmI)).status).toBe(401);
  expect((await elsewhere.ask(routes.whoAmI)).status).toBe(200);
  // A refused log-in ends nothing.
  expect((await elsewhere.ask(routes.logIn, { body: { account: 'clerk', password: 'not-the-one' } })).status).toBe(401);
  expect((await elsewhere.ask(routes.whoAmI)).status).toBe(200);
});

test('a password of the house’s own words is refused', async () => {
  await using t = await town();
  const me = await t.logIn('grid');
  let old = password;
  const change = (next: string) => me.ask(routes.changePassword, { body: { old, password: next } });
  for (const guessable of ['Hezhi2026!', 'shequ-wangge-001', '合治社区网格员123', 'ＡＤＭＩＮ 12345678'])
    expect((await change(guessable)).problem().code).toBe('directory.password_words');
  for (const fine of ['Hezhi2026! quiet lantern', '合治社区的老李123']) {
    expect((await change(fine)).status).toBe(204);
    old = fine;
  }
});

test('a wrong code stands in the audit log as a wrong password does', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  const phone = '13900002222';
  await nobody.ask(routes.sendCode, { body: { phone } });
  const { code } = (await nobody.call(routes.sandboxCodes, { query: { phone } })).items[0]!;
  const wrong = code === '111111' ? '222222' : '111111';
  expect((await nobody.ask(routes.logIn, { body: { phone, code: wrong } })).status).toBe(401);
  expect((await nobody.ask(routes.register, { body: { phone, code, name: '李小红', area: '610402010001' } })).status).toBe(201);
  expect((await nobody.ask(routes.logIn, { body: { phone, code: wrong } })).status).toBe(401);
  expect((await nobody.ask(routes.logIn, { body: { account: 'grid', password: 'not-the-one' } })).status).toBe(401);
  const recovery = { account: 'grid', recovery: 'aaaa-bbbb-cccc', password: 'tall ships sail' };
  expect((await nobody.ask(routes.recover, { body: recovery })).status).toBe(422);
  const grid = await t.logIn('grid');
  expect((await grid.ask(routes.changePassword, { body: { old: 'not-the-one', password: 'tall ships sail' } })).status).toBe(422);
  const auditor = await t.logIn('auditor');
  const { items } = await auditor.call(routes.listAudit, { query: { action: 'session.refuse' } });
  // Newest first; who is not known yet stands in the house's own list.
  expect(items.map(({ detail, address }) => [detail['what'], address])).toEqual([
    ['password', '127.0.0.1'],
    ['recovery', '127.0.0.1'],
    ['password', '127.0.0.1'],
    ['code', '127.0.0.1'],
  ]);
  expect(JSON.stringify(items)).not.toContain(phone);
});

test('a link on another site begins no session: it leads to our log-in page', async () => {
  await using t = await town();
  const start = (site: string) => t.withToken(null).inject({ url: '/api/sessions/sso/sandbox/start?return=/field/tasks', headers: { 'sec-fetch-site': site } });
  for (const site of ['cross-site', 'same-site']) {
    const { headers } = await start(site);
    expect([headers.location, headers['set-cookie']]).toEqual(['/field/login', undefined]);
  }
  for (const site of ['same-origin', 'none']) expect((await start(site)).headers.location).toContain('/api/sandbox/identity?');
});

test('the sandbox provider sends nobody to another site', async () => {
  await using t = await town();
  const nobody = t.withToken(null);
  const start = await nobody.inject({ url: '/api/sessions/sso/sandbox/start' });
  const page = new URL(String(start.headers.location), 'http://localhost');
  page.searchParams.set('account', 'grid');
  expect((await nobody.inject({ url: page.pathname + page.search })).statusCode).toBe(302);
  page.searchParams.set('redirect', 'https://evil.example/api/sessions/sso/sandbox/callback');
  const refused = await nobody.inject({ url: page.pathname + page.search });
  expect([refused.statusCode, refused.headers.location]).toEqual([401, undefined]);
});
