import { anyone, anyPerson, Day, defineRoute, Id, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { AreaView, Key, Search, TerritoryCode, TerritoryView, WorkingCode } from './fields.ts';
import { permissions } from './permissions.ts';

const one = z.object({ code: TerritoryCode });
const name = typed(60, 1);

export const AuditEntry = z.object({
  seq: z.number().int(),
  at: Moment,
  action: z.string(),
  actor: Id.nullable(),
  actor_name: z.string().nullable(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
  reference: z.string().nullable(),
  hash: z.string(),
});

export const territoryRoutes = {
  listTerritory: defineRoute({
    method: 'GET',
    path: '/territory',
    summary: 'Territory below a parent, or found by name, press name or code; without either the provinces',
    access: anyone('official divisions are public, and a resident chooses a community before registering'),
    query: PageQuery.extend({ parent: TerritoryCode.optional(), q: Search.optional(), ended: z.enum(['true', 'false']).default('false') }),
    reply: pageOf(TerritoryView),
    features: ['T1'],
    rate: 120,
  }),
  servedDistricts: defineRoute({
    method: 'GET',
    path: '/territory/served',
    summary: 'Districts that use this installation',
    access: anyone('a resident chooses a district before registering'),
    reply: z.object({ items: z.array(z.object({ ...AreaView.shape, full_name: z.string() })), next: z.null() }),
  }),
  getTerritory: defineRoute({
    method: 'GET',
    path: '/territory/:code',
    summary: 'One territory with its ancestors, successors, press names and the number of children by level',
    access: anyone('official divisions are public'),
    params: one,
    reply: z.object({
      ...TerritoryView.shape,
      ancestors: z.array(AreaView),
      children: z.number().int(),
      press_names: z.array(z.string()),
      replaced_by: z.array(AreaView),
    }),
    errors: [errors.territory_not_found],
    features: ['T1'],
  }),
  addTerritory: defineRoute({
    method: 'POST',
    path: '/territory',
    summary: 'Add a territory below an existing one',
    access: needs(permissions.manage_territory),
    body: z.object({ code: WorkingCode, name, kind: Key.nullish(), valid_from: Day.optional() }),
    reply: TerritoryView,
    status: 201,
    errors: [errors.territory_exists, errors.territory_parent, errors.outside_territory],
    idempotency: 'write',
    features: ['T1'],
    example: { code: '610402010001099', name: '第九十九网格' },
  }),
  changeTerritory: defineRoute({
    method: 'PATCH',
    path: '/territory/:code',
    summary: 'Rename, end, or name the successors of a territory',
    access: needs(permissions.manage_territory),
    params: one,
    body: z.object({ name: name.optional(), kind: Key.nullish(), valid_to: Day.nullish(), successors: z.array(TerritoryCode).max(50).optional() }),
    reply: TerritoryView,
    errors: [errors.territory_not_found, errors.territory_in_use, errors.outside_territory],
  }),
  setPressName: defineRoute({
    method: 'PUT',
    path: '/territory/press-names',
    summary: 'A name used in the press that stands for several official territories (荣华 = 荣华第一…第四); an empty list removes it',
    access: needs(permissions.manage_territory),
    body: z.object({ name, codes: z.array(WorkingCode).max(50) }),
    reply: null,
    errors: [errors.territory_not_found, errors.outside_territory],
  }),
  myArea: defineRoute({
    method: 'GET',
    path: '/territory/mine',
    summary: 'The territory of my post, from the district down to it',
    access: anyPerson('one’s own area'),
    reply: z.object({ items: z.array(AreaView), next: z.null() }),
  }),
  listAudit: defineRoute({
    method: 'GET',
    path: '/audit',
    summary: 'The audit log of the district, newest first',
    access: needs(permissions.read_audit),
    query: PageQuery.extend({
      action: z
        .string()
        .max(60)
        .regex(/^[a-z_.]+$/)
        .optional(),
      actor: Id.optional(),
      target: z.string().max(80).optional(),
      from: Moment.optional(),
      to: Moment.optional(),
    }),
    reply: pageOf(AuditEntry),
  }),
} as const;
