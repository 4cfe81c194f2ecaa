import { createHash } from 'node:crypto';
import { hostScripts } from '@hezhi/contract';
import { testApp, type TestApp, type TestClient } from '@hezhi/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { account, platform, type Platform } from '../testing/platform.ts';
import { guestsOf } from './policy.ts';
import { room } from './room.ts';

const publicUrl = 'https://hezhi.example.gov.cn';
const url = `${publicUrl}/report?from=wx#top`;
const hour = 3600_000;

let wechat: Platform;
let dingtalk: Platform;
let t: TestApp;
let visitor: TestClient;
let log = '';
beforeAll(async () => {
  [wechat, dingtalk] = await Promise.all([platform(), platform()]);
  t = await testApp({
    rooms: [room],
    log: pino({ level: 'debug' }, { write: (line: string) => void (log += line) }),
    settings: {
      publicUrl,
      wechat: { appId: account.id, secret: account.secret, api: wechat.url },
      dingtalk: { clientId: account.id, secret: account.secret, api: dingtalk.url, page: { corpId: 'corp', agentId: '42' } },
    },
  });
  visitor = t.withToken(null);
});
afterAll(async () => {
  await t.close();
  await Promise.all([wechat.close(), dingtalk.close()]);
});
beforeEach(() => {
  // What was lent before has ended.
  t.clock.advance(3 * hour);
  for (const one of [wechat, dingtalk]) one.asked.length = 0;
  log = '';
});

