import { addDays, monthOf, monthPeriod, type Period } from './periods.ts';

/** The month before `2026-01`: `2025-12`. */
export const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));
/** The same month a year earlier. */
export const monthYearBefore = (month: string): string => `${String(Number(month.slice(0, 4)) - 1)}${month.slice(4)}`;

/** The days of a month up to today; `soFar` while it runs. Null for a month that has not begun. */
export function reportPeriod(month: string, today: string): (Period & { soFar: boolean }) | null {
  const whole = monthPeriod(month);
  if (whole.from > today) return null;
  return whole.to < today ? { ...whole, soFar: false } : { from: whole.from, to: today, soFar: true };
}

/** The days of another month that a report compares with: the whole of it, or of a running month as many days as have passed. */
export function comparedPeriod(other: string, period: Period & { soFar: boolean }): Period {
  const whole = monthPeriod(other);
  if (!period.soFar) return whole;
  const day = `${other}${period.to.slice(7)}`;
  return { from: whole.from, to: day < whole.to ? day : whole.to };
}
