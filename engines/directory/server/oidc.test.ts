import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '@hezhi/server';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { oidcConfig, readOidc } from './identity-config.ts';
import { lookAtWays, offerIdentityWay } from './identity-ways.ts';
import { algorithms } from './jws.ts';
import { OidcProvider } from './oidc.ts';
import { browserOf, confusedToken, oidcProvider, signingKey, tokenOf } from './provider.fixture.ts';
import { password, town, type Town } from './town.fixture.ts';

const client = { id: 'hezhi', secret: 'a:secret/with+odd' };
const name = { 'zh-Hans': '省统一身份认证', en: 'the province' };
const minute = 60_000;

type Provider = Awaited<ReturnType<typeof oidcProvider>>;

/** A town whose staff log in by a provider that names their accounts. */
async function joined(t: Town, provider: Provider, more: Partial<Parameters<typeof oidcConfig>[0]> = {}): Promise<void> {
  const config = oidcConfig({ name, issuer: provider.url, client_id: client.id, client_secret: client.secret, account_claim: 'preferred_username', ...more });
  offerIdentityWay(t.house, { key: 'oidc', name, for: 'staff', inside: null, managed: true, provider: new OidcProvider(config, t.clock.now) });
}

/** Goes to the provider as somebody and comes back: where the browser ends. */
async function come(t: Town, provider: Provider, claims: Record<string, unknown>, browser = browserOf(t)): Promise<string> {
  const there = await browser.open('/api/sessions/sso/oidc/start?return=/desk/queue');
  return browser.open(provider.agree(there, claims));
}

test('staff log in by OpenID Connect, whatever the provider signs with; keys may change', async () => {
  await using t = await town({ settings: { publicUrl: 'https://hezhi.example.gov.cn', secureCookies: true } });
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  const browser = browserOf(t);
  const there = new URL(await browser.open('/api/sessions/sso/oidc/start?return=/desk/queue'));
  expect(Object.fromEntries(there.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'hezhi',
    scope: 'openid',
    redirect_uri: 'https://hezhi.example.gov.cn/api/sessions/sso/oidc/callback',
    code_challenge_method: 'S256',
    ui_locales: 'zh-CN',
    state: expect.stringMatching(/^[\da-f]{64}$/) as string,
    nonce: expect.stringMatching(/^[\da-f]{64}$/) as string,
  });
  expect([...browser.cookies.keys()]).toEqual(['__Host-hezhi_sso']);
  expect(await browser.open(provider.agree(there.href, { sub: 'p-1', preferred_username: 'Dispatcher' }))).toBe('/desk/queue');
  expect((await browser.get('/sessions/current')).json()).toMatchObject({ account: { name: 'dispatcher' } });
  // Known by the subject from now on, under whatever name, and signed by keys that were not there before.
  for (const [at, algorithm] of algorithms.entries()) {
    provider.state.key = signingKey(algorithm, `new-${at}`);
    provider.state.published = [provider.state.key.published];
    t.clock.advance(minute);
    expect(await come(t, provider, { sub: 'p-1', preferred_username: 'somebody else' })).toBe('/desk/queue');
  }
  const keysAsked = provider.asked.filter(({ url }) => url.pathname === '/keys').length;
  expect(keysAsked).toBe(5);
  const auditor = await t.logIn('auditor');
  const { items } = await auditor.call(routes.listAudit, { query: { action: 'session.begin', limit: 3 } });
  expect(items[1]!.detail).toEqual({ how: 'sso', way: 'oidc' });
  expect((await auditor.call(routes.listAudit, { query: { action: 'account.bind' } })).items.map(({ detail }) => detail)).toEqual([{ way: 'oidc' }]);
});

