import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '@hezhi/testing';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { authenticator, room } from './sample.ts';
import { stopApp } from './stop.ts';

let kit: TestHouse;
let app: FastifyInstance;
let address: string;
const gone = new Set<string>();
const folder = mkdtempSync(join(tmpdir(), 'hezhi-pages-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<html><head><meta property="csp-nonce" nonce="__CSP_NONCE__"></head></html>');
  writeFileSync(join(folder, 'assets', 'a-1234.js'), 'export {}');
  writeFileSync(join(folder, 'assets', 'a-1234.js.br'), brotliCompressSync('export {}'));
  writeFileSync(join(folder, 'alone.html'), '<html><style>b{}</style><script>run()</script><script src="other.js"></script></html>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  kit = await testHouse({ rooms: [room] });
  app = buildApp(kit.house, {
    authenticate: authenticator(gone),
    version: '1.2.3',
    apps: [
      { mount: '/', dir: folder },
      { mount: '/desk', dir: folder, guests: { scripts: ['https://host.example.cn/sdk-1.0.js'], frames: ['host:'] } },
    ],
    visibleHint: (actor, hint) => hint.topic.startsWith('sample.') && actor.name !== '9',
  });
  address = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await stopApp(app, 1000);
  await kit.close();
  rmSync(folder, { recursive: true });
});

