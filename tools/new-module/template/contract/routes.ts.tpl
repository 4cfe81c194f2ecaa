import { defineRoute, Id, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';

/** A note in a territory. `area` is an official code, `at` when it was written. */
export const __Name__Note = z.object({ id: Id, title: z.string(), area: z.string(), at: Moment }).meta({ id: '__Name__Note' });
export type __Name__Note = z.output<typeof __Name__Note>;

/** The room's routes, by the names that the server implements. */
export const routes = {
  list: defineRoute({
    method: 'GET',
    path: '/__name__',
    summary: 'Notes of the territory that the post covers, newest first',
    access: needs(permissions.read),
    query: PageQuery.extend({ cursor: Id.optional() }),
    reply: pageOf(__Name__Note),
    errors: [errors.no_post],
  }),
  add: defineRoute({
    method: 'POST',
    path: '/__name__',
    summary: 'Adds a note to the territory of the post; the id is made by the caller',
    access: needs(permissions.add),
    body: z.object({ id: Id, title: typed(200, 1) }),
    reply: __Name__Note,
    status: 201,
    errors: [errors.no_post, errors.exists],
    idempotency: 'write',
    example: { id: '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b', title: '3号楼门前路灯不亮' },
  }),
} as const;
