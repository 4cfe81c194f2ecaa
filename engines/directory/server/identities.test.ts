import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { browserOf, serverOf, type Answer, type Asked } from './provider.fixture.ts';
import { community, password, town, type Town } from './town.fixture.ts';

const minute = 60_000;
const publicUrl = 'https://hezhi.example.gov.cn';
const phone = '13900001111';

/** WeChat's interface as published: a code is good once and stands for an openid. */
const wechat = (codes: Map<string, Record<string, unknown>>) =>
  serverOf(({ url }: Asked): Answer => {
    const asked = Object.fromEntries(url.searchParams);
    if (url.pathname !== '/sns/oauth2/access_token' || asked['grant_type'] !== 'authorization_code') return { status: 404, text: 'not found' };
    if (asked['appid'] !== 'wx1' || asked['secret'] !== 'wechat-secret') return { text: '{"errcode":40125,"errmsg":"invalid appsecret"}' };
    const found = codes.get(asked['code']!);
    codes.delete(asked['code']!);
    const reply = found ?? { errcode: 40029, errmsg: 'invalid code' };
    // WeChat says text/plain and means JSON.
    return { text: JSON.stringify(reply) };
  });

/** Registers a resident by phone and code in this browser. */
async function register(t: Town, browser: ReturnType<typeof browserOf>, of = phone): Promise<void> {
  await browser.post('/sessions/codes', { phone: of });
  const { code } = (await t.withToken(null).call(routes.sandboxCodes, { query: { phone: of } })).items[0]!;
  const made = await browser.post('/registrations', { phone: of, code, name: '李小红', area: community });
  expect(made.statusCode).toBe(201);
}

/** Opens the resident's app inside WeChat and agrees: where the browser ends. */
async function byWechat(
  browser: ReturnType<typeof browserOf>,
  codes: Map<string, Record<string, unknown>>,
  reply: Record<string, unknown>,
  query = '?return=/mine',
): Promise<string> {
  const there = new URL(await browser.open(`/api/sessions/sso/wechat/start${query}`));
  codes.set('c-1', reply);
  return browser.open(`/api/sessions/sso/wechat/callback?code=c-1&state=${there.searchParams.get('state')}`);
}

test('a resident binds WeChat after logging in once, comes straight in from then on, and unbinds', async () => {
  const codes = new Map<string, Record<string, unknown>>();
  await using other = await wechat(codes);
  await using t = await town({ settings: { publicUrl, wechat: { appId: 'wx1', secret: 'wechat-secret', api: other.url } } });
  const browser = browserOf(t);
  const ways = (await browser.get('/sessions/ways')).json<{ by: object[] }>();
  expect(ways.by).toContainEqual({ key: 'wechat', name: { 'zh-Hans': '微信', 'zh-Hant': '微信', en: 'WeChat' }, for: 'resident', inside: 'wechat' });
  const there = await browser.open('/api/sessions/sso/wechat/start?return=/mine');
  expect(there).toMatch(
    /^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?appid=wx1&redirect_uri=https%3A%2F%2Fhezhi\.example\.gov\.cn%2Fapi%2Fsessions%2Fsso%2Fwechat%2Fcallback&response_type=code&scope=snsapi_base&state=[\da-f]{64}#wechat_redirect$/,
  );
  // First time: nobody is bound, so one logs in or registers as always, and is then asked.
  expect(await byWechat(browser, codes, { openid: 'o-17', access_token: 'unread' })).toBe('/login?sso=bind&way=wechat&back=%2Fme%2Fbind%3Fthen%3D%252Fmine');
  expect((await browser.get('/sessions/current')).statusCode).toBe(401);
  expect((await browser.post('/me/identities')).statusCode).toBe(401);
  await register(t, browser);
  expect((await browser.get('/me/identities')).json()).toMatchObject({ items: [], offered: [{ key: 'wechat' }], waiting: { key: 'wechat', label: null } });
  expect((await browser.post('/me/identities')).json()).toMatchObject({ way: 'wechat', managed: false });
  expect((await browser.post('/me/identities')).json()).toMatchObject({ code: 'directory.identity_gone' });
  // From now on straight in, on any phone that is this WeChat.
  t.clock.advance(minute);
  const next = browserOf(t);
  expect(await byWechat(next, codes, { openid: 'o-17' })).toBe('/mine');
  expect((await next.get('/sessions/current')).json()).toMatchObject({ person: { name: '李小红' }, account: { kind: 'resident' } });
  const mine = (await next.get('/me/identities')).json<{ items: { id: string; since: string; last_used: string }[]; offered: object[] }>();
  expect([mine.items.length, mine.offered.length]).toEqual([1, 0]);
  expect(Date.parse(mine.items[0]!.last_used) - Date.parse(mine.items[0]!.since)).toBe(minute);
  // Somebody else cannot unbind it.
  const stranger = browserOf(t);
  await register(t, stranger, '13900002222');
  expect((await stranger.remove(`/me/identities/${mine.items[0]!.id}`)).statusCode).toBe(404);
  expect((await next.remove(`/me/identities/${mine.items[0]!.id}`)).statusCode).toBe(204);
  expect(await byWechat(browserOf(t), codes, { openid: 'o-17' })).toContain('/login?sso=bind');
  const auditor = await t.logIn('auditor');
  for (const action of ['account.bind', 'account.unbind']) {
    const { items } = await auditor.call(routes.listAudit, { query: { action } });
    expect(items.map(({ detail, address }) => [detail, address])).toEqual([[{ way: 'wechat' }, '127.0.0.1']]);
  }
  expect(other.asked.every(({ url }) => url.pathname === '/sns/oauth2/access_token')).toBe(true);
});

