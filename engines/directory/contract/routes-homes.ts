import { anyPerson, defineRoute, Id, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { Search, WorkingCode } from './fields.ts';
import { homeStates } from './homes.ts';
import { permissions } from './permissions.ts';

const features = ['D1', 'D3', 'C7'];
const Version = z.object({ version: z.number().int() });

/** Where I live, as I said it, and what my community said to it. */
export const MyHome = z
  .object({
    home: z
      .object({
        area: z.string(),
        areaName: z.string(),
        grid: z.string().nullable(),
        gridName: z.string().nullable(),
        state: z.enum(['declared', 'confirmed', 'refused']),
        declaredAt: Moment,
        decidedAt: Moment.nullable(),
        reason: z.string().nullable().meta({ description: 'Why the community refused' }),
        neighbours: z.number().int().nullable().meta({ description: 'How many live there by their own word or confirmed; null below five' }),
      })
      .nullable(),
    freeAt: Moment.nullable().meta({ description: 'From when on another community may be chosen; null: now' }),
  })
  .meta({ id: 'MyHome' });

/** A resident of my community, for its staff. */
export const HomeLine = z
  .object({
    id: Id.meta({ description: 'The person' }),
    name: z.string(),
    phone: z.string().nullable().meta({ description: 'Masked' }),
    area: z.string(),
    grid: z.string().nullable(),
    gridName: z.string().nullable(),
    state: z.enum(['declared', 'confirmed', 'refused']),
    byRegister: z.boolean().meta({ description: 'Confirmed because a register of the community names the person' }),
    declaredAt: Moment,
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'HomeLine' });
const Counts = z.object({ declared: z.number().int(), confirmed: z.number().int(), refused: z.number().int() });

export const homeRoutes = {
  myHome: defineRoute({
    method: 'GET',
    path: '/me/home',
    summary: 'The community where I live',
    access: anyPerson('one’s own home'),
    reply: MyHome,
    features,
  }),
  chooseHome: defineRoute({
    method: 'PUT',
    path: '/me/home',
    summary: 'Say in which community I live, once in 30 days; the grid may be changed at any time',
    access: anyPerson('one’s own home'),
    body: z.object({
      area: WorkingCode.meta({ description: 'Code of a community, or of a grid in it' }),
      how: z
        .enum(['list', 'place'])
        .default('list')
        .meta({ description: 'Chosen from a list, or found by the place where I am; the place itself is not sent' }),
    }),
    reply: MyHome,
    errors: [errors.territory_not_found, errors.home_level, errors.home_district, errors.home_soon, errors.home_changed],
    rate: 20,
    features,
    example: { area: '610402010001', how: 'list' },
  }),
  withdrawHome: defineRoute({
    method: 'DELETE',
    path: '/me/home',
    summary: 'Take back where I live; what I took part in stays',
    access: anyPerson('one’s own home'),
    reply: null,
    errors: [errors.home_none, errors.home_changed],
    features,
  }),
  homes: defineRoute({
    method: 'GET',
    path: '/homes',
    summary: 'Who says to live in my community, by name',
    access: needs(permissions.confirm_homes),
    query: PageQuery.extend({ state: z.enum(homeStates).exclude(['withdrawn']).default('declared'), q: Search.optional() }),
    reply: pageOf(HomeLine).extend({ area: z.string(), areaName: z.string(), counts: Counts }),
    errors: [errors.homes_of_community],
    features,
  }),
  decideHomes: defineRoute({
    method: 'POST',
    path: '/homes/decisions',
    summary: 'Confirm or refuse that people live in my community, one or many; all of them or none',
    access: needs(permissions.confirm_homes),
    body: z.object({
      people: z
        .array(Version.extend({ person: Id }))
        .min(1)
        .max(100),
      decision: z.enum(['confirm', 'refuse']),
      reason: typed(200, 2).optional().meta({ description: 'Needed to refuse; the person reads it' }),
    }),
    reply: z.object({ decided: z.number().int() }),
    status: 200,
    idempotency: 'write',
    errors: [errors.homes_of_community, errors.person_not_found, errors.home_changed, errors.home_own, errors.home_reason],
    features,
  }),
  moveHome: defineRoute({
    method: 'POST',
    path: '/homes/:person/move',
    summary: 'Correct where a resident of my community lives, also to another community of the district',
    access: needs(permissions.confirm_homes),
    params: z.object({ person: Id }),
    body: Version.extend({ area: WorkingCode, reason: typed(200, 2) }),
    reply: z.object({ area: z.string(), areaName: z.string() }),
    status: 200,
    idempotency: 'write',
    errors: [
      errors.homes_of_community,
      errors.person_not_found,
      errors.home_changed,
      errors.home_own,
      errors.territory_not_found,
      errors.home_level,
      errors.home_district,
    ],
    features,
  }),
} as const;
