import { dayKind, type Calendar } from '@hezhi/calendar/contract';

/**
 * Kinds of days a shift may run on: an ordinary working day, a make-up working day at a weekend (调休上班), a weekend day of rest,
 * and a working weekday on which the official arrangement gives a holiday (放假).
 */
export const dayClasses = ['workday', 'makeup', 'weekend', 'holiday'] as const;
export type DayClass = (typeof dayClasses)[number];

/** 1 = Monday … 7 = Sunday. `day` is an ISO date. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The class of a day by the official calendar. Errors: `calendar.year_unknown`. */
export function dayClassOf(cal: Calendar, day: string): DayClass {
  const atWeekend = weekdayOf(day) > 5;
  if (dayKind(cal, day) === 'work') return atWeekend ? 'makeup' : 'workday';
  return atWeekend ? 'weekend' : 'holiday';
}

/** Whether people ordinarily rest on such a day. */
export const isRest = (kind: DayClass): boolean => kind === 'weekend' || kind === 'holiday';

/** ISO date `n` days later. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** The days of a month `2026-12`, in order. */
export function daysOfMonth(month: string): string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}

/** The month before or after, `n` months away. */
export function addMonths(month: string, n: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number! - 1 + n, 1)).toISOString().slice(0, 7);
}

/** Epoch ms of minute `minutes` of a day in China; 1440 and more reach into the next day. */
export const momentAt = (day: string, minutes: number): number => Date.parse(`${day}T00:00:00+08:00`) + minutes * 60_000;

/** ISO date of a moment in China. */
export const dayAt = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** `17:30` of minutes from midnight; minutes of the next day read as its own clock. */
export function clockText(minutes: number): string {
  const of = minutes === 1440 ? 1440 : minutes % 1440;
  return `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;
}
