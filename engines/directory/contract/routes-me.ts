import { anyPerson, defineRoute, Id, LanguageSchema, Moment, pageOf, PageQuery } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { FactorCode, Password } from './fields.ts';

const Reading = z.object({
  id: Id,
  at: Moment,
  reader_name: z.string(),
  reader_post: z.string().nullable(),
  fields: z.array(z.string()),
  purpose: z.string(),
});

export const meRoutes = {
  changePassword: defineRoute({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change my password; all my other sessions end',
    access: anyPerson('one’s own password'),
    body: z.object({ old: Password.optional(), password: Password }),
    reply: null,
    errors: [
      errors.wrong_password,
      errors.password_short,
      errors.password_long,
      errors.password_common,
      errors.password_name,
      errors.password_words,
      errors.password_kinds,
      errors.password_same,
      errors.too_many_attempts,
    ],
    rate: 20,
  }),
  setLanguage: defineRoute({
    method: 'PUT',
    path: '/me/language',
    summary: 'The language I want to be addressed in',
    access: anyPerson('one’s own preference'),
    body: z.object({ language: LanguageSchema }),
    reply: null,
  }),
  enrolFactor: defineRoute({
    method: 'POST',
    path: '/me/second-factor',
    summary: 'Begin to set up a second factor (TOTP, RFC 6238): secret and otpauth URI for an authenticator app',
    access: anyPerson('one’s own account'),
    body: z.object({ password: Password }),
    reply: z.object({ secret: z.string(), uri: z.string() }),
    status: 201,
    errors: [errors.wrong_password, errors.second_factor_on, errors.too_many_attempts],
    idempotency: 'write',
    rate: 20,
  }),
  confirmFactor: defineRoute({
    method: 'POST',
    path: '/me/second-factor/confirm',
    summary: 'Confirm the second factor with its first code; gives the recovery codes, once',
    access: anyPerson('one’s own account'),
    body: z.object({ code: FactorCode }),
    reply: z.object({ recovery_codes: z.array(z.string()) }),
    status: 200,
    errors: [errors.wrong_code, errors.second_factor_off, errors.second_factor_on, errors.too_many_attempts],
    idempotency: 'write',
    rate: 20,
  }),
  removeFactor: defineRoute({
    method: 'POST',
    path: '/me/second-factor/removal',
    summary: 'Remove the second factor',
    access: anyPerson('one’s own account'),
    body: z.object({ password: Password, code: FactorCode }),
    reply: null,
    errors: [errors.wrong_password, errors.wrong_code, errors.second_factor_off, errors.second_factor_required, errors.too_many_attempts],
    rate: 20,
  }),
  myReadings: defineRoute({
    method: 'GET',
    path: '/me/readings',
    summary: 'Who has read my protected data, when and why',
    access: anyPerson('lists only readings of oneself'),
    query: PageQuery,
    reply: pageOf(Reading),
  }),
} as const;
