import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type Article, type Building } from '../contract/index.ts';

export type Phase = 'drafting' | 'consulting' | 'voting' | 'idle' | 'ended';
export type Pending = { number: string; effective_days: number; filed: string };
export type CovenantRow = {
  district: string;
  id: string;
  area: string;
  scope: 'community' | 'village' | 'compound' | 'street' | 'group';
  scope_name: string;
  title: string;
  org: string;
  sign_by: 'person' | 'household';
  buildings: Building[];
  phase: Phase;
  edition: number;
  consult_ends: string | null;
  ballot: string | null;
  pending: Pending | null;
  version: number;
  reason: string | null;
  revision: number;
  at: string;
};
export type LineRow = CovenantRow & { signed: number };
export type EditionRow = { edition: number; articles: Article[]; note: string; by_person: string | null; at: string };
export type MeetingRow = { name: string; entitled: number; present: number; for: number; against: number; abstain: number; note: string };
export type VersionRow = {
  version: number;
  edition: number;
  number: string;
  adopted_on: string;
  effective_on: string;
  by_what: 'vote' | 'meeting';
  meeting: MeetingRow | null;
  ballot: string | null;
  filed: string;
  at: string;
};
type After = { at: string; id: string } | null;

const columns = sql.raw(
  'c.district, c.id, c.area, c.scope, c.scope_name, c.title, c.org, c.sign_by, c.buildings, c.phase, c.edition, c.consult_ends, c.ballot, c.pending, c.version, c.reason, c.revision, c.at',
);
const line = sql`${columns}, (SELECT count(*)::int FROM covenants.signature s WHERE s.district = c.district AND s.covenant = c.id AND s.version = c.version AND s.withdrawn_at IS NULL) AS signed`;
const within = (area: string): Sql => sql`c.area >= ${area} AND c.area < ${`${area}~`}`;
/** What everybody may read: what was adopted, and drafts that are open for suggestions or voted on. */
export const isPublic = (row: Pick<CovenantRow, 'version' | 'phase'>): boolean => row.version > 0 || row.phase === 'consulting' || row.phase === 'voting';
const open = sql.raw(`(c.version > 0 OR c.phase IN ('consulting', 'voting'))`);

export const findCovenant = (db: Db, district: string, id: string): Promise<LineRow | undefined> =>
  db.find<LineRow>(sql`SELECT ${line} FROM covenants.covenant c WHERE c.district = ${district} AND c.id = ${id}`);
export const findByBallot = (db: Db, district: string, ballot: string): Promise<LineRow | undefined> =>
  db.find<LineRow>(sql`SELECT ${line} FROM covenants.covenant c WHERE c.district = ${district} AND c.ballot = ${ballot}`);

