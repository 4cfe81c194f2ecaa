import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@hezhi/contract';
import { testHouse, type TestHouse } from '@hezhi/testing';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp } from './app.ts';
import { authenticator, room } from './sample.ts';

let test_: TestHouse;
let app: FastifyInstance;
beforeAll(async () => {
  test_ = await testHouse({ rooms: [room] });
  app = buildApp(test_.house, { authenticate: authenticator(), version: '1.2.3' });
});
afterAll(async () => {
  await app.close();
  await test_.close();
});

const maker = { authorization: 'Bearer 1' };
const ask = (method: NonNullable<InjectOptions['method']>, url: string, more: InjectOptions = {}) => app.inject({ method, url, ...more });
const json = { ...maker, 'content-type': 'application/json' };

describe('a reply of each status', () => {
  test('200 by the schema, in the language asked for, with safe headers', async () => {
    const reply = await ask('GET', '/api/open', { headers: { 'accept-language': 'en-GB,en;q=0.8' } });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ language: 'en' });
    expect(reply.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'application/json; charset=utf-8',
    });
  });
  test('the default of a query, and a discriminated union', async () => {
    const id = newId();
    const reply = await ask('GET', `/api/mine/${id}`, { headers: maker });
    expect(reply.json()).toEqual({ id, name: '20', note: null, kind: { kind: 'round', radius: 1.5 } });
  });
  test('201 and 204', async () => {
    expect((await ask('POST', '/api/things', { headers: maker, payload: { name: 'A' } })).statusCode).toBe(201);
    const dropped = await ask('DELETE', `/api/things/${newId()}`, { headers: maker });
    expect([dropped.statusCode, dropped.body]).toEqual([204, '']);
  });
  test('401 before the body is looked at, 403 without the right', async () => {
    const away = await ask('POST', '/api/things', { headers: { 'content-type': 'application/json' }, payload: '{"broken' });
    expect([away.statusCode, away.json().code]).toEqual([401, 'kernel.not_logged_in']);
    expect(away.headers['www-authenticate']).toContain('Bearer');
    const without = await ask('POST', '/api/things', { headers: { authorization: 'Bearer 2' }, payload: {} });
    expect([without.statusCode, without.json().code]).toEqual([403, 'kernel.forbidden']);
  });
  test('400, 413 and 415 for bodies that cannot be read', async () => {
    expect((await ask('POST', '/api/things', { headers: json, payload: '{"a' })).json()).toMatchObject({ status: 400, code: 'kernel.malformed' });
    expect((await ask('POST', '/api/things', { headers: json, payload: '{"__proto__":{"a":1},"name":"x"}' })).statusCode).toBe(400);
    expect((await ask('POST', '/api/things', { headers: json, payload: `"${'x'.repeat(1024 * 1024)}"` })).json()).toMatchObject({
      status: 413,
      code: 'kernel.too_large',
    });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await ask('POST', '/api/things', { headers: { ...maker, 'content-type': type }, payload: 'name=x' })).json()).toMatchObject({
        status: 415,
        code: 'kernel.media_type',
      });
  });
  test('422 names each field in each language', async () => {
    const faults = async (language: string) =>
      (await ask('POST', '/api/things', { headers: { ...maker, 'accept-language': language }, payload: { name: '', tags: ['a', 1] } })).json();
    expect(await faults('zh-CN')).toMatchObject({ status: 422, code: 'kernel.invalid', title: '填写的内容有误，请按提示修改' });
    expect((await faults('zh-CN')).errors).toEqual([
      { path: '/body/name', code: 'empty', detail: '此项不能为空' },
      { path: '/body/tags/1', code: 'wrong_kind', detail: '格式不对，应为文字' },
    ]);
    expect((await faults('zh-HK')).errors[1].detail).toBe('格式不對，應為文字');
    expect((await faults('en')).errors[1].detail).toBe('This should be text');
    const empty = await ask('POST', '/api/things', { headers: json, payload: '' });
    expect(empty.json().errors).toEqual([{ path: '/body', code: 'missing', detail: '此项必填' }]);
    const path = await ask('GET', '/api/mine/7?limit=1000', { headers: maker });
    expect(path.json().errors.map((each: { path: string }) => each.path)).toEqual(['/params/id', '/query/limit']);
  });
  test('a refusal keeps the values as they are written, also in traditional characters', async () => {
    const reply = await ask('POST', '/api/things', { headers: { ...maker, 'accept-language': 'zh-TW' }, payload: { name: 'A', fail: 'full' } });
    expect(reply.statusCode).toBe(409);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.json()).toEqual({
      type: '/errors/sample.full',
      title: '渭滨街道已滿',
      status: 409,
      code: 'sample.full',
      detail: '渭滨街道已滿',
      winner: 'another',
      reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/),
    });
  });
  test('a bug is 500 without detail; text that the database refuses is 422', async () => {
    const bug = await ask('POST', '/api/checked', { payload: { name: 'A', fail: 'bug' } });
    expect(bug.json()).toMatchObject({ status: 500, code: 'kernel.internal' });
    expect(bug.body).not.toContain('secret');
    expect((await ask('POST', '/api/checked', { payload: { name: 'A', fail: 'text' } })).json()).toMatchObject({ status: 422, code: 'kernel.invalid' });
  });
  test('a reply that breaks its schema fails loudly under test', async () => {
    expect((await ask('GET', '/api/wrong')).statusCode).toBe(500);
  });
  test('404 and 405', async () => {
    expect((await ask('GET', '/api/nowhere')).json()).toMatchObject({ status: 404, code: 'kernel.no_such_path' });
    const put = await ask('PUT', '/api/open');
    expect([put.statusCode, put.headers.allow]).toEqual([405, 'GET']);
    expect((await ask('GET', '/api/%zz')).statusCode).toBe(400);
    expect((await ask('HEAD', '/api/open')).statusCode).toBe(200);
  });
  test('429 with Retry-After, and again once time has passed', async () => {
    for (let i = 0; i < 3; i++) expect((await ask('POST', '/api/slow')).statusCode).toBe(204);
    const refused = await ask('POST', '/api/slow');
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([429, 'kernel.too_many', '20']);
    expect((await ask('POST', '/api/slow', { headers: maker })).statusCode).toBe(204);
    test_.clock.advance(20_000);
    expect((await ask('POST', '/api/slow')).statusCode).toBe(204);
  });
  test('a file by multipart only', async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n';
    const sent = await ask('POST', '/api/files', { headers: { ...maker, 'content-type': 'multipart/form-data; boundary=x' }, payload: body });
    expect(sent.json()).toEqual({ bytes: 5 });
    expect((await ask('POST', '/api/files', { headers: maker, payload: {} })).statusCode).toBe(415);
  });
});

describe('requests that another site makes a browser send', () => {
  const send = (headers: Record<string, string>) => ask('POST', '/api/things', { headers: { host: 'hezhi.local', ...headers }, payload: { name: 'A' } });
  const cookie = 'hezhi_session=1';
  test.each([
    [{ cookie, 'sec-fetch-site': 'same-origin' }, 201],
    [{ cookie, origin: 'http://hezhi.local' }, 201],
    [{ cookie }, 403],
    [{ cookie, 'sec-fetch-site': 'cross-site' }, 403],
    [{ cookie, 'sec-fetch-site': 'same-site', origin: 'http://hezhi.local' }, 403],
    [{ cookie, origin: 'http://evil.example' }, 403],
    [{ cookie, origin: 'null' }, 403],
    [{ ...maker, origin: 'http://evil.example' }, 201],
  ])('%j -> %i', async (headers, status) => {
    expect((await send(headers as Record<string, string>)).statusCode).toBe(status);
  });
  test('reading by cookie needs none of it', async () => {
    expect((await ask('GET', `/api/mine/${newId()}`, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(200);
  });
});
