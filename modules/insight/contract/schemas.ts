import { Day, Id, Lat, Lon, Moment, WordsSchema, SpokenSchema } from '@hezhi/contract';
import { LevelSchema, WorkingCode } from '@hezhi/directory/contract';
import { z } from 'zod';

/** How a table of figures is cut: by territory below, by category, by day, by month, or one sum. */
export const By = z.enum(['total', 'area', 'subject', 'day', 'month']);

const MatterKind = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .default('case');

export const NowQuery = z.object({ kind: MatterKind, area: WorkingCode.optional() });

export const FiguresQuery = z.object({
  kind: MatterKind,
  /** Territory within the post's; the post's own by default. */
  area: WorkingCode.optional(),
  /** Category; all by default. With `by=subject` the categories below it. */
  subject: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,40}$/)
    .optional(),
  /** First and last day, both included, in China's time; the last 30 days by default. */
  from: Day.optional(),
  to: Day.optional(),
  by: By.default('area'),
});

export const AreaName = z.object({ code: z.string(), name: z.string(), level: LevelSchema });

/** The query of `GET /matters` that lists what a row counts; with `measure` added it lists what a cell counts. */
export const Drill = z
  .object({ kind: z.string(), area: z.string(), exact: z.literal('true').optional(), subject: z.string().optional(), from: Day.optional(), to: Day.optional() })
  .meta({ id: 'Drill', description: 'Query of GET /matters behind a row; add `measure` for a cell' });

export const FigureRow = z
  .object({
    /** Code of the territory or category, the day or month; `rest`: what lies in no territory below. */
    key: z.string(),
    name: WordsSchema,
    /** Whether the table can be opened one level further here. */
    opens: z.boolean(),
    /** The territory has ended; its history stays. */
    ended: z.boolean(),
    /** Integers by measure, and `due` (opened less void). Rates and score follow from them (`rateOf`, `scoreOf`) and are given too, for readers without the code. */
    n: z.record(z.string(), z.number().int()),
    rates: z.record(z.string(), z.object({ num: z.number().int(), den: z.number().int(), value: z.number().nullable() })),
    score: z.number().nullable(),
    drill: Drill,
  })
  .meta({ id: 'FigureRow' });

export const FiguresReply = z.object({
  kind: z.string(),
  by: By,
  from: Day,
  to: Day,
  area: AreaName,
  /** From the post's own territory down to `area`. */
  trail: z.array(AreaName),
  subject: z.object({ code: z.string(), name: WordsSchema }).nullable(),
  measures: z.array(
    z.object({ key: z.string(), words: WordsSchema, /** Counted under the day of opening or of closing. */ day: z.enum(['opened', 'closed']) }),
  ),
  rates: z.array(z.object({ key: z.string(), words: WordsSchema, num: z.string(), den: z.string(), good: z.enum(['high', 'low']) })),
  total: FigureRow,
  rows: z.array(FigureRow),
});

/** A live number with the list behind it. */
const Live = z.object({ n: z.number().int(), drill: Drill.extend({ measure: z.string() }) });
const LiveRate = z.object({ num: z.number().int(), den: z.number().int(), value: z.number().nullable(), drill: Drill.extend({ measure: z.string() }) });

export const Burning = z
  .object({
    id: Id,
    number: z.string(),
    title: z.string(),
    areaName: z.string(),
    stateName: SpokenSchema,
    tier: z.number().int(),
    point: z.tuple([Lon, Lat]).nullable(),
    /** Due moment of the stretch of responsibility that presses most. */
    due: Moment,
    overdue: z.boolean(),
    /** Who has it. */
    owner: z.string(),
  })
  .meta({ id: 'Burning' });

export const AreaLoad = z.object({ code: z.string(), name: z.string(), open: z.number().int(), overdue: z.number().int() }).meta({ id: 'AreaLoad' });

export const NowReply = z.object({
  area: AreaName,
  day: Day,
  open: Live,
  overdue: Live,
  opened_today: Live,
  closed_today: Live,
  closed_in_time: LiveRate,
  satisfied: LiveRate,
  /** Overdue or nearly due (2 working hours), the most pressing first, at most 20; what waits for the person who asked is not among them. */
  burning: z.array(Burning),
  /** Open and overdue per community (per grid within a community). */
  communities: z.array(AreaLoad),
  /** Open and overdue per territory of the map's level. */
  load: z.object({ level: z.enum(['street', 'community', 'grid']), areas: z.array(AreaLoad) }),
});
