import { Day, Id, Moment, PageQuery, pageOf, WordsSchema } from '@hezhi/contract';
import { WorkingCode } from '@hezhi/directory/contract';
import { z } from 'zod';
import { AreaName, FigureRow, FiguresReply } from './schemas.ts';
import { UnitRow, UnitsReply } from './unit-schemas.ts';

/** A month of the calendar in China, `2026-11`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** A report to be made: the id is made by who asks. */
export const ReportGiven = z.object({ id: Id, area: WorkingCode, month: Month });
export const reportStates = ['waiting', 'making', 'ready', 'failed'] as const;
/** Steps of the making; `done` of a line counts them. */
export const REPORT_STEPS = 7;

export const ReportQuery = PageQuery.extend({
  /** Reports of exactly this territory; those of the post's and below by default. */
  area: WorkingCode.optional(),
  month: Month.optional(),
});

/** A monthly report 月报 of a territory: one revision of it. */
export const ReportLine = z
  .object({
    id: Id,
    area: AreaName,
    month: Month,
    revision: z.number().int(),
    /** The month had not ended: the numbers go up to `through`. */
    soFar: z.boolean(),
    through: Day,
    state: z.enum(reportStates),
    done: z.number().int(),
    steps: z.number().int(),
    at: Moment,
    /** Null: by schedule. */
    by: z.string().nullable(),
  })
  .meta({ id: 'MonthlyReportLine' });
export const ReportPage = pageOf(ReportLine);

/** What another room adds to a report: a table of its own. A cell is text, words in languages or a number; `to` is a page of the desk. */
export const ReportSection = z.object({
  key: z.string(),
  title: WordsSchema,
  note: WordsSchema.nullable(),
  head: z.array(WordsSchema),
  rows: z.array(z.object({ cells: z.array(z.union([z.string(), z.number(), WordsSchema])), to: z.string().nullable() })),
});

const Period = z.object({ from: Day, to: Day });
const Compared = FigureRow.extend({ /** Opened in the period before; null where nothing was compared. */ openedBefore: z.number().int().nullable() });
const Then = Period.extend({ total: FigureRow, three: z.number().nullable() });

/** The numbers of a report, as they were when it was made. Every row is one of the dashboard's (`FigureRow`) or of the units' table (`UnitRow`). */
export const ReportNumbers = z
  .object({
    kind: z.string(),
    area: AreaName,
    month: Month,
    from: Day,
    to: Day,
    soFar: z.boolean(),
    measures: FiguresReply.shape.measures,
    rates: FiguresReply.shape.rates,
    unitMeasures: UnitsReply.shape.measures,
    unitRates: UnitsReply.shape.rates,
    weights: z.object({ responded: z.number(), solved: z.number(), satisfied: z.number() }),
    total: FigureRow,
    three: z.number().nullable(),
    /** The month before and the same month a year earlier; of a running month the same days of them. */
    before: Then,
    year: Then,
    days: z.array(FigureRow),
    channels: z.array(z.object({ channel: z.string(), opened: z.number().int(), openedBefore: z.number().int() })),
    subjects: z.array(Compared),
    areas: z.array(Compared),
    /** Of a district: the communities of its streets. */
    communities: z.array(FigureRow),
    /** Of a district or street all units with work there, of a community its own. */
    units: z.array(UnitRow),
    unitsTotal: UnitRow.omit({ org: true, name: true, level: true }),
    unitsBefore: UnitRow.omit({ org: true, name: true, level: true }),
    /** Squares of 0.001 degrees in a territory with three and more reports of one category, the most first. */
    repeats: z.array(
      z.object({
        area: z.string(),
        areaName: z.string(),
        place: z.string(),
        subject: z.string(),
        subjectName: WordsSchema,
        n: z.number().int(),
        open: z.number().int(),
        /** The newest of them, at most five. */
        matters: z.array(z.object({ id: Id, number: z.string() })),
      }),
    ),
    sections: z.array(ReportSection),
    /** What the figures say, in sentences computed from them. */
    findings: z.array(WordsSchema),
  })
  .meta({ id: 'MonthlyReportNumbers' });

export const ReportView = ReportLine.extend({ madeAt: Moment.nullable(), numbers: ReportNumbers.nullable() }).meta({ id: 'MonthlyReport' });
