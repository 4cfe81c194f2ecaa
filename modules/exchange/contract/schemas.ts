import { Id, Moment, PageQuery, pageOf, typed } from '@hezhi/contract';
import { z } from 'zod';
import { orderKinds } from './catalogue.ts';

/** Shapes of the administration. An *endpoint* is a body (tied to an organisation, speaks both ways) or a webhook (hears only). */
export const roles = ['body', 'webhook'] as const;
export const directions = ['out', 'in'] as const;
/**
 * States of a message. Out: queued, failed (will be tried again), sent (answered 202, waits for its acknowledgement), acknowledged, dead (a person must look),
 * dropped (a person gave it up). In: acknowledged (carried out), failed (refused, with the reason).
 */
export const states = ['queued', 'failed', 'sent', 'acknowledged', 'dead', 'dropped'] as const;
/** Photos of bodies: to be fetched, in the timeline, given up. */
export const photoStates = ['waiting', 'kept', 'dead'] as const;
/** What webhooks may subscribe to: `<kind of matter>.<what>`. */
export const topicEnds = ['opened', 'stepped', 'closed'] as const;

const Address = z.string().trim().max(500);
const Name = typed(60, 1);
const Topics = z.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}\.(opened|stepped|closed)$/)).max(60);
const Area = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
const Subjects = z.array(z.string().regex(/^[A-Z]\w{0,9}$/)).max(100);

export const SecretView = z.object({
  id: Id,
  direction: z.enum(directions),
  hint: z.string().meta({ description: 'Its last four characters' }),
  createdAt: Moment,
  lapsesAt: Moment.nullable().meta({ description: 'The older of two stays valid until then' }),
});
export const EndpointView = z
  .object({
    id: Id,
    role: z.enum(roles),
    name: z.string(),
    address: z.string().nullable().meta({ description: 'Where messages go; null: the body only sends' }),
    active: z.boolean(),
    org: Id.nullable(),
    orgName: z.string().nullable(),
    orders: z.boolean().meta({ description: 'May report orders, which become cases' }),
    topics: z.array(z.string()),
    area: z.string().nullable(),
    areaName: z.string().nullable(),
    subjects: z.array(z.string()),
    inbox: z.string().nullable().meta({ description: 'Path under which the body sends to us' }),
    failures: z.number().int().meta({ description: 'Attempts that failed in a row' }),
    restsUntil: Moment.nullable().meta({ description: 'No attempt before: too many failed in a row' }),
    waiting: z.number().int(),
    dead: z.number().int(),
    lastOut: Moment.nullable(),
    lastIn: Moment.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'ExchangeEndpoint' });
export type EndpointView = z.output<typeof EndpointView>;
export const EndpointDetail = EndpointView.extend({ secrets: z.array(SecretView) }).meta({ id: 'ExchangeEndpointDetail' });

const body = z.object({ id: Id, role: z.literal('body'), name: Name, org: Id, address: Address.nullable().default(null), orders: z.boolean().default(false) });
const webhook = z.object({
  id: Id,
  role: z.literal('webhook'),
  name: Name,
  address: Address.min(1),
  topics: Topics.min(1),
  area: Area.nullable().default(null),
  subjects: Subjects.default([]),
});
export const EndpointInput = z.discriminatedUnion('role', [body, webhook]);
export type EndpointInput = z.output<typeof EndpointInput>;
export const EndpointChange = z.object({
  version: z.number().int().positive(),
  name: Name.optional(),
  address: Address.nullable().optional(),
  active: z.boolean().optional(),
  orders: z.boolean().optional(),
  topics: Topics.min(1).optional(),
  area: Area.nullable().optional(),
  subjects: Subjects.optional(),
});
export type EndpointChange = z.output<typeof EndpointChange>;

/** A secret in clear, shown this once: `whsec_` and base64. */
export const Shown = z.object({ direction: z.enum(directions), secret: z.string() });
export const Created = EndpointDetail.extend({ shown: z.array(Shown) }).meta({ id: 'ExchangeEndpointCreated' });

export const MessageView = z
  .object({
    id: Id,
    endpoint: Id,
    endpointName: z.string(),
    direction: z.enum(directions),
    type: z.string(),
    state: z.enum(states),
    held: z.boolean().meta({ description: 'Waits for an earlier message about the same matter' }),
    matter: Id.nullable(),
    number: z.string().nullable(),
    order: z.string().nullable(),
    attempts: z.number().int(),
    nextAt: Moment.nullable(),
    error: z.string().nullable(),
    note: z.string().nullable(),
    at: Moment,
    settledAt: Moment.nullable(),
  })
  .meta({ id: 'ExchangeMessage' });
export type MessageView = z.output<typeof MessageView>;
export const MessageDetail = MessageView.extend({
  externalId: z.string(),
  payload: z.unknown().nullable().meta({ description: 'null where the reader may not see the matter it tells of' }),
  reply: z.unknown().nullable(),
  photos: z
    .array(
      z.object({
        id: Id,
        url: z.string().nullable().meta({ description: 'null: it came inside the message, or the reader may not see the matter' }),
        state: z.enum(photoStates),
        attempts: z.number().int(),
        nextAt: Moment.nullable(),
        error: z.string().nullable(),
      }),
    )
    .meta({ description: 'Photos that the message brought, and what became of each' }),
}).meta({ id: 'ExchangeMessageDetail' });

/** What joins a body to a matter, for the staff who read the matter. */
export const MatterTie = z
  .object({
    id: Id.meta({ description: 'Of the endpoint' }),
    name: z.string(),
    order: z.string().nullable().meta({ description: 'Its own order, where the matter was born of one' }),
    kind: z.enum(orderKinds).nullable(),
    deadline: Moment.nullable().meta({ description: 'By when it wants the result' }),
    waiting: z.number().int(),
    dead: z.number().int(),
    photosWaiting: z.number().int().meta({ description: 'Photos of it that are still to be fetched' }),
    photosDead: z.number().int().meta({ description: 'Photos of it that could not be had' }),
  })
  .meta({ id: 'ExchangeTie' });

export const EndpointQuery = z.object({ role: z.enum(roles).optional() });
export const MessageQuery = PageQuery.extend({
  endpoint: Id.optional(),
  role: z.enum(roles).optional(),
  direction: z.enum(directions).optional(),
  state: z.enum(states).optional(),
  type: z.string().max(80).optional(),
  matter: Id.optional(),
  q: typed(60).optional().meta({ description: 'Number of the matter or of the order, or the id of a message' }),
});
export const MessagePage = pageOf(MessageView);
