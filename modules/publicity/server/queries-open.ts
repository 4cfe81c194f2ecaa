import { listedSql, publicColumns, type PublicRow } from '@hezhi/cases/server';
import { areaSql, measureSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';
import { publicMeasures } from '../contract/index.ts';

const cases = sql.raw('cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id');
const chinaDay = (column: string): string => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
/** The first moment of a day in China. */
const dayStart = (day: string, plus = 0): Sql => sql`((${day}::date + ${plus}::int)::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/** Public cases newly taken on and newly settled: the newest of each, together. */
export function listFeed(db: Db, district: string, area: string, category: string | undefined, limit: number): Promise<PublicRow[]> {
  const parts: Sql[] = [sql`m.district = ${district}`, listedSql, areaSql('m', area)];
  if (category) parts.push(sql`starts_with(m.subject, ${category})`);
  return db.all<PublicRow>(sql`WITH opened AS (SELECT ${publicColumns} FROM ${cases} WHERE ${sql.and(parts)} ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit}),
      closed AS (SELECT ${publicColumns} FROM ${cases} WHERE ${sql.and(parts)} AND m.closed_at IS NOT NULL ORDER BY m.closed_at DESC, m.id DESC LIMIT ${limit})
    SELECT * FROM opened UNION ALL SELECT * FROM closed WHERE id NOT IN (SELECT id FROM opened)`);
}

export type OpenSource = {
  id: string;
  opened_at: string;
  number: string;
  subject: string;
  area: string;
  opened_day: string;
  closed_day: string | null;
  procedure: string;
  procedure_version: number;
  state: string;
  overdue: boolean;
  reopened: boolean;
  rating: number | null;
  lon: number | null;
  lat: number | null;
};

/** A page of the open data of a month, oldest first. */
export function listOpen(
  db: Db,
  query: { district: string; month: string; category?: string | undefined },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<OpenSource[]> {
  const first = `${query.month}-01`;
  const parts: Sql[] = [
    sql`m.district = ${query.district}`,
    listedSql,
    sql`m.opened_at >= ${dayStart(first)}`,
    sql`m.opened_at < ((${first}::date + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai')`,
  ];
  if (query.category) parts.push(sql`starts_with(m.subject, ${query.category})`);
  if (after) parts.push(sql`(m.opened_at, m.id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<OpenSource>(sql`SELECT m.id, m.opened_at, m.number, m.subject, m.area, ${sql.raw(chinaDay('m.opened_at'))} AS opened_day, ${sql.raw(chinaDay('m.closed_at'))} AS closed_day,
      m.procedure, m.procedure_version, m.state, 'overdue' = ANY (m.marks) AS overdue, 'reopened' = ANY (m.marks) AS reopened, m.rating, c.public_lon AS lon, c.public_lat AS lat
    FROM ${cases} WHERE ${sql.and(parts)} ORDER BY m.opened_at, m.id LIMIT ${limit}`);
}

/** Squares of 0.01 degrees (about a kilometre) with as many public cases as `least`: `lon lat`, in hundredths. */
export const denseSquares = async (db: Db, district: string, least: number): Promise<Set<string>> =>
  new Set(
    (
      await db.all<{ square: string }>(sql`SELECT floor(c.public_lon * 100 + 0.5)::int || ' ' || floor(c.public_lat * 100 + 0.5)::int AS square FROM ${cases}
        WHERE m.district = ${district} AND c.public_lat IS NOT NULL AND ${listedSql} GROUP BY 1 HAVING count(*) >= ${least}::int`)
    ).map((row) => row.square),
  );

/** Months of the last three years in which public cases were reported, newest first. */
export const openMonths = (db: Db, district: string, since: string): Promise<{ month: string; n: number }[]> =>
  db.all(sql`SELECT to_char(m.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, count(*)::int AS n FROM matters.matter m
    WHERE m.district = ${district} AND m.opened_at >= ${since} AND ${listedSql} GROUP BY 1 ORDER BY 1 DESC`);

/** How many public cases were closed, ever; and how many are being handled. */
export async function countSolved(db: Db, district: string): Promise<number> {
  const row = await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM matters.matter m WHERE m.district = ${district} AND ${listedSql} AND ${measureSql('closed').where}`,
  );
  return row?.n ?? 0;
}

/** Consultations that the hotline answered (its room must be part of the house). */
export async function countConsults(db: Db, district: string): Promise<number> {
  const row = await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM hotline.call c WHERE c.district = ${district} AND c.kind = 'consult' AND c.answered_at IS NOT NULL`,
  );
  return row?.n ?? 0;
}

export type Period = { district: string; area: string; from: string; to: string };
const within = (p: Period): Sql =>
  sql`m.district = ${p.district} AND ${listedSql} AND ${areaSql('m', p.area)} AND m.opened_at >= ${dayStart(p.from)} AND m.opened_at < ${dayStart(p.to, 1)}`;

/** The public measures of what was reported in a period, by the territory below: `by` letters of the code. */
export function sumPublic(db: Db, period: Period, by: number): Promise<({ area: string } & Record<(typeof publicMeasures)[number], number>)[]> {
  const columns = publicMeasures.map((key) => sql`count(*) FILTER (WHERE ${measureSql(key).where})::int AS ${sql.raw(key)}`);
  return db.all(sql`SELECT left(m.area, ${by}::int) AS area, ${sql.join(columns, ', ')} FROM matters.matter m WHERE ${within(period)} GROUP BY 1 ORDER BY 1`);
}

/** The public cases behind one number of `sumPublic`, newest first. */
export function listBehind(db: Db, period: Period, measure: string, after: { at: string; id: string } | null, limit: number): Promise<PublicRow[]> {
  const past = after ? sql`AND (m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql.raw('');
  return db.all<PublicRow>(sql`SELECT ${publicColumns} FROM ${cases} WHERE ${within(period)} AND ${measureSql(measure).where} ${past}
    ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit + 1}`);
}