test('an account that somebody of the provider holds is not given to another of the same name', async () => {
  await using t = await town();
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  expect(await come(t, provider, { sub: 'p-1', preferred_username: 'grid' })).toBe('/desk/queue');
  expect(await come(t, provider, { sub: 'p-2', preferred_username: 'grid' })).toBe('/desk/login?sso=unlinked&back=%2Fqueue');
  expect(await come(t, provider, { sub: 'p-3', preferred_username: 'nobody' })).toBe('/desk/login?sso=unlinked&back=%2Fqueue');
  expect(await come(t, provider, { sub: 'p-4' })).toBe('/desk/login?sso=unlinked&back=%2Fqueue');
  // The same identity coming twice at once is bound once.
  const both = await Promise.all([
    come(t, provider, { sub: 'p-5', preferred_username: 'clerk' }),
    come(t, provider, { sub: 'p-5', preferred_username: 'clerk' }),
  ]);
  expect(both).toEqual(['/desk/queue', '/desk/queue']);
  const security = await t.logIn('security');
  const { items } = await security.call(routes.listAccounts, { query: { q: 'grid' } });
  const grid = items.find((one) => one.name === 'grid')!;
  await security.call(routes.lockAccount, { params: { id: grid.id }, body: { reason: '离岗' } });
  expect(await come(t, provider, { sub: 'p-1' })).toBe('/desk/login?sso=unlinked&back=%2Fqueue');
  // Nobody reads from the database who somebody is elsewhere.
  const rows = await t.db.all<{ subject: string }>(sql`SELECT subject FROM directory.oidc_link`);
  expect(rows.some(({ subject }) => subject.includes('p-1'))).toBe(false);
});

test('no token that is not exactly ours opens a session', async () => {
  await using t = await town();
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  const { state } = provider;
  const usual = { ...state };
  const seconds = t.clock.now() / 1000;
  const stranger = signingKey('ES256', state.key.kid);
  const wrong: ((() => void) | Record<string, unknown>)[] = [
    { iss: 'https://another.example' },
    { aud: 'another' },
    { aud: ['hezhi', 'stranger'] },
    { azp: 'another' },
    { nonce: 'another' },
    { nonce: undefined },
    { exp: seconds - 61 },
    { iat: seconds + 61 },
    { iat: seconds - 3600 },
    { sub: '' },
    () => (state.token = (claims) => tokenOf(stranger, claims)),
    () => (state.token = (claims) => tokenOf(state.key, claims, { alg: 'none' })),
    () => (state.token = (claims) => confusedToken(state.key, claims)),
    () => (state.token = (claims) => `${tokenOf(state.key, claims).split('.').slice(0, 2).join('.')}.`),
    () => (state.token = () => 'not-a-token'),
    () => (state.answer = ({ url }) => (url.pathname === '/token' ? { status: 400, json: { error: 'invalid_grant' } } : null)),
    () => (state.answer = ({ url }) => (url.pathname === '/token' ? { status: 302, headers: { location: 'https://evil.example' }, json: {} } : null)),
    () => (state.answer = ({ url }) => (url.pathname === '/token' ? { text: '<html>' } : null)),
    () => (state.answer = ({ url }) => (url.pathname === '/token' ? { text: `"${'x'.repeat(300_000)}"` } : null)),
  ];
  for (const change of wrong) {
    if (typeof change === 'function') change();
    else state.claims = (claims) => ({ ...claims, ...change });
    expect(await come(t, provider, { sub: 'p-1', preferred_username: 'grid' }), JSON.stringify(change)).toBe('/desk/login?sso=failed&back=%2Fqueue');
    Object.assign(state, usual);
  }
  // Who it was is not known, so it stands in the house's own list.
  const entries = await t.db.all<{ entry: string }>(sql`SELECT entry FROM directory.audit WHERE district = '000000' AND action = 'session.refuse'`);
  expect(entries.filter(({ entry }) => entry.includes('"what":"sso"'))).toHaveLength(wrong.length);
  expect(await come(t, provider, { sub: 'p-1', preferred_username: 'grid' })).toBe('/desk/queue');
});

test('an answer is good once, in the browser that asked, at the address of its own provider', async () => {
  await using t = await town();
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  const [mine, theirs] = [browserOf(t), browserOf(t)];
  const there = await mine.open('/api/sessions/sso/oidc/start?return=/desk/queue');
  const back = provider.agree(there, { sub: 'p-1', preferred_username: 'grid' });
  await theirs.open('/api/sessions/sso/oidc/start');
  expect(await theirs.open(back)).toBe('/desk/login?sso=failed');
  expect(await mine.open(back.replace('/oidc/', '/sandbox/'))).toBe('/desk/login?sso=failed');
  // That spent the state: nothing is tried twice.
  expect(await mine.open(back)).toBe('/desk/login?sso=failed');
  // Who says that another provider answers is not believed (RFC 9207); ten minutes are enough.
  const again = await mine.open('/api/sessions/sso/oidc/start');
  expect(await mine.open(provider.agree(again, { sub: 'p-1', preferred_username: 'grid' }, { iss: 'https://another.example' }))).toBe('/desk/login?sso=failed');
  const late = await mine.open('/api/sessions/sso/oidc/start');
  t.clock.advance(10 * minute + 1);
  expect(await mine.open(provider.agree(late, { sub: 'p-1', preferred_username: 'grid' }))).toBe('/desk/login?sso=failed');
  // The person said no.
  const no = new URL(await mine.open('/api/sessions/sso/oidc/start'));
  expect(await mine.open(`/api/sessions/sso/oidc/callback?error=access_denied&state=${no.searchParams.get('state')}`)).toBe('/desk/login?sso=failed');
  expect((await mine.get('/sessions/sso/nowhere/start')).statusCode).toBe(404);
});

