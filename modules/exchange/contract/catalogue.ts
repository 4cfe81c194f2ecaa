import { Lat, Lon, Moment, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';

/**
 * The messages that outside systems send and get: CloudEvents 1.0 in structured JSON. Names on the wire are in snake_case; members that are not
 * known are let pass, so that either side may add some. A change that breaks a reader gets a new type (`…v2`).
 * docs/how-to/write-a-body.md explains them to a stranger; `GET /api/exchange/schemas/:name` publishes these very schemas.
 */

/** Kinds of order of a city hotline: 咨询 求助 投诉 举报 建议. */
export const orderKinds = ['consult', 'help', 'complain', 'report', 'suggest'] as const;
/** What a body may ask to be done; which step of the procedure it is, its mapping says. */
export const bodySteps = ['accept', 'arrive', 'progress', 'ask_return', 'ask_extension', 'finish', 'comment', 'urge', 'call_back', 'reopen'] as const;
export type BodyStep = (typeof bodySteps)[number];

/** Types of messages to a body, and from one. */
export const outTypes = ['hezhi.matter.assigned.v1', 'hezhi.matter.updated.v1', 'hezhi.matter.released.v1', 'hezhi.matter.closed.v1', 'hezhi.ping.v1'] as const;
export const inTypes = ['hezhi.order.reported.v1', 'hezhi.step.taken.v1', 'hezhi.message.acknowledged.v1', 'hezhi.ping.v1'] as const;
export type OutType = (typeof outTypes)[number];
export type InType = (typeof inTypes)[number];

const Short = z.string().min(1).max(200);
const Lonlat = z.tuple([Lon, Lat]).meta({ description: '[longitude, latitude] in WGS84 degrees' });

/** The envelope of every message: CloudEvents 1.0. `id` and `source` together name a message for ever. */
export const Envelope = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: Short.meta({ description: 'Unique within source; the same id again is the same message' }),
    source: Short.meta({ description: 'Who sends, a URI-reference such as urn:example:12345' }),
    type: Short,
    time: Moment.optional(),
    subject: z.string().max(200).optional(),
    datacontenttype: z
      .string()
      .regex(/^application\/json(\s*;.*)?$/i)
      .optional(),
    dataschema: z.string().max(400).optional(),
    data: z.unknown(),
  })
  .meta({ id: 'ExchangeEnvelope' });
export type Envelope = z.output<typeof Envelope>;

/** The most photos of one message. */
export const mostPhotos = 9;
/** A photo that a body sends: by `url`, from which it is fetched, or `data`, the bytes themselves. */
export const PhotoGiven = z
  .looseObject({
    url: z.string().min(1).max(1000).optional().meta({
      description: 'https address from which we fetch it, for at least a day; asked with the headers of a signature where it is on the host of your address',
    }),
    data: z
      .base64()
      .min(24)
      .max(1024 * 1024)
      .optional()
      .meta({ description: 'The picture itself in base64; the whole request stays within 1 MiB' }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ description: 'Of the bytes: compared when it has been fetched' }),
  })
  .refine(({ url, data }) => (url === undefined) !== (data === undefined), { error: 'exchange.one_photo' })
  .meta({ id: 'ExchangePhotoGiven' });
export type PhotoGiven = z.output<typeof PhotoGiven>;
const Photos = z.array(PhotoGiven).max(mostPhotos).optional();