export function listWithin(db: Db, district: string, area: string, query: { phase?: Phase | undefined; limit: number }, after: After): Promise<LineRow[]> {
  // Who walks a grid reads the public covenants of the community around it, too.
  const seen = area.length > 12 ? sql`((${within(area)}) OR (${within(area.slice(0, 12))} AND ${open}))` : within(area);
  const parts: Sql[] = [sql`c.district = ${district}`, seen];
  if (query.phase) parts.push(sql`c.phase = ${query.phase}`);
  if (after) parts.push(sql`(c.at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<LineRow>(sql`SELECT ${line} FROM covenants.covenant c WHERE ${sql.and(parts)} ORDER BY c.at DESC, c.id DESC LIMIT ${query.limit + 1}`);
}

/** Public ones of a territory: those below it, and those of the levels above. */
export function listPublic(db: Db, district: string, area: string | undefined, limit: number, after: After): Promise<LineRow[]> {
  const parts: Sql[] = [sql`c.district = ${district}`, open, sql.raw(`c.phase <> 'ended'`)];
  if (area) parts.push(sql`((${within(area)}) OR c.area = ANY(${[6, 9, 12].filter((n) => n < area.length).map((n) => area.slice(0, n))}::text[]))`);
  if (after) parts.push(sql`(c.at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<LineRow>(sql`SELECT ${line} FROM covenants.covenant c WHERE ${sql.and(parts)} ORDER BY c.at DESC, c.id DESC LIMIT ${limit + 1}`);
}

export function insertCovenant(write: Write, row: CovenantRow): void {
  write
    .add(
      sql`INSERT INTO covenants.covenant (district, id, area, scope, scope_name, title, org, sign_by, buildings, phase, edition, version, revision, at)
        VALUES (${row.district}, ${row.id}, ${row.area}, ${row.scope}, ${row.scope_name}, ${row.title}, ${row.org}, ${row.sign_by}, ${JSON.stringify(row.buildings)}::jsonb, ${row.phase},
          ${row.edition}, ${row.version}, ${row.revision}, ${row.at})`,
    )
    .onDuplicate('covenant_pkey', () => new Refusal(errors.exists));
}

/** Puts a covenant in the stead of the revision that was read. */
export function updateCovenant(write: Write, row: CovenantRow, before: number): void {
  write.add(
    sql`UPDATE covenants.covenant SET title = ${row.title}, sign_by = ${row.sign_by}, buildings = ${JSON.stringify(row.buildings)}::jsonb, phase = ${row.phase}, edition = ${row.edition},
        consult_ends = ${row.consult_ends}, ballot = ${row.ballot}, pending = ${row.pending === null ? null : JSON.stringify(row.pending)}::jsonb, version = ${row.version},
        reason = ${row.reason}, revision = ${row.revision}
      WHERE district = ${row.district} AND id = ${row.id} AND revision = ${before}`,
    1,
    () => new Refusal(errors.changed),
  );
}

export function insertEdition(write: Write, district: string, covenant: string, row: EditionRow): void {
  write
    .add(
      sql`INSERT INTO covenants.edition (district, covenant, edition, articles, note, by_person, at)
        VALUES (${district}, ${covenant}, ${row.edition}, ${JSON.stringify(row.articles)}::jsonb, ${row.note}, ${row.by_person}, ${row.at})`,
    )
    .onDuplicate('edition_pkey', () => new Refusal(errors.changed));
}
export const findEdition = (db: Db, district: string, covenant: string, edition: number): Promise<EditionRow | undefined> =>
  db.find<EditionRow>(
    sql`SELECT edition, articles, note, by_person, at FROM covenants.edition WHERE district = ${district} AND covenant = ${covenant} AND edition = ${edition}`,
  );
export const listEditions = (db: Db, district: string, covenant: string): Promise<Omit<EditionRow, 'articles'>[]> =>
  db.all(
    sql`SELECT edition, note, by_person, at FROM covenants.edition WHERE district = ${district} AND covenant = ${covenant} ORDER BY edition DESC LIMIT 200`,
  );

export function insertVersion(write: Write, district: string, covenant: string, row: VersionRow): void {
  write
    .add(
      sql`INSERT INTO covenants.version (district, covenant, version, edition, number, adopted_on, effective_on, by_what, meeting, ballot, filed, at)
        VALUES (${district}, ${covenant}, ${row.version}, ${row.edition}, ${row.number}, ${row.adopted_on}, ${row.effective_on}, ${row.by_what},
          ${row.meeting === null ? null : JSON.stringify(row.meeting)}::jsonb, ${row.ballot}, ${row.filed}, ${row.at})`,
    )
    .onDuplicate('version_pkey', () => new Refusal(errors.changed));
}
export const listVersions = (db: Db, district: string, covenant: string): Promise<(VersionRow & { signed: number })[]> =>
  db.all(sql`SELECT v.version, v.edition, v.number, v.adopted_on::text, v.effective_on::text, v.by_what, v.meeting, v.ballot, v.filed, v.at,
      (SELECT count(*)::int FROM covenants.signature s WHERE s.district = v.district AND s.covenant = v.covenant AND s.version = v.version AND s.withdrawn_at IS NULL) AS signed
    FROM covenants.version v WHERE v.district = ${district} AND v.covenant = ${covenant} ORDER BY v.version DESC LIMIT 100`);

/** A draft that a pack brings, with its first edition; what it brought before stays as it is. */
export function insertBrought(
  write: Write,
  row: Pick<CovenantRow, 'district' | 'id' | 'area' | 'scope' | 'scope_name' | 'title' | 'org' | 'sign_by' | 'at'>,
  edition: { articles: readonly Article[]; note: string },
): void {
  write.add(sql`INSERT INTO covenants.covenant (district, id, area, scope, scope_name, title, org, sign_by, buildings, phase, edition, version, revision, at)
    VALUES (${row.district}, ${row.id}, ${row.area}, ${row.scope}, ${row.scope_name}, ${row.title}, ${row.org}, ${row.sign_by}, '[]'::jsonb, 'drafting', 1, 0, 1, ${row.at})
    ON CONFLICT DO NOTHING`);
  write.add(sql`INSERT INTO covenants.edition (district, covenant, edition, articles, note, at)
    VALUES (${row.district}, ${row.id}, 1, ${JSON.stringify(edition.articles)}::jsonb, ${edition.note}, ${row.at}) ON CONFLICT DO NOTHING`);
}
