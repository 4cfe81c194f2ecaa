import { CalendarError } from './errors.ts';
import { checkMoment, closingDayNumberOf, dayMs, dayNumberOf, firstDayOfYear, isWeekend, minuteMs, readIsoDate, startOfDay, yearOfDay } from './moments.ts';
import { checkOfficialCalendar } from './official.ts';
import type { OfficialCalendar, OfficialYear } from './official.ts';
import { provisionalYear } from './provisional.ts';
import { arrangements } from './years.ts';

/** Working time of a working day: spans `[from, to)` in whole minutes from midnight (0 to 1440), in order, not overlapping. */
export type WorkingHours = { spans: ReadonlyArray<readonly [number, number]> };
export type DayKind = 'work' | 'rest';

/** 08:30-12:00 and 14:00-17:30: seven hours. */
export const defaultHours: WorkingHours = {
  spans: [
    [510, 720],
    [840, 1050],
  ],
};

export type CalendarOptions = {
  hours?: WorkingHours;
  /** Adds or replaces whole years. */
  official?: OfficialCalendar;
  /** Fills every year after the last known one, to this one included, by `provisionalYear`. Official years are never replaced. */
  provisionalUntil?: number;
};

/**
 * A calendar for one set of working hours; made once by `makeCalendar` and shared. Opaque: read it through the functions of this contract.
 * Day tables are indexed by day number minus `firstDay`; working days are numbered 0, 1, 2 … from the first known year.
 */
export type Calendar = {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly firstDay: number;
  /** Number of known days. */
  readonly days: number;
  /** 1 = working day. */
  readonly kinds: Uint8Array;
  /** Working days before the day; one entry more than days. */
  readonly workBefore: Int32Array;
  /** Day index of each working day. */
  readonly workDays: Int32Array;
  /** `[from, to)` in ms from midnight. */
  readonly spans: ReadonlyArray<readonly [number, number]>;
  /** Working ms of one working day. */
  readonly workDayMs: number;
  /** ms from midnight at which working time ends. */
  readonly closeMs: number;
  /** By year minus `firstYear`; 1 = provisional. */
  readonly provisional: Uint8Array;
};

/**
 * Makes a calendar: the arrangements of the State Council 2004 to 2026 (generated from chinese-days), then `official` year by year, then
 * provisional years where asked. Builds tables once (about a millisecond); every question afterwards is a look-up.
 * Errors: `calendar.hours_invalid`, `calendar.official_invalid`, `calendar.years_gap` (years must follow each other),
 * `calendar.year_unknown` (`provisionalUntil` beyond the lunar table).
 */
export function makeCalendar(opts: CalendarOptions = {}): Calendar {
  const spans = readHours(opts.hours ?? defaultHours);
  const years = new Map<number, OfficialYear>();
  for (const [year, [rest, work]] of Object.entries(arrangements)) {
    years.set(Number(year), { holidays: unpack(year, rest), makeups: unpack(year, work) });
  }
  if (opts.official !== undefined) {
    checkOfficialCalendar(opts.official);
    for (const [year, arrangement] of Object.entries(opts.official.years)) years.set(Number(year), arrangement);
  }
  const lastBase = Math.max(...Object.keys(arrangements).map(Number));
  for (let year = lastBase + 1; year <= (opts.provisionalUntil ?? 0); year++) {
    if (!years.has(year)) years.set(year, provisionalYear(year));
  }
  return buildTables(years, spans);
}

/** Kind of a day in Shanghai. Errors: `calendar.date_invalid`, `calendar.year_unknown` (never guesses). */
export function dayKind(cal: Calendar, isoDate: string): DayKind {
  const dayNumber = readIsoDate(isoDate);
  if (dayNumber === undefined) throw new CalendarError('calendar.date_invalid', { date: String(isoDate) });
  return cal.kinds[knownIndex(cal, dayNumber)] === 1 ? 'work' : 'rest';
}

/** True inside a span of a working day: its first instant belongs to it, its last (12:00, 17:30) does not. Errors: `calendar.year_unknown`. */
export function isWorkingMoment(cal: Calendar, ms: number): boolean {
  const dayNumber = dayNumberOf(checkMoment(ms));
  if (cal.kinds[knownIndex(cal, dayNumber)] !== 1) return false;
  const within = ms - startOfDay(dayNumber);
  return cal.spans.some(([from, to]) => within >= from && within < to);
}

