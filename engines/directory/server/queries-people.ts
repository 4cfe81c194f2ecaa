import { sql, type Db, type Sql } from '@hezhi/server';
import { rangeOf } from '../contract/levels.ts';
import { anywhere, anywhereInPinyin } from './names.ts';
import type { Scope } from './scope.ts';

export type PersonRow = {
  id: string;
  name: string;
  pinyin: string;
  phone_sealed: Buffer | null;
  phone_lookup: Buffer | null;
  identity_sealed: Buffer | null;
  identity_lookup: Buffer | null;
  area: string | null;
  language: string;
  version: number;
};

const columns = sql.raw('n.id, n.name, n.pinyin, n.phone_sealed, n.phone_lookup, n.identity_sealed, n.identity_lookup, n.area, n.language, n.version');

/** Whom the scope may see (closed accounts stand aside): residents by where they belong, staff by their posts, everybody for the whole district. */
export function personVisible(scope: Scope, residents: boolean): Sql {
  const [from, to] = rangeOf(scope.area);
  const staff = scope.whole
    ? sql`n.area IS NULL`
    : sql`EXISTS (SELECT 1 FROM directory.post p WHERE p.district = n.district AND p.person = n.id AND p.area >= ${from} AND p.area < ${to})`;
  if (!residents) return sql`(${staff})`;
  return sql`(${staff} OR (n.area >= ${from} AND n.area < ${to}))`;
}

export const findPersonRow = (db: Db, district: string, id: string): Promise<PersonRow | undefined> =>
  db.find<PersonRow>(sql`SELECT ${columns} FROM directory.person n WHERE n.district = ${district} AND n.id = ${id}`);

export const findVisiblePerson = (db: Db, scope: Scope, residents: boolean, id: string): Promise<PersonRow | undefined> =>
  db.find<PersonRow>(
    sql`SELECT ${columns} FROM directory.person n WHERE n.district = ${scope.district} AND n.id = ${id} AND n.closed IS NULL AND ${personVisible(scope, residents)}`,
  );

export function listPersonRows(
  db: Db,
  scope: Scope,
  find: { q: string | null; phone: Buffer | null; resident: boolean; after: string[] | null; limit: number },
): Promise<PersonRow[]> {
  const where = [
    sql`n.district = ${scope.district}`,
    sql`n.closed IS NULL`,
    personVisible(scope, find.resident),
    find.resident ? sql`n.area IS NOT NULL` : sql`n.area IS NULL`,
  ];
  if (find.phone !== null) where.push(sql`n.phone_lookup = ${find.phone}`);
  else if (find.q !== null) where.push(sql`(n.name LIKE ${anywhere(find.q)} OR n.pinyin LIKE ${anywhereInPinyin(find.q)})`);
  if (find.after !== null) where.push(sql`(n.name, n.id) > (${find.after[0]}, ${find.after[1]}::uuid)`);
  return db.all<PersonRow>(sql`SELECT ${columns} FROM directory.person n WHERE ${sql.and(where)} ORDER BY n.name, n.id LIMIT ${find.limit}`);
}

export const insertPerson = (district: string, row: PersonRow): Sql => sql`
  INSERT INTO directory.person (district, id, name, pinyin, phone_sealed, phone_lookup, identity_sealed, identity_lookup, area, language)
  VALUES (${district}, ${row.id}, ${row.name}, ${row.pinyin}, ${row.phone_sealed}, ${row.phone_lookup}, ${row.identity_sealed}, ${row.identity_lookup},
    ${row.area}, ${row.language})`;

/** Writes all fields of a person whose version is still `row.version`. */
export const updatePerson = (district: string, row: PersonRow): Sql => sql`
  UPDATE directory.person SET name = ${row.name}, pinyin = ${row.pinyin}, phone_sealed = ${row.phone_sealed}, phone_lookup = ${row.phone_lookup},
    identity_sealed = ${row.identity_sealed}, identity_lookup = ${row.identity_lookup}, language = ${row.language}, version = version + 1
  WHERE district = ${district} AND id = ${row.id} AND version = ${row.version}`;

export const setPersonLanguage = (district: string, id: string, language: string): Sql =>
  sql`UPDATE directory.person SET language = ${language} WHERE district = ${district} AND id = ${id}`;

/** Many people at once; bytes travel as hex. */
export async function insertPeople(db: Db, district: string, rows: readonly PersonRow[]): Promise<void> {
  const hex = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
  const json = JSON.stringify(
    rows.map((row) => ({
      ...row,
      phone_sealed: hex(row.phone_sealed),
      phone_lookup: hex(row.phone_lookup),
      identity_sealed: hex(row.identity_sealed),
      identity_lookup: hex(row.identity_lookup),
    })),
  );
  await db.run(sql`
    INSERT INTO directory.person (district, id, name, pinyin, phone_sealed, phone_lookup, identity_sealed, identity_lookup, area, language)
    SELECT ${district}, id, name, pinyin, decode(phone_sealed, 'hex'), decode(phone_lookup, 'hex'), decode(identity_sealed, 'hex'), decode(identity_lookup, 'hex'), area, language
    FROM json_to_recordset(${json}::json) AS r (id uuid, name text, pinyin text, phone_sealed text, phone_lookup text, identity_sealed text, identity_lookup text, area text, language text)
    ON CONFLICT DO NOTHING`);
}
