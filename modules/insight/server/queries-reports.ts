import { areaSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { reportStates } from '../contract/index.ts';

export type ReportRow = {
  id: string;
  area: string;
  month: string;
  revision: number;
  so_far: boolean;
  through: string;
  state: (typeof reportStates)[number];
  done: number;
  at: string;
  person: string | null;
};
type NewReport = Pick<ReportRow, 'id' | 'area' | 'month' | 'revision' | 'so_far' | 'through' | 'at' | 'person'>;

const columns = sql.raw('r.id, r.area, r.month, r.revision, r.so_far, r.through::text AS through, r.state, r.done, r.at, r.person');
const inside = (area: string): Sql => sql`r.area COLLATE "C" >= ${area} AND r.area COLLATE "C" < ${`${area}~`}`;

/** The number of the next revision. */
export async function nextRevision(db: Db, district: string, area: string, month: string): Promise<number> {
  const row = await db.find<{ n: number }>(
    sql`SELECT coalesce(max(revision), 0) + 1 AS n FROM insight.report WHERE district = ${district} AND area = ${area} AND month = ${month}`,
  );
  return row!.n;
}
const next = (district: string, row: NewReport): Sql =>
  sql`INSERT INTO insight.report (district, id, area, month, revision, so_far, through, state, at, person)
    VALUES (${district}, ${row.id}, ${row.area}, ${row.month}, ${row.revision}, ${row.so_far}, ${row.through}::date, 'waiting', ${row.at}, ${row.person})`;

/** A new revision. `refuse`: one of the same territory and month is under way. */
export function insertReport(write: Write, district: string, row: NewReport, refuse: () => Error): void {
  write.add(next(district, row)).onDuplicate('report_under_way', refuse).onDuplicate('report_revision_key', refuse);
}
/** One by schedule; false where it is there already, or another of the month is being made this moment. */
export async function insertScheduled(db: Db, district: string, row: NewReport): Promise<boolean> {
  return (await db.run(sql`${next(district, row)} ON CONFLICT DO NOTHING`)).count === 1;
}

/** Reports of an area and below, newest first (ids are made in the order of time). */
export function listReports(
  db: Db,
  district: string,
  own: string,
  find: { area: string | undefined; month: string | undefined; after: string | null; limit: number },
): Promise<ReportRow[]> {
  const where = [sql`r.district = ${district}`, inside(own)];
  if (find.area) where.push(sql`r.area = ${find.area}`);
  if (find.month) where.push(sql`r.month = ${find.month}`);
  if (find.after) where.push(sql`r.id < ${find.after}::uuid`);
  return db.all<ReportRow>(sql`SELECT ${columns} FROM insight.report r WHERE ${sql.and(where)} ORDER BY r.id DESC LIMIT ${find.limit + 1}`);
}

export type FullReport = ReportRow & { made_at: string | null; numbers: unknown };
/** One report of an area or below, with its numbers when they are there. */
export function findReport(db: Db, district: string, own: string, id: string): Promise<FullReport | undefined> {
  return db.find<FullReport>(sql`SELECT ${columns}, n.made_at, n.numbers FROM insight.report r
    LEFT JOIN insight.report_numbers n ON n.district = r.district AND n.report = r.id WHERE r.district = ${district} AND r.id = ${id} AND ${inside(own)}`);
}

/** How far it is; what is ready stays as it is. False: there is nothing to do. */
export async function moveReport(db: Db, district: string, id: string, state: 'making' | 'failed', done: number): Promise<boolean> {
  const moved = await db.run(sql`UPDATE insight.report SET state = ${state}, done = ${done} WHERE district = ${district} AND id = ${id} AND state <> 'ready'`);
  return moved.count === 1;
}
/** Keeps the numbers and closes the making, once: where another worker was faster nothing happens. */
export function keepNumbers(write: Write, district: string, id: string, done: number, madeAt: string, numbers: object, late: () => Error): void {
  write.add(
    sql`INSERT INTO insight.report_numbers (district, report, made_at, numbers) VALUES (${district}, ${id}, ${madeAt}, ${JSON.stringify(numbers)}::jsonb)`,
  );
  write.onDuplicate('report_numbers_pkey', late);
  write.add(sql`UPDATE insight.report SET state = 'ready', done = ${done} WHERE district = ${district} AND id = ${id} AND state <> 'ready'`, 1, late);
}

const opened = (from: string, to: string): Sql =>
  sql`m.opened_at >= (${from}::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND m.opened_at < ((${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/** Matters opened in a territory and period by the way they came in. */
export function countChannels(db: Db, district: string, kind: string, area: string, from: string, to: string): Promise<{ channel: string; n: number }[]> {
  return db.all(sql`SELECT m.channel, count(*)::int AS n FROM matters.matter m
    WHERE m.district = ${district} AND m.kind = ${kind} AND ${areaSql('m', area)} AND ${opened(from, to)} GROUP BY 1 ORDER BY 2 DESC, 1`);
}

export type RepeatRow = { area: string; subject: string; lon: number; lat: number; n: number; open: number; matters: { id: string; number: string }[] };
/** Squares of 0.001 degrees with at least `least` matters of one category opened in a period, the most first; confidential ones are left out. */
export function repeatedPlaces(
  db: Db,
  district: string,
  kind: string,
  area: string,
  from: string,
  to: string,
  least: number,
  limit: number,
): Promise<RepeatRow[]> {
  return db.all<RepeatRow>(sql`SELECT m.area, m.subject, avg(m.lon)::float8 AS lon, avg(m.lat)::float8 AS lat, count(*)::int AS n,
      count(*) FILTER (WHERE m.closed_at IS NULL)::int AS open,
      to_jsonb((array_agg(jsonb_build_object('id', m.id, 'number', m.number) ORDER BY m.opened_at DESC, m.id DESC))[1:5]) AS matters
    FROM matters.matter m WHERE m.district = ${district} AND m.kind = ${kind} AND ${areaSql('m', area)} AND ${opened(from, to)} AND m.lon IS NOT NULL AND m.secrecy = 0
    GROUP BY m.area, m.subject, floor(m.lon * 1000), floor(m.lat * 1000) HAVING count(*) >= ${least} ORDER BY n DESC, m.area, m.subject, lon, lat LIMIT ${limit}`);
}
