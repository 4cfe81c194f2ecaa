import { Day, Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { LevelSchema, WorkingCode } from '@hezhi/directory/contract';
import { legMeasures, MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';
import { shirked } from './rates.ts';
import { AreaName } from './schemas.ts';

const MatterKind = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .default('case');
const LegKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** A category or the beginning of one. */
const Subject = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/);

/** What is counted of a unit's legs: the measures of legs 责任段指标, and 推诿, which looks at the legs before. */
export const unitMeasures = [...legMeasures.map(({ key, words }) => ({ key, words })), { key: shirked.key, words: shirked.words }];
/** Figures of units by category are counted from the rows: so many days at most. */
export const UNIT_DAYS = 400;

/** Which units' work in which territory and period; a leg 责任段 counts under the day it was given. */
export const UnitsQuery = z.object({
  kind: MatterKind,
  /** District or street; the post's own by default. A post below the street reads its own unit only. */
  area: WorkingCode.optional(),
  /** One stage of responsibility (accept, handle, verify …); all by default. */
  leg: LegKey.optional(),
  /** One category, or all that begins with it. */
  subject: Subject.optional(),
  /** Only units of this level. */
  level: LevelSchema.optional(),
  from: Day.optional(),
  to: Day.optional(),
});

const RateView = z.object({ num: z.number().int(), den: z.number().int(), value: z.number().nullable() });

export const UnitRow = z
  .object({
    org: Id,
    name: z.string(),
    level: LevelSchema.nullable(),
    /** Integers by measure of legs. */
    n: z.record(z.string(), z.number().int()),
    rates: z.record(z.string(), RateView),
    /** 60 x in time + 30 x done + 10 x (1 - reworked), 0 to 100. */
    score: z.number().nullable(),
  })
  .meta({ id: 'UnitRow' });

export const UnitsReply = z.object({
  kind: z.string(),
  area: AreaName,
  from: Day,
  to: Day,
  leg: z.string().nullable(),
  subject: z.object({ code: z.string(), name: WordsSchema }).nullable(),
  /** The stages with figures, for the filter. */
  legs: z.array(z.object({ key: z.string(), words: WordsSchema })),
  measures: z.array(z.object({ key: z.string(), words: WordsSchema })),
  rates: z.array(z.object({ key: z.string(), words: WordsSchema, num: z.string(), den: z.string(), good: z.enum(['high', 'low']) })),
  /** Only the own unit is shown. */
  own: z.boolean(),
  total: UnitRow.omit({ org: true, name: true, level: true }),
  rows: z.array(UnitRow),
});

export const UnitLegsQuery = PageQuery.extend(UnitsQuery.omit({ level: true }).shape).extend({
  org: Id,
  measure: z.enum(unitMeasures.map((one) => one.key)).default('given'),
});

/** Of which unit (all that may be seen by default) the work is cut by category; with `subject` the categories below it. */
export const UnitSubjectsQuery = UnitsQuery.omit({ level: true }).extend({ org: Id.optional() });
export const UnitSubjectRow = UnitRow.omit({ org: true, name: true, level: true })
  .extend({ subject: z.string(), name: WordsSchema, /** There are categories below. */ opens: z.boolean() })
  .meta({ id: 'UnitSubjectRow' });
export const UnitSubjectsReply = UnitsReply.omit({ rows: true, legs: true }).extend({
  org: z.object({ id: Id, name: z.string() }).nullable(),
  subject: z.object({ code: z.string(), name: WordsSchema }).nullable(),
  rows: z.array(UnitSubjectRow),
});

/** One stretch of responsibility behind a unit's number. */
export const UnitLeg = z
  .object({
    id: Id,
    key: z.string(),
    name: WordsSchema,
    matter: MatterView,
    startedAt: Moment,
    dueAt: Moment,
    endedAt: Moment.nullable(),
    outcome: z.enum(['pending', 'done', 'returned', 'reassigned', 'taken']),
    late: z.boolean(),
    reworked: z.boolean(),
    extended: z.boolean(),
    suspended: z.boolean(),
  })
  .meta({ id: 'UnitLeg' });
export const UnitLegPage = pageOf(UnitLeg);

const Part = z.number().int().min(0).max(100);
export const WeightsView = z
  .object({
    responded: Part,
    solved: Part,
    satisfied: Part,
    /** On what the district decided so (a document, a meeting). */
    basis: z.string(),
    /** Null: the district decided nothing; the usual ones hold. */
    since: Moment.nullable(),
    by: z.string().nullable(),
  })
  .meta({ id: 'ThreeRatesWeights' });
export const WeightsGiven = z.object({ responded: Part, solved: Part, satisfied: Part, basis: typed(200, 2) });
