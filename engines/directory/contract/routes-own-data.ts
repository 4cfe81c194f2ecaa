import { anyPerson, defineRoute, Id, Moment, pageOf, PageQuery } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { FactorCode, Mobile, Password, PersonName, SmsCode } from './fields.ts';

/** Who one is, proved once more: the password where there is one, the code of the second factor where it is on, else a code sent to the own phone. */
export const Proof = z.object({ password: Password.optional(), code: FactorCode.optional(), sms: SmsCode.optional() }).meta({ id: 'Proof' });

/** A copy of one's own data. It can be fetched while it is `ready`, until `until`. */
export const OwnCopy = z
  .object({ id: Id, state: z.enum(['waiting', 'ready', 'failed']), asked_at: Moment, ready_at: Moment.nullable(), until: Moment })
  .meta({ id: 'OwnCopy' });

/** The closing of one's account: whether it was asked for and when it happens, and what ties the person to the house now. */
export const Closing = z
  .object({
    /** False for staff: an administrator closes their accounts. */
    own: z.boolean(),
    asked_at: Moment.nullable(),
    due_at: Moment.nullable(),
    ties: z.array(z.object({ said: z.string(), blocks: z.boolean(), link: z.string().nullable() })),
  })
  .meta({ id: 'Closing' });

const proofErrors = [errors.proof_needed, errors.proof_no_phone, errors.wrong_password, errors.wrong_code, errors.too_many_attempts] as const;

/** What a person may do with the own data (PIPL 44 to 47): a copy of it, correcting it, closing the account. */
export const ownDataRoutes = {
  copies: defineRoute({
    method: 'GET',
    path: '/me/copies',
    summary: 'Copies of my own data that I asked for, newest first',
    access: anyPerson('lists only one’s own'),
    query: PageQuery,
    reply: pageOf(OwnCopy),
  }),
  askCopy: defineRoute({
    method: 'POST',
    path: '/me/copies',
    summary: 'Ask for a copy of my own data (PIPL 45); it is gathered in the background and stays for seven days',
    access: anyPerson('one’s own data'),
    body: z.object({ id: Id }),
    reply: OwnCopy,
    status: 201,
    errors: [errors.copy_waiting, errors.copy_soon],
    rate: 20,
  }),
  openCopy: defineRoute({
    method: 'POST',
    path: '/me/copies/:id/pass',
    summary: 'Prove once more who I am; gives the address where the copy can be fetched for five minutes in this session',
    access: anyPerson('among one’s own'),
    params: z.object({ id: Id }),
    body: Proof,
    reply: z.object({ address: z.string(), until: Moment }),
    status: 201,
    errors: [errors.copy_not_found, ...proofErrors],
    // The reply is a secret for minutes, so it is never stored.
    idempotency: 'write',
    rate: 20,
  }),
  fetchCopy: defineRoute({
    method: 'GET',
    path: '/me/copies/:id/file',
    summary: 'The copy as a ZIP: a page to read, one JSON file per part of the house, the person’s own photos and voice notes',
    access: anyPerson('among one’s own, with a pass'),
    params: z.object({ id: Id }),
    query: z.object({ pass: z.string().max(200) }),
    reply: null,
    reply_kind: 'raw',
    status: 200,
    errors: [errors.copy_not_found, errors.copy_pass],
    rate: 20,
  }),
  proofCode: defineRoute({
    method: 'POST',
    path: '/me/proof-code',
    summary: 'Send a code to my own phone, to prove who I am where I have no password',
    access: anyPerson('to one’s own phone'),
    reply: z.object({ again_in: z.number().int() }),
    status: 202,
    errors: [errors.proof_no_phone, errors.codes_too_often],
    rate: 20,
  }),
  closing: defineRoute({
    method: 'GET',
    path: '/me/closing',
    summary: 'Whether my account is being closed, and what would have to end first',
    access: anyPerson('one’s own account'),
    reply: Closing,
  }),
  askClosing: defineRoute({
    method: 'POST',
    path: '/me/closing',
    summary: 'Close my account in seven days (PIPL 47); it can be taken back until then',
    access: anyPerson('one’s own account'),
    body: Proof,
    reply: Closing,
    status: 201,
    errors: [errors.closing_staff, errors.closing_tied, errors.closing_asked, ...proofErrors],
    rate: 20,
  }),
  undoClosing: defineRoute({
    method: 'DELETE',
    path: '/me/closing',
    summary: 'Keep my account after all',
    access: anyPerson('one’s own account'),
    reply: null,
    errors: [errors.closing_none],
  }),
  changeName: defineRoute({
    method: 'PUT',
    path: '/me/name',
    summary: 'Correct my name (PIPL 46); staff names are corrected by an administrator',
    access: anyPerson('one’s own name'),
    body: z.object({ name: PersonName }),
    reply: null,
    errors: [errors.name_staff],
  }),
  changePhone: defineRoute({
    method: 'PUT',
    path: '/me/phone',
    summary: 'Change my phone number: proved by what I log in with, and by a code that was sent to the new number (POST /sessions/codes)',
    access: anyPerson('one’s own number'),
    body: z.object({ phone: Mobile, phone_code: SmsCode, ...Proof.shape }),
    reply: null,
    errors: [errors.phone_taken, errors.name_staff, ...proofErrors],
    rate: 20,
  }),
} as const;
