import { Day, Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';

export const states = ['open', 'dismissed', 'matter', 'over'] as const;
export type State = (typeof states)[number];

/** A warning 预警: seven days of a territory and category that stand out of what earlier weeks let expect. Counts are of reports opened. */
export const WarningView = z
  .object({
    id: Id,
    area: z.string(),
    areaName: z.string(),
    subject: z.string(),
    subjectName: WordsSchema,
    state: z.enum(states),
    firstDay: Day,
    /** The seven days told of: `from` to `day`. */
    from: Day,
    day: Day,
    seen: z.number().int(),
    expected: z.number(),
    upper: z.number(),
    /** (seen - expected) / (upper - expected); from 1 on it is out of the ordinary. */
    score: z.number(),
    /** What is so, out of what, by which weeks: one sentence in the reader's language. */
    sentence: z.string(),
    at: Moment,
    matter: Id.nullable(),
  })
  .meta({ id: 'Warning' });

export const WarningDetail = WarningView.extend({
  dispersion: z.number(),
  /** The baseline is the same season of earlier years; else the weeks right before. */
  season: z.boolean(),
  /** Weeks of seven days, oldest first, each by its last day; those of the baseline and those since. */
  weeks: z.array(z.object({ day: Day, n: z.number().int(), baseline: z.boolean() })),
  /** The query of GET /matters that lists the reports. */
  drill: z.object({ kind: z.string(), area: z.string(), subject: z.string(), from: Day, to: Day, measure: z.string() }),
  decisions: z.array(z.object({ what: z.enum(['dismiss', 'mute', 'matter']), reason: z.string(), by: z.string(), at: Moment })),
}).meta({ id: 'WarningDetail' });

export const WarningsQuery = PageQuery.extend({
  cursor: Id.optional(),
  state: z.enum(states).optional(),
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
    .optional(),
});
export const WarningPage = pageOf(WarningView);

/** When the district was last looked at, and whether its history suffices. */
export const LookView = z.object({ at: Moment.nullable(), weeks: z.number().int(), enough: z.boolean(), cells: z.number().int(), least: z.number().int() });

export const MuteView = z
  .object({ id: Id, area: z.string(), areaName: z.string(), subjectName: WordsSchema, until: Day, reason: z.string(), by: z.string(), at: Moment })
  .meta({ id: 'WarningMute' });

export const Reason = z.object({ reason: typed(500, 2) });
export const MuteGiven = Reason.extend({ days: z.number().int().min(7).max(180) });
