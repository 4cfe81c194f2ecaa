import { anyone, anyPerson, defineErrors, defineRoute, definePermissions, needs, newId, Refusal, typed, type Actor } from '@hezhi/contract';
import { z } from 'zod';
import { defineRoom, implement, type Room } from '../house.ts';
import { emit } from '../outbox.ts';
import { sql } from '../sql.ts';
import type { Authenticate } from './standing.ts';

/** A small room for the tests of this folder: each way a route can be declared, with an effect that can be counted (`kernel.event`). */
export const permissions = definePermissions('sample', { make: { 'zh-Hans': '制作', en: 'Make things' } });
export const errors = defineErrors('sample', { full: [409, { 'zh-Hans': '{place}已满', en: '{place} is full' }] });

const Thing = z
  .object({
    id: z.uuid().meta({ id: 'SampleId' }),
    name: z.string(),
    note: z.string().nullable(),
    kind: z.discriminatedUnion('kind', [z.object({ kind: z.literal('round'), radius: z.number() }), z.object({ kind: z.literal('square'), side: z.int() })]),
  })
  .meta({ id: 'SampleThing' });
const Body = z.object({ name: typed(20, 1), tags: z.array(z.string()).max(3).default([]), fail: z.enum(['full', 'bug', 'text']).optional() });

export const routes = {
  open: defineRoute({ method: 'GET', path: '/open', summary: 'Open to all', access: anyone('test'), reply: z.object({ language: z.string() }) }),
  mine: defineRoute({
    method: 'GET',
    path: '/mine/:id',
    summary: 'For persons',
    access: anyPerson('test'),
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().int().max(100).default(20) }),
    reply: Thing,
  }),
  make: defineRoute({
    method: 'POST',
    path: '/things',
    summary: 'Make',
    access: needs(permissions.make),
    body: Body,
    reply: Thing,
    status: 201,
    errors: [errors.full],
    idempotency: 'write',
    features: ['T1'],
    example: { name: 'A' },
  }),
  check: defineRoute({
    method: 'POST',
    path: '/checked',
    summary: 'Make, looked up first',
    access: anyone('test'),
    body: Body,
    reply: z.object({ token: z.string() }),
    status: 201,
  }),
  whole: defineRoute({
    method: 'POST',
    path: '/whole',
    summary: 'Make, and keep the answer with it',
    access: anyone('test'),
    body: Body,
    reply: z.object({ token: z.string() }),
    status: 201,
    idempotency: 'whole',
  }),
  drop: defineRoute({
    method: 'DELETE',
    path: '/things/:id',
    summary: 'Drop',
    access: needs(permissions.make),
    params: z.object({ id: z.uuid() }),
    reply: null,
  }),
  slow: defineRoute({ method: 'POST', path: '/slow', summary: 'Three a minute', access: anyone('test'), reply: null, rate: 3 }),
  file: defineRoute({
    method: 'POST',
    path: '/files',
    summary: 'Upload',
    access: anyPerson('test'),
    reply: z.object({ bytes: z.number() }),
    body_kind: 'file',
  }),
  wrong: defineRoute({ method: 'GET', path: '/wrong', summary: 'Breaks its word', access: anyone('test'), reply: z.object({ name: z.string() }) }),
};

const effect = { district: '610402', topic: 'sample.made', data: {} };

export const room: Room = defineRoom({
  name: 'sample',
  permissions,
  errors,
  routes: [
    implement(routes.open, async (call) => ({ language: call.language })),
    implement(routes.mine, async (_call, { params, query }) => ({
      id: params.id,
      name: String(query.limit),
      note: null,
      kind: { kind: 'round' as const, radius: 1.5 },
    })),
    implement(routes.make, async (call, { body }) => {
      const reply = { id: newId(call.now), name: body.name, note: body.tags[0] ?? null, kind: { kind: 'square' as const, side: 2 } };
      const write = call.write(reply);
      emit(write, { ...effect, at: call.now });
      await write.run(call.db);
      if (body.fail === 'full') throw new Refusal(errors.full, { place: '渭滨街道' }, { extra: { winner: 'another' } });
      return reply;
    }),
    implement(routes.check, async (call, { body }, { reply }) => {
      if (body.fail === 'full') throw new Refusal(errors.full, { place: '仓库' });
      if (body.fail === 'bug') throw new Error('a secret of the inside');
      if (body.fail === 'text') await call.house.db.pool.query('SELECT $1::uuid', ['张三']);
      const write = call.write();
      emit(write, { ...effect, at: call.now });
      await write.run(call.db);
      reply.setCookie('sample', 'yes', { httpOnly: true });
      return { token: newId() };
    }),
    implement(routes.whole, async (call, { body }) => {
      const write = call.write();
      emit(write, { ...effect, at: call.now });
      await write.run(call.db);
      if (body.fail === 'full') throw new Refusal(errors.full, { place: '仓库' });
      if (body.fail === 'bug') await call.db.run(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
      return { token: newId() };
    }),
    implement(routes.drop, async () => {}),
    implement(routes.slow, async () => {}),
    implement(routes.file, async (_call, _input, { request }) => ({ bytes: (await (await request.file())!.toBuffer()).length })),
    implement(routes.wrong, async () => ({ name: null as unknown as string })),
  ],
});

export const person = (name: string, granted: readonly string[] = [permissions.make.key], district = '610402'): Actor => ({
  kind: 'person',
  person: `00000000-0000-7000-8000-${name.padStart(12, '0')}`,
  name,
  district,
  post: null,
  permissions: granted,
  language: 'zh-Hans',
});
export const visitor: Actor = { kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: [], language: 'zh-Hans' };

/** `Bearer 1` (may make), `Bearer 2` (may not), or the cookie with the same; `gone` holds names whose session has ended. */
export function authenticator(gone: ReadonlySet<string> = new Set()): Authenticate {
  return async (request) => {
    const name = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies['hezhi_session'];
    if (!name || gone.has(name)) return { actor: visitor, session: null };
    return { actor: person(name, name === '2' ? [] : undefined), session: { id: name, expires: 0 } };
  };
}