const digest = (hash: string, ticket: string, { nonce, timestamp }: { nonce: string; timestamp: number }, page: string): string =>
  createHash(hash).update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${page}`).digest('hex');

describe('a page inside WeChat', () => {
  test('is signed with a ticket that is fetched once for all who wait', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => visitor.call(routes.wechat, { query: { url } })));
    expect(wechat.asked).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket']);
    expect(new Set(all.map(({ nonce }) => nonce)).size).toBe(20);
    for (const one of all) {
      expect(one).toMatchObject({ app_id: account.id, timestamp: Math.floor(t.clock.now() / 1000) });
      expect(one.signature).toBe(digest('sha1', 'ticket-2', one, `${publicUrl}/report?from=wx`));
    }
  });

  test('is signed with the same ticket until five minutes before its end', async () => {
    await visitor.call(routes.wechat, { query: { url } });
    t.clock.advance(115 * 60_000 - 1);
    await visitor.call(routes.wechat, { query: { url } });
    expect(wechat.asked).toHaveLength(2);
    t.clock.advance(1);
    await visitor.call(routes.wechat, { query: { url } });
    expect(wechat.asked).toHaveLength(4);
  });

  test('another’s new token makes ours stale: a new one is fetched, once', async () => {
    wechat.instead.set('/cgi-bin/ticket/getticket', [{ json: { errcode: 42001, errmsg: 'access_token expired' } }]);
    await visitor.call(routes.wechat, { query: { url } });
    expect(wechat.asked).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket', '/cgi-bin/stable_token', '/cgi-bin/ticket/getticket']);
  });

  test('no page of anybody else is signed, and nothing is fetched for it', async () => {
    for (const foreign of ['https://evil.cn/', `${publicUrl}.evil.cn/`, 'http://hezhi.example.gov.cn/']) {
      const reply = await visitor.ask(routes.wechat, { query: { url: foreign } });
      expect([reply.status, reply.problem().code]).toEqual([422, 'hosts.foreign_page']);
    }
    expect((await visitor.ask(routes.wechat, { query: { url: 'javascript:alert(1)' } })).status).toBe(422);
    expect(wechat.asked).toEqual([]);
  });

  test('while the platform refuses, everybody hears so and it is asked once in half a minute; the log holds no secret', async () => {
    const refused = { json: { errcode: 40164, errmsg: 'invalid ip 203.0.113.9,\nnot in whitelist' } };
    wechat.instead.set('/cgi-bin/stable_token', [refused]);
    const replies = await Promise.all([1, 2, 3].map(() => visitor.ask(routes.wechat, { query: { url } })));
    expect(replies.map((reply) => [reply.status, reply.problem().code])).toEqual([1, 2, 3].map(() => [503, 'hosts.away']));
    t.clock.advance(29_999);
    expect((await visitor.ask(routes.wechat, { query: { url } })).status).toBe(503);
    expect(wechat.asked).toEqual(['/cgi-bin/stable_token']);
    t.clock.advance(1);
    expect((await visitor.ask(routes.wechat, { query: { url } })).status).toBe(200);
    expect(log).toContain('errcode 40164 invalid ip 203.0.113.9, not in whitelist');
    expect(log).not.toMatch(/hush|token-|ticket-/);
  });

  test.each([
    ['a redirect', { location: 'http://127.0.0.1:9/elsewhere' }, 'sends elsewhere (302), which is not followed'],
    ['an endless answer', { text: `"${'x'.repeat(300_000)}"` }, 'more than 256 KiB'],
    ['a page instead of data', { status: 502, text: '<html>Bad gateway</html>' }, 'out of order or busy (502)'],
    ['a page that is no data', { text: '<html>Welcome</html>' }, 'did not answer in JSON (200)'],
    ['a list', { json: [] }, 'errcode'],
    ['an empty answer', { json: {} }, 'errcode'],
  ])('%s is no ticket', async (_what, reply, why) => {
    wechat.instead.set('/cgi-bin/stable_token', [reply]);
    const told = await visitor.ask(routes.wechat, { query: { url } });
    expect([told.status, told.problem().code]).toEqual([503, 'hosts.away']);
    expect(log).toContain(why);
    expect(wechat.asked).toEqual(['/cgi-bin/stable_token']);
  });
});

describe('a page inside DingTalk', () => {
  const page = `${publicUrl}/desk/cases?q=%E8%B7%AF`;
  test('is signed with the organisation’s ticket', async () => {
    const [one] = await Promise.all([1, 2, 3].map(() => visitor.call(routes.dingtalk, { query: { url: page } })));
    expect(dingtalk.asked).toEqual(['/v1.0/oauth2/accessToken', '/v1.0/oauth2/jsapiTickets']);
    expect(one).toMatchObject({ corp_id: 'corp', agent_id: '42' });
    expect(one!.signature).toBe(digest('sha256', 'ticket-2', one!, `${publicUrl}/desk/cases?q=路`));
  });

  test('a token that is no longer good is fetched anew; a refusal is told', async () => {
    dingtalk.instead.set('/v1.0/oauth2/jsapiTickets', [{ status: 401, json: { code: 'InvalidAuthentication', message: 'expired' } }]);
    await visitor.call(routes.dingtalk, { query: { url: page } });
    expect(dingtalk.asked).toHaveLength(4);
    t.clock.advance(3 * hour);
    dingtalk.instead.set('/v1.0/oauth2/accessToken', [{ status: 403, json: { code: 'Forbidden.AccessDenied', message: 'no right' } }]);
    expect((await visitor.ask(routes.dingtalk, { query: { url: page } })).problem().code).toBe('hosts.away');
    expect(log).toContain('status 403 Forbidden.AccessDenied no right');
  });
});

test('where nothing is set up the page is told so, and the pages let nobody in', async () => {
  await using plain = await testApp({ rooms: [room] });
  for (const route of [routes.wechat, routes.dingtalk]) {
    const reply = await plain.withToken(null).ask(route, { query: { url } });
    expect([reply.status, reply.problem().code]).toEqual([404, 'hosts.not_set_up']);
  }
  for (const app of ['resident', 'desk', 'field', 'screen']) expect(guestsOf(plain.house.settings, app)).toEqual({ scripts: [], frames: [] });
});

test('each app lets in the hosts of its own people only', () => {
  const settings = { ...t.house.settings, zheliban: true };
  expect(guestsOf(settings, 'resident')).toEqual({ scripts: [hostScripts.wechat, hostScripts.zheliban], frames: ['weixin:'] });
  expect(guestsOf(settings, 'desk')).toEqual({ scripts: [hostScripts.dingtalk], frames: [] });
  expect(guestsOf(settings, 'field')).toEqual({ scripts: [hostScripts.dingtalk], frames: [] });
  expect(guestsOf(settings, 'screen')).toEqual({ scripts: [], frames: [] });
  expect(guestsOf({ ...settings, dingtalk: { ...settings.dingtalk!, page: null } }, 'desk').scripts).toEqual([]);
});