test('what WeChat refuses, shows as a snapshot or cannot say opens nothing', async () => {
  const codes = new Map<string, Record<string, unknown>>();
  await using other = await wechat(codes);
  await using t = await town({ settings: { publicUrl, wechat: { appId: 'wx1', secret: 'wechat-secret', api: other.url } } });
  const refused: [Record<string, unknown>, string][] = [
    [{ errcode: 40163, errmsg: 'code been used' }, 'failed'],
    [{ errcode: -1, errmsg: 'system error' }, 'away'],
    [{ openid: 'o-virtual', is_snapshotuser: 1 }, 'failed'],
    [{}, 'failed'],
    [{ openid: 7 }, 'failed'],
  ];
  for (const [reply, told] of refused) expect(await byWechat(browserOf(t), codes, reply)).toBe(`/login?sso=${told}&back=%2Fmine`);
  await other.close();
  expect(await byWechat(browserOf(t), codes, {})).toBe('/login?sso=away&back=%2Fmine');
});

test('binding wants a log-in of just now, an own account of the right kind, and an identity that is free', async () => {
  const codes = new Map<string, Record<string, unknown>>();
  await using other = await wechat(codes);
  await using t = await town({ settings: { publicUrl, wechat: { appId: 'wx1', secret: 'wechat-secret', api: other.url } } });
  const bind = '?return=/me/security&bind=1';
  const one = browserOf(t);
  await register(t, one);
  t.clock.advance(16 * minute);
  // Asked for on the security page: it is not a log-in, whoever the identity belongs to.
  expect(await byWechat(one, codes, { openid: 'o-1' }, bind)).toBe('/me/bind?then=%2Fme%2Fsecurity');
  expect((await one.post('/me/identities')).json()).toMatchObject({ code: 'directory.prove_again', status: 403 });
  await one.post('/sessions/codes', { phone });
  const { code } = (await t.withToken(null).call(routes.sandboxCodes, { query: { phone } })).items[0]!;
  expect((await one.post('/sessions', { phone, code })).statusCode).toBe(201);
  expect((await one.post('/me/identities')).statusCode).toBe(201);
  // One identity of a system for an account.
  expect(await byWechat(one, codes, { openid: 'o-2' }, bind)).toBe('/me/bind?then=%2Fme%2Fsecurity');
  expect((await one.post('/me/identities')).json()).toMatchObject({ code: 'directory.identity_second' });
  // One account for an identity; thinking better of it drops what waits.
  const two = browserOf(t);
  await register(t, two, '13900002222');
  await byWechat(two, codes, { openid: 'o-1' }, bind);
  expect((await two.get('/sessions/current')).json()).toMatchObject({ person: { phone: '139****2222' } });
  expect((await two.post('/me/identities')).json()).toMatchObject({ code: 'directory.identity_taken' });
  expect((await two.remove('/me/identities/waiting')).statusCode).toBe(204);
  expect((await two.get('/me/identities')).json()).toMatchObject({ waiting: null });
  // Staff do not come by WeChat.
  const staff = browserOf(t);
  await staff.post('/sessions', { account: 'grid', password });
  expect(await byWechat(staff, codes, { openid: 'o-3' }, bind)).toContain('/login?sso=bind');
  expect((await staff.post('/me/identities')).json()).toMatchObject({ code: 'directory.identity_residents_only' });
  // What waits in a browser waits ten minutes.
  expect((await one.get('/me/identities')).json()).toMatchObject({ waiting: { key: 'wechat' } });
  t.clock.advance(10 * minute + 1);
  expect((await one.get('/me/identities')).json()).toMatchObject({ waiting: null });
});

