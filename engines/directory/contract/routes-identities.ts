import { anyone, anyPerson, defineRoute, Id, kernelErrors, Moment } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { FactorCode, WordsSchema } from './fields.ts';
import { NewSession } from './routes-sessions.ts';

const Way = z.object({ way: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/) });
/** A path of one of our apps, nothing else. */
const Back = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w/-]*$/)
  .default('/desk');

/** An identity elsewhere that opens one's account. */
const Identity = z
  .object({
    id: Id,
    way: z.string().nullable().meta({ description: 'Null: this system is not offered any more' }),
    name: WordsSchema,
    since: Moment,
    last_used: Moment,
    managed: z.boolean().meta({ description: 'The office binds it by itself; it comes back at the next log-in' }),
  })
  .meta({ id: 'Identity' });

/** Logging in by other systems (OpenID Connect, WeChat, DingTalk), and which of them one has bound (T1). */
export const identityRoutes = {
  ssoStart: defineRoute({
    method: 'GET',
    path: '/sessions/sso/:way/start',
    summary: 'Log in by another system: redirects to it (`/sessions/ways` lists them). With `bind=1` its identity is bound to one’s account instead',
    access: anyone('this is where one logs in'),
    params: Way,
    query: z.object({ return: Back, bind: z.stringbool().default(false) }),
    reply: null,
    reply_kind: 'raw',
    status: 302,
    errors: [errors.sso_away, kernelErrors.no_such_path],
    features: ['T1'],
    rate: 60,
  }),
  ssoBack: defineRoute({
    method: 'GET',
    path: '/sessions/sso/:way/callback',
    summary: 'The other system sends the person back here',
    access: anyone('this is where one logs in'),
    params: Way,
    query: z.object({
      code: z.string().min(1).max(2000).optional(),
      /** DingTalk calls it so. */
      authCode: z.string().min(1).max(2000).optional(),
      state: z.string().max(200),
      iss: z.string().max(500).optional(),
      error: z.string().max(200).optional(),
    }),
    reply: null,
    reply_kind: 'raw',
    status: 302,
    errors: [errors.sso_failed, errors.sso_unlinked, errors.sso_away, kernelErrors.no_such_path],
    features: ['T1'],
    rate: 60,
  }),
  ssoFactor: defineRoute({
    method: 'POST',
    path: '/sessions/sso/factor',
    summary: 'The code of the second factor, after another system that asked for none',
    access: anyone('this is where one logs in'),
    body: z.object({ code: FactorCode }),
    reply: NewSession,
    status: 201,
    errors: [errors.wrong_code, errors.sso_failed, errors.too_many_attempts],
    features: ['T1'],
    idempotency: 'write',
    rate: 20,
    example: { code: '123456' },
  }),
  ssoLogout: defineRoute({
    method: 'GET',
    path: '/sessions/sso/:way/logout',
    summary: 'After logging out here: redirects to the other system to log out there too (OpenID Connect RP-Initiated Logout 1.0)',
    access: anyone('the session has ended already; a cookie says which system it came from'),
    params: Way,
    query: z.object({ return: Back }),
    reply: null,
    reply_kind: 'raw',
    status: 302,
    errors: [kernelErrors.no_such_path],
    rate: 60,
  }),
  myIdentities: defineRoute({
    method: 'GET',
    path: '/me/identities',
    summary: 'Identities elsewhere that open my account, what else is offered, and what waits to be bound',
    access: anyPerson('one’s own account'),
    reply: z.object({
      items: z.array(Identity),
      offered: z.array(z.object({ key: z.string(), name: WordsSchema, inside: z.enum(['wechat']).nullable() })),
      waiting: z
        .object({ key: z.string(), name: WordsSchema, label: z.string().nullable().meta({ description: 'What the person is called there' }) })
        .nullable(),
    }),
    features: ['T1'],
  }),
  bindIdentity: defineRoute({
    method: 'POST',
    path: '/me/identities',
    summary: 'Bind the identity that waits in this browser to my account; wants a log-in of the last 15 minutes',
    access: anyPerson('one’s own account'),
    reply: Identity,
    status: 201,
    errors: [
      errors.identity_gone,
      errors.identity_taken,
      errors.identity_second,
      errors.identity_staff_only,
      errors.identity_residents_only,
      errors.prove_again,
    ],
    features: ['T1'],
    rate: 20,
  }),
  dropWaitingIdentity: defineRoute({
    method: 'DELETE',
    path: '/me/identities/waiting',
    summary: 'Do not bind the identity that waits in this browser',
    access: anyPerson('one’s own browser'),
    reply: null,
  }),
  unbindIdentity: defineRoute({
    method: 'DELETE',
    path: '/me/identities/:id',
    summary: 'Unbind an identity from my account',
    access: anyPerson('one’s own account'),
    params: z.object({ id: Id }),
    reply: null,
    errors: [errors.identity_not_found],
    features: ['T1'],
  }),
} as const;
