import { z } from 'zod';
import { Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { groups, periodPattern, rhythms } from './posting-classes.ts';
import { columnTypes, mostFen } from './tables.ts';
import { District } from './schemas.ts';

export const ClassKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .meta({ description: 'Class of a posting, such as finance: one that ships, or one that the method in force at the place brings' });
const Area = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/)
  .meta({ description: 'Territory code' });
const Note = typed(500);

/** Accounts: money in whole fen, other numbers whole. */
export const Table = z
  .object({
    title: typed(100),
    columns: z
      .array(z.object({ name: typed(40, 1), type: z.enum(columnTypes) }))
      .min(1)
      .max(12),
    rows: z.array(z.array(z.union([typed(300), z.number().int().min(-mostFen).max(mostFen), z.null()])).max(12)).max(500),
  })
  .meta({ id: 'PostedTable', description: 'A table of a posting; cells of type money are fen' });
export const Content = z
  .object({ title: typed(100, 2), text: typed(20_000), tables: z.array(Table).max(6), files: z.array(Id).max(9) })
  .meta({ id: 'PostingContent' });
export type PostingContent = z.output<typeof Content>;

export const sources = ['shipped', 'pack', 'district'] as const;
export const states = ['draft', 'shown', 'ended', 'withdrawn'] as const;
export const results = ['upheld', 'partly', 'explained', 'rejected'] as const;

export const ClassView = z.object({
  key: ClassKey,
  group: z.enum(groups),
  words: WordsSchema,
  basis: WordsSchema,
  days: z.number().int(),
  every: z.enum(rhythms).nullable(),
  second: z.boolean().meta({ description: 'Shown only after a second person has approved it' }),
  answer_days: z.number().int().meta({ description: 'Working days for the answer to an objection' }),
  least: z.object({ every: z.enum(rhythms).nullable(), days: z.number().int() }),
  version: z.number().int().meta({ description: '0 = the district has set nothing itself' }),
  source: z
    .enum(sources)
    .meta({ description: 'Whose rules these are: as shipped by law and custom, of the method in force at the place, or set by the district' }),
  template: z
    .object({
      title: WordsSchema,
      text: WordsSchema.optional(),
      tables: z.array(z.object({ title: WordsSchema, columns: z.array(WordsSchema), rows: z.array(WordsSchema) })),
    })
    .nullable()
    .meta({ description: 'What a new posting begins with; {place} is filled in where a place was asked about, {period} is left' }),
});
export const ClassQuery = z.object({
  area: Area.optional().meta({ description: 'The place whose classes are asked for; absent: those of the own territory and of the places in it' }),
});
export const ClassInput = z.object({
  version: z.number().int().min(0),
  days: z.number().int().min(1).max(90),
  every: z.enum(rhythms).nullable(),
  second: z.boolean(),
  answer_days: z.number().int().min(1).max(15),
});

const Period = z.string().regex(periodPattern);
export const PostingInput = z.object({
  id: Id,
  area: Area,
  class: ClassKey,
  period_of: Period.nullable().default(null),
  days: z.number().int().min(1).max(90).optional().meta({ description: 'Longer than the class asks; default as it asks' }),
  content: Content,
});
export const DraftInput = z.object({
  revision: z.number().int().min(1),
  content: Content,
  period_of: Period.nullable().optional(),
  days: z.number().int().min(1).max(90).optional(),
  note: Note.default('').meta({ description: 'Correction only: what was corrected and why; everybody reads it' }),
  restart: z.boolean().default(false).meta({ description: 'Correction only: the period begins anew' }),
});
export const Revised = z.object({ revision: z.number().int().min(1) });
export const WithReason = Revised.extend({ reason: typed(300, 2) });
export const PostingStep = z.object({ id: Id, state: z.enum(states), waiting: z.boolean(), version: z.number().int(), revision: z.number().int() });

const Placed = { district: District, area: z.string(), areaName: z.string(), class: ClassKey, className: WordsSchema, group: z.enum(groups) };
const File = z.object({ id: Id, url: z.string(), thumb: z.string() });
export const ShownPosting = z
  .object({
    id: Id,
    ...Placed,
    org: z.string().nullable(),
    period_of: z.string().nullable(),
    title: z.string(),
    state: z.enum(states),
    version: z.number().int(),
    starts_at: Moment,
    ends_at: Moment,
    objections: z.number().int(),
  })
  .meta({ id: 'ShownPosting' });
export const BoardQuery = PageQuery.extend({
  district: District,
  area: Area.optional(),
  group: z.enum(groups).optional(),
  class: ClassKey.optional(),
  archive: z.stringbool().default(false),
  q: typed(60).optional(),
});
export const Board = pageOf(ShownPosting);

export const VersionView = z.object({
  version: z.number().int(),
  content: Content.extend({ files: z.array(File), sums: z.array(z.array(z.number().int().nullable())) }),
  note: z.string().nullable(),
  at: Moment,
});
export const ObjectionView = z.object({
  id: Id,
  text: z.string(),
  own: z.boolean(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  result: z.enum(results).nullable(),
  answer: z.string().nullable(),
  org: z.string().nullable(),
  at: Moment,
  answered_at: Moment.nullable(),
});
export const PostingPage = ShownPosting.extend({
  reason: z.string().nullable(),
  answer_days: z.number().int(),
  basis: WordsSchema,
  may_object: z.boolean(),
  versions: z.array(VersionView),
  answered: z.array(ObjectionView),
});
export const ObjectionInput = z.object({ id: Id, text: typed(1000, 4) });
export const Objected = z.object({ id: Id, number: z.string(), sentence: z.string() });

export const ListQuery = PageQuery.extend({
  state: z.enum([...states, 'waiting']).optional(),
  class: ClassKey.optional(),
  area: Area.optional(),
  q: typed(60).optional(),
});
export const PostingLine = z.object({
  id: Id,
  ...Placed,
  title: z.string(),
  period_of: z.string().nullable(),
  state: z.enum(states),
  waiting: z.boolean(),
  correcting: z.boolean(),
  version: z.number().int(),
  starts_at: Moment.nullable(),
  ends_at: Moment.nullable(),
  objections: z.object({ all: z.number().int(), open: z.number().int() }),
  at: Moment,
});
export const PostingLines = pageOf(PostingLine);
export const PostingDetail = PostingLine.extend({
  revision: z.number().int(),
  days: z.number().int(),
  second: z.boolean(),
  draft: Content.nullable(),
  draft_by: z.string().nullable(),
  /** Whether the reader wrote the draft: then another person approves it. */
  own: z.boolean(),
  note: z.string().nullable(),
  restart: z.boolean(),
  returned: z.string().nullable(),
  reason: z.string().nullable(),
  draftFiles: z.array(File),
  versions: z.array(VersionView.extend({ by: z.string().nullable(), approved_by: z.string().nullable() })),
  answered: z.array(ObjectionView),
});

export const DueView = z.object({
  items: z.array(
    z.object({
      area: z.string(),
      areaName: z.string(),
      class: ClassKey,
      className: WordsSchema,
      period: z.string(),
      due: z.iso.date(),
      state: z.enum(['shown', 'due', 'late']),
      posting: Id.nullable(),
    }),
  ),
});
