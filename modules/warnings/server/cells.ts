import { subjectPath } from '@hezhi/cases/contract';
import type { Territory } from '@hezhi/directory/server';
import { readFigures, readSpans, type FigureSpan } from '@hezhi/figures/server';
import type { Db } from '@hezhi/server';
import { defaults, referenceWeeks } from '../contract/index.ts';
import { addDays, daysBetween } from './days.ts';

/** What is counted: reports of cases opened, those that turn out void among them, for ten reports of one thing are a sign too. */
export const kind = 'case';
export const measure = 'opened';
/** Fewer in seven days are never assessed: no bound lies below. */
const LEAST = 3;
/** Areas asked for in one statement. */
const AREAS = 40;

export type Cell = { area: string; subject: string };
export const cellKey = ({ area, subject }: Cell): string => `${area} ${subject}`;

/** Where what is watched: categories in districts and streets, main categories in communities (as fine as figures are kept). */
const watched = (area: string, subject: string): boolean => subjectPath(subject).indexOf(subject) === (area.length === 12 ? 1 : 2);

/** How many whole weeks before `day` are known: from the month after the first report. */
export async function knownWeeks(db: Db, district: string, day: string): Promise<number> {
  const months = await readFigures(db, {
    district,
    kind,
    areas: [district],
    subjects: [''],
    measures: [measure],
    from: '2000-01-01',
    to: day,
    grain: 'm',
    series: true,
  });
  const first = months.map((one) => one.at!).sort()[0];
  if (first === undefined) return 0;
  const [year = 0, month = 1] = first.split('-').map(Number);
  const since = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return Math.max(0, Math.floor((daysBetween(since, day) - 6) / 7));
}

/** The cells with enough reports in the seven days that end on `day`; `changed`: only those with a report on that very day. */
export async function candidates(db: Db, district: string, places: Territory, day: string, changed: boolean): Promise<Cell[]> {
  const streets = places.children(district).map((node) => node.code);
  const areas = [district, ...streets, ...streets.flatMap((street) => places.children(street).map((node) => node.code))].filter((code) => code.length <= 12);
  const sums = async (from: string): Promise<Map<string, { cell: Cell; n: number }>> => {
    const figures = await readFigures(db, { district, kind, areas, subjects: null, measures: [measure], from, to: day, grain: 'd', series: false });
    return new Map(
      figures.filter(({ area, subject }) => watched(area, subject)).map(({ area, subject, n }) => [cellKey({ area, subject }), { cell: { area, subject }, n }]),
    );
  };
  const week = await sums(addDays(day, -6));
  const today = changed ? await sums(day) : null;
  return [...week.values()].filter(({ cell, n }) => n >= LEAST && (today === null || (today.get(cellKey(cell))?.n ?? 0) > 0)).map(({ cell }) => cell);
}

/** The stretches of days that the method needs: the weeks right before, and with years of history the same season of each. */
export function spansFor(day: string, known: number): FigureSpan[] {
  const { back, season } = referenceWeeks(known);
  const near = season ? Math.max(8, defaults.few.weeks) : Math.max(defaults.weeks + defaults.gap + 1, defaults.few.weeks);
  const spans: FigureSpan[] = [{ grain: 'd', from: addDays(day, -7 * near - 6), to: day }];
  if (!season) return spans;
  for (let at = 0; at < back.length; at += 2 * defaults.half + 1) {
    const window = back.slice(at, at + 2 * defaults.half + 1);
    spans.push({ grain: 'd', from: addDays(day, -7 * Math.max(...window) - 6), to: addDays(day, -7 * Math.min(...window)) });
  }
  return spans;
}

/** Counts by day of each cell over the spans. */
export async function seriesOf(db: Db, district: string, cells: readonly Cell[], spans: readonly FigureSpan[]): Promise<Map<string, Map<string, number>>> {
  const wanted = new Set(cells.map(cellKey));
  const series = new Map<string, Map<string, number>>();
  const areas = [...new Set(cells.map((cell) => cell.area))];
  for (let at = 0; at < areas.length; at += AREAS) {
    const some = areas.slice(at, at + AREAS);
    const subjects = [...new Set(cells.filter((cell) => some.includes(cell.area)).map((cell) => cell.subject))];
    const figures = await readSpans(db, { district, kind, areas: some, subjects, measures: [measure], series: true }, spans);
    for (const { area, subject, at: on, n } of figures) {
      const key = cellKey({ area, subject });
      if (!wanted.has(key)) continue;
      const days = series.get(key) ?? new Map<string, number>();
      series.set(key, days);
      days.set(on!, (days.get(on!) ?? 0) + n);
    }
  }
  return series;
}

/** Counts of the seven days that ended `back` weeks before `day`. */
export const weeklyFrom =
  (days: ReadonlyMap<string, number>, day: string) =>
  (back: number): number => {
    let sum = 0;
    for (let one = 0; one < 7; one++) sum += days.get(addDays(day, -7 * back - one)) ?? 0;
    return sum;
  };
