import { sql, type Db, type Sql } from '@hezhi/server';
import { rangeOf } from '../contract/levels.ts';
import { anywhere, anywhereInPinyin } from './names.ts';

export type OrgRow = {
  id: string;
  kind: string;
  name: string;
  short_name: string;
  pinyin: string;
  area: string;
  parent: string | null;
  phone: string | null;
  valid_from: string;
  valid_to: string | null;
  version: number;
};

const columns = sql.raw('id, kind, name, short_name, pinyin, area, parent, phone, valid_from, valid_to, version');

export const findOrgRow = (db: Db, district: string, id: string): Promise<OrgRow | undefined> =>
  db.find<OrgRow>(sql`SELECT ${columns} FROM directory.org WHERE district = ${district} AND id = ${id}`);

export function listOrgRows(
  db: Db,
  district: string,
  find: {
    q: string | null;
    kind: string | null;
    area: string | null;
    parent: string | null;
    ended: boolean;
    today: string;
    after: string[] | null;
    limit: number;
  },
): Promise<OrgRow[]> {
  const where = [sql`district = ${district}`];
  if (find.q !== null) where.push(sql`(name LIKE ${anywhere(find.q)} OR short_name LIKE ${anywhere(find.q)} OR pinyin LIKE ${anywhereInPinyin(find.q)})`);
  if (find.kind !== null) where.push(sql`kind = ${find.kind}`);
  if (find.area !== null) where.push(sql`area >= ${find.area} AND area < ${rangeOf(find.area)[1]}`);
  if (find.parent !== null) where.push(sql`parent = ${find.parent}`);
  if (!find.ended) where.push(sql`(valid_to IS NULL OR valid_to > ${find.today})`);
  if (find.after !== null) where.push(sql`(area, id) > (${find.after[0]}, ${find.after[1]}::uuid)`);
  return db.all<OrgRow>(sql`SELECT ${columns} FROM directory.org WHERE ${sql.and(where)} ORDER BY area, id LIMIT ${find.limit}`);
}

export const insertOrg = (district: string, row: OrgRow): Sql => sql`
  INSERT INTO directory.org (district, id, kind, name, short_name, pinyin, area, parent, phone, valid_from, valid_to)
  VALUES (${district}, ${row.id}, ${row.kind}, ${row.name}, ${row.short_name}, ${row.pinyin}, ${row.area}, ${row.parent}, ${row.phone}, ${row.valid_from}, ${row.valid_to})`;

export const updateOrg = (district: string, row: OrgRow): Sql => sql`
  UPDATE directory.org SET name = ${row.name}, short_name = ${row.short_name}, pinyin = ${row.pinyin}, parent = ${row.parent}, phone = ${row.phone},
    valid_to = ${row.valid_to}, version = version + 1
  WHERE district = ${district} AND id = ${row.id} AND version = ${row.version}`;

/** Organisations above, by the chain of parents, itself first. */
export const orgChain = async (db: Db, district: string, id: string): Promise<string[]> =>
  (
    await db.all<{ id: string }>(sql`
      WITH RECURSIVE chain AS (
        SELECT id, parent FROM directory.org WHERE district = ${district} AND id = ${id}
        UNION SELECT o.id, o.parent FROM directory.org o JOIN chain c ON o.id = c.parent WHERE o.district = ${district}
      ) SELECT id FROM chain`)
  ).map((row) => row.id);

export async function insertOrgs(db: Db, district: string, rows: readonly OrgRow[]): Promise<void> {
  await db.run(sql`
    INSERT INTO directory.org (district, id, kind, name, short_name, pinyin, area, parent, phone, valid_from, valid_to)
    SELECT ${district}, id, kind, name, short_name, pinyin, area, parent, phone, valid_from, valid_to FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r (id uuid, kind text, name text, short_name text, pinyin text, area text, parent uuid, phone text, valid_from date, valid_to date)
    ON CONFLICT DO NOTHING`);
}
