import { isProvisional, knownIndex, yearUnknown } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { CalendarError } from './errors.ts';
import { checkMoment, closingDayNumberOf, dayNumberOf, isoOfDay, minuteMs, startOfDay } from './moments.ts';

/** `minutes` are clock time, `days` calendar days; the working units follow the calendar. `amount` is a whole number from 1 to 10 million. */
export type Limit = { amount: number; unit: 'working-minutes' | 'working-days' | 'minutes' | 'days' };

const largestAmount = 10_000_000; // nineteen years of minutes: anything above is a mistake, not a limit

/**
 * The due moment (epoch ms) of a limit that starts at `startMs`. To be done by then is in time; a timer fires then.
 *
 * - `working-minutes`: the earliest moment by which that much working time has passed. A start outside working time waits for the next
 *   span; a limit used up exactly at 12:00 or 17:30 is due there, not at the next opening.
 * - `working-days`: the end of working time (17:30 by default) of the n-th working day after the start day. The start day does not count.
 *   It is the working day of the start, also before opening and in the noon break; for a start on a rest day, or at or after the end of
 *   working time, it is the next working day. (Friday 17:29 + 1 = Monday 17:30; Friday 17:30 or Saturday + 1 = Tuesday 17:30.)
 * - `minutes`: `startMs` plus clock time. Needs no calendar, so no year is unknown.
 * - `days`: the end of the n-th calendar day after the start day: 24:00, which is the instant 00:00:00.000 of the day after it (one
 *   millisecond after 23:59:59.999). `dueDayOf` gives the day to show. Needs no calendar, so no year is unknown.
 *
 * Source: rules.md 1 (working hours and working days); the start day is not counted: 民法典 art. 201, business hours: art. 203.
 * Errors: `calendar.limit_invalid`, `calendar.moment_invalid`, `calendar.year_unknown` when the count needs a year that is not loaded.
 */
export function addLimit(cal: Calendar, startMs: number, limit: Limit): number {
  checkMoment(startMs);
  const amount = checkLimit(limit);
  switch (limit.unit) {
    case 'minutes':
      return startMs + amount * minuteMs;
    case 'days':
      return startOfDay(dayNumberOf(startMs) + amount + 1);
    case 'working-minutes':
      return addWorkingMs(cal, startMs, amount * minuteMs);
    case 'working-days': {
      const dayNumber = dayNumberOf(startMs);
      const index = knownIndex(cal, dayNumber);
      const afterHours = startMs - startOfDay(dayNumber) >= cal.closeMs;
      // The number of working days before a day is also the number of that day, or, on a rest day, of the next working day.
      const startDay = cal.workBefore[afterHours ? index + 1 : index] ?? 0;
      const dueIndex = cal.workDays[startDay + amount];
      if (dueIndex === undefined) throw yearUnknown(cal, cal.lastYear + 1);
      return startOfDay(cal.firstDay + dueIndex) + cal.closeMs;
    }
  }
}

/** Exact working ms from one moment to another; negative when `toMs` is earlier. Errors: `calendar.year_unknown`, `calendar.moment_invalid`. */
export function workingMsBetween(cal: Calendar, fromMs: number, toMs: number): number {
  return workingMsUntil(cal, toMs) - workingMsUntil(cal, fromMs);
}

/** Whole working minutes from one moment to another: `workingMsBetween` with the fraction cut off towards zero. Errors: as there. */
export function workingMinutesBetween(cal: Calendar, fromMs: number, toMs: number): number {
  return Math.trunc(workingMsBetween(cal, fromMs, toMs) / minuteMs) || 0; // no minus zero
}

/**
 * The earliest moment to which exactly `ms` working ms pass from `startMs`; 0 gives `startMs` itself; negative runs back. Inverse:
 * `workingMsBetween(cal, s, addWorkingMs(cal, s, ms)) === ms` for whole ms. Because it is the earliest, it lies inside a span or at its
 * end, never at an opening. Errors: `calendar.year_unknown`, `calendar.moment_invalid` (also for an `ms` that is not a number).
 */
