import { defineRoute, Id, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';

/** Requests a minute that a key may be given. */
export const keyRate = { min: 1, max: 600, usual: 60 } as const;

const jurisdiction = z.string().regex(/^\d{6}(\d{3})?$/);
/** A key of the interface. The key itself is told once, when it is made; only its keyed hash is kept. */
export const Open311Key = z
  .object({
    id: Id,
    name: z.string().meta({ description: 'The body that holds it; its cases come from “Open311：name”' }),
    jurisdiction: z.string().meta({ description: 'Code of the district or street it is good for' }),
    jurisdictionName: z.string(),
    may_post: z.boolean(),
    rate: z.number().int().meta({ description: 'Requests a minute' }),
    createdAt: Moment,
    createdBy: z.string().nullable(),
    revokedAt: Moment.nullable(),
    revokedBy: z.string().nullable(),
    lastUsed: z.iso.date().nullable(),
  })
  .meta({ id: 'Open311Key' });
export type Open311Key = z.output<typeof Open311Key>;

export const NewKey = z.object({
  id: Id,
  name: typed(60, 1),
  jurisdiction,
  may_post: z.boolean().default(true),
  rate: z.number().int().min(keyRate.min).max(keyRate.max).default(keyRate.usual),
});

/** The administration of keys. The interface itself stands in georeport.ts. */
export const routes = {
  keys: defineRoute({
    method: 'GET',
    path: '/open311/keys',
    summary: 'Keys of the Open311 interface in the territory of the post, newest first',
    access: needs(permissions.manage_keys),
    query: PageQuery.extend({ cursor: Id.optional(), state: z.enum(['active', 'revoked']).optional() }),
    reply: pageOf(Open311Key),
    errors: [errors.no_post],
    features: ['C1'],
  }),
  addKey: defineRoute({
    method: 'POST',
    path: '/open311/keys',
    summary: 'Makes a key and tells it, this once',
    access: needs(permissions.manage_keys),
    body: NewKey,
    reply: z.object({ key: Open311Key, secret: z.string() }),
    status: 201,
    idempotency: 'whole',
    errors: [errors.no_post, errors.not_covered, errors.key_exists],
    features: ['C1'],
    example: { id: '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b', name: '城市随手拍', jurisdiction: '610402', may_post: true, rate: 60 },
  }),
  revokeKey: defineRoute({
    method: 'POST',
    path: '/open311/keys/:id/revoke',
    summary: 'Ends a key at once; what it reported goes on',
    access: needs(permissions.manage_keys),
    params: z.object({ id: Id }),
    reply: Open311Key,
    errors: [errors.no_post, errors.key_not_found, errors.key_revoked],
    idempotency: 'write',
    features: ['C1'],
  }),
  jurisdictions: defineRoute({
    method: 'GET',
    path: '/open311/jurisdictions',
    summary: 'District and streets for which the post may make keys',
    access: needs(permissions.manage_keys),
    reply: z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) }),
    errors: [errors.no_post],
    features: ['C1'],
  }),
} as const;
