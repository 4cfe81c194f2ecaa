import { defineRoute, Id, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { errors as documents } from '@hezhi/documents/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions as may } from './permissions.ts';
import * as s from './schemas.ts';

const features = ['D5', 'X3'];
const staff = needs(may.manage, may.observe, may.collect);
const byId = z.object({ id: Id });
const Paged = PageQuery.extend({ cursor: Id.optional() });
const Done = z.object({ id: Id });

/** Routes of those who hold a ballot for voters who do not vote by account: written mandates and voting codes. */
export const mandateRoutes = {
  mandates: defineRoute({
    method: 'GET',
    path: '/ballots/:id/mandates',
    summary: 'Written mandates, newest first',
    access: staff,
    params: byId,
    query: Paged,
    reply: pageOf(s.MandateLine),
    errors: [errors.not_found, errors.no_post],
    features,
  }),
  giveMandate: defineRoute({
    method: 'POST',
    path: '/ballots/:id/mandates',
    summary: 'Records a written mandate with photos of the paper',
    access: needs(may.collect, may.manage),
    params: byId,
    body: s.MandateInput,
    reply: Done,
    status: 201,
    errors: [
      errors.not_found,
      errors.no_proxies,
      errors.proxy_limit,
      errors.no_entry,
      errors.closed,
      documents.file_gone,
      errors.exists,
      errors.no_account,
      errors.own_mandate,
      errors.channel_closed,
      errors.outside,
      errors.no_post,
    ],
    idempotency: 'write',
    features,
  }),
  withdrawMandate: defineRoute({
    method: 'POST',
    path: '/ballots/:id/mandates/:mandate/withdraw',
    summary: 'Withdraws a mandate at the giver’s wish, before a vote was cast with it; who, when and why stay',
    access: needs(may.collect, may.manage),
    params: byId.extend({ mandate: Id }),
    body: s.WithdrawInput,
    reply: Done,
    errors: [errors.not_found, errors.mandate_gone, errors.mandate_used, errors.closed, errors.no_post, documents.file_gone],
    idempotency: 'write',
    features,
  }),
  bindMandate: defineRoute({
    method: 'POST',
    path: '/ballots/:id/mandates/:mandate/account',
    summary: 'Binds the proxy’s account by the phone it logs in with, so that the proxy votes from the own phone',
    access: needs(may.collect, may.manage),
    params: byId.extend({ mandate: Id }),
    body: z.object({ phone: typed(20, 1) }),
    reply: Done,
    errors: [
      errors.not_found,
      errors.no_account,
      errors.own_mandate,
      errors.mandate_gone,
      errors.mandate_used,
      errors.mandate_bound,
      errors.proxy_limit,
      errors.no_proxies,
      errors.channel_closed,
      errors.closed,
      errors.no_post,
    ],
    idempotency: 'write',
    rate: 30,
    features,
  }),
  codes: defineRoute({
    method: 'POST',
    path: '/ballots/:id/codes',
    summary: 'Makes voting codes for the next voters, as JSON {items: [{voter, label, code}], next}; shown this once',
    access: needs(may.manage),
    params: byId,
    body: z.object({ after: Id.optional(), limit: z.int().min(1).max(1000).default(200) }),
    reply: null,
    reply_kind: 'raw',
    errors: [errors.not_found, errors.channel_closed, errors.closed, errors.outside, errors.no_post],
    features,
  }),
  codesBySms: defineRoute({
    method: 'POST',
    path: '/ballots/:id/codes/sms',
    summary: 'Sends the voting code by SMS to voters without an account who agreed to it on the roll; each once. `left`: how many are still to be sent to',
    access: needs(may.manage),
    params: byId,
    reply: z.object({ sent: z.int(), left: z.int() }),
    errors: [errors.not_found, errors.channel_closed, errors.state, errors.closed, errors.outside, errors.no_post],
    idempotency: 'write',
    rate: 60,
    features,
  }),
} as const;
