import { anyPerson, Day, defineRoute, Id, Moment, needs, pageOf, PageQuery, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { Key, OrgView, Phone, PostView, Search, WorkingCode, WorkingLevelSchema } from './fields.ts';
import { permissions } from './permissions.ts';

const one = z.object({ id: Id });
const name = typed(80, 2);
const OrgFields = z.object({ name, short_name: typed(30, 1).optional(), parent: Id.nullish(), phone: Phone.nullish() });

export const RoleView = z.object({
  key: z.string(),
  words: WordsSchema,
  duties: WordsSchema.nullable(),
  level: WorkingLevelSchema.nullable(),
  reserved: z.boolean(),
  permissions: z.array(z.string()),
});

export const organisationRoutes = {
  listKinds: defineRoute({
    method: 'GET',
    path: '/organisations/kinds',
    summary: 'Kinds of organisations',
    access: anyPerson('words that every screen shows'),
    reply: z.object({ items: z.array(z.object({ key: z.string(), words: WordsSchema, governs: WorkingLevelSchema.nullable() })), next: z.null() }),
  }),
  listOrganisations: defineRoute({
    method: 'GET',
    path: '/organisations',
    summary: 'Organisations of the district; search by name, pinyin or initials',
    access: needs(permissions.read_people, permissions.manage_organisations),
    query: PageQuery.extend({
      q: Search.optional(),
      kind: Key.optional(),
      area: WorkingCode.optional(),
      parent: Id.optional(),
      ended: z.enum(['true', 'false']).default('false'),
    }),
    reply: pageOf(OrgView),
    features: ['T4'],
  }),
  getOrganisation: defineRoute({
    method: 'GET',
    path: '/organisations/:id',
    summary: 'One organisation with its posts',
    access: needs(permissions.read_people, permissions.manage_organisations),
    params: one,
    reply: z.object({ ...OrgView.shape, posts: z.array(PostView) }),
    errors: [errors.org_not_found],
  }),
  createOrganisation: defineRoute({
    method: 'POST',
    path: '/organisations',
    summary: 'A new organisation',
    access: needs(permissions.manage_organisations),
    body: OrgFields.extend({ id: Id.optional(), kind: Key, area: WorkingCode, valid_from: Day.optional() }),
    reply: OrgView,
    status: 201,
    errors: [errors.org_name_taken, errors.kind_not_found, errors.territory_not_found, errors.outside_territory, errors.org_not_found],
    idempotency: 'write',
    example: { kind: 'property_firm', name: '安居物业服务有限公司', area: '610402010001' },
  }),
  changeOrganisation: defineRoute({
    method: 'PATCH',
    path: '/organisations/:id',
    summary: 'Change names, parent or phone',
    access: needs(permissions.manage_organisations),
    params: one,
    body: OrgFields.partial().extend({ version: z.number().int() }),
    reply: OrgView,
    errors: [errors.org_not_found, errors.org_name_taken, errors.org_loop, errors.outside_territory],
  }),
  endOrganisation: defineRoute({
    method: 'DELETE',
    path: '/organisations/:id',
    summary: 'End an organisation; its history stays',
    access: needs(permissions.manage_organisations),
    params: one,
    query: z.object({ version: z.coerce.number().int() }),
    reply: null,
    errors: [errors.org_not_found, errors.org_has_posts, errors.outside_territory],
  }),
  listRoles: defineRoute({
    method: 'GET',
    path: '/roles',
    summary: 'Roles with their permissions and duties',
    access: needs(permissions.read_people, permissions.manage_posts, permissions.manage_roles, permissions.read_audit),
    reply: z.object({
      items: z.array(
        RoleView.extend({ rights: z.array(z.object({ key: z.string(), words: WordsSchema })).meta({ description: 'The permissions with their words' }) }),
      ),
      next: z.null(),
    }),
  }),
  listPosts: defineRoute({
    method: 'GET',
    path: '/posts',
    summary: 'Posts by organisation, area or person',
    access: needs(permissions.read_people, permissions.manage_posts, permissions.manage_roles),
    query: PageQuery.extend({
      org: Id.optional(),
      area: WorkingCode.optional(),
      person: Id.optional(),
      role: Key.optional(),
      ended: z.enum(['true', 'false']).default('false'),
    }),
    reply: pageOf(PostView),
    features: ['T4', 'T5'],
  }),
  createPost: defineRoute({
    method: 'POST',
    path: '/posts',
    summary: 'Give a person a post: role x organisation x territory with a term',
    access: needs(permissions.manage_posts, permissions.manage_roles),
    body: z.object({ id: Id.optional(), person: Id, role: Key, org: Id, area: WorkingCode, from: Moment.optional(), to: Moment.nullish() }),
    reply: PostView,
    status: 201,
    errors: [
      errors.person_not_found,
      errors.org_not_found,
      errors.role_not_found,
      errors.territory_not_found,
      errors.outside_territory,
      errors.post_level,
      errors.post_exists,
      errors.post_term,
      errors.role_reserved,
      errors.role_conflict,
      errors.own_standing,
    ],
    idempotency: 'write',
  }),
  changeTerm: defineRoute({
    method: 'PATCH',
    path: '/posts/:id',
    summary: 'Change the end of a post’s term (null: open)',
    access: needs(permissions.manage_posts, permissions.manage_roles),
    params: one,
    body: z.object({ to: Moment.nullable(), version: z.number().int() }),
    reply: PostView,
    errors: [errors.post_not_found, errors.post_term, errors.post_ended, errors.role_reserved, errors.own_standing, errors.outside_territory],
  }),
  endPost: defineRoute({
    method: 'DELETE',
    path: '/posts/:id',
    summary: 'End a post now; what it has to do goes up the ladder',
    access: needs(permissions.manage_posts, permissions.manage_roles),
    params: one,
    query: z.object({ version: z.coerce.number().int() }),
    reply: null,
    errors: [errors.post_not_found, errors.post_ended, errors.role_reserved, errors.own_standing, errors.outside_territory],
  }),
} as const;