test('a provider that is away, or says that it is another, is a sentence and no error', async () => {
  await using t = await town();
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  const browser = browserOf(t);
  const start = '/api/sessions/sso/oidc/start?return=/desk/queue';
  const { state } = provider;
  const usual = { ...state };
  state.answer = () => ({ status: 503, json: {} });
  expect(await browser.open(start)).toBe('/desk/login?sso=away&back=%2Fqueue');
  expect((await browser.get('/sessions/sso/oidc/start')).json()).toMatchObject({ code: 'directory.sso_away', status: 503 });
  Object.assign(state, usual);
  for (const lie of [
    { issuer: 'https://another.example' },
    { token_endpoint: 'https://another.example/token' },
    { jwks_uri: 'http://10.0.0.1/keys' },
    { token_endpoint: 7 },
  ]) {
    state.metadata = (given) => ({ ...given, ...lie });
    expect(await browser.open(start)).toBe('/desk/login?sso=away&back=%2Fqueue');
  }
  Object.assign(state, usual);
  const there = await browser.open(start);
  const back = provider.agree(there, { sub: 'p-1', preferred_username: 'grid' });
  state.answer = ({ url }) => (url.pathname === '/token' ? { status: 500, json: {} } : null);
  expect(await browser.open(back)).toBe('/desk/login?sso=away&back=%2Fqueue');
  Object.assign(state, usual);
  // What is known of it goes on being good while it cannot be asked.
  t.clock.advance(2 * 60 * minute);
  state.answer = ({ url }) => (url.pathname.startsWith('/.well-known') ? { status: 503, json: {} } : null);
  expect(await come(t, provider, { sub: 'p-1', preferred_username: 'grid' })).toBe('/desk/queue');
});

test('who has set up a second factor is asked for it, unless the provider has asked in words that count', async () => {
  await using t = await town();
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider, { second_factor: { acr: ['urn:two'], amr: ['mfa'] } });
  const me = await t.logIn('grid');
  const { secret } = await me.call(routes.enrolFactor, { body: { password } });
  const code = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.clock.now() });
  await me.call(routes.confirmFactor, { body: { code: code() } });
  t.clock.advance(minute);
  const grid = { sub: 'p-1', preferred_username: 'grid' };
  for (const strong of [{ acr: 'urn:two' }, { amr: ['pwd', 'mfa'] }]) expect(await come(t, provider, { ...grid, ...strong })).toBe('/desk/queue');
  for (const weak of [{}, { acr: 'urn:one' }, { amr: ['pwd'] }, { amr: 'mfa' }])
    expect(await come(t, provider, { ...grid, ...weak })).toBe('/desk/login?sso=factor&back=%2Fqueue');
  const browser = browserOf(t);
  expect(await come(t, provider, grid, browser)).toBe('/desk/login?sso=factor&back=%2Fqueue');
  expect((await browser.get('/sessions/current')).statusCode).toBe(401);
  expect((await browser.post('/sessions/sso/factor', { code: '000000' })).json()).toMatchObject({ code: 'directory.wrong_code' });
  expect((await browserOf(t).post('/sessions/sso/factor', { code: code() })).json()).toMatchObject({ code: 'directory.sso_failed' });
  expect((await browser.post('/sessions/sso/factor', { code: code() })).statusCode).toBe(201);
  expect((await browser.get('/sessions/current')).json()).toMatchObject({ account: { name: 'grid' } });
  // The step is spent with its code.
  t.clock.advance(minute);
  expect((await browser.post('/sessions/sso/factor', { code: code() })).json()).toMatchObject({ code: 'directory.sso_failed' });
  // Guessing is locked as everywhere.
  const guesser = browserOf(t);
  await come(t, provider, grid, guesser);
  const guesses: number[] = [];
  for (let i = 0; i < 6; i++) guesses.push((await guesser.post('/sessions/sso/factor', { code: '000000' })).statusCode);
  expect(guesses).toEqual([422, 422, 422, 422, 422, 429]);
});