/** hezhi.order.reported.v1: an order of an outside platform, which becomes a case. */
export const OrderReported = z
  .looseObject({
    order: typed(60, 1).meta({ description: 'The number of the order in your system; one case per number' }),
    kind: z.enum(orderKinds),
    description: typed(2000, 1),
    category: z
      .string()
      .regex(/^[A-Z]\d{2}$/)
      .optional()
      .meta({ description: 'A code of GET /api/case-categories; guessed from the words when left out' }),
    place: z
      .looseObject({
        point: Lonlat.optional(),
        address: typed(200).optional(),
        area: z
          .string()
          .regex(/^\d{9}(\d{3}([0-9A-Z]{3})?)?$/)
          .optional()
          .meta({ description: 'Official code of street, community or grid' }),
      })
      .meta({ description: 'At least one of point, area, address; trusted in this order' }),
    answers: z.record(z.string().max(40), z.unknown()).optional().meta({ description: 'Answers to the questions of the category' }),
    contact: z
      .looseObject({
        name: typed(60).optional(),
        phone: z
          .string()
          .trim()
          .regex(/^\+?[\d\s-]{5,20}$/)
          .optional(),
      })
      .optional()
      .meta({ description: 'Who reported; kept sealed, never sent to anybody' }),
    public: z.boolean().optional().meta({ description: 'May be listed, made anonymous, for the public; default false' }),
    deadline: Moment.optional().meta({ description: 'By when you want the result; shown to the staff, does not move our own limits' }),
    note: typed(800).optional().meta({ description: 'For the staff only' }),
    photos: Photos.meta({ description: 'JPEG, PNG, WebP or AVIF; they stand in the case as soon as they are fetched' }),
  })
  .meta({ id: 'OrderReported' });
export type OrderReported = z.output<typeof OrderReported>;

/** hezhi.step.taken.v1: something the body did or asks for. Name the matter by one of `matter`, `number`, `order`. */
export const StepTaken = z
  .looseObject({
    matter: z.uuid().optional(),
    number: z.string().min(1).max(40).optional(),
    order: typed(60, 1).optional(),
    step: z.enum(bodySteps),
    revision: z.number().int().positive().optional().meta({ description: 'Refuse when the matter has moved on since this revision' }),
    leg: z.uuid().optional().meta({ description: 'Which leg is meant, where you hold several' }),
    note: typed(1000).optional(),
    outcome: z.string().max(40).optional().meta({ description: 'finish: one of the outcomes listed under may' }),
    reason: z.string().max(40).optional().meta({ description: 'ask_return, ask_extension' }),
    days: z.number().int().min(1).max(60).optional().meta({ description: 'ask_extension: working days' }),
    necessity: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'finish of a whistle by the department that leads: whether the whistle was needed, one of the choices under may' }),
    point: Lonlat.optional().meta({ description: 'arrive at a whistle: where you are; some kinds demand it' }),
    reached: z.enum(['yes', 'no']).optional(),
    solved: z.enum(['yes', 'partly', 'no']).optional(),
    score: z.number().int().min(1).max(5).optional(),
    photos: Photos.meta({ description: 'With arrive, progress, finish, comment and reopen; for a whistle with ask_return too' }),
  })
  .refine((given) => [given.matter, given.number, given.order].filter((one) => one !== undefined).length === 1, {
    error: 'exchange.one_name',
    path: ['matter'],
  })
  .meta({ id: 'StepTaken' });
export type StepTaken = z.output<typeof StepTaken>;

/** hezhi.message.acknowledged.v1: the late answer to a message that was answered by 202. */
export const Acknowledged = z
  .looseObject({
    message: Short.meta({ description: 'The id of the message that is meant' }),
    ok: z.boolean().optional().meta({ description: 'false: it could not be carried out; it becomes a dead letter for a person to look at. Default true' }),
    error: typed(500).optional(),
  })
  .meta({ id: 'MessageAcknowledged' });
export type Acknowledged = z.output<typeof Acknowledged>;

/** hezhi.ping.v1, both ways: proves address, signature and clock. */
export const Ping = z.looseObject({ text: typed(200).optional() }).meta({ id: 'Ping' });

const Coded = z.object({ code: z.string(), name: z.string() });
/** A matter as a body reads it; `name`s are in simplified Chinese. No contact and no name of a private person is ever in it. */
export const MatterData = z
  .object({
    id: z.uuid(),
    number: z.string(),
    kind: z.string(),
    title: z.string(),
    description: z.string(),
    category: Coded,
    area: Coded,
    address: z.string(),
    point: Lonlat.nullable(),
    tier: z.number().int().meta({ description: '1 danger to life or property, 2 utilities, 3 general, 4 hard' }),
    state: z.string(),
    state_name: z.string(),
    stage: z.string(),
    final: z.boolean(),
    revision: z.number().int().meta({ description: 'Rises with every step; ignore a message whose revision is lower than one you have' }),
    opened_at: Moment,
    due_at: Moment.nullable(),
    closed_at: Moment.nullable(),
  })
  .meta({ id: 'ExchangeMatter' });
