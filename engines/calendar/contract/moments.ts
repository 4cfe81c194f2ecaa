import { CalendarError } from './errors.ts';

/*
 * Asia/Shanghai as plain arithmetic: UTC+8 without exception since the end of summer time in 1991. A `Date` is only ever read in UTC,
 * so neither the machine's zone nor its zone files matter. A "day number" counts Shanghai days from 1970-01-01 = 0 (a Thursday).
 */
export const minuteMs = 60_000;
export const dayMs = 86_400_000;
const zoneMs = 8 * 3_600_000;
/** The first year that is UTC+8 throughout, and a last one that keeps tables small. */
export const firstPossibleYear = 1992;
export const lastPossibleYear = 2199;

/** Refuses anything but a finite number. Whole milliseconds are exact; fractions are carried as far as a double can. */
export function checkMoment(ms: number): number {
  if (typeof ms !== 'number' || !Number.isFinite(ms)) throw new CalendarError('calendar.moment_invalid', { value: String(ms) });
  return ms;
}

/** Shanghai day number of a moment. */
export function dayNumberOf(ms: number): number {
  return Math.floor((ms + zoneMs) / dayMs);
}

/** Epoch ms at which a Shanghai day begins (00:00). */
export function startOfDay(dayNumber: number): number {
  return dayNumber * dayMs - zoneMs;
}

/** Day number of 1 January. */
export function firstDayOfYear(year: number): number {
  return Date.UTC(year, 0, 1) / dayMs;
}

export function yearOfDay(dayNumber: number): number {
  return new Date(dayNumber * dayMs).getUTCFullYear();
}

export function isWeekend(dayNumber: number): boolean {
  const weekday = (((dayNumber + 4) % 7) + 7) % 7; // 0 = Sunday
  return weekday === 0 || weekday === 6;
}

export function isoOfDay(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** Day number of an ISO date, or undefined when it is not one (30 February included). */
export function readIsoDate(iso: unknown): number | undefined {
  if (typeof iso !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  const dayNumber = ms / dayMs;
  return isoOfDay(dayNumber) === iso ? dayNumber : undefined;
}

/** ISO date of a moment in Shanghai. Errors: `calendar.moment_invalid`. */
export function dayOf(ms: number): string {
  return isoOfDay(dayNumberOf(checkMoment(ms)));
}

/**
 * ISO date that a due moment belongs to, for screens: a limit in calendar days ends at 24:00, which as an instant is already 00:00 of the
 * next day, but people must read the day that it closes. Errors: `calendar.moment_invalid`.
 */
export function dueDayOf(dueMs: number): string {
  return isoOfDay(closingDayNumberOf(checkMoment(dueMs)));
}

/** Day number that a moment closes: midnight belongs to the day before it. */
export function closingDayNumberOf(ms: number): number {
  return Math.ceil((ms + zoneMs) / dayMs) - 1;
}
