import { sql, type Db, type Sql } from '@hezhi/server';
import { rangeOf } from '../contract/levels.ts';

export type TerritoryRow = {
  code: string;
  name: string;
  level: string;
  parent: string | null;
  kind: string | null;
  valid_from: string | null;
  valid_to: string | null;
  successors: string[];
};

const columns = sql.raw('code, name, level, parent, kind, valid_from, valid_to, successors');

/** A district with everything below it. */
export function subtree(db: Db, district: string): Promise<TerritoryRow[]> {
  const [from, to] = rangeOf(district);
  return db.all<TerritoryRow>(sql`SELECT ${columns} FROM directory.territory WHERE code >= ${from} AND code < ${to} ORDER BY code`);
}

export function territoriesByCode(db: Db, codes: readonly string[]): Promise<TerritoryRow[]> {
  return db.all<TerritoryRow>(sql`SELECT ${columns} FROM directory.territory WHERE code = ANY(${codes}) ORDER BY code`);
}

/** Districts in which organisations are registered, at most `limit`. */
export async function districtsInUse(db: Db, limit: number): Promise<string[]> {
  const rows = await db.all<{ district: string }>(sql`SELECT DISTINCT district FROM directory.org ORDER BY district LIMIT ${limit}`);
  return rows.map((row) => row.district);
}

/** A page by code: below a parent, or found by name, press name or code prefix. */
export function listTerritories(
  db: Db,
  find: { parent: string | null; q: string | null; ended: boolean; after: string | null; limit: number; today: string },
): Promise<TerritoryRow[]> {
  const where: Sql[] = [];
  if (find.q !== null) {
    const like = `%${find.q.replace(/[\\%_]/g, '\\$&')}%`;
    const byName = sql`(name LIKE ${like} OR code IN (SELECT code FROM directory.press_name WHERE name LIKE ${like}))`;
    where.push(/^\d+$/.test(find.q) ? sql`(code >= ${find.q} AND code < ${rangeOf(find.q)[1]})` : byName);
    if (find.parent !== null) where.push(sql`code >= ${find.parent} AND code < ${rangeOf(find.parent)[1]}`);
  } else if (find.parent !== null) where.push(sql`parent = ${find.parent}`);
  else where.push(sql`parent IS NULL`);
  if (!find.ended) where.push(sql`(valid_to IS NULL OR valid_to > ${find.today})`);
  if (find.after !== null) where.push(sql`code > ${find.after}`);
  return db.all<TerritoryRow>(sql`SELECT ${columns} FROM directory.territory WHERE ${sql.and(where)} ORDER BY code LIMIT ${find.limit}`);
}

export async function countChildren(db: Db, code: string, today: string): Promise<number> {
  const row = await db.find<{ n: number }>(
    sql`SELECT count(*) AS n FROM directory.territory WHERE parent = ${code} AND (valid_to IS NULL OR valid_to > ${today})`,
  );
  return row!.n;
}

export async function pressNamesOf(db: Db, code: string): Promise<string[]> {
  return (await db.all<{ name: string }>(sql`SELECT name FROM directory.press_name WHERE code = ${code} ORDER BY name`)).map((row) => row.name);
}

export async function codesOfPressName(db: Db, name: string): Promise<string[]> {
  return (await db.all<{ code: string }>(sql`SELECT code FROM directory.press_name WHERE name = ${name} ORDER BY code`)).map((row) => row.code);
}

/** Press names of a district's territories, each with the codes that it stands for. */
export async function pressNamesIn(db: Db, district: string): Promise<{ name: string; codes: string[] }[]> {
  const [from, to] = rangeOf(district);
  return db.all(
    sql`SELECT name, array_agg(code ORDER BY code) AS codes FROM directory.press_name WHERE code >= ${from} AND code < ${to} GROUP BY name ORDER BY name`,
  );
}

export const insertTerritory = (row: TerritoryRow): Sql => sql`
  INSERT INTO directory.territory (code, name, level, parent, kind, valid_from, valid_to, successors)
  VALUES (${row.code}, ${row.name}, ${row.level}, ${row.parent}, ${row.kind}, ${row.valid_from}, ${row.valid_to}, ${row.successors})`;

export const updateTerritory = (row: TerritoryRow): Sql => sql`
  UPDATE directory.territory SET name = ${row.name}, kind = ${row.kind}, valid_to = ${row.valid_to}, successors = ${row.successors}
  WHERE code = ${row.code}`;

export const dropPressName = (name: string, codes: readonly string[]): Sql =>
  sql`DELETE FROM directory.press_name WHERE name = ${name} AND code <> ALL(${codes})`;

export const addPressName = (name: string, codes: readonly string[]): Sql => sql`
  INSERT INTO directory.press_name (name, code) SELECT ${name}, unnest(${codes}::text[]) ON CONFLICT DO NOTHING`;

/** Many territories at once; those that exist are brought up to date. */
export async function upsertTerritories(db: Db, rows: readonly TerritoryRow[]): Promise<void> {
  await db.run(sql`
    INSERT INTO directory.territory (code, name, level, parent, kind, valid_from, valid_to, successors)
    SELECT code, name, level, parent, kind, valid_from, valid_to, successors FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r (code text, name text, level text, parent text, kind text, valid_from date, valid_to date, successors text[])
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, successors = excluded.successors`);
}