export const LegData = z
  .object({ id: z.uuid(), key: z.string(), name: z.string(), started_at: Moment, due_at: Moment, overdue: z.boolean(), paused: z.boolean() })
  .meta({ id: 'ExchangeLeg' });
const FieldData = z.object({
  key: z.string(),
  type: z.enum(['text', 'number', 'choice', 'point']),
  required: z.boolean(),
  label: z.string(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
/** What the body may answer now, with the fields it may or must give. */
export const MayData = z.object({ step: z.enum(bodySteps), fields: z.array(FieldData) });
/** A photo by reference: fetched from `path` of the house, signed like a message (docs/how-to/write-a-body.md). */
const PhotoData = z
  .object({
    id: z.uuid(),
    path: z.string(),
    type: z.string(),
    bytes: z.number().int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'ExchangePhoto' });
export const EntryData = z
  .object({
    seq: z.number().int(),
    at: Moment,
    step: z.string(),
    name: z.string(),
    by: z.string().nullable().meta({ description: 'The organisation that took it; null: the person who asked, or the clock' }),
    note: z.string().nullable(),
    outcome: Coded.nullable(),
    reason: Coded.nullable(),
    photos: z.array(PhotoData).meta({ description: 'Pictures of it, by reference' }),
  })
  .meta({ id: 'ExchangeEntry' });
const Told = {
  matter: MatterData,
  order: z
    .object({ order: z.string(), kind: z.enum(orderKinds) })
    .nullable()
    .meta({ description: 'Your own order, where the matter was born of one' }),
  legs: z.array(LegData).meta({ description: 'What your organisation has to do now' }),
  entries: z.array(EntryData).meta({ description: 'What happened since the last message about this matter' }),
  may: z.array(MayData).meta({ description: 'What you may answer now' }),
};
/** hezhi.matter.assigned.v1: your organisation has a new leg of responsibility. */
export const MatterAssigned = z.object(Told).meta({ id: 'MatterAssigned' });
/** hezhi.matter.updated.v1: something happened on a matter that you handle or reported. */
export const MatterUpdated = z.object(Told).meta({ id: 'MatterUpdated' });
/** hezhi.matter.released.v1: your organisation has nothing to do on it any more. */
export const MatterReleased = z.object(Told).meta({ id: 'MatterReleased' });
/** hezhi.matter.closed.v1: it has ended; `result` is what the asker is told. */
export const MatterClosed = z
  .object({ ...Told, result: z.object({ outcome: Coded.nullable(), note: z.string().nullable(), rating: z.number().int().nullable() }) })
  .meta({ id: 'MatterClosed' });

/** What webhooks carry of a matter: an allow-list without words that people wrote, names, addresses or points. */
export const PublicMatter = z
  .object({
    id: z.uuid(),
    number: z.string(),
    kind: z.string(),
    district: z.string(),
    area: z.string().meta({ description: 'Community, or the street where no community is known' }),
    category: z.string(),
    state: z.string(),
    state_name: WordsSchema,
    stage: z.string(),
    final: z.boolean(),
    steps: z.array(z.string()),
    revision: z.number().int(),
    opened_at: Moment,
    closed_at: Moment.nullable(),
    rating: z.number().int().nullable(),
  })
  .meta({ id: 'PublicMatter' });

/** The answer to one message. `duplicate`: it had come before and was not carried out again. */
export const Receipt = z
  .object({
    id: z.string(),
    ok: z.boolean(),
    duplicate: z.boolean(),
    matter: z.object({ id: z.uuid(), number: z.string(), state: z.string(), revision: z.number().int() }).nullable(),
    error: z
      .object({
        status: z.number().int(),
        code: z.string(),
        detail: z.string(),
        errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'ExchangeReceipt' });
export type Receipt = z.output<typeof Receipt>;
