import { testHouse, type TestHouse } from '@hezhi/testing';
import type { FastifyInstance, InjectOptions } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { authenticator, person, room } from './sample.ts';

const lines: Record<string, unknown>[] = [];
const log = pino({ level: 'info' }, { write: (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>) });
let house: TestHouse;
let behind: FastifyInstance;
let alone: FastifyInstance;
beforeAll(async () => {
  house = await testHouse({ rooms: [room], log });
  alone = buildApp(house.house, { authenticate: authenticator() });
  behind = buildApp({ ...house.house, settings: { ...house.house.settings, trustProxy: true } }, { authenticate: authenticator() });
});
afterAll(async () => {
  await behind.close();
  await alone.close();
  await house.close();
});

/** The addresses that refused requests were logged under. */
async function loggedOf(app: FastifyInstance, request: InjectOptions): Promise<Record<string, unknown>[]> {
  lines.length = 0;
  await app.inject(request);
  return lines.filter((line) => line['msg'] === 'refused');
}
const forbidden = (more: Record<string, string>): InjectOptions => ({
  method: 'POST',
  url: '/api/things',
  remoteAddress: '10.0.0.9',
  headers: { authorization: 'Bearer 2', ...more },
  payload: { name: 'a secret word' },
});

test('behind a balancer the address is the one the balancer saw, whatever the client claims', async () => {
  const claimed = { 'x-forwarded-for': '1.2.3.4, 127.0.0.1, 203.0.113.7' };
  expect(await loggedOf(behind, forbidden(claimed))).toMatchObject([{ address: '203.0.113.7' }]);
  expect(await loggedOf(behind, forbidden({}))).toMatchObject([{ address: '10.0.0.9' }]);
  // Without a balancer the header is nothing.
  expect(await loggedOf(alone, forbidden(claimed))).toMatchObject([{ address: '10.0.0.9' }]);
  // So a guesser has one bucket, not as many as addresses can be thought of.
  const guess = (n: number) => behind.inject({ method: 'POST', url: '/api/slow', headers: { 'x-forwarded-for': `1.1.1.${n}, 203.0.113.8` } });
  for (let i = 0; i < 3; i++) expect((await guess(i)).statusCode).toBe(204);
  expect((await guess(9)).statusCode).toBe(429);
});

test('who is refused stands in the log with address and person, without what was sent', async () => {
  const [line] = await loggedOf(alone, forbidden({}));
  expect(line).toMatchObject({ status: 403, route: 'POST /things', person: person('2').person, address: '10.0.0.9', reference: expect.any(String) });
  expect(JSON.stringify(line)).not.toContain('secret');
  const foreign = {
    method: 'POST',
    url: '/api/checked',
    headers: { cookie: 'hezhi_session=1', origin: 'https://evil.example' },
    payload: { name: 'A' },
  } as const;
  expect(await loggedOf(alone, foreign)).toMatchObject([{ status: 403, person: person('1').person }]);
  const mine = '/api/mine/0198a000-0000-7000-8000-000000000000';
  expect(await loggedOf(alone, { url: mine })).toEqual([]);
  expect(await loggedOf(alone, { url: mine, headers: { cookie: '__Host-hezhi_session=ended' } })).toMatchObject([{ status: 401, person: null }]);
  expect(await loggedOf(alone, { method: 'POST', url: '/api/things', payload: { name: 'A' } })).toMatchObject([{ status: 401, person: null }]);
});

test('TRACE and CONNECT are no methods here', async () => {
  for (const method of ['TRACE', 'CONNECT'] as const) {
    const reply = await alone.inject({ method: method as 'GET', url: '/api/open', headers: { authorization: 'Bearer 1' } });
    expect([404, 405]).toContain(reply.statusCode);
    expect(reply.body).not.toContain('Bearer');
  }
});
