import { sql, type Db } from '@hezhi/server';
import type { State } from '../contract/index.ts';

export type MonthRow = { id: string; area: string; subject: string; state: State; first_day: string; day: string; seen: number; expected: number };

/** Warnings of an area and below that first stood out within a period (days, both included), the farthest from the expected first; the first `limit`. */
export function warningsBetween(db: Db, district: string, area: string, from: string, to: string, limit: number): Promise<MonthRow[]> {
  return db.all<MonthRow>(sql`SELECT id, area, subject, state, first_day::text AS first_day, day::text AS day, seen, expected FROM warnings.warning
    WHERE district = ${district} AND area COLLATE "C" >= ${area} AND area COLLATE "C" < ${`${area}~`} AND first_day BETWEEN ${from}::date AND ${to}::date
    ORDER BY score DESC, id LIMIT ${limit}`);
}
