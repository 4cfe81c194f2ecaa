import { areaSql, matterColumns, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';
import { meTooSql, supportedSql } from './queries-support.ts';

export type PublicRow = MatterRow & { public_text: string; public_lon: number | null; public_lat: number | null; distance: number | null; me_too: number };
export type PublicFilter = {
  area?: string | undefined;
  category?: string | undefined;
  state?: 'open' | 'closed' | undefined;
  near?: readonly [number, number] | undefined;
  bbox?: readonly [number, number, number, number] | undefined;
};

/** States in which nobody has looked at a case yet, so that no public list names it. */
export const beforeListed: readonly string[] = ['reported', 'registering'];
/** The SQL form of `isListed`, over `matters.matter m`. */
export const listed: Sql = sql.raw(
  `m.kind = 'case' AND m.public AND m.state NOT IN (${beforeListed.map((state) => `'${state}'`).join(', ')}) AND NOT ('void' = ANY (m.marks))`,
);
/** What a public view is made of, over `cases.case c JOIN matters.matter m`; for lists of other rooms that say `listed` too. */
export const publicColumns: Sql = sql`${matterColumns}, c.public_text, c.public_lon, c.public_lat, NULL::float8 AS distance, ${meTooSql} AS me_too`;
/** How far `near` looks, in degrees of latitude (about 5.5 km). */
const REACH = 0.05;

/** Public cases of a district: nearest first with `near`, else newest first. `after` is the sort value and id of the last one seen. */
export function listPublic(db: Db, district: string, f: PublicFilter, after: { at: string; id: string } | null, limit: number): Promise<PublicRow[]> {
  const parts: Sql[] = [sql`m.district = ${district}`, listed];
  if (f.area) parts.push(areaSql('m', f.area));
  if (f.category) parts.push(sql`starts_with(m.subject, ${f.category})`);
  if (f.state) parts.push(sql.raw(f.state === 'closed' ? 'm.closed_at IS NOT NULL' : 'm.closed_at IS NULL'));
  if (f.bbox) parts.push(sql`c.public_lon BETWEEN ${f.bbox[0]} AND ${f.bbox[2]} AND c.public_lat BETWEEN ${f.bbox[1]} AND ${f.bbox[3]}`);
  const from = sql.raw('FROM cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id');
  if (!f.near) {
    if (after) parts.push(sql`(m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
    return db.all<PublicRow>(sql`SELECT ${matterColumns}, c.public_text, c.public_lon, c.public_lat, NULL::float8 AS distance, ${meTooSql} AS me_too ${from}
      WHERE ${sql.and(parts)} ORDER BY m.opened_at DESC, m.id DESC ${sql.page(limit)}`);
  }
  const [lon, lat] = f.near;
  // Equal angles are unequal lengths: longitude shrinks with the cosine of the latitude. Good to a per mille within a few kilometres.
  const shrink = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  parts.push(
    sql`c.district = ${district} AND c.public_lat BETWEEN ${lat - REACH} AND ${lat + REACH} AND c.public_lon BETWEEN ${lon - REACH / shrink} AND ${lon + REACH / shrink}`,
  );
  const distance = sql`(sqrt(power(c.public_lat - ${lat}::float8, 2) + power((c.public_lon - ${lon}::float8) * ${shrink}::float8, 2)) * 111195)::float8`;
  const past = after ? sql`WHERE (m.distance, m.id) > (${after.at}::float8, ${after.id}::uuid)` : sql.raw('');
  return db.all<PublicRow>(sql`SELECT m.*, ${meTooSql} AS me_too FROM (SELECT ${matterColumns}, c.public_text, c.public_lon, c.public_lat, ${distance} AS distance ${from} WHERE ${sql.and(parts)}) m
    ${past} ORDER BY m.distance, m.id ${sql.page(limit)}`);
}

/** One public case; undefined also for what is not public. */
export function findPublic(db: Db, district: string, id: string, person: string | null): Promise<(PublicRow & { supported: boolean }) | undefined> {
  return db.find(sql`SELECT ${matterColumns}, c.public_text, c.public_lon, c.public_lat, NULL::float8 AS distance, ${meTooSql} AS me_too, ${supportedSql(person)} AS supported
    FROM cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id WHERE m.district = ${district} AND m.id = ${id} AND ${listed}`);
}

/** Districts that have a centre to answer for them, with the middle of their border where one is drawn. */
export function servingDistricts(
  db: Db,
  today: string,
): Promise<{ code: string; west: number | null; east: number | null; south: number | null; north: number | null }[]> {
  return db.all(sql`SELECT o.district AS code, (s.bbox[1])[0] AS west, (s.bbox[0])[0] AS east, (s.bbox[1])[1] AS south, (s.bbox[0])[1] AS north
    FROM directory.org o LEFT JOIN places.shape s ON s.district = o.district AND s.code = o.district AND s.valid_to IS NULL
    WHERE o.kind = 'district_centre' AND o.valid_from <= ${today}::date AND (o.valid_to IS NULL OR o.valid_to > ${today}::date) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1`);
}
