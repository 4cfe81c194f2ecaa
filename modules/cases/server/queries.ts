import type { Actor } from '@hezhi/contract';
import { personName } from '@hezhi/directory/server';
import { areaSql, matterColumns, visibleSql, type Beside, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Write } from '@hezhi/server';
import { meTooSql } from './queries-support.ts';

/** The facts of a case beside its matter. */
export type CaseRow = {
  district: string;
  id: string;
  category: string;
  description: string;
  public_text: string;
  address: string;
  answers: Record<string, unknown>;
  photos: string[];
  voices: string[];
  reporter_kind: 'resident' | 'visitor' | 'staff';
  reporter: string | null;
  reporter_post: string | null;
  hide_name: boolean;
  contact_sealed: Buffer | null;
  contact_lookup: Buffer | null;
  code_lookup: Buffer | null;
  public_lon: number | null;
  public_lat: number | null;
};

const factColumns = sql.raw(
  'c.category, c.description, c.public_text, c.address, c.answers, c.photos, c.voices, c.reporter_kind, c.reporter, c.reporter_post, c.hide_name, c.contact_sealed, c.contact_lookup, c.code_lookup, c.public_lon, c.public_lat',
);
const columns = sql`c.district, c.id, ${factColumns}`;

export function insertCase(write: Write, row: CaseRow): void {
  write.add(sql`INSERT INTO cases.case (district, id, category, description, public_text, address, answers, photos, voices, reporter_kind, reporter, reporter_post, hide_name, contact_sealed,
      contact_lookup, code_lookup, public_lon, public_lat)
    VALUES (${row.district}, ${row.id}, ${row.category}, ${row.description}, ${row.public_text}, ${row.address}, ${JSON.stringify(row.answers)}, ${row.photos}, ${row.voices}, ${row.reporter_kind}, ${row.reporter},
      ${row.reporter_post}, ${row.hide_name}, ${row.contact_sealed}, ${row.contact_lookup}, ${row.code_lookup}, ${row.public_lon}, ${row.public_lat})`);
}

/** The matter got another category or place: its facts follow in the same write. */
export function moveCase(write: Write, district: string, id: string, to: { category: string; lon: number | null; lat: number | null }): void {
  write.add(
    sql`UPDATE cases.case SET category = ${to.category}, public_lon = ${to.lon}, public_lat = ${to.lat} WHERE district = ${district} AND id = ${id}`,
    1,
  );
}

export type CaseFacts = CaseRow & { /** Of the reporter, where it was asked for. */ reporter_name: string | null; me_too: number };

/** The facts beside a matter's page, in its statement; `named`: with the reporter's name. */
export const factsBeside = (named: boolean): Beside => ({
  columns: sql`${factColumns}, ${named ? personName(sql.raw('c.district'), sql.raw('c.reporter')) : sql.raw('NULL::text')} AS reporter_name, ${meTooSql} AS me_too`,
  join: sql.raw('JOIN cases.case c ON c.district = m.district AND c.id = m.id'),
});

/** The facts of a case that the actor sees, with who asked; `named`: with the reporter's name. */
export const findFacts = (db: Db, district: string, id: string, actor: Actor, named: boolean): Promise<(CaseFacts & { asker: string | null }) | undefined> => {
  const beside = factsBeside(named);
  return db.find(sql`SELECT m.district, m.id, m.asker, ${beside.columns} FROM matters.matter m ${beside.join}
    WHERE m.district = ${district} AND m.id = ${id} AND m.kind = 'case' AND ${visibleSql(actor)}`);
};

/** Whose right to see the matter was checked before. */
export const findCase = (db: Db, district: string, id: string): Promise<CaseRow | undefined> =>
  db.find<CaseRow>(sql`SELECT ${columns} FROM cases.case c WHERE c.district = ${district} AND c.id = ${id}`);

/** The case of a tracking code, by its keyed hash; with the asker in whose stead the visitor acts. */
export const findByCode = (db: Db, lookup: Buffer): Promise<{ district: string; id: string; asker: string | null } | undefined> =>
  db.find(
    sql`SELECT c.district, c.id, m.asker FROM cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id WHERE c.code_lookup = ${lookup}`,
  );

export type MapFilter = {
  area?: string | undefined;
  subject?: string | undefined;
  state?: string | undefined;
  tier?: number | undefined;
  overdue?: boolean | undefined;
};

/** Open cases with a point that the actor sees, the most pressing first. */
export function listMap(db: Db, district: string, actor: Actor, f: MapFilter, limit: number): Promise<MatterRow[]> {
  const parts = [sql`m.district = ${district}`, sql.raw(`m.kind = 'case' AND m.closed_at IS NULL AND m.lon IS NOT NULL`), visibleSql(actor)];
  if (f.area) parts.push(areaSql('m', f.area));
  if (f.subject) parts.push(sql`starts_with(m.subject, ${f.subject})`);
  if (f.state) parts.push(sql`m.state = ${f.state}`);
  if (f.tier) parts.push(sql`m.tier = ${f.tier}`);
  if (f.overdue !== undefined) parts.push(sql`m.overdue = ${f.overdue}`);
  return db.all<MatterRow>(sql`SELECT ${matterColumns} FROM matters.matter m WHERE ${sql.and(parts)} ORDER BY m.due_at, m.id LIMIT ${limit}`);
}

/** Cases without facts, facts without a case, facts that say another category, and files that are gone, of one district. */
export function findDrift(db: Db, district: string): Promise<{ where: string; what: string }[]> {
  return db.all(sql`
    SELECT m.number AS where, 'the case has no facts' AS what FROM matters.matter m WHERE m.district = ${district} AND m.kind = 'case'
      AND NOT EXISTS (SELECT FROM cases.case c WHERE c.district = m.district AND c.id = m.id)
    UNION ALL SELECT c.id::text, 'the facts belong to no case' FROM cases.case c WHERE c.district = ${district}
      AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = c.district AND m.id = c.id AND m.kind = 'case')
    UNION ALL SELECT m.number, 'the facts say category ' || c.category || ', the matter ' || m.subject FROM cases.case c JOIN matters.matter m ON m.district = c.district AND m.id = c.id
      WHERE c.district = ${district} AND c.category <> m.subject
    UNION ALL SELECT c.id::text, 'the file ' || p.id || ' is missing or belongs elsewhere' FROM cases.case c CROSS JOIN LATERAL unnest(c.photos || c.voices) AS p (id)
      WHERE c.district = ${district} AND NOT EXISTS (SELECT FROM documents.file f WHERE f.district = c.district AND f.id = p.id AND f.matter = c.id)`);
}

/** One line a case for the digest that backup and restore must agree on. */
export function digestCases(db: Db, district: string, after: string, limit: number): Promise<{ id: string; line: string }[]> {
  return db.all(
    sql`SELECT c.id, c.id || ' ' || md5(row(c.*)::text) AS line FROM cases.case c WHERE c.district = ${district} AND c.id > ${after}::uuid ORDER BY c.id LIMIT ${limit}`,
  );
}
