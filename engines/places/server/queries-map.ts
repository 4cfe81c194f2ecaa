import { sql, type Db, type Sql } from '@hezhi/server';
import type { Area, Box, LineString, Position } from '../contract/index.ts';
import { boxText } from './queries.ts';

export type RoadRow = { id: string; name: string; kind: string; line: LineString };
export type CompoundRow = { id: string; name: string; grid: string; kind: string; polygon: Area };
export type BuildingRow = { id: string; number: string; grid: string; polygon: Area; compound_name: string | null };

/** Roads in a box, main roads first, at most `limit` + 1. */
export function roadsIn(db: Db, district: string, box: Box, limit: number): Promise<RoadRow[]> {
  return db.all<RoadRow>(sql`
    SELECT id, name, kind, line FROM places.road WHERE district = ${district} AND bbox && ${boxText(box)}::box
    ORDER BY array_position(ARRAY['main', 'side', 'lane'], kind), id LIMIT ${limit + 1}`);
}

/** Buildings in a box, at most `limit` + 1. */
export function buildingsIn(db: Db, district: string, box: Box, limit: number): Promise<BuildingRow[]> {
  return db.all<BuildingRow>(sql`
    SELECT b.id, b.number, b.grid, b.polygon, c.name AS compound_name
    FROM places.building b LEFT JOIN places.compound c ON c.district = b.district AND c.id = b.compound
    WHERE b.district = ${district} AND b.bbox && ${boxText(box)}::box ORDER BY b.id LIMIT ${limit + 1}`);
}

/** Compounds of a district, of a box in it, or of the grids of `range`, at most `limit` + 1. */
export function compoundsIn(db: Db, district: string, box: Box | null, range: readonly [string, string] | null, limit: number): Promise<CompoundRow[]> {
  const where: Sql[] = [sql`district = ${district}`];
  if (box) where.push(sql`bbox && ${boxText(box)}::box`);
  if (range) where.push(sql`grid >= ${range[0]} AND grid < ${range[1]}`);
  return db.all<CompoundRow>(sql`SELECT id, name, grid, kind, polygon FROM places.compound WHERE ${sql.and(where)} ORDER BY id LIMIT ${limit + 1}`);
}

/** The compounds, buildings and roads whose boxes are nearest to a point. */
export async function nearest(db: Db, district: string, point: Position): Promise<{ buildings: BuildingRow[]; compounds: CompoundRow[]; roads: RoadRow[] }> {
  const at = `(${point[0]},${point[1]})`;
  const reach = 0.003;
  const near = boxText([point[0] - reach, point[1] - reach, point[0] + reach, point[1] + reach]);
  const row = await db.find<{ buildings: BuildingRow[] | null; compounds: CompoundRow[] | null; roads: RoadRow[] | null }>(sql`
    SELECT
      (SELECT jsonb_agg(x) FROM (
        SELECT b.id, b.number, b.grid, b.polygon, c.name AS compound_name
        FROM places.building b LEFT JOIN places.compound c ON c.district = b.district AND c.id = b.compound
        WHERE b.district = ${district} AND b.bbox && ${near}::box ORDER BY b.bbox <-> ${at}::point LIMIT 6) x) AS buildings,
      (SELECT jsonb_agg(x) FROM (
        SELECT id, name, grid, kind, polygon FROM places.compound
        WHERE district = ${district} AND bbox && ${near}::box ORDER BY bbox <-> ${at}::point LIMIT 4) x) AS compounds,
      (SELECT jsonb_agg(x) FROM (
        SELECT id, name, kind, line FROM places.road
        WHERE district = ${district} AND name <> '' AND bbox && ${near}::box ORDER BY bbox <-> ${at}::point LIMIT 12) x) AS roads`);
  return { buildings: row?.buildings ?? [], compounds: row?.compounds ?? [], roads: row?.roads ?? [] };
}

/** Compounds whose name holds the text, or whose pinyin does when the text is letters; names that begin with it first. */
export function compoundsNamed(db: Db, district: string, text: string, limit: number): Promise<CompoundRow[]> {
  return db.all<CompoundRow>(sql`
    SELECT id, name, grid, kind, polygon FROM places.compound WHERE district = ${district} AND ${named(text)}
    ORDER BY ${rank(text)}, length(name), name LIMIT ${limit}`);
}

/** Roads likewise, one row a name. */
export function roadsNamed(db: Db, district: string, text: string, limit: number): Promise<RoadRow[]> {
  return db.all<RoadRow>(sql`
    SELECT id, name, kind, line FROM (
      SELECT DISTINCT ON (name) id, name, kind, line FROM places.road WHERE district = ${district} AND ${named(text)}
      ORDER BY name, area(bbox) DESC, id) r
    ORDER BY ${rank(text)}, length(name), name LIMIT ${limit}`);
}

/** Buildings of compounds whose number on the wall begins with `number`. */
export function buildingsNumbered(db: Db, district: string, compounds: readonly string[], number: string, limit: number): Promise<BuildingRow[]> {
  return db.all<BuildingRow>(sql`
    SELECT b.id, b.number, b.grid, b.polygon, c.name AS compound_name
    FROM places.building b JOIN places.compound c ON c.district = b.district AND c.id = b.compound
    WHERE b.district = ${district} AND b.compound = ANY(${compounds}::uuid[]) AND starts_with(lower(b.number), ${number})
    ORDER BY array_position(${compounds}::uuid[], b.compound), length(b.number), b.number LIMIT ${limit}`);
}

const named = (text: string): Sql =>
  /^[a-z ]+$/.test(text) ? sql`(strpos(sound, ${text.replaceAll(' ', '')}) > 0 OR strpos(lower(name), ${text}) > 0)` : sql`strpos(lower(name), ${text}) > 0`;

const rank = (text: string): Sql => sql`CASE WHEN starts_with(lower(name), ${text}) THEN 0 ELSE 1 END`;