test('two who bind one identity at once: one of them has it', async () => {
  const codes = new Map<string, Record<string, unknown>>();
  await using other = await wechat(codes);
  await using t = await town({ settings: { publicUrl, wechat: { appId: 'wx1', secret: 'wechat-secret', api: other.url } } });
  const both = [browserOf(t), browserOf(t)];
  for (const [at, browser] of both.entries()) {
    await register(t, browser, `1390000333${at}`);
    await byWechat(browser, codes, { openid: 'o-1' }, '?return=/me/security&bind=1');
  }
  const replies = await Promise.all(both.map((browser) => browser.post('/me/identities')));
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

const corp = { corpId: 'ding-corp', agentId: '1' };

/** DingTalk's interface as published. `corpId` is the organisation that the person has chosen. */
const dingtalk = (codes: Map<string, { unionId: string; nick: string; corpId?: string }>) =>
  serverOf(({ method, url, headers, body }: Asked): Answer => {
    if (method === 'POST' && url.pathname === '/v1.0/oauth2/userAccessToken') {
      const asked = JSON.parse(body) as Record<string, string>;
      const found = codes.get(asked['code']!);
      const right = asked['clientId'] === 'ding1' && asked['clientSecret'] === 'dingtalk-secret' && asked['grantType'] === 'authorization_code';
      if (!found || !right) return { status: 400, json: { code: 'invalidParameter.authCode.notFound', message: '不合法的临时授权码', requestid: 'R-1' } };
      return { json: { accessToken: `token-${asked['code']}`, refreshToken: 'unread', expireIn: 7200, corpId: found.corpId } };
    }
    const found = codes.get(String(headers['x-acs-dingtalk-access-token']).slice('token-'.length));
    if (method !== 'GET' || url.pathname !== '/v1.0/contact/users/me' || !found) return { status: 403, json: { code: 'Forbidden.AccessDenied' } };
    return { json: { nick: found.nick, unionId: found.unionId, openId: 'another', stateCode: '86' } };
  });

test('staff bind DingTalk to an account that exists, and only members of the organisation come in', async () => {
  const codes = new Map<string, { unionId: string; nick: string; corpId?: string }>();
  await using other = await dingtalk(codes);
  await using t = await town({ settings: { publicUrl, dingtalk: { clientId: 'ding1', secret: 'dingtalk-secret', api: other.url, page: corp } } });
  const come = async (browser: ReturnType<typeof browserOf>, code: string): Promise<string> => {
    const there = new URL(await browser.open('/api/sessions/sso/dingtalk/start?return=/field/tasks'));
    expect(there.origin + there.pathname).toBe('https://login.dingtalk.com/oauth2/auth');
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      client_id: 'ding1',
      response_type: 'code',
      scope: 'openid corpid',
      corpId: 'ding-corp',
      prompt: 'consent',
    });
    return browser.open(`/api/sessions/sso/dingtalk/callback?authCode=${code}&state=${there.searchParams.get('state')}`);
  };
  codes.set('c-1', { unionId: 'u-17', nick: '王网格', corpId: 'ding-corp' });
  codes.set('c-2', { unionId: 'u-17', nick: '王网格', corpId: 'another-corp' });
  const browser = browserOf(t);
  expect(await come(browser, 'c-2')).toBe('/field/login?sso=failed&back=%2Ftasks');
  expect(await come(browser, 'c-9')).toBe('/field/login?sso=failed&back=%2Ftasks');
  // No account is made: whoever has none is led to the log-in page.
  expect(await come(browser, 'c-1')).toBe('/field/login?sso=bind&way=dingtalk&back=%2Fme%2Fbind%3Fthen%3D%252Ftasks');
  await browser.post('/sessions', { account: 'grid', password });
  expect((await browser.get('/me/identities')).json()).toMatchObject({ waiting: { key: 'dingtalk', label: '王网格' } });
  expect((await browser.post('/me/identities')).statusCode).toBe(201);
  const next = browserOf(t);
  expect(await come(next, 'c-1')).toBe('/field/tasks');
  expect((await next.get('/sessions/current')).json()).toMatchObject({ account: { name: 'grid' } });
  // DingTalk has no log-out of ours to go to.
  await next.remove('/sessions/current');
  expect((await next.get('/sessions/ways')).json()).toMatchObject({ log_out: null });
  // A resident cannot bind it.
  const resident = browserOf(t);
  await register(t, resident);
  codes.set('c-3', { unionId: 'u-18', nick: '李', corpId: 'ding-corp' });
  await come(resident, 'c-3');
  expect((await resident.post('/me/identities')).json()).toMatchObject({ code: 'directory.identity_staff_only' });
  // Who lost the account to somebody gets it back whole: a reset takes outside identities too.
  const admin = await t.logIn('admin');
  const grid = (await admin.call(routes.listAccounts, { query: { q: 'grid' } })).items.find((one) => one.name === 'grid')!;
  await admin.call(routes.resetAccount, { params: { id: grid.id }, body: { reason: '账号被盗' } });
  expect(await come(browserOf(t), 'c-1')).toContain('/field/login?sso=bind');
});
