import { sql, type Db } from '@hezhi/server';
import type { Area, Box } from '../contract/index.ts';

export type ShapeKind = 'district' | 'street' | 'community' | 'grid';
export type ShapeRow = { code: string; kind: ShapeKind; area: Area };
export type NewShape = ShapeRow & { box: Box };

/** Borders of a district that hold now. */
export function shapesOf(db: Db, district: string): Promise<ShapeRow[]> {
  return db.all<ShapeRow>(sql`SELECT code, kind, area FROM places.shape WHERE district = ${district} AND valid_to IS NULL`);
}

/** Districts with borders, and the box around each. */
export function districtBoxes(db: Db): Promise<{ district: string; west: number; south: number; east: number; north: number }[]> {
  return db.all(sql`
    SELECT district, min((bbox[1])[0]) AS west, min((bbox[1])[1]) AS south, max((bbox[0])[0]) AS east, max((bbox[0])[1]) AS north
    FROM places.shape WHERE valid_to IS NULL GROUP BY district ORDER BY district`);
}

/** One writer of a district's borders at a time. */
export async function lockShapes(db: Db, district: string): Promise<void> {
  await db.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`places.shape ${district}`}, 0))`);
}

/**
 * Saves borders: the same one stays, one drawn today is replaced, an older one is ended today and followed by the new one.
 * Call inside a transaction that holds `lockShapes`.
 */
export async function putShapes(db: Db, district: string, shapes: readonly NewShape[], day: string): Promise<{ added: number; changed: number }> {
  const rows = sql`(SELECT code, kind, area, bbox::box AS bbox FROM unnest(${shapes.map((s) => s.code)}::text[], ${shapes.map((s) => s.kind)}::text[],
    ${shapes.map((s) => JSON.stringify(s.area))}::jsonb[], ${shapes.map((s) => boxText(s.box))}::text[]) AS n (code, kind, area, bbox)) new`;
  const replaced = await db.run(sql`
    UPDATE places.shape s SET kind = new.kind, area = new.area, bbox = new.bbox FROM ${rows}
    WHERE s.district = ${district} AND s.code = new.code AND s.valid_to IS NULL AND s.valid_from = ${day}::date AND s.area <> new.area`);
  const ended = await db.run(sql`
    UPDATE places.shape s SET valid_to = ${day}::date FROM ${rows}
    WHERE s.district = ${district} AND s.code = new.code AND s.valid_to IS NULL AND s.valid_from <> ${day}::date AND s.area <> new.area`);
  const added = await db.run(sql`
    INSERT INTO places.shape (district, code, version, kind, area, bbox, valid_from)
    SELECT ${district}, new.code, coalesce((SELECT max(version) FROM places.shape o WHERE o.district = ${district} AND o.code = new.code), 0) + 1,
      new.kind, new.area, new.bbox, ${day}::date
    FROM ${rows}
    WHERE NOT EXISTS (SELECT 1 FROM places.shape o WHERE o.district = ${district} AND o.code = new.code AND o.valid_to IS NULL)`);
  return { added: added.count - ended.count, changed: replaced.count + ended.count };
}

export type NewRoad = { id: string; name: string; kind: string; line: unknown; box: Box; sound: string };
export type NewCompound = { id: string; name: string; grid: string; kind: string; polygon: Area; box: Box; sound: string };
export type NewBuilding = { id: string; compound: string | null; number: string; grid: string; polygon: Area; box: Box; floors: number; units: number };

/** Adds or replaces roads by id. */
export async function putRoads(db: Db, district: string, roads: readonly NewRoad[]): Promise<void> {
  await db.run(sql`
    INSERT INTO places.road (district, id, name, kind, line, bbox, sound)
    SELECT ${district}, id, name, kind, line, bbox::box, sound FROM unnest(${roads.map((r) => r.id)}::uuid[], ${roads.map((r) => r.name)}::text[], ${roads.map((r) => r.kind)}::text[],
      ${roads.map((r) => JSON.stringify(r.line))}::jsonb[], ${roads.map((r) => boxText(r.box))}::text[], ${roads.map((r) => r.sound)}::text[])
      AS n (id, name, kind, line, bbox, sound)
    ON CONFLICT (district, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, line = excluded.line, bbox = excluded.bbox, sound = excluded.sound`);
}

/** Adds or replaces compounds by id. */
export async function putCompounds(db: Db, district: string, compounds: readonly NewCompound[]): Promise<void> {
  await db.run(sql`
    INSERT INTO places.compound (district, id, name, grid, kind, polygon, bbox, sound)
    SELECT ${district}, id, name, grid, kind, polygon, bbox::box, sound FROM unnest(${compounds.map((c) => c.id)}::uuid[], ${compounds.map((c) => c.name)}::text[], ${compounds.map((c) => c.grid)}::text[],
      ${compounds.map((c) => c.kind)}::text[], ${compounds.map((c) => JSON.stringify(c.polygon))}::jsonb[],
      ${compounds.map((c) => boxText(c.box))}::text[], ${compounds.map((c) => c.sound)}::text[])
      AS n (id, name, grid, kind, polygon, bbox, sound)
    ON CONFLICT (district, id) DO UPDATE SET name = excluded.name, grid = excluded.grid, kind = excluded.kind, polygon = excluded.polygon,
      bbox = excluded.bbox, sound = excluded.sound`);
}

/** Adds or replaces buildings by id. */
export async function putBuildings(db: Db, district: string, buildings: readonly NewBuilding[]): Promise<void> {
  await db.run(sql`
    INSERT INTO places.building (district, id, compound, number, grid, polygon, bbox, floors, units)
    SELECT ${district}, id, compound, number, grid, polygon, bbox::box, floors, units FROM unnest(${buildings.map((b) => b.id)}::uuid[], ${buildings.map((b) => b.compound)}::uuid[], ${buildings.map((b) => b.number)}::text[],
      ${buildings.map((b) => b.grid)}::text[], ${buildings.map((b) => JSON.stringify(b.polygon))}::jsonb[], ${buildings.map((b) => boxText(b.box))}::text[],
      ${buildings.map((b) => b.floors)}::int[], ${buildings.map((b) => b.units)}::int[])
      AS n (id, compound, number, grid, polygon, bbox, floors, units)
    ON CONFLICT (district, id) DO UPDATE SET compound = excluded.compound, number = excluded.number, grid = excluded.grid, polygon = excluded.polygon,
      bbox = excluded.bbox, floors = excluded.floors, units = excluded.units`);
}

/** Which of the compounds exist. */
export async function knownCompounds(db: Db, district: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>(sql`SELECT id FROM places.compound WHERE district = ${district} AND id = ANY(${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

/** A box as PostgreSQL writes it. */
export const boxText = ([west, south, east, north]: Box): string => `(${east},${north}),(${west},${south})`;
