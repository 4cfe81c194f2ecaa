import { z } from 'zod';
import { anyPerson, defineRoute, Id, needs } from '@hezhi/contract';
import { errors, permissions } from './errors.ts';
import { Counts, Draft, InboxPage, InboxQuery, ListQuery, MatterDetail, MatterPage, StepCommand, StepResult } from './schemas.ts';

const params = z.object({ id: Id });
const own = 'a person sees the matters of which they are a party, and staff those of their territory (decision 6)';

/** Routes that serve every kind of matter. */
export const routes = {
  inbox: defineRoute({
    method: 'GET',
    path: '/inbox',
    summary: "Open legs by deadline: mine, my organisation's, my territory's, watched",
    access: anyPerson(own),
    query: InboxQuery,
    reply: InboxPage,
    errors: [errors.bad_cursor],
    features: ['C1'],
  }),
  inboxCounts: defineRoute({ method: 'GET', path: '/inbox/counts', summary: 'Counters of the inbox', access: anyPerson(own), reply: Counts, features: ['C1'] }),
  list: defineRoute({
    method: 'GET',
    path: '/matters',
    summary: 'Matters by filters and Chinese search, newest first',
    access: anyPerson(own),
    query: ListQuery,
    reply: MatterPage,
    errors: [errors.bad_cursor],
    features: ['C1', 'I1'],
  }),
  count: defineRoute({
    method: 'GET',
    path: '/matters/count',
    summary: 'How many matters the filters find (counted to 10,000)',
    access: anyPerson(own),
    query: ListQuery,
    reply: z.object({ count: z.number().int(), capped: z.boolean() }),
    features: ['I1'],
  }),
  export: defineRoute({
    method: 'GET',
    path: '/matters/export.csv',
    summary: 'The list as CSV (UTF-8 with BOM), up to 50,000 rows',
    access: needs(permissions.export),
    query: ListQuery,
    reply: z.string(),
    reply_kind: 'raw',
    rate: 10,
    features: ['I1'],
  }),
  get: defineRoute({
    method: 'GET',
    path: '/matters/:id',
    summary: 'One matter: sentence, legs, timeline, steps',
    access: anyPerson(own),
    params,
    reply: MatterDetail,
    errors: [errors.not_found],
    features: ['C1', 'C3'],
  }),
  step: defineRoute({
    method: 'POST',
    path: '/matters/:id/steps',
    summary: 'Take a step',
    access: anyPerson('the procedure says who may take which step'),
    params,
    body: StepCommand,
    reply: StepResult,
    idempotency: 'write',
    errors: Object.values(errors),
    features: ['C1', 'C3'],
    example: { step: 'accept', revision: 1, data: { note: '已核实，属于本社区' } },
  }),
  watch: defineRoute({
    method: 'PUT',
    path: '/matters/:id/watch',
    summary: 'Watch or stop watching a matter',
    access: anyPerson(own),
    params,
    body: z.object({ on: z.boolean() }),
    reply: null,
    errors: [errors.not_found],
  }),
  drafts: defineRoute({
    method: 'GET',
    path: '/drafts',
    summary: 'Own drafts, newest first',
    access: anyPerson('own drafts only'),
    query: z.object({ kind: z.string().max(40).optional() }),
    reply: z.object({ items: z.array(Draft) }),
  }),
  saveDraft: defineRoute({
    method: 'PUT',
    path: '/drafts/:id',
    summary: 'Keep a draft',
    access: anyPerson('own drafts only'),
    params,
    body: z.object({ kind: z.string().max(40), body: z.record(z.string().max(60), z.unknown()) }),
    reply: null,
  }),
  dropDraft: defineRoute({ method: 'DELETE', path: '/drafts/:id', summary: 'Throw a draft away', access: anyPerson('own drafts only'), params, reply: null }),
} as const;
export type Routes = typeof routes;