test('after logging out here one may log out there too, once, and no other site can send one there', async () => {
  await using t = await town({ settings: { publicUrl: 'https://hezhi.example.gov.cn' } });
  await using provider = await oidcProvider(t.clock.now, client);
  await joined(t, provider);
  const browser = browserOf(t);
  await come(t, provider, { sub: 'p-1', preferred_username: 'grid' }, browser);
  expect((await browser.get('/sessions/ways')).json()).toMatchObject({ log_out: null });
  expect((await browser.remove('/sessions/current')).statusCode).toBe(204);
  expect((await browser.get('/sessions/ways')).json()).toMatchObject({ log_out: { key: 'oidc', name } });
  const address = '/api/sessions/sso/oidc/logout?return=/desk';
  const strange = await browser.send({ url: address, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(strange.headers.location).toBe('/desk/login');
  const there = new URL(await browser.open(address));
  expect([there.origin + there.pathname, there.searchParams.get('post_logout_redirect_uri')]).toEqual([
    `${provider.url}/end`,
    'https://hezhi.example.gov.cn/desk/login',
  ]);
  expect(there.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(await browser.open(address)).toBe('/desk/login');
  // Who came by password is offered nothing.
  const other = browserOf(t);
  await other.post('/sessions', { account: 'clerk', password });
  await other.remove('/sessions/current');
  expect((await other.get('/sessions/ways')).json()).toMatchObject({ log_out: null });
});

test('the settings are read strictly, and the doctor says what answers', async () => {
  await using provider = await oidcProvider(Date.now, client);
  const folder = mkdtempSync(join(tmpdir(), 'hezhi-oidc-'));
  const file = join(folder, 'oidc.json');
  const write = (value: unknown): void => {
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    chmodSync(file, 0o600);
  };
  const good = { name, issuer: provider.url, client_id: 'hezhi', client_secret: 'top-secret-7' };
  const nothing = { wechat: null, dingtalk: null };
  try {
    expect(readOidc(undefined)).toEqual([]);
    write(good);
    expect(readOidc(file)).toMatchObject([{ key: 'oidc', for: 'staff', scopes: ['openid'], auth: 'client_secret_basic', clock_skew: 60 }]);
    expect(await lookAtWays(nothing, file)).toBe('oidc: discovery answers, 1 key, log-out there too');
    expect(await lookAtWays(nothing, undefined)).toContain('note: none');
    provider.state.answer = () => ({ status: 404, json: {} });
    await expect(lookAtWays(nothing, file)).rejects.toThrow(`oidc: ${provider.url} does not answer discovery (404)`);
    const secretFile = join(folder, 'secret');
    writeFileSync(secretFile, 'from-a-file\n', { mode: 0o600 });
    const { client_secret: _, ...open } = good;
    write([good, { ...open, key: 'second', issuer: 'https://b.example', client_secret_file: secretFile, for: 'resident' }]);
    expect(readOidc(file).map(({ key, client_secret }) => [key, client_secret])).toEqual([
      ['oidc', 'top-secret-7'],
      ['second', 'from-a-file'],
    ]);
    const faults: [unknown, string][] = [
      ['{', 'not JSON'],
      [{ ...good, issuer: 'http://sso.example' }, 'issuer'],
      [{ ...good, key: 'wechat' }, 'key'],
      [{ ...good, auth: 'none' }, 'client_secret'],
      [open, 'client_secret'],
      [{ ...good, for: 'resident', account_claim: 'email' }, 'account_claim'],
      [{ ...good, scopes: ['profile'] }, 'scopes'],
      [{ ...good, algorithms: ['none'] }, 'algorithms'],
      [{ ...good, unheard: 1 }, 'unheard'],
      [[good, good], 'given twice'],
    ];
    for (const [value, told] of faults) {
      write(value);
      expect(() => readOidc(file), told).toThrow(told);
      expect(() => readOidc(file)).not.toThrow('top-secret-7');
    }
    write(good);
    chmodSync(file, 0o644);
    expect(() => readOidc(file)).toThrow('every user of this machine');
    expect(() => readOidc(join(folder, 'none.json'))).toThrow('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
