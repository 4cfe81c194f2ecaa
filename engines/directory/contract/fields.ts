import { Day, Id, LanguageSchema, Moment, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { allLevels, codePattern, levels } from './levels.ts';

export const LevelSchema = z.enum(allLevels.map((level) => level.key));
export const WorkingLevelSchema = z.enum(levels.map((level) => level.key));
/** Official division code of any level. */
export const TerritoryCode = z
  .string()
  .regex(codePattern)
  .meta({ id: 'TerritoryCode', description: 'Official division code: 2, 4, 6, 9, 12 digits, grids 15 characters' });
/** District and below. */
export const WorkingCode = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);

/** Mobile (11 digits) or landline with or without area code; spaces and dashes are taken out. */
export const Phone = z
  .string()
  .max(30)
  .transform((text) => text.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11}|\d{5,8})$/));
/** A mobile number, as sign-in by code needs it. */
export const Mobile = z
  .string()
  .max(30)
  .transform((text) => text.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^1[3-9]\d{9}$/));
export const AccountName = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u);
export const Password = z.string().min(1).max(500);
export const SmsCode = z
  .string()
  .trim()
  .regex(/^\d{6}$/);
/** Six digits of the second factor, or a recovery code. */
export const FactorCode = z.string().trim().min(6).max(20);
export const PersonName = typed(60, 1);
export const Key = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
export const Purpose = typed(200, 2);
export const Search = typed(60);

export const AreaView = z.object({ code: z.string(), name: z.string(), level: LevelSchema }).meta({ id: 'Area' });

export const PostView = z
  .object({
    id: Id,
    role: z.string(),
    role_name: z.string().meta({ description: 'In the language of the request' }),
    person: Id,
    person_name: z.string(),
    org: Id,
    org_name: z.string(),
    area: z.string(),
    area_name: z.string(),
    from: Moment,
    to: Moment.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Post', description: '岗位: role x organisation x territory with a term' });

export const PersonView = z
  .object({
    id: Id,
    name: z.string(),
    phone: z.string().nullable().meta({ description: 'Masked: 138****1234' }),
    identity_number: z.string().nullable().meta({ description: 'Masked' }),
    language: LanguageSchema,
    area: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Person' });

export const OrgView = z
  .object({
    id: Id,
    kind: z.string(),
    kind_name: z.string(),
    name: z.string(),
    short_name: z.string(),
    area: z.string(),
    area_name: z.string(),
    parent: Id.nullable(),
    parent_name: z.string().nullable(),
    phone: z.string().nullable(),
    valid_from: Day,
    valid_to: Day.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Organisation' });

export const AccountView = z
  .object({
    id: Id,
    name: z.string(),
    kind: z.enum(['staff', 'resident']),
    status: z.enum(['active', 'locked', 'closed']),
    person: Id,
    person_name: z.string(),
    phone: z.string().nullable(),
    posts: z.number().int(),
    second_factor: z.boolean(),
    created: Moment,
    last_seen: Moment.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Account' });

export const TerritoryView = z
  .object({
    code: z.string(),
    name: z.string(),
    level: LevelSchema,
    parent: z.string().nullable(),
    kind: z.string().nullable(),
    valid_from: Day.nullable(),
    valid_to: Day.nullable(),
    successors: z.array(z.string()),
  })
  .meta({ id: 'Territory' });

export { Day, Id, LanguageSchema, Moment, typed, WordsSchema };
