import { Id, Moment, typed } from '@hezhi/contract';
import { z } from 'zod';
import { categories, channels, deliveryStates, modes, personalChannels } from './terms.ts';

/** One thing a person was told, in the reader's language. `matter`: what it is about; `link`: a page where there is none. */
export const Notice = z
  .object({
    id: Id,
    category: z.enum(categories),
    urgent: z.boolean(),
    title: z.string(),
    body: z.string(),
    matter: Id.nullable(),
    link: z.string().nullable(),
    at: Moment,
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const ModesSchema = z.partialRecord(z.enum(categories), z.partialRecord(z.enum(personalChannels), z.enum(modes)));

/** Own wishes: by category and channel; what is not named is as usual. `quiet` null: none. */
export const PreferencesInput = z.object({ modes: ModesSchema, quiet: z.object({ from: Time, to: Time }).nullable() });
export const Preferences = z
  .object({
    /** Complete: the own wish, else the usual. */
    modes: z.record(z.enum(categories), z.record(z.enum(personalChannels), z.enum(modes))),
    quiet: z.object({ from: Time, to: Time }).nullable(),
    /** By which channel the person can be reached here. `set_up`: the installation has a provider; `to`: masked address; `confirmed`: it counts. */
    channels: z.array(z.object({ channel: z.enum(personalChannels), set_up: z.boolean(), to: z.string().nullable(), confirmed: z.boolean() })),
  })
  .meta({ id: 'NoticePreferences' });

/** One way out for one notice, as the staff reads it: no contact in clear, no content. */
export const Delivery = z
  .object({
    id: Id,
    channel: z.enum(channels),
    state: z.enum(deliveryStates),
    template: z.string(),
    title: z.string(),
    category: z.enum(categories),
    recipient: z.string(),
    to: z.string(),
    matter: Id.nullable(),
    attempts: z.number().int(),
    reason: z.string().nullable(),
    reference: z.string().nullable(),
    created: Moment,
    changed: Moment,
    next: Moment.nullable(),
    /** Whether the reader may send it again now. */
    resend: z.boolean(),
  })
  .meta({ id: 'NoticeDelivery' });

const Title = z.object({ 'zh-Hans': typed(100, 1), en: typed(200, 1) });
const Body = z.object({ 'zh-Hans': typed(1000, 1), en: typed(2000, 1) });
const Sms = z.object({ 'zh-Hans': typed(300, 1), en: typed(480, 1) });
export const TemplateWordsInput = z.object({ title: Title, body: Body, sms: Sms.nullable() });

const PlainWords = z.object({ 'zh-Hans': z.string(), en: z.string() });
const Parts = z.object({ title: PlainWords, body: PlainWords, sms: PlainWords.nullable() });

/** A template with the words in force and those that were shipped. `version` 0: as shipped. */
export const TemplateView = z
  .object({
    key: z.string(),
    category: z.enum(categories),
    urgent: z.boolean(),
    channels: z.array(z.enum(personalChannels)),
    placeholders: z.array(z.string()),
    words: Parts,
    shipped: Parts,
    version: z.number().int(),
    changed: z.object({ at: Moment, by: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'NoticeTemplate' });

/** What the words look like with sample values, in each language. `sms_parts`: how many SMS it is charged as (70 characters, or 67 each). */
export const Preview = z.object({
  items: z.array(z.object({ language: z.string(), title: z.string(), body: z.string(), sms: z.string(), sms_parts: z.number().int() })),
});