export function addWorkingMs(cal: Calendar, startMs: number, ms: number): number {
  const target = workingMsUntil(cal, startMs) + checkMoment(ms);
  if (ms === 0) return startMs;
  if (target <= 0) throw yearUnknown(cal, cal.firstYear - 1);
  const workDay = Math.ceil(target / cal.workDayMs) - 1;
  const index = cal.workDays[workDay];
  if (index === undefined) throw yearUnknown(cal, cal.lastYear + 1);
  let left = target - workDay * cal.workDayMs;
  for (const [from, to] of cal.spans) {
    if (left <= to - from) return startOfDay(cal.firstDay + index) + from + left;
    left -= to - from;
  }
  return startOfDay(cal.firstDay + index) + cal.closeMs;
}

/**
 * What is left of a running clock, for pausing it: working ms for the working units, plain ms for `minutes` and `days`. Negative when
 * overdue, so that a pause neither hides nor adds lateness. Errors: `calendar.year_unknown` (working units), `calendar.moment_invalid`,
 * `calendar.limit_invalid` (unit).
 */
export function remaining(cal: Calendar, nowMs: number, dueMs: number, unit: Limit['unit']): number {
  checkMoment(nowMs);
  checkMoment(dueMs);
  return isWorkingUnit(unit) ? workingMsBetween(cal, nowMs, dueMs) : dueMs - nowMs;
}

/**
 * The due moment of a clock that runs on at `nowMs` with what `remaining` gave. Run and paused time never mix: the parts that ran add up to
 * the whole limit, so after a pause a limit in days may end in mid-day. Resuming at the moment of pausing gives back the due moment that
 * `addLimit` made (or that very moment, when no working time lies between the two). Errors: as `remaining`.
 */
export function resumeDue(cal: Calendar, nowMs: number, remainingMs: number, unit: Limit['unit']): number {
  checkMoment(nowMs);
  checkMoment(remainingMs);
  return isWorkingUnit(unit) ? addWorkingMs(cal, nowMs, remainingMs) : nowMs + remainingMs;
}

export type Explanation = {
  /** Every rest day (ISO) from the day of `fromMs` to the day that `dueMs` closes, both included. */
  restDays: string[];
  /** The clock passes at least one midnight. */
  overnight: boolean;
  /** Some year on the way is provisional: say 按法定节假日暂算. */
  provisional: boolean;
};

/**
 * Why a due moment is later than it looks (周末不计时), for screens. A `dueMs` before `fromMs` gives nothing to explain.
 * Errors: `calendar.year_unknown`, `calendar.moment_invalid`.
 */
export function explain(cal: Calendar, fromMs: number, dueMs: number): Explanation {
  const first = dayNumberOf(checkMoment(fromMs));
  const last = closingDayNumberOf(checkMoment(dueMs));
  if (dueMs <= fromMs) return { restDays: [], overnight: false, provisional: false };
  knownIndex(cal, last);
  const restDays: string[] = [];
  for (let index = knownIndex(cal, first); index <= last - cal.firstDay; index++) {
    if (cal.kinds[index] === 0) restDays.push(isoOfDay(cal.firstDay + index));
  }
  return { restDays, overnight: last > first, provisional: isProvisional(cal, dueMs, fromMs) };
}

/** Working ms from the first known instant. The instant that ends the last known year still has an answer. */
function workingMsUntil(cal: Calendar, ms: number): number {
  const dayNumber = dayNumberOf(checkMoment(ms));
  const within = ms - startOfDay(dayNumber);
  const closes = within === 0 && dayNumber - cal.firstDay === cal.days;
  const index = closes ? cal.days : knownIndex(cal, dayNumber);
  let sum = (cal.workBefore[index] ?? 0) * cal.workDayMs;
  if (cal.kinds[index] === 1) {
    for (const [from, to] of cal.spans) if (within > from) sum += Math.min(within, to) - from;
  }
  return sum;
}

function checkLimit(limit: Limit): number {
  const { amount, unit } = limit;
  if (!Number.isInteger(amount) || amount <= 0 || amount > largestAmount || !isUnit(unit)) throw badLimit(`${amount} ${unit}`);
  return amount;
}

function isUnit(unit: string): unit is Limit['unit'] {
  return unit === 'working-minutes' || unit === 'working-days' || unit === 'minutes' || unit === 'days';
}

function isWorkingUnit(unit: Limit['unit']): boolean {
  if (!isUnit(unit)) throw badLimit(String(unit));
  return unit === 'working-minutes' || unit === 'working-days';
}

function badLimit(limit: string): CalendarError {
  return new CalendarError('calendar.limit_invalid', { limit });
}
