import { anyone, anyPerson, defineRoute, Id, LanguageSchema, Moment } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { AccountName, FactorCode, Mobile, Password, PersonName, PostView, SmsCode, WordsSchema, WorkingCode } from './fields.ts';

/** Who am I: the person, the current post, what it may do. */
export const CurrentSession = z
  .object({
    session: Id,
    person: z.object({ id: Id, name: z.string(), phone: z.string().nullable(), language: LanguageSchema, area: z.string().nullable() }),
    account: z.object({ id: Id, name: z.string(), kind: z.enum(['staff', 'resident']), has_password: z.boolean(), second_factor: z.boolean() }),
    district: z.string(),
    district_name: z.string(),
    current: PostView.nullable(),
    posts: z.array(PostView),
    permissions: z.array(z.string()),
    languages: z.array(LanguageSchema),
    expires: Moment,
    /** What the person is asked to do before working on. */
    tasks: z.array(z.enum(['change_password', 'enrol_second_factor'])),
  })
  .meta({ id: 'CurrentSession' });
export type CurrentSession = z.output<typeof CurrentSession>;

/** A session that has just begun; the token is shown this once. */
export const NewSession = z.object({ token: z.string(), ...CurrentSession.shape }).meta({ id: 'NewSession' });

export const sessionRoutes = {
  logIn: defineRoute({
    method: 'POST',
    path: '/sessions',
    summary: 'Log in by account and password (with the code of the second factor where one is due), or a resident by phone and SMS code',
    access: anyone('this is where one logs in'),
    body: z.union([
      z.object({ account: z.string().trim().min(1).max(60), password: Password, code: FactorCode.optional(), post: Id.optional() }),
      z.object({ phone: Mobile, code: SmsCode }),
    ]),
    reply: NewSession,
    status: 201,
    errors: [errors.wrong_credentials, errors.second_factor_needed, errors.too_many_attempts, errors.not_registered],
    features: ['T1'],
    // The reply holds a secret, so it is never stored; a repetition with the same key simply logs in again.
    idempotency: 'write',
    rate: 20,
    example: { account: 'street', password: 'hezhi-demo' },
  }),
  ways: defineRoute({
    method: 'GET',
    path: '/sessions/ways',
    summary: 'Ways to log in here, for the log-in page',
    access: anyone('needed before one has logged in'),
    reply: z.object({
      by: z
        .array(z.object({ key: z.string(), name: WordsSchema, for: z.enum(['staff', 'resident']), inside: z.enum(['wechat']).nullable() }))
        .meta({ description: 'Other systems by which one can log in: whose accounts they open, and in which program alone they work' }),
      log_out: z
        .object({ key: z.string(), name: WordsSchema })
        .nullable()
        .meta({ description: 'This browser has just logged out of a session that came from there, and may log out there too' }),
      sandbox: z.boolean().meta({ description: 'Demo: outside providers are stood in for, codes are read at /sandbox/codes' }),
      min_length: z.number().int().meta({ description: 'Characters a password needs' }),
      kinds: z.boolean().meta({ description: 'A password needs three kinds of characters' }),
    }),
  }),
  logOut: defineRoute({ method: 'DELETE', path: '/sessions/current', summary: 'Log out', access: anyPerson('ends one’s own session'), reply: null }),
  whoAmI: defineRoute({
    method: 'GET',
    path: '/sessions/current',
    summary: 'Who am I: person, posts, permissions, language',
    access: anyPerson('shows only oneself'),
    reply: CurrentSession,
  }),
  switchPost: defineRoute({
    method: 'POST',
    path: '/sessions/current/post',
    summary: 'Act through another of one’s posts, or as a resident (null)',
    access: anyPerson('among one’s own posts'),
    body: z.object({ post: Id.nullable() }),
    reply: CurrentSession,
    status: 200,
    errors: [errors.post_not_found],
  }),
  mySessions: defineRoute({
    method: 'GET',
    path: '/sessions',
    summary: 'My sessions on all devices',
    access: anyPerson('lists only one’s own'),
    reply: z.object({
      items: z.array(
        z.object({ id: Id, current: z.boolean(), created: Moment, last_seen: Moment, address: z.string().nullable(), device: z.string().nullable() }),
      ),
      next: z.null(),
    }),
  }),
  endSession: defineRoute({
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'End one of my sessions',
    access: anyPerson('among one’s own'),
    params: z.object({ id: Id }),
    reply: null,
    errors: [errors.session_not_found],
  }),
  sendCode: defineRoute({
    method: 'POST',
    path: '/sessions/codes',
    summary: 'Send a code by SMS; the answer is the same whether or not the number is known',
    access: anyone('needed to log in or register'),
    body: z.object({ phone: Mobile }),
    reply: z.object({ expires_in: z.number().int(), again_in: z.number().int() }),
    status: 202,
    errors: [errors.codes_too_often],
    rate: 20,
    example: { phone: '13800001234' },
  }),
  register: defineRoute({
    method: 'POST',
    path: '/registrations',
    summary: 'Register as a resident by phone and SMS code, in a community',
    access: anyone('everybody may register'),
    body: z.object({ phone: Mobile, code: SmsCode, name: PersonName, area: WorkingCode, password: Password.optional(), language: LanguageSchema.optional() }),
    reply: NewSession,
    status: 201,
    errors: [
      errors.wrong_code,
      errors.already_registered,
      errors.territory_not_found,
      errors.password_short,
      errors.password_common,
      errors.password_name,
      errors.password_words,
    ],
    rate: 20,
    example: { phone: '13800001234', code: '123456', name: '王小明', area: '610402010001' },
  }),
  recover: defineRoute({
    method: 'POST',
    path: '/sessions/recovery',
    summary: 'Set a new password with the one-time code that an administrator handed out',
    access: anyone('who has lost the password cannot log in'),
    body: z.object({ account: AccountName, recovery: z.string().trim().min(8).max(60), password: Password }),
    reply: null,
    errors: [errors.recovery_invalid, errors.password_short, errors.password_common, errors.password_name, errors.password_words, errors.too_many_attempts],
    rate: 20,
  }),
} as const;
