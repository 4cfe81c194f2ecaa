import type { PlaceKey } from '../geography/profiles.ts';
import { makeRng } from '../random.ts';

const DAY = 86_400_000;
/** China keeps one time, eight hours ahead, without summer time. */
const ZONE = 8 * 3_600_000;

/** Number of the local day a moment lies in (days since 1970-01-01 in China). */
export function dayOf(at: number): number {
  return Math.floor((at + ZONE) / DAY);
}
/** Midnight (epoch ms) with which a local day begins. */
export function startOf(day: number): number {
  return day * DAY - ZONE;
}
/** Month 0-11, ISO date and weekday (0 = Sunday) of a local day. */
export function calendarDay(day: number): { month: number; date: string; weekday: number } {
  const utc = new Date(day * DAY);
  return { month: utc.getUTCMonth(), date: utc.toISOString().slice(0, 10), weekday: utc.getUTCDay() };
}

/** Share of rainy days by month; invented after the climates of the five places. */
const RAIN: Record<PlaceKey, readonly number[]> = {
  weibin: [0.06, 0.08, 0.16, 0.22, 0.25, 0.25, 0.3, 0.3, 0.38, 0.3, 0.14, 0.06],
  jiayuguan: [0.03, 0.03, 0.05, 0.06, 0.09, 0.14, 0.17, 0.15, 0.09, 0.04, 0.03, 0.03],
  shuangluan: [0.04, 0.05, 0.08, 0.14, 0.22, 0.34, 0.42, 0.34, 0.2, 0.12, 0.07, 0.04],
  changning: [0.28, 0.3, 0.38, 0.38, 0.38, 0.5, 0.42, 0.42, 0.36, 0.24, 0.25, 0.24],
  qionglai: [0.16, 0.2, 0.28, 0.36, 0.42, 0.48, 0.52, 0.5, 0.5, 0.42, 0.24, 0.14],
};

/** 0 dry, 1 rain, 2 storm. Storms come mostly from June to September. Deterministic by seed, place and day. */
export function rainOn(seed: string, place: PlaceKey, day: number): 0 | 1 | 2 {
  const rng = makeRng(`${seed}/rain/${place}/${String(day)}`);
  const { month } = calendarDay(day);
  if (!rng.chance(RAIN[place][month]!)) return 0;
  return rng.chance(month >= 5 && month <= 8 ? 0.16 : 0.03) ? 2 : 1;
}

/**
 * Days off of 2026 (1) and working weekends (2) as far as demand minds them, from the State Council's published arrangement as generally known;
 * the product's own calendar decides about deadlines.
 */
const SPECIAL: Readonly<Record<string, 1 | 2>> = {
  '2026-05-01': 1,
  '2026-05-02': 1,
  '2026-05-03': 1,
  '2026-05-04': 1,
  '2026-05-05': 1,
  '2026-05-09': 2,
  '2026-06-19': 1,
  '2026-06-20': 1,
  '2026-06-21': 1,
  '2026-09-20': 2,
  '2026-09-25': 1,
  '2026-09-26': 1,
  '2026-09-27': 1,
  '2026-10-01': 1,
  '2026-10-02': 1,
  '2026-10-03': 1,
  '2026-10-04': 1,
  '2026-10-05': 1,
  '2026-10-06': 1,
  '2026-10-07': 1,
  '2026-10-10': 2,
};

/** How busy a day is beside a usual one: Mondays are heavy, weekends light, holidays lighter. */
export function dayFactor(day: number): number {
  const { date, weekday } = calendarDay(day);
  const special = SPECIAL[date];
  if (special === 1) return 0.55;
  if (special === 2) return 0.95;
  return [0.66, 1.22, 1.12, 1.06, 1.03, 1.05, 0.76][weekday]!;
}

/** Whether offices work that day. */
export function officeDay(day: number): boolean {
  const { date, weekday } = calendarDay(day);
  const special = SPECIAL[date];
  return special === 2 || (special === undefined && weekday !== 0 && weekday !== 6);
}
