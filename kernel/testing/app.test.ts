import { anyone, defineRoute, needs, systemActor } from '@hezhi/contract';
import { defineRoom, implement } from '@hezhi/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { testApp, type TestApp } from './index.ts';

const read = { key: 'sample.read', words: { 'zh-Hans': '看', en: 'Read' } };
const hello = defineRoute({
  method: 'GET',
  path: '/hello/:name',
  summary: 'Greets',
  access: anyone('a greeting'),
  params: z.object({ name: z.string() }),
  query: z.object({ loud: z.stringbool().default(false) }),
  reply: z.object({ text: z.string(), at: z.number() }),
});
const secret = defineRoute({ method: 'GET', path: '/secret', summary: 'Secret', access: needs(read), reply: z.object({ who: z.string() }) });
const room = defineRoom({
  name: 'sample',
  permissions: { read },
  routes: [
    implement(hello, async (call, { params, query }) => ({ text: query.loud ? `HELLO ${params.name}` : `hello ${params.name}`, at: call.now })),
    implement(secret, async (call) => ({ who: call.actor.name })),
  ],
});

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ rooms: [room] });
});
afterAll(() => t.close());

it('calls routes of a contract through the front door', async () => {
  const reply = await t.withToken(null).call(hello, { params: { name: '合治/1' }, query: { loud: 'true' } });
  expect(reply).toEqual({ text: 'HELLO 合治/1', at: t.clock.now() });
});

it('is who it is told to be', async () => {
  const actor = { ...systemActor('610402'), kind: 'person' as const, person: 'p1', name: '李', permissions: ['sample.read'] };
  expect(await t.as(actor).call(secret)).toEqual({ who: '李' });
  expect((await t.as({ ...actor, permissions: [] }).ask(secret)).problem()).toMatchObject({ status: 403, code: 'kernel.forbidden' });
  expect((await t.withToken(null).ask(secret)).problem().status).toBe(401);
});

it('gives every caller a database of its own', async () => {
  const other = await testApp({ rooms: [room] });
  expect(other.url).not.toBe(t.url);
  await other.close();
});