/** First and last known year, provisional ones included; all between are known too. */
export function knownYears(cal: Calendar): [number, number] {
  return [cal.firstYear, cal.lastYear];
}

/**
 * True when a due moment falls in a provisional year, or, with `fromMs`, when any year from that moment on is provisional. Midnight belongs
 * to the day it closes, so a limit that ends with 31 December does not lean on the next year. Unknown years are not provisional: false.
 * Errors: `calendar.moment_invalid`.
 */
export function isProvisional(cal: Calendar, ms: number, fromMs: number = ms): boolean {
  const last = yearOfDay(closingDayNumberOf(checkMoment(ms)));
  const first = Math.min(last, yearOfDay(dayNumberOf(checkMoment(fromMs))));
  for (let year = Math.max(first, cal.firstYear); year <= Math.min(last, cal.lastYear); year++) {
    if (cal.provisional[year - cal.firstYear] === 1) return true;
  }
  return false;
}

/** Index of a day in the tables. Errors: `calendar.year_unknown`. */
export function knownIndex(cal: Calendar, dayNumber: number): number {
  const index = dayNumber - cal.firstDay;
  if (index < 0 || index >= cal.days) throw yearUnknown(cal, yearOfDay(dayNumber));
  return index;
}

export function yearUnknown(cal: Calendar, year: number): CalendarError {
  return new CalendarError('calendar.year_unknown', { year, first: cal.firstYear, last: cal.lastYear });
}

function buildTables(years: Map<number, OfficialYear>, spans: ReadonlyArray<readonly [number, number]>): Calendar {
  const firstYear = Math.min(...years.keys());
  const lastYear = Math.max(...years.keys());
  const firstDay = firstDayOfYear(firstYear);
  const days = firstDayOfYear(lastYear + 1) - firstDay;
  const kinds = new Uint8Array(days);
  const provisional = new Uint8Array(lastYear - firstYear + 1);
  for (let index = 0; index < days; index++) kinds[index] = isWeekend(firstDay + index) ? 0 : 1;
  for (let year = firstYear; year <= lastYear; year++) {
    const arrangement = years.get(year);
    if (arrangement === undefined) throw new CalendarError('calendar.years_gap', { year });
    if (arrangement.provisional === true) provisional[year - firstYear] = 1;
    for (const date of arrangement.holidays) kinds[(readIsoDate(date) as number) - firstDay] = 0;
    for (const date of arrangement.makeups) kinds[(readIsoDate(date) as number) - firstDay] = 1;
  }
  const workBefore = new Int32Array(days + 1);
  for (let index = 0; index < days; index++) workBefore[index + 1] = (workBefore[index] ?? 0) + (kinds[index] ?? 0);
  const workDays = new Int32Array(workBefore[days] ?? 0);
  for (let index = 0; index < days; index++) if (kinds[index] === 1) workDays[workBefore[index] ?? 0] = index;
  const workDayMs = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  const closeMs = spans.at(-1)?.[1] ?? dayMs;
  return { firstYear, lastYear, firstDay, days, kinds, workBefore, workDays, spans, workDayMs, closeMs, provisional };
}

function readHours(hours: WorkingHours): ReadonlyArray<readonly [number, number]> {
  if (hours.spans.length === 0) throw new CalendarError('calendar.hours_invalid', { reason: 'no spans' });
  let before = 0;
  return hours.spans.map(([from, to]) => {
    const bad =
      !Number.isInteger(from) || !Number.isInteger(to)
        ? 'whole minutes are needed'
        : from < 0 || to > 1440
          ? 'minutes run from 0 to 1440'
          : to <= from
            ? 'a span must end after it begins'
            : from < before
              ? 'spans must be in order and must not overlap'
              : undefined;
    if (bad !== undefined) throw new CalendarError('calendar.hours_invalid', { reason: `[${from}, ${to}]: ${bad}` });
    before = to;
    return [from * minuteMs, to * minuteMs] as const;
  });
}

/** `'0101 0102'` of a year as ISO dates. */
function unpack(year: string, packed: string): string[] {
  return packed === '' ? [] : packed.split(' ').map((date) => `${year}-${date.slice(0, 2)}-${date.slice(2)}`);
}
