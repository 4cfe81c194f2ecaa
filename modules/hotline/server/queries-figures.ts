import { sql, type Db } from '@hezhi/server';
import { daysSql, hourSql, waitSql } from './queries-calls.ts';

export type Days = { from: string; to: string };
export type CallCounts = {
  all: number;
  rung: number;
  answered: number;
  within: number;
  late: number;
  lost: number;
  waited: number | null;
  talked: number | null;
  mine: number;
};

/** Calls of an area on some days; `within`: answered within so many seconds of ringing. */
export async function countCalls(db: Db, district: string, area: string, days: Days, seconds: number, me: string | null): Promise<CallCounts> {
  const row =
    await db.find<CallCounts>(sql`SELECT count(*) AS all, count(*) FILTER (WHERE c.line IS NOT NULL) AS rung, count(*) FILTER (WHERE c.line IS NOT NULL AND c.answered_at IS NOT NULL) AS answered,
      count(*) FILTER (WHERE ${waitSql('within', seconds)}) AS within, count(*) FILTER (WHERE ${waitSql('late', seconds)}) AS late, count(*) FILTER (WHERE ${waitSql('lost', seconds)}) AS lost,
      avg(extract(epoch FROM c.answered_at - c.rang_at)) FILTER (WHERE c.line IS NOT NULL)::float8 AS waited, avg(extract(epoch FROM c.ended_at - c.answered_at))::float8 AS talked,
      count(*) FILTER (WHERE c.agent = ${me}::uuid) AS mine
    FROM hotline.call c WHERE c.district = ${district} AND c.area >= ${area} AND c.area < ${`${area}~`} AND ${daysSql(days.from, days.to)}`);
  return row!;
}

export type HourRow = { hour: number; calls: number; answered: number; within: number; lost: number };
/** The same by hour of the day in China's time; only calls that rang. */
export const countHours = (db: Db, district: string, area: string, days: Days, seconds: number): Promise<HourRow[]> =>
  db.all<HourRow>(sql`SELECT ${hourSql} AS hour, count(*) AS calls, count(*) FILTER (WHERE c.answered_at IS NOT NULL) AS answered,
      count(*) FILTER (WHERE ${waitSql('within', seconds)}) AS within, count(*) FILTER (WHERE ${waitSql('lost', seconds)}) AS lost
    FROM hotline.call c WHERE c.district = ${district} AND c.area >= ${area} AND c.area < ${`${area}~`} AND c.line IS NOT NULL AND ${daysSql(days.from, days.to)} GROUP BY 1 ORDER BY 1`);

/** How many of each kind and of each outcome. */
export const countSorts = (db: Db, district: string, area: string, days: Days): Promise<{ sort: 'kind' | 'outcome'; key: string; n: number }[]> =>
  db.all(sql`SELECT s.sort, s.key, count(*) AS n FROM hotline.call c CROSS JOIN LATERAL (VALUES ('kind', c.kind), ('outcome', c.outcome)) AS s (sort, key)
    WHERE c.district = ${district} AND c.area >= ${area} AND c.area < ${`${area}~`} AND s.key IS NOT NULL AND ${daysSql(days.from, days.to)} GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`);

export type CallbackCounts = { done: number; reached: number; asked: number; solved: number; scored: number; satisfied: number };
/** Call-backs that were settled on some days. Satisfied: 4 or 5 of 5. */
export async function countCallbacks(db: Db, district: string, area: string, days: Days): Promise<CallbackCounts> {
  const row =
    await db.find<CallbackCounts>(sql`SELECT count(*) AS done, count(*) FILTER (WHERE b.reached) AS reached, count(*) FILTER (WHERE b.solved IS NOT NULL) AS asked,
      count(*) FILTER (WHERE b.solved = 'yes') AS solved, count(*) FILTER (WHERE b.score IS NOT NULL) AS scored, count(*) FILTER (WHERE b.score >= 4) AS satisfied
    FROM hotline.callback b WHERE b.district = ${district} AND b.area >= ${area} AND b.area < ${`${area}~`} AND b.state IN ('done', 'unreached')
      AND b.done_at >= (${days.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND b.done_at < ((${days.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  return row!;
}

/** Call-backs that wait now, and those whose moment has come. */
export async function countWaiting(db: Db, district: string, area: string, now: string): Promise<{ waiting: number; overdue: number }> {
  const row = await db.find<{ waiting: number; overdue: number }>(sql`SELECT count(*) AS waiting, count(*) FILTER (WHERE b.due_at <= ${now}) AS overdue
    FROM hotline.callback b WHERE b.district = ${district} AND b.area >= ${area} AND b.area < ${`${area}~`} AND b.state IN ('waiting', 'taken')`);
  return row!;
}
