import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '@hezhi/testing';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { sql } from '../sql.ts';
import { authenticator, room } from './sample.ts';

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

const effects = async () => (await kit.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM kernel.event`))!.n;
const post = (url: string, key: string, payload: object, who = '1') =>
  app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${who}`, 'idempotency-key': key }, payload });

describe.each(['/api/things', '/api/checked', '/api/whole'])('Idempotency-Key on %s', (url) => {
  test('twenty at once: one effect, one reply', async () => {
    const before = await effects();
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(url, `race${url}`, { name: 'A', tags: ['x'] })));
    expect(await effects()).toBe(before + 1);
    expect(new Set(replies.map((each) => each.statusCode))).toEqual(new Set([201]));
    expect(new Set(replies.map((each) => each.body)).size).toBe(1);
    expect(replies.filter((each) => each.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });
  test('another body under the same key is refused, another person has keys of their own', async () => {
    expect((await post(url, `reuse${url}`, { name: 'A' })).statusCode).toBe(201);
    expect((await post(url, `reuse${url}`, { name: 'B' })).json()).toMatchObject({ status: 422, code: 'kernel.key_reused' });
    const before = await effects();
    const other = await post(url, `reuse${url}`, { name: 'B' }, '3');
    expect([other.statusCode, await effects()]).toEqual([201, before + 1]);
  });
  test.each(['', 'a b', 'x'.repeat(201), '钥匙'])('the key %j is not a key', async (key) => {
    expect((await post(url, Buffer.from(key).toString('latin1'), { name: 'A' })).json()).toMatchObject({ status: 422, code: 'kernel.key_malformed' });
  });
});

describe('keys kept with the work', () => {
  const commands = async () => (await kit.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM kernel.command`))!.n;
  test.each([
    ['a refusal', 'full', 409],
    ['a connection that dies before the end', 'bug', 500],
  ])('%s leaves neither work nor key, and the repetition need not wait', async (_, fail, status) => {
    const before = [await effects(), await commands()];
    for (const _again of [1, 2]) expect((await post('/api/whole', `left ${fail}`.replace(' ', '-'), { name: 'A', fail })).statusCode).toBe(status);
    expect([await effects(), await commands()]).toEqual(before);
  });
  test('done without a key it is one transaction too', async () => {
    const before = await effects();
    expect((await app.inject({ method: 'POST', url: '/api/whole', payload: { name: 'A', fail: 'full' } })).statusCode).toBe(409);
    expect(await effects()).toBe(before);
  });
});

describe('looked-up keys', () => {
  test('a refusal gives the key back', async () => {
    expect((await post('/api/checked', 'again', { name: 'A', fail: 'full' })).statusCode).toBe(409);
    expect((await kit.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM kernel.command WHERE status = 0`))!.n).toBe(0);
  });
  test('the stored reply is sealed and comes back with its cookie', async () => {
    const first = await post('/api/checked', 'sealed', { name: 'A' });
    const rows = await kit.db.all<{ reply: unknown }>(sql`SELECT reply FROM kernel.command`);
    expect(JSON.stringify(rows)).not.toContain(first.json().token);
    const second = await post('/api/checked', 'sealed', { name: 'A' });
    expect([second.body, second.headers['set-cookie'], second.headers['idempotency-replayed']]).toEqual([first.body, first.headers['set-cookie'], 'true']);
  });
  test('a command left by a process that died is taken over after a minute, not before', async () => {
    await post('/api/checked', 'left', { name: 'A' });
    await kit.db.run(sql`UPDATE kernel.command SET status = 0, reply = NULL WHERE at = (SELECT max(at) FROM kernel.command)`);
    const before = await effects();
    kit.clock.advance(61_000);
    const taken = await post('/api/checked', 'left', { name: 'A' });
    expect([taken.statusCode, taken.headers['idempotency-replayed'], await effects()]).toEqual([201, undefined, before + 1]);
  });
  test('a visitor whose phone changes its network gets the answer it lost', async () => {
    const key = crypto.randomUUID();
    const before = await effects();
    const replies = await Promise.all(
      ['198.51.100.1', '203.0.113.9'].map((remoteAddress) =>
        app.inject({ method: 'POST', url: '/api/checked', remoteAddress, headers: { 'idempotency-key': key }, payload: { name: 'A' } }),
      ),
    );
    expect(replies.map((each) => each.statusCode)).toEqual([201, 201]);
    expect(await effects()).toBe(before + 1);
  });
  test('visitors are told apart by address and browser', async () => {
    const send = (agent: string) =>
      app.inject({ method: 'POST', url: '/api/checked', headers: { 'idempotency-key': 'v', 'user-agent': agent }, payload: { name: 'A' } });
    const [one, two, again] = [await send('a'), await send('b'), await send('a')];
    expect(one.body).not.toBe(two.body);
    expect(again.body).toBe(one.body);
  });
});
