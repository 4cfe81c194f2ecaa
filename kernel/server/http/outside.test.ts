import { anyone, defineErrors, defineRoute, Refusal, typed } from '@hezhi/contract';
import { testHouse, type TestHouse } from '@hezhi/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoom, implement } from '../house.ts';
import { buildApp } from './app.ts';
import { describe as describeApi } from './openapi.ts';
import { authenticator } from './sample.ts';

const errors = defineErrors('outer', { full: [409, { 'zh-Hans': '满了', en: 'It is full' }] });
const tell = defineRoute({
  method: 'POST',
  path: '/outer/v1/things.txt',
  summary: 'Things of a standard',
  access: anyone('test'),
  body: z.looseObject({ name: typed(5, 1), tag: z.union([z.string(), z.array(z.string())]).optional() }),
  body_kind: 'form',
  reply: null,
  reply_kind: 'raw',
  outside: true,
  errors: [errors.full],
  rate: 4,
});
const plain = defineRoute({
  method: 'POST',
  path: '/inner',
  summary: 'JSON',
  access: anyone('test'),
  body: z.object({ name: z.string() }),
  reply: z.object({ name: z.string() }),
});
const room = defineRoom({
  name: 'outer',
  errors,
  routes: [
    implement(
      tell,
      async (call, { body }, { reply }) => {
        if (body.name === 'full') throw new Refusal(errors.full);
        if (body.name === 'bug') throw new Error('a secret');
        reply.code(202).type('text/plain');
        return `${call.actor.kind} ${JSON.stringify(body)}` as never;
      },
      (refusal, { reply }) => {
        reply.code(refusal.def.status).type('text/plain');
        return `failed: ${refusal.def.code}`;
      },
    ),
    implement(plain, async (_call, { body }) => body),
  ],
});

let kit: TestHouse;
let app: FastifyInstance;
beforeAll(async () => {
  kit = await testHouse({ rooms: [room] });
  app = buildApp(kit.house, { authenticate: authenticator() });
});
afterAll(async () => {
  await app.close();
  await kit.close();
});
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const send = async (payload: string, headers: Record<string, string> = urlencoded, url = '/outer/v1/things.txt') => {
  // Each from an address of its own, so that the limit by address is not met.
  const reply = await app.inject({ method: 'POST', url, headers, payload, remoteAddress: `10.0.${Math.trunc(++calls / 250)}.${calls % 250}` });
  return [reply.statusCode, reply.body, reply];
};
let calls = 0;

test('stands where its standard says, knows no session, takes forms in UTF-8', async () => {
  const [status, text] = await send('name=%E5%9E%83%E5%9C%BE&tag=a&tag=b+c&more=1', {
    ...urlencoded,
    authorization: 'Bearer 1',
    cookie: 'hezhi_session=1',
    'sec-fetch-site': 'cross-site',
  });
  expect([status, text]).toEqual([202, 'anonymous {"name":"垃圾","tag":["a","b c"],"more":"1"}']);
  expect((await send('name=a', urlencoded, '/api/outer/v1/things.txt'))[0]).toBe(404);
  const body =
    '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\na\r\n--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\nbytes\r\n--x--\r\n';
  expect((await send(body, { 'content-type': 'multipart/form-data; boundary=x' })).slice(0, 2)).toEqual([202, 'anonymous {"name":"a"}']);
});

test('tells its failures in its own shape, bugs without detail', async () => {
  expect((await send('name=full')).slice(0, 2)).toEqual([409, 'failed: outer.full']);
  expect((await send('name=bug')).slice(0, 2)).toEqual([500, 'failed: kernel.internal']);
  expect((await send('name=too-long')).slice(0, 2)).toEqual([422, 'failed: kernel.invalid']);
  expect((await send('{}', { 'content-type': 'application/json' })).slice(0, 2)).toEqual([415, 'failed: kernel.media_type']);
  expect((await send('x', { 'content-type': 'text/plain' })).slice(0, 2)).toEqual([415, 'failed: kernel.media_type']);
  expect((await send(Array.from({ length: 201 }, (_, i) => `a${i}=1`).join('&'))).slice(0, 2)).toEqual([413, 'failed: kernel.too_large']);
  expect((await send(`name=a&__proto__=x&constructor=y`)).slice(0, 1)).toEqual([202]);
  const statuses = [];
  for (let i = 0; i < 5; i++)
    statuses.push(
      (await app.inject({ method: 'POST', url: '/outer/v1/things.txt', headers: urlencoded, payload: 'name=a', remoteAddress: '10.9.9.9' })).statusCode,
    );
  expect(statuses).toEqual([202, 202, 202, 202, 429]);
});

test('routes below /api take no forms for that, and keep their problem documents', async () => {
  const [status, , reply] = await send('name=a', urlencoded, '/api/inner');
  expect([status, (reply as { headers: Record<string, unknown> }).headers['content-type']]).toEqual([415, 'application/problem+json; charset=utf-8']);
});

test('is described where it stands', () => {
  const { paths } = describeApi({ rooms: [room] }, '1') as { paths: Record<string, Record<string, { security: unknown; requestBody: { content: object } }>> };
  const { post } = paths['/outer/v1/things.txt']!;
  expect([post!.security, Object.keys(post!.requestBody.content)]).toEqual([[{}], ['application/x-www-form-urlencoded']]);
});