describe('pages', () => {
  test('places inside an app get its index with a nonce of their own, files come by name', async () => {
    const one = await app.inject({ method: 'GET', url: '/desk/cases/7?x=1' });
    const two = await app.inject({ method: 'GET', url: '/desk' });
    const nonce = (text: string) => /nonce="([^"]+)"/.exec(text)![1]!;
    expect([one.statusCode, two.statusCode, one.headers['cache-control']]).toEqual([200, 200, 'no-cache']);
    expect(nonce(one.body)).not.toBe(nonce(two.body));
    expect(one.headers['content-security-policy']).toContain(`style-src-elem 'self' 'nonce-${nonce(one.body)}'`);
    expect(one.headers['content-security-policy']).toContain("script-src 'self'");
    const asset = await app.inject({ method: 'GET', url: '/desk/assets/a-1234.js' });
    expect([asset.body, asset.headers['cache-control'], asset.headers['content-encoding']]).toEqual([
      'export {}',
      'public, max-age=31536000, immutable',
      undefined,
    ]);
    const small = await app.inject({ method: 'GET', url: '/assets/a-1234.js', headers: { 'accept-encoding': 'gzip, br' } });
    expect([small.headers['content-encoding'], small.headers['content-type']]).toEqual(['br', 'text/javascript; charset=utf-8']);
    const same = await app.inject({
      method: 'GET',
      url: '/favicon.svg',
      headers: { 'if-none-match': String((await app.inject({ method: 'GET', url: '/favicon.svg' })).headers.etag) },
    });
    expect(same.statusCode).toBe(304);
  });
  test('what a program around the pages needs is let through for that app alone', async () => {
    const policy = async (url: string) => String((await app.inject({ method: 'GET', url })).headers['content-security-policy']);
    const desk = await policy('/desk/cases/7');
    expect(desk).toMatch(/script-src 'self' 'nonce-[^']+' https:\/\/host\.example\.cn\/sdk-1\.0\.js;/);
    expect(desk).toContain("frame-src 'self' host:;");
    expect(desk.replace(/ https:\/\/host\.example\.cn\/sdk-1\.0\.js|frame-src 'self' host:; /g, '').replace(/nonce-[^']+/g, '')).toBe(
      (await policy('/cases/7')).replace(/nonce-[^']+/g, ''),
    );
    expect(await policy('/desk/favicon.svg')).not.toContain('host');
  });
  test('a page beside the index runs what stands in it and nothing else', async () => {
    const page = await app.inject({ method: 'GET', url: '/alone.html' });
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(page.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src ${hash('run()')}; style-src ${hash('b{}')}; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect((await app.inject({ method: 'GET', url: '/favicon.svg' })).headers['content-security-policy']).toContain("script-src 'self'");
  });
  test.each(['/assets/none.js', '/../package.json', '/%2e%2e/package.json', '/api/cases', '/desk/assets/..%2f..%2fsecret.txt'])(
    '%s is not there',
    async (url) => {
      expect((await app.inject({ method: 'GET', url })).statusCode).toBe(404);
    },
  );
});

describe('live hints', () => {
  const listen = async (name: string) => {
    const stop = new AbortController();
    const reply = await fetch(`${address}/api/live`, { headers: { authorization: `Bearer ${name}` }, signal: stop.signal });
    const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (part: string): Promise<string> => {
      while (!text.includes(part)) {
        const { value, done } = await reader!.read();
        if (done) throw new Error(`ended before ${part}: ${text}`);
        text += value;
      }
      return text;
    };
    return { reply, until, stop: () => stop.abort() };
  };
  const say = (topic: string, district = '610402') => kit.house.live.publish({ district, topic, data: { id: 'x' } });

  test('a person hears of what may be seen in the own district, nothing else', async () => {
    const ears = await listen('1');
    expect(ears.reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await ears.until('welcome');
    say('sample.elsewhere', '510183');
    say('secret.thing');
    say('sample.made');
    const heard = await ears.until('sample.made');
    expect(heard).toContain('event: hint\ndata: {"topic":"sample.made","district":"610402","data":{"id":"x"}}\n\n');
    expect(heard).not.toMatch(/elsewhere|secret/);
    kit.house.live.publish({ district: '', topic: 'live.gap', data: {} });
    await ears.until('data: {"topic":"*"}');
    ears.stop();
  });
  test('visitors are refused, and so is a thirteenth stream', async () => {
    expect((await fetch(`${address}/api/live`)).status).toBe(401);
    const all = await Promise.all(Array.from({ length: 12 }, () => listen('7')));
    expect((await listen('7')).reply.status).toBe(429);
    for (const each of all) each.stop();
  });
});

describe('health, metrics and the way down', () => {
  test('health and metrics while all is well', async () => {
    expect((await app.inject({ method: 'GET', url: '/api/health' })).json()).toMatchObject({ status: 'ok', version: '1.2.3', database: 'ok' });
    const metrics = await app.inject({ method: 'GET', url: '/metrics' });
    expect(metrics.statusCode).toBe(200);
    expect(metrics.body).toMatch(/hezhi_database_up 1\n/);
    expect(metrics.body).toMatch(/hezhi_http_seconds_count\{route="GET \/live",status="401"\} 1/);
    expect((await app.inject({ method: 'GET', url: '/metrics', remoteAddress: '10.0.0.1' })).statusCode).toBe(403);
    expect((await app.inject({ method: 'GET', url: '/metrics', headers: { 'x-forwarded-for': '10.0.0.1' } })).statusCode).toBe(403);
  });
  test('503 while the database is away, and a stop that closes streams', async () => {
    const other = await testHouse({ rooms: [room] });
    const second = buildApp(other.house, { authenticate: authenticator() });
    const at = await second.listen({ port: 0, host: '127.0.0.1' });
    const stream = await fetch(`${at}/api/live`, { headers: { authorization: 'Bearer 1' } });
    await other.house.db.end();
    const health = await fetch(`${at}/api/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'unavailable', database: 'away' }]);
    const made = await fetch(`${at}/api/things`, {
      method: 'POST',
      headers: { authorization: 'Bearer 1', 'content-type': 'application/json' },
      body: '{"name":"A"}',
    });
    expect([made.status, made.headers.get('retry-after'), ((await made.json()) as { code: string }).code]).toEqual([503, '2', 'kernel.unavailable']);
    await stopApp(second, 5000);
    expect(await stream.text()).toContain('welcome');
    await expect(fetch(`${at}/api/health`)).rejects.toThrow();
    await other.close().catch(() => {});
  });
});
