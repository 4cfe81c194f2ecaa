import { z } from 'zod';
import { Day, Id, Lat, Lon, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { PublicCase } from '@hezhi/cases/contract';
import { WorkingCode } from '@hezhi/directory/contract';

export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
/** A category, or the letter of its group. */
export const Category = z.string().regex(/^[A-Z](\d{2})?$/);

/** Whether whoever asks follows a case. */
export const Following = z.object({
  id: Id,
  following: z.boolean(),
  followers: z.number().int(),
  told: z.boolean().meta({ description: 'News is sent: for accounts of the district; a device without an account looks for itself' }),
});
export const Followed = pageOf(PublicCase.extend({ changedAt: Moment.meta({ description: 'When something that the public reads changed last' }) }));

/** What becomes of a comment. `removed`: taken off again after it was shown. */
export const commentStates = ['waiting', 'shown', 'refused', 'removed', 'withdrawn'] as const;
export const CommentView = z
  .object({
    id: Id,
    text: z.string().meta({ description: 'Personal data taken out' }),
    at: Moment,
    by: z.enum(['resident', 'visitor', 'official']),
    org: z.string().nullable().meta({ description: 'Who answers officially' }),
    own: z.boolean(),
    state: z.enum(['waiting', 'shown', 'refused', 'removed']).meta({ description: 'Others than `shown` only to the author' }),
    reason: z.string().nullable().meta({ description: 'Why it was refused or taken off, to the author only' }),
    reported: z.boolean().meta({ description: 'Whoever asks has reported it' }),
  })
  .meta({ id: 'PublicComment' });
export const Comments = pageOf(CommentView);
export const CommentInput = z.object({ text: typed(500, 2) });
export const AbuseReason = z.enum(['insult', 'personal_data', 'false', 'advertising', 'other']);

/** A comment as who moderates sees it. */
export const ModeratedComment = z
  .object({
    id: Id,
    matter: Id,
    number: z.string(),
    category: WordsSchema,
    areaName: z.string(),
    about: z.string().meta({ description: 'What the public reads of the case' }),
    written: z.string().meta({ description: 'As it was written' }),
    redacted: z.string().meta({ description: 'As it will be shown unless it is changed' }),
    at: Moment,
    by: z.enum(['resident', 'visitor', 'official']),
    org: z.string().nullable(),
    state: z.enum(commentStates),
    reason: z.string().nullable(),
    decidedAt: Moment.nullable(),
    listed: z.boolean().meta({ description: 'The case is public now' }),
    abuse: z.array(z.object({ reason: AbuseReason, n: z.number().int() })),
  })
  .meta({ id: 'ModeratedComment' });
export const queueViews = ['waiting', 'reported', 'shown', 'refused'] as const;
export const QueueQuery = PageQuery.extend({ cursor: Id.optional(), view: z.enum(queueViews).default('waiting'), matter: Id.optional() });
export const Queue = pageOf(ModeratedComment).extend({ waiting: z.number().int(), reported: z.number().int() });
/** `accept` shows a waiting comment, `refuse` does not; `remove` takes a shown one off, `keep` finds reports of abuse unfounded. */
export const decisions = ['accept', 'refuse', 'remove', 'keep'] as const;
export const DecisionInput = z.object({
  decision: z.enum(decisions),
  text: typed(500, 2).optional().meta({ description: 'With `accept`: the words as they shall be shown; personal data is taken out once more' }),
  reason: typed(300).optional().meta({ description: 'Needed with `refuse` and `remove`; the author reads it' }),
});
export const Decided = z.object({ id: Id, state: z.enum(commentStates) });

const place = {
  area: WorkingCode.nullable().meta({ description: 'A district, street, community or grid with everything below it' }),
  circle: z
    .object({ lon: Lon, lat: Lat, radius: z.number().int().min(200).max(5000) })
    .nullable()
    .meta({ description: 'Metres around a point' }),
  categories: z.array(Category).max(20).meta({ description: 'Categories or groups; none: all' }),
  often: z.enum(['once', 'daily']).meta({ description: '`once`: each as it comes; `daily`: together at 18:00' }),
};
export const AlertInput = z
  .object({ ...place, label: typed(40) })
  .refine((one) => (one.area === null) !== (one.circle === null), { error: 'publicity.alert_where' });
export const AlertView = z.object({ id: Id, district: District, ...place, label: z.string(), where: z.string(), createdAt: Moment }).meta({ id: 'AreaAlert' });
export const Alerts = z.object({ items: z.array(AlertView), max: z.number().int() });

export const FeedQuery = z.object({ district: District, area: WorkingCode.optional(), category: Category.optional() });
export const OpenDataQuery = z.object({
  district: District,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .meta({ description: 'Month in which the cases were reported, China time' }),
  category: Category.optional(),
});
export const OpenDataAbout = z.object({
  licence: z.object({ url: z.string(), words: WordsSchema }),
  publisher: z.string(),
  columns: z.array(z.object({ key: z.string(), type: z.string(), words: WordsSchema })),
  months: z.array(z.object({ month: z.string(), n: z.number().int() })),
});

export const PublicCounts = z.object({ items: z.array(z.object({ key: z.string(), words: WordsSchema, n: z.number().int() })) });
/** The measures that the public figures show; each has its list. */
export const publicMeasures = ['opened', 'open', 'closed', 'closed_in_time', 'rated', 'satisfied', 'reopened'] as const;
const Numbers = z.object(Object.fromEntries(publicMeasures.map((key) => [key, z.number().int()])) as Record<(typeof publicMeasures)[number], z.ZodNumber>);
const Rate = z.object({ num: z.number().int(), den: z.number().int(), value: z.number().nullable() });
const FigureRow = z.object({
  area: z.string(),
  name: z.string(),
  n: Numbers,
  rates: z.object({ closed: Rate, in_time: Rate, satisfied: Rate }),
});
export const PeriodQuery = z.object({ district: District, area: WorkingCode.optional(), from: Day.optional(), to: Day.optional() });
export const PublicFigures = z
  .object({ from: Day, to: Day, all: FigureRow, rows: z.array(FigureRow), words: z.record(z.string(), WordsSchema) })
  .meta({ id: 'PublicFigures' });
export const BehindQuery = PageQuery.extend(PeriodQuery.shape).extend({ measure: z.enum(publicMeasures) });
