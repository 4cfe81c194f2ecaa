import { sql, type Db, type Sql } from '@hezhi/server';
import { rangeOf } from '../contract/levels.ts';

export type PostRow = {
  id: string;
  person: string;
  person_name: string;
  role: string;
  org: string;
  org_name: string;
  area: string;
  term_from: string;
  term_to: string | null;
  version: number;
};

const select = sql`
  SELECT p.id, p.person, n.name AS person_name, p.role, p.org, o.name AS org_name, p.area, p.term_from, p.term_to, p.version
  FROM directory.post p
  JOIN directory.person n ON n.district = p.district AND n.id = p.person
  JOIN directory.org o ON o.district = p.district AND o.id = p.org`;

export const findPostRow = (db: Db, district: string, id: string): Promise<PostRow | undefined> =>
  db.find<PostRow>(sql`${select} WHERE p.district = ${district} AND p.id = ${id}`);

export function listPostRows(
  db: Db,
  district: string,
  find: {
    org?: string | undefined;
    area?: string | undefined;
    person?: string | undefined;
    role?: string | undefined;
    endedBefore: string | null;
    after: string[] | null;
    limit: number;
  },
): Promise<PostRow[]> {
  const where = [sql`p.district = ${district}`];
  if (find.org !== undefined) where.push(sql`p.org = ${find.org}`);
  if (find.person !== undefined) where.push(sql`p.person = ${find.person}`);
  if (find.role !== undefined) where.push(sql`p.role = ${find.role}`);
  if (find.area !== undefined) where.push(sql`p.area >= ${find.area} AND p.area < ${rangeOf(find.area)[1]}`);
  if (find.endedBefore !== null) where.push(sql`(p.term_to IS NULL OR p.term_to > ${find.endedBefore})`);
  if (find.after !== null) where.push(sql`(p.area, p.id) > (${find.after[0]}, ${find.after[1]}::uuid)`);
  return db.all<PostRow>(sql`${select} WHERE ${sql.and(where)} ORDER BY p.area, p.id LIMIT ${find.limit}`);
}

export type NewPostRow = Pick<PostRow, 'id' | 'person' | 'role' | 'org' | 'area' | 'term_from' | 'term_to'>;

export const insertPost = (district: string, row: NewPostRow): Sql => sql`
  INSERT INTO directory.post (district, id, person, role, org, area, term_from, term_to)
  VALUES (${district}, ${row.id}, ${row.person}, ${row.role}, ${row.org}, ${row.area}, ${row.term_from}, ${row.term_to})`;

export const setTerm = (district: string, id: string, to: string | null, version: number): Sql => sql`
  UPDATE directory.post SET term_to = ${to}, version = version + 1 WHERE district = ${district} AND id = ${id} AND version = ${version}`;

export async function insertPosts(db: Db, district: string, rows: readonly NewPostRow[]): Promise<void> {
  await db.run(sql`
    INSERT INTO directory.post (district, id, person, role, org, area, term_from, term_to)
    SELECT ${district}, id, person, role, org, area, term_from, term_to FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r (id uuid, person uuid, role text, org uuid, area text, term_from timestamptz, term_to timestamptz)
    ON CONFLICT DO NOTHING`);
}
