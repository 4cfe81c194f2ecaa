import { Day, Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { LevelSchema, WorkingCode } from '@hezhi/directory/contract';
import { legMeasures, MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';
import { AreaName } from './schemas.ts';

const MatterKind = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .default('case');
const LegKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** Which units' work in which territory and period; a leg 责任段 counts under the day it was given. */
export const UnitsQuery = z.object({
  kind: MatterKind,
  /** District or street; the post's own by default. A post below the street reads its own unit only. */
  area: WorkingCode.optional(),
  /** One stage of responsibility (accept, handle, verify …); all by default. */
  leg: LegKey.optional(),
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
  measure: z.enum(legMeasures.map((one) => one.key)).default('given'),
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
