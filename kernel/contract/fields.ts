import { z } from 'zod';

/** Schemas that many contracts share. */
export const Id = z.uuid().meta({ id: 'Id', description: 'UUID, version 7, made by whoever creates the record' });
export const Moment = z.iso.datetime({ offset: true }).meta({ id: 'Moment', description: 'RFC 3339 date and time with zone' });
export const Day = z.iso.date().meta({ id: 'Day', description: 'ISO date' });
export const LanguageSchema = z.enum(['zh-Hans', 'zh-Hant', 'en']);
export const WordsSchema = z.object({ 'zh-Hans': z.string().max(2000), en: z.string().max(2000), 'zh-Hant': z.string().max(2000).optional() });
/** Words of a reply in the reader's language; zh-Hans always. */
export const SpokenSchema = z.object({ 'zh-Hans': z.string().max(2000), en: z.string().max(2000).optional(), 'zh-Hant': z.string().max(2000).optional() });
/** Longitude and latitude in WGS84 degrees. */
export const Lon = z.number().min(-180).max(180);
export const Lat = z.number().min(-90).max(90);
export const Point = z.object({ type: z.literal('Point'), coordinates: z.tuple([Lon, Lat]) }).meta({ id: 'Point', description: 'GeoJSON point, WGS84' });

/** Text a person types: trimmed, no control characters but newlines and tabs, NUL never. */
export const typed = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF]*$/u, { error: 'control_characters' });

/** Opaque cursor of a list; `limit` 1 to 100, default 20. */
export const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A list's reply: `{items, next}`; `next` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** The problem document (RFC 9457) of every error. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    reference: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .loose()
  .meta({ id: 'Problem' });
