import { defineRoute, Id, LanguageSchema, Moment, needs, pageOf, PageQuery } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { AccountName, AccountView, Password, PersonName, PersonView, Phone, PostView, Purpose, Search } from './fields.ts';
import { permissions } from './permissions.ts';

const one = z.object({ id: Id });
const Version = z.object({ version: z.number().int() });

export const peopleRoutes = {
  listAccounts: defineRoute({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts within the territory of one’s post',
    access: needs(permissions.manage_accounts, permissions.lock_accounts),
    query: PageQuery.extend({
      q: Search.optional(),
      kind: z.enum(['staff', 'resident']).optional(),
      status: z.enum(['active', 'locked', 'closed']).optional(),
      sort: z.enum(['name', '-name', 'created', '-created']).default('name'),
    }),
    reply: pageOf(AccountView),
    features: ['T1', 'T5'],
  }),
  getAccount: defineRoute({
    method: 'GET',
    path: '/accounts/:id',
    summary: 'One account with its posts',
    access: needs(permissions.manage_accounts, permissions.lock_accounts),
    params: one,
    reply: z.object({ ...AccountView.shape, held: z.array(PostView) }),
    errors: [errors.account_not_found],
  }),
  createAccount: defineRoute({
    method: 'POST',
    path: '/accounts',
    summary: 'An account for a person; without a password a one-time recovery code is given to hand over',
    access: needs(permissions.manage_accounts),
    body: z.object({ name: AccountName, person: Id, password: Password.optional() }),
    reply: z.object({ ...AccountView.shape, recovery: z.string().nullable() }),
    status: 201,
    errors: [errors.account_taken, errors.person_not_found, errors.password_short, errors.password_common, errors.password_name, errors.password_words],
    idempotency: 'write',
  }),
  lockAccount: defineRoute({
    method: 'POST',
    path: '/accounts/:id/lock',
    summary: 'Lock an account: its sessions end, its open matters go up the ladder',
    access: needs(permissions.manage_accounts, permissions.lock_accounts),
    params: one,
    body: z.object({ reason: Purpose }),
    reply: AccountView,
    status: 200,
    errors: [errors.account_not_found, errors.own_standing, errors.role_reserved, errors.outside_territory],
  }),
  unlockAccount: defineRoute({
    method: 'POST',
    path: '/accounts/:id/unlock',
    summary: 'Unlock an account and forget its failed attempts',
    access: needs(permissions.manage_accounts, permissions.lock_accounts),
    params: one,
    reply: AccountView,
    status: 200,
    errors: [errors.account_not_found, errors.own_standing, errors.role_reserved, errors.outside_territory],
  }),
  resetAccount: defineRoute({
    method: 'POST',
    path: '/accounts/:id/recovery',
    summary: 'A one-time code with which the person sets a new password; the second factor is removed, sessions end',
    access: needs(permissions.manage_accounts),
    params: one,
    body: z.object({ reason: Purpose }),
    reply: z.object({ recovery: z.string(), expires: Moment }),
    status: 201,
    errors: [errors.account_not_found, errors.own_standing, errors.role_reserved, errors.outside_territory],
    idempotency: 'write',
  }),
  endAccountSessions: defineRoute({
    method: 'DELETE',
    path: '/accounts/:id/sessions',
    summary: 'End all sessions of an account',
    access: needs(permissions.manage_accounts, permissions.lock_accounts),
    params: one,
    reply: null,
    errors: [errors.account_not_found],
  }),
  listPeople: defineRoute({
    method: 'GET',
    path: '/people',
    summary: 'People who hold posts within one’s territory (with directory.read_residents: residents too); by name, pinyin or initials, or whole phone number',
    access: needs(permissions.read_people, permissions.manage_people),
    query: PageQuery.extend({ q: Search.optional(), kind: z.enum(['staff', 'resident']).default('staff') }),
    reply: pageOf(PersonView),
    features: ['T5'],
  }),
  getPerson: defineRoute({
    method: 'GET',
    path: '/people/:id',
    summary: 'One person with posts',
    access: needs(permissions.read_people, permissions.manage_people),
    params: one,
    reply: z.object({ ...PersonView.shape, posts: z.array(PostView) }),
    errors: [errors.person_not_found],
  }),
  createPerson: defineRoute({
    method: 'POST',
    path: '/people',
    summary: 'A new person',
    access: needs(permissions.manage_people),
    body: z.object({
      id: Id.optional(),
      name: PersonName,
      phone: Phone.nullish(),
      identity_number: z.string().trim().toUpperCase().max(18).nullish(),
      language: LanguageSchema.default('zh-Hans'),
    }),
    reply: PersonView,
    status: 201,
    errors: [errors.identity_number],
    idempotency: 'write',
    example: { name: '李秀英', phone: '13800001234' },
  }),
  changePerson: defineRoute({
    method: 'PATCH',
    path: '/people/:id',
    summary: 'Correct a person’s data',
    access: needs(permissions.manage_people),
    params: one,
    body: Version.extend({
      name: PersonName.optional(),
      phone: Phone.nullish(),
      identity_number: z.string().trim().toUpperCase().max(18).nullish(),
      language: LanguageSchema.optional(),
    }),
    reply: PersonView,
    errors: [errors.person_not_found, errors.identity_number, errors.phone_taken],
  }),
  revealPerson: defineRoute({
    method: 'POST',
    path: '/people/:id/reveal',
    summary: 'Protected fields in clear, for a stated purpose; the reading is logged and shown to the person',
    access: needs(permissions.reveal),
    params: one,
    body: z.object({
      purpose: Purpose,
      fields: z
        .array(z.enum(['phone', 'identity_number']))
        .min(1)
        .max(2),
    }),
    reply: z.object({ phone: z.string().nullable().optional(), identity_number: z.string().nullable().optional() }),
    status: 200,
    errors: [errors.person_not_found],
    // Clear values are never stored: a repetition is another reading, logged again.
    idempotency: 'write',
    rate: 60,
  }),
} as const;
