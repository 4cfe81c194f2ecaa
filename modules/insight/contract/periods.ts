/** Periods of days. A day is an ISO date; both ends belong to the period. Pure: no clock, no zone. */
export type Period = { readonly from: string; readonly to: string };

const DAY = 86_400_000;
const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The day `n` days later (earlier when negative). */
export const addDays = (day: string, n: number): string => iso(ms(day) + n * DAY);
/** Days of a period, both ends counted. */
export const daysOf = ({ from, to }: Period): number => Math.round((ms(to) - ms(from)) / DAY) + 1;
export const monthOf = (day: string): string => day.slice(0, 7);
/** First and last day of `2026-11`. */
export function monthPeriod(month: string): Period {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, to: iso(Date.UTC(year, number, 0)) };
}
/** The period of equal length right before. */
export const periodBefore = (period: Period): Period => ({ from: addDays(period.from, -daysOf(period)), to: addDays(period.from, -1) });
/** The same days a year earlier; the 29th of February becomes the 28th. */
export function yearBefore({ from, to }: Period): Period {
  const back = (day: string): string => {
    const year = String(Number(day.slice(0, 4)) - 1);
    return day.endsWith('-02-29') ? `${year}-02-28` : `${year}${day.slice(4)}`;
  };
  return { from: back(from), to: back(to) };
}
/** What both have in common, or null. */
export function overlap(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}
/** Every day of a period. */
export const eachDay = (period: Period): string[] => Array.from({ length: daysOf(period) }, (_, n) => addDays(period.from, n));
/** Every month that a period touches. */
export function eachMonth({ from, to }: Period): string[] {
  const list: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthOf(addDays(monthPeriod(month).to, 1))) list.push(month);
  return list;
}

/** One question to the figures: days by their day rows, whole months by their month rows. */
export type Span = { readonly grain: 'd' | 'm'; readonly from: string; readonly to: string };

/** Up to this many days are read day by day, in one statement. */
const SHORT = 62;

/**
 * The spans that cover a period exactly once: short ones by days; long ones by whole months with the days left over at both ends, so that reading a
 * year costs what reading a month costs.
 */
export function spansOf(period: Period): Span[] {
  if (daysOf(period) <= SHORT) return [{ grain: 'd', ...period }];
  const months = eachMonth(period).filter((month) => {
    const whole = monthPeriod(month);
    return whole.from >= period.from && whole.to <= period.to;
  });
  const first = monthPeriod(months[0]!);
  const last = monthPeriod(months.at(-1)!);
  const spans: Span[] = [{ grain: 'm', from: first.from, to: last.from }];
  if (period.from < first.from) spans.push({ grain: 'd', from: period.from, to: addDays(first.from, -1) });
  if (period.to > last.to) spans.push({ grain: 'd', from: addDays(last.to, 1), to: period.to });
  return spans;
}
