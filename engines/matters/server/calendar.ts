import { CalendarError, makeCalendar, type Calendar } from '@hezhi/calendar/contract';
import { Refusal } from '@hezhi/contract';
import type { House } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/**
 * The calendar that deadlines follow: the official years, and the two after them by the statutory holidays alone, marked provisional on every due moment
 * until the official arrangement is loaded (rules.md 1).
 */
export function calendarOf(house: House): Calendar {
  return house.memo('matters.calendar', () => makeCalendar({ provisionalUntil: 2028 }));
}

/** Turns the calendar's "year unknown" into a refusal a person understands; other errors pass. */
export function clockRefusal(error: unknown): unknown {
  if (error instanceof CalendarError && error.code === 'calendar.year_unknown') return new Refusal(errors.year_unknown, error.params);
  return error;
}
