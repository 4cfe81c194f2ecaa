import { Refusal } from '@hezhi/contract';
import { listedSql, publicColumns, type PublicRow } from '@hezhi/cases/server';
import { areaSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

export type AlertRow = {
  id: string;
  person: string;
  label: string;
  area: string | null;
  lon: number | null;
  lat: number | null;
  radius: number | null;
  categories: string[];
  often: 'once' | 'daily';
  created_at: string;
};
const columns = sql.raw('a.id, a.person, a.label, a.area, a.lon, a.lat, a.radius, a.categories, a.often, a.created_at');

export const listAlerts = (db: Db, district: string, person: string): Promise<AlertRow[]> =>
  db.all<AlertRow>(sql`SELECT ${columns} FROM publicity.alert a WHERE a.district = ${district} AND a.person = ${person} ORDER BY a.id DESC`);
export const findAlert = (db: Db, district: string, person: string, id: string): Promise<AlertRow | undefined> =>
  db.find<AlertRow>(sql`SELECT ${columns} FROM publicity.alert a WHERE a.district = ${district} AND a.id = ${id} AND a.person = ${person}`);

/** A new alert, unless the person has `most` already. */
export function insertAlert(write: Write, district: string, one: AlertRow, most: number): void {
  write
    .add(
      sql`INSERT INTO publicity.alert (district, id, person, label, area, lon, lat, radius, categories, often, created_at)
        SELECT ${district}, ${one.id}::uuid, ${one.person}::uuid, ${one.label}, ${one.area}::text, ${one.lon}::float8, ${one.lat}::float8, ${one.radius}::int,
          ${one.categories}::text[], ${one.often}, ${one.created_at}::timestamptz
        WHERE (SELECT count(*) FROM publicity.alert WHERE district = ${district} AND person = ${one.person}) < ${most}`,
      1,
      () => new Refusal(errors.too_many_alerts, { max: most }),
    )
    .onDuplicate('alert_pkey', () => new Refusal(errors.alert_exists));
}

export function updateAlert(write: Write, district: string, one: AlertRow): void {
  write.add(
    sql`UPDATE publicity.alert SET label = ${one.label}, area = ${one.area}, lon = ${one.lon}, lat = ${one.lat}, radius = ${one.radius}, categories = ${one.categories}, often = ${one.often}
      WHERE district = ${district} AND id = ${one.id} AND person = ${one.person}`,
    1,
    () => new Refusal(errors.alert_gone),
  );
}

/** Stops an alert and forgets what it had gathered. */
export function deleteAlert(write: Write, district: string, person: string, id: string): void {
  write.add(sql`DELETE FROM publicity.alert WHERE district = ${district} AND id = ${id} AND person = ${person}`);
  write.add(sql`DELETE FROM publicity.gathered g USING publicity.alert a WHERE g.district = ${district} AND g.alert = ${id}
    AND a.district = g.district AND a.id = g.alert AND a.person = ${person}`);
}

/** Metres of a degree of latitude; a degree of longitude shrinks with the cosine. Good to a per mille within a few kilometres. */
const METRES = 111_195;
const away = (lat: Sql, lon: Sql, toLat: Sql, toLon: Sql): Sql =>
  sql`sqrt(power(${lat} - ${toLat}, 2) + power((${lon} - ${toLon}) * cos(radians(${toLat})), 2)) * ${METRES}::float8`;

export type FreshCase = { number: string; subject: string; area: string; asker: string | null; public_lon: number | null; public_lat: number | null };
/** Of some cases those that are public, were reported after `since` and are no news yet; by id. */
export async function findFresh(db: Db, district: string, matters: readonly { matter: string; since: string }[]): Promise<Map<string, FreshCase>> {
  const rows = await db.all<FreshCase & { id: string }>(sql`SELECT DISTINCT m.id, m.number, m.subject, m.area, m.asker, c.public_lon, c.public_lat
    FROM unnest(${matters.map((one) => one.matter)}::uuid[], ${matters.map((one) => one.since)}::timestamptz[]) AS w (matter, since)
      JOIN matters.matter m ON m.district = ${district} AND m.id = w.matter JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE m.opened_at > w.since AND ${listedSql} AND NOT EXISTS (SELECT FROM publicity.announced n WHERE n.district = m.district AND n.matter = m.id)`);
  return new Map(rows.map(({ id, ...one }) => [id, one]));
}

/** Whether this is the first time that the case is news. */
export const announce = async (db: Db, district: string, matter: string, at: string): Promise<boolean> =>
  (await db.run(sql`INSERT INTO publicity.announced (district, matter, at) VALUES (${district}, ${matter}, ${at}) ON CONFLICT DO NOTHING`)).count === 1;

/** Alerts that speak of a place and a category, of others than who asked. The place is the rounded one that the public gets. */
export function alertsFor(db: Db, district: string, one: FreshCase): Promise<AlertRow[]> {
  const above = [6, 9, 12, 15].filter((length) => length <= one.area.length).map((length) => one.area.slice(0, length));
  const where: Sql[] = [sql`a.area = ANY(${above}::text[])`];
  if (one.public_lat !== null && one.public_lon !== null) {
    const far = 5000 / METRES;
    where.push(sql`(a.lat BETWEEN ${one.public_lat - far} AND ${one.public_lat + far}
      AND ${away(sql`${one.public_lat}::float8`, sql`${one.public_lon}::float8`, sql.raw('a.lat'), sql.raw('a.lon'))} <= a.radius)`);
  }
  return db.all<AlertRow>(sql`SELECT ${columns} FROM publicity.alert a WHERE a.district = ${district} AND ${sql.or(where)}
    AND (a.categories = '{}' OR a.categories && ${[one.subject, one.subject.slice(0, 1)]}::text[]) AND a.person IS DISTINCT FROM ${one.asker}::uuid ORDER BY a.id`);
}

/** Notes a case for daily alerts. */
export function gather(write: Write, district: string, alerts: readonly string[], matter: string, at: string): void {
  if (alerts.length === 0) return;
  write.add(sql`INSERT INTO publicity.gathered (district, alert, matter, at) SELECT ${district}, id, ${matter}::uuid, ${at}::timestamptz FROM unnest(${alerts}::uuid[]) AS one (id)
    ON CONFLICT DO NOTHING`);
}

/** Takes what an alert has gathered: the alert, and those cases that are still public, oldest first. Undefined when it was stopped. */
export async function takeGathered(
  db: Db,
  district: string,
  id: string,
): Promise<{ alert: AlertRow; cases: { number: string; subject: string; area: string }[] } | undefined> {
  const taken = await db.all<{ matter: string }>(sql`DELETE FROM publicity.gathered WHERE district = ${district} AND alert = ${id} RETURNING matter`);
  const alert = await db.find<AlertRow>(sql`SELECT ${columns} FROM publicity.alert a WHERE a.district = ${district} AND a.id = ${id}`);
  if (!alert) return undefined;
  const cases = await db.all<{ number: string; subject: string; area: string }>(sql`SELECT m.number, m.subject, m.area FROM matters.matter m
    WHERE m.district = ${district} AND m.id = ANY(${taken.map((row) => row.matter)}::uuid[]) AND ${listedSql} ORDER BY m.opened_at, m.id`);
  return { alert, cases };
}

/** Public cases that an alert speaks of, newest first. */
export function listForAlert(db: Db, district: string, alert: AlertRow, after: { at: string; id: string } | null, limit: number): Promise<PublicRow[]> {
  const parts: Sql[] = [sql`m.district = ${district}`, listedSql];
  if (alert.area !== null) parts.push(areaSql('m', alert.area));
  else {
    const far = alert.radius! / METRES;
    parts.push(
      sql`c.public_lat BETWEEN ${alert.lat! - far} AND ${alert.lat! + far}`,
      sql`${away(sql.raw('c.public_lat'), sql.raw('c.public_lon'), sql`${alert.lat}::float8`, sql`${alert.lon}::float8`)} <= ${alert.radius}::int`,
    );
  }
  if (alert.categories.length > 0) parts.push(sql`(m.subject = ANY(${alert.categories}::text[]) OR left(m.subject, 1) = ANY(${alert.categories}::text[]))`);
  if (after) parts.push(sql`(m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<PublicRow>(sql`SELECT ${publicColumns} FROM cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id
    WHERE ${sql.and(parts)} ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit + 1}`);
}

export async function forgetAnnounced(db: Db, before: string): Promise<void> {
  await db.run(sql`DELETE FROM publicity.announced WHERE at < ${before}`);
}
