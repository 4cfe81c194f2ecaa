import type { Actor } from '@hezhi/contract';
import { matterColumns, visibleSql, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { listed, type PublicRow } from './queries-public.ts';
import { meTooSql, supportedSql } from './queries-support.ts';

/** Squares of the index `case_square`, of 1/200 degree. */
const SQUARES = 200;
/** The newest so many of a square, and of a community's cases without a point, are looked at. */
const OF_SQUARE = 64;
const OF_COMMUNITY = 100;
const MOST = 60;
/** Public points are rounded to three decimals, so a point may lie so far (degrees) from where it is said to be. */
const ROUNDED = 0.0005;

/** What a case near by is compared by, as its reader may know it. */
export type NearRow = {
  id: string;
  subject: string;
  area: string;
  opened_at: string;
  closed_at: string | null;
  text: string;
  /** Null for the public. */
  address: string | null;
  lon: number | null;
  lat: number | null;
};
/** What is shown of one that is suggested. */
export type SuggestedRow = MatterRow & { description: string; public_text: string; address: string; photos: string[]; me_too: number; supported: boolean };
export type Around = {
  readonly district: string;
  readonly area: string;
  readonly point: readonly [number, number] | null;
  /** Metres. */
  readonly reach: number;
  /** Epoch ms: nothing older. */
  readonly since: number;
  /** Epoch ms: nothing that was settled before. Null: however long ago. */
  readonly settledSince: number | null;
  readonly except: string | null;
};

/** The least UUIDv7 of a moment. */
function firstId(at: number): string {
  const hex = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * Cases near by of late that could be the same, newest first: those with a point by the squares that the reach touches, and those without one (all, where the new one has none)
 * by their community. `reader` null: what the public may see. One statement whose cost depends on neither the number of cases nor how busy a place is: at most 64 index rows a
 * square (four to six squares, `case_square`) and 100 a community (`matter_unplaced`); matters are read of those in the box, words of those that are left.
 */
export function findAround(db: Db, around: Around, reader: Actor | null): Promise<NearRow[]> {
  const { district, area, point, reach, since, settledSince } = around;
  const from = new Date(since).toISOString();
  const seen = reader === null ? listed : sql`m.kind = 'case' AND NOT ('void' = ANY (m.marks)) AND ${visibleSql(reader)}`;
  const arms: Sql[] = [];
  if (point) {
    const [lon, lat] = point;
    const high = reach / 111_195 + ROUNDED;
    const wide = reach / 111_195 / Math.max(0.01, Math.cos((lat * Math.PI) / 180)) + ROUNDED;
    const squares = squaresOf(lat - high, lat + high, lon - wide, lon + wide).map(([y, x]) => sql`(${y}::int, ${x}::int)`);
    const inBox = sql`near.public_lat BETWEEN ${lat - high} AND ${lat + high} AND near.public_lon BETWEEN ${lon - wide} AND ${lon + wide}`;
    // As rows of the text, not as lists: PostgreSQL then knows how many there are and keeps one plan, where planning anew would cost as much as the search.
    arms.push(sql`SELECT near.id FROM (VALUES ${sql.join(squares, ', ')}) AS square (y, x) CROSS JOIN LATERAL (
      SELECT c.id, c.public_lat, c.public_lon FROM cases.case c WHERE c.district = ${district} AND c.public_lat IS NOT NULL AND floor(c.public_lat * 200)::int = square.y
        AND floor(c.public_lon * 200)::int = square.x AND c.id >= ${firstId(since)}::uuid ORDER BY c.id DESC LIMIT ${sql.raw(String(OF_SQUARE))}) near WHERE ${inBox}`);
  }
  if (area.length >= 12) {
    arms.push(sql`(SELECT n.id FROM matters.matter n WHERE n.district = ${district} AND n.kind = 'case' AND left(n.area, 12) = ${area.slice(0, 12)} ${sql.raw(point ? 'AND n.lon IS NULL' : '')}
      AND n.opened_at >= ${from}::timestamptz ORDER BY n.opened_at DESC LIMIT ${sql.raw(String(OF_COMMUNITY))})`);
  }
  if (arms.length === 0) return Promise.resolve([]);
  const told =
    reader === null ? 'c.public_text AS text, NULL AS address, c.public_lon AS lon, c.public_lat AS lat' : 'c.description AS text, c.address, m.lon, m.lat';
  const unsettled = settledSince === null ? sql.raw('') : sql`AND (m.closed_at IS NULL OR m.closed_at >= ${new Date(settledSince).toISOString()}::timestamptz)`;
  // The words of those only that are left.
  return db.all<NearRow>(sql`WITH found AS MATERIALIZED (${sql.join(arms, ' UNION ')}),
    seen AS MATERIALIZED (SELECT m.id, m.subject, m.area, m.opened_at, m.closed_at, m.lon, m.lat FROM found JOIN matters.matter m ON m.district = ${district} AND m.id = found.id
      WHERE ${seen} AND m.opened_at >= ${from}::timestamptz ${unsettled} ${around.except === null ? sql.raw('') : sql`AND m.id <> ${around.except}`}
      ORDER BY m.opened_at DESC LIMIT ${sql.raw(String(MOST))})
    SELECT m.id, m.subject, m.area, m.opened_at, m.closed_at, ${sql.raw(told)} FROM seen m JOIN cases.case c ON c.district = ${district} AND c.id = m.id ORDER BY m.opened_at DESC`);
}

/** The few that are suggested, with how many said that they have the same, and whether this person or device is one of them. In no order. */
export const findSuggested = (db: Db, district: string, ids: readonly string[], supporter: string | null): Promise<SuggestedRow[]> =>
  db.all<SuggestedRow>(sql`SELECT ${matterColumns}, c.description, c.public_text, c.address, c.photos, ${meTooSql} AS me_too, ${supportedSql(supporter)} AS supported
    FROM matters.matter m JOIN cases.case c ON c.district = m.district AND c.id = m.id WHERE m.district = ${district} AND m.id = ANY(${ids}::uuid[])`);

function squaresOf(south: number, north: number, west: number, east: number): [y: number, x: number][] {
  const squares: [number, number][] = [];
  for (let y = Math.floor(south * SQUARES); y <= Math.floor(north * SQUARES); y++)
    for (let x = Math.floor(west * SQUARES); x <= Math.floor(east * SQUARES); x++) squares.push([y, x]);
  return squares;
}

export type FamilyRow = MatterRow & { /** When it was merged. */ linked_at: string; is_main: boolean };

/** The case into which one was merged, and those merged into it. */
export function findFamily(db: Db, district: string, id: string): Promise<FamilyRow[]> {
  return db.all<FamilyRow>(sql`SELECT ${matterColumns}, k.at AS linked_at, k.child = ${id} AS is_main FROM matters.link k
    JOIN matters.matter m ON m.district = k.district AND m.id = CASE WHEN k.child = ${id} THEN k.parent ELSE k.child END
    WHERE k.district = ${district} AND k.meaning = 'repeats' AND (k.child = ${id} OR k.parent = ${id}) ORDER BY k.at, m.id LIMIT 500`);
}

/** The main case of a merged one. */
export async function mainOf(db: Db, district: string, id: string): Promise<string | null> {
  const row = await db.find<{ parent: string }>(
    sql`SELECT parent FROM matters.link WHERE district = ${district} AND child = ${id} AND meaning = 'repeats' LIMIT 1`,
  );
  return row?.parent ?? null;
}

/** Those merged into a case. */
export async function mergedInto(db: Db, district: string, main: string): Promise<string[]> {
  const rows = await db.all<{ child: string }>(
    sql`SELECT child FROM matters.link WHERE district = ${district} AND parent = ${main} AND meaning = 'repeats' ORDER BY child`,
  );
  return rows.map((row) => row.child);
}

/** Merged cases without a main case or with two, main cases that are merged themselves, and links of cases that are not merged, of one district. */
export const findLoose = (db: Db, district: string): Promise<{ where: string; what: string }[]> =>
  db.all(sql`SELECT m.number AS where, 'the case is merged into ' || count(k.parent) || ' cases' AS what
      FROM matters.matter m LEFT JOIN matters.link k ON k.district = m.district AND k.child = m.id AND k.meaning = 'repeats'
      WHERE m.district = ${district} AND m.kind = 'case' AND m.state = 'merged' GROUP BY m.number HAVING count(k.parent) <> 1
    UNION ALL SELECT m.number, 'the case hangs below a main case and its state is ' || m.state FROM matters.link k
      JOIN matters.matter m ON m.district = k.district AND m.id = k.child AND m.kind = 'case'
      WHERE k.district = ${district} AND k.meaning = 'repeats' AND m.state <> 'merged'
    UNION ALL SELECT m.number, 'the main case is merged itself' FROM matters.link k JOIN matters.matter m ON m.district = k.district AND m.id = k.parent AND m.kind = 'case'
      WHERE k.district = ${district} AND k.meaning = 'repeats' AND m.state = 'merged'`);

/** Locks matters in the order of their ids, so that two merges wait for each other instead of blocking each other. */
export async function lockMatters(db: Db, district: string, ids: readonly string[]): Promise<void> {
  await db.all(sql`SELECT m.id FROM matters.matter m WHERE m.district = ${district} AND m.id = ANY(${ids}::uuid[]) ORDER BY m.id FOR UPDATE`);
}

/** Hangs a case, and what was merged into it before, below its main case. */
export function addMerged(write: Write, district: string, child: string, carried: readonly string[], main: string, asker: string | null, at: number): void {
  const moment = new Date(at).toISOString();
  const all = [child, ...carried];
  if (carried.length > 0)
    write.add(
      sql`DELETE FROM matters.link WHERE district = ${district} AND parent = ${child} AND child = ANY(${carried}::uuid[]) AND meaning = 'repeats'`,
      carried.length,
    );
  write.add(sql`INSERT INTO matters.link (district, child, parent, meaning, at)
    SELECT ${district}, one, ${main}::uuid, 'repeats', ${moment}::timestamptz FROM unnest(${all}::uuid[]) one`);
  // Who reported it is counted by the report.
  if (asker !== null) write.add(sql`DELETE FROM cases.support WHERE district = ${district} AND matter = ${main} AND supporter = ${asker}`);
}

/** Takes a merged case off its main case again. */
export function dropMerged(write: Write, district: string, child: string, main: string, stale: () => Error): void {
  write.add(sql`DELETE FROM matters.link WHERE district = ${district} AND child = ${child} AND parent = ${main} AND meaning = 'repeats'`, 1, stale);
}

/** What was last told of how a case was settled. */
export function lastResult(
  db: Db,
  district: string,
  id: string,
  steps: readonly string[],
): Promise<{ step: string; data: Record<string, unknown>; procedure: string; procedure_version: number } | undefined> {
  return db.find(sql`SELECT e.step, e.body -> 'data' AS data, m.procedure, m.procedure_version FROM matters.entry e
    JOIN matters.matter m ON m.district = e.district AND m.id = e.matter WHERE e.district = ${district} AND e.matter = ${id} AND e.step = ANY(${steps}::text[])
    ORDER BY e.seq DESC LIMIT 1`);
}

/** Public cases to which a person said "me too", newest first; a merged one by its main case. */
export function listSupported(
  db: Db,
  district: string,
  person: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<(PublicRow & { said_at: string; said_of: string })[]> {
  const past = after ? sql`AND (s.at, s.matter) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql.raw('');
  return db.all(sql`SELECT ${matterColumns}, c.public_text, c.public_lon, c.public_lat, NULL::float8 AS distance, ${meTooSql} AS me_too, s.at AS said_at, s.matter AS said_of
    FROM cases.support s LEFT JOIN matters.link k ON k.district = s.district AND k.child = s.matter AND k.meaning = 'repeats'
    JOIN matters.matter m ON m.district = s.district AND m.id = coalesce(k.parent, s.matter) JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE s.district = ${district} AND s.supporter = ${person} AND s.kind = 'person' AND ${listed} ${past} ORDER BY s.at DESC, s.matter DESC LIMIT ${limit + 1}`);
}
