import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { Words } from '@hezhi/contract';
import { errors, shippedClasses, type PostingClass, type PostingContent, type PostingGroup, type Rhythm } from '../contract/index.ts';

export type ClassRow = { key: string; days: number; every: Rhythm | null; second: boolean; answer_days: number; version: number };
/** What a posting keeps of its class. */
export type ClassKept = Pick<PostingClass, 'group' | 'days' | 'every' | 'second' | 'answer_days'> & { words: Words; basis: Words };
export type State = 'draft' | 'shown' | 'ended' | 'withdrawn';
export type PostingRow = {
  district: string;
  id: string;
  area: string;
  class: string;
  class_as: ClassKept | null;
  purpose_kind: string | null;
  purpose_id: string | null;
  period_of: string | null;
  org: string | null;
  state: State;
  version: number;
  days: number;
  draft: PostingContent | null;
  draft_by: string | null;
  note: string | null;
  restart: boolean;
  waiting: boolean;
  returned: string | null;
  starts_at: string | null;
  ends_at: string | null;
  reason: string | null;
  revision: number;
  at: string;
};
export type VersionRow = { version: number; content: PostingContent; note: string | null; by_person: string | null; approved_by: string | null; at: string };
export type ObjectionRow = {
  id: string;
  posting: string;
  person: string;
  public_text: string;
  state: 'open' | 'answered' | 'withdrawn';
  result: 'upheld' | 'partly' | 'explained' | 'rejected' | null;
  answer: string | null;
  org: string | null;
  at: string;
  answered_at: string | null;
};
export type LineRow = Omit<PostingRow, 'draft'> & { title: string; correcting: boolean; objections: number; open: number };
type After = { at: string; id: string } | null;

const columns = sql.raw(
  'p.district, p.id, p.area, p.class, p.class_as, p.purpose_kind, p.purpose_id, p.period_of, p.org, p.state, p.version, p.days, p.draft_by, p.note, p.restart, p.waiting, p.returned, p.starts_at, p.ends_at, p.reason, p.revision, p.at',
);
const line = sql`${columns}, coalesce(v.content->>'title', p.draft->>'title', '') AS title, (p.version > 0 AND p.draft IS NOT NULL) AS correcting,
  (SELECT count(*)::int FROM publicity.objection o WHERE o.district = p.district AND o.posting = p.id AND o.state <> 'withdrawn') AS objections,
  (SELECT count(*)::int FROM publicity.objection o WHERE o.district = p.district AND o.posting = p.id AND o.state = 'open') AS open`;
const from = sql.raw('publicity.posting p LEFT JOIN publicity.posting_version v ON v.district = p.district AND v.posting = p.id AND v.version = p.version');
const inside = (area: string): Sql => sql`p.area >= ${area} AND p.area < ${`${area}~`}`;
/** What stands for a territory: its own, those below it, and those of the levels above. */
const concerns = (area: string): Sql =>
  sql`((${inside(area)}) OR p.area = ANY(${[6, 9, 12].filter((n) => n < area.length).map((n) => area.slice(0, n))}::text[]))`;
const holds = (q: string): Sql =>
  sql`position(lower(${q}) IN lower(coalesce(v.content->>'title', p.draft->>'title', '') || ' ' || coalesce(v.content->>'text', p.draft->>'text', ''))) > 0`;

export const ownClasses = (db: Db, district: string): Promise<ClassRow[]> =>
  db.all<ClassRow>(sql`SELECT key, days, every, second, answer_days, version FROM publicity.posting_class WHERE district = ${district}`);

/** Writes a class over version `before` (0 = none yet). */
export function putClass(write: Write, district: string, row: ClassRow, before: number): void {
  write.add(
    sql`INSERT INTO publicity.posting_class AS c (district, key, days, every, second, answer_days, version)
      VALUES (${district}, ${row.key}, ${row.days}, ${row.every}, ${row.second}, ${row.answer_days}, ${row.version})
      ON CONFLICT (district, key) DO UPDATE SET days = excluded.days, every = excluded.every, second = excluded.second, answer_days = excluded.answer_days, version = excluded.version
        WHERE c.version = ${before}`,
    1,
    () => new Refusal(errors.class_changed),
  );
}

export function insertPosting(write: Write, row: PostingRow): void {
  write
    .add(
      sql`INSERT INTO publicity.posting (district, id, area, class, class_as, purpose_kind, purpose_id, period_of, org, state, version, days, draft, draft_by, note, restart, waiting, returned,
          starts_at, ends_at, reason, revision, at)
        VALUES (${row.district}, ${row.id}, ${row.area}, ${row.class}, ${row.class_as === null ? null : JSON.stringify(row.class_as)}::jsonb, ${row.purpose_kind}, ${row.purpose_id}, ${row.period_of}, ${row.org}, ${row.state}, ${row.version}, ${row.days},
          ${row.draft === null ? null : JSON.stringify(row.draft)}::jsonb, ${row.draft_by}, ${row.note}, ${row.restart}, ${row.waiting}, ${row.returned}, ${row.starts_at}, ${row.ends_at},
          ${row.reason}, ${row.revision}, ${row.at})`,
    )
    .onDuplicate('posting_pkey', () => new Refusal(errors.posting_exists));
}

/** Puts a posting in the stead of the revision that was read; refused where somebody was faster. */
export function updatePosting(write: Write, row: PostingRow, before: number): void {
  write.add(
    sql`UPDATE publicity.posting SET class_as = ${row.class_as === null ? null : JSON.stringify(row.class_as)}::jsonb, period_of = ${row.period_of}, state = ${row.state}, version = ${row.version}, days = ${row.days},
        draft = ${row.draft === null ? null : JSON.stringify(row.draft)}::jsonb, draft_by = ${row.draft_by}, note = ${row.note}, restart = ${row.restart}, waiting = ${row.waiting},
        returned = ${row.returned}, starts_at = ${row.starts_at}, ends_at = ${row.ends_at}, reason = ${row.reason}, revision = ${row.revision}
      WHERE district = ${row.district} AND id = ${row.id} AND revision = ${before}`,
    1,
    () => new Refusal(errors.posting_changed),
  );
}

export function insertVersion(write: Write, district: string, posting: string, row: VersionRow): void {
  write
    .add(
      sql`INSERT INTO publicity.posting_version (district, posting, version, content, note, by_person, approved_by, at)
        VALUES (${district}, ${posting}, ${row.version}, ${JSON.stringify(row.content)}::jsonb, ${row.note}, ${row.by_person}, ${row.approved_by}, ${row.at})`,
    )
    .onDuplicate('posting_version_pkey', () => new Refusal(errors.posting_changed));
}

export const findPosting = (db: Db, district: string, id: string): Promise<(LineRow & { draft: PostingContent | null }) | undefined> =>
  db.find(sql`SELECT ${line}, p.draft FROM ${from} WHERE p.district = ${district} AND p.id = ${id}`);

export const versionsOf = (db: Db, district: string, posting: string): Promise<VersionRow[]> =>
  db.all<VersionRow>(
    sql`SELECT version, content, note, by_person, approved_by, at FROM publicity.posting_version WHERE district = ${district} AND posting = ${posting} ORDER BY version DESC LIMIT 100`,
  );

/** The staff's list of a territory, newest first. */
export function listPostings(
  db: Db,
  district: string,
  area: string,
  query: { state?: State | 'waiting' | undefined; class?: string | undefined; q?: string | undefined; limit: number },
  after: After,
): Promise<LineRow[]> {
  const parts: Sql[] = [sql`p.district = ${district}`, inside(area)];
  if (query.state === 'waiting') parts.push(sql`p.waiting`);
  else if (query.state) parts.push(sql`p.state = ${query.state}`);
  if (query.class) parts.push(sql`p.class = ${query.class}`);
  if (query.q) parts.push(holds(query.q));
  if (after) parts.push(sql`(p.at, p.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<LineRow>(sql`SELECT ${line} FROM ${from} WHERE ${sql.and(parts)} ORDER BY p.at DESC, p.id DESC LIMIT ${query.limit + 1}`);
}

/** What everybody reads: what stands now, or (archive) what stood and was taken down. */
export function listBoard(
  db: Db,
  district: string,
  query: { area?: string | undefined; group?: PostingGroup | undefined; class?: string | undefined; archive: boolean; q?: string | undefined; limit: number },
  after: After,
): Promise<LineRow[]> {
  const parts: Sql[] = [sql`p.district = ${district}`, sql`p.starts_at IS NOT NULL`, query.archive ? sql`p.state <> 'shown'` : sql`p.state = 'shown'`];
  if (query.class) parts.push(sql`p.class = ${query.class}`);
  if (query.group) {
    // What was shown before classes were kept is of a class that ships.
    const keys = shippedClasses.filter((one) => one.group === query.group).map((one) => one.key);
    parts.push(sql`coalesce(p.class_as->>'group' = ${query.group}, p.class = ANY(${keys}::text[]))`);
  }
  if (query.area) parts.push(concerns(query.area));
  if (query.q) parts.push(sql`p.state <> 'withdrawn' AND ${holds(query.q)}`);
  if (after) parts.push(sql`(p.starts_at, p.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<LineRow>(sql`SELECT ${line} FROM ${from} WHERE ${sql.and(parts)} ORDER BY p.starts_at DESC, p.id DESC LIMIT ${query.limit + 1}`);
}

/** The latest posting of a purpose. */
export const latestFor = (db: Db, district: string, purpose: { kind: string; id: string }): Promise<LineRow | undefined> =>
  db.find<LineRow>(
    sql`SELECT ${line} FROM ${from} WHERE p.district = ${district} AND p.purpose_id = ${purpose.id} AND p.purpose_kind = ${purpose.kind} ORDER BY p.at DESC, p.id DESC LIMIT 1`,
  );

/** Which of these periods were shown where: newest posting of class, area and period. */
export const shownPeriods = (
  db: Db,
  district: string,
  area: string,
  periods: readonly string[],
): Promise<{ id: string; area: string; class: string; period_of: string }[]> =>
  db.all(sql`SELECT DISTINCT ON (p.class, p.period_of, p.area) p.id, p.area, p.class, p.period_of FROM publicity.posting p
    WHERE p.district = ${district} AND p.period_of = ANY(${periods}::text[]) AND p.state IN ('shown', 'ended') AND ${inside(area)} ORDER BY p.class, p.period_of, p.area, p.at DESC`);

/** Communities that have ever posted: only they are reminded. */
export const postingAreas = async (db: Db, district: string): Promise<string[]> =>
  (
    await db.all<{ area: string }>(
      sql`SELECT DISTINCT left(area, 12) AS area FROM publicity.posting WHERE district = ${district} AND length(area) >= 12 AND version > 0`,
    )
  ).map((row) => row.area);

export const objectionsOf = (db: Db, district: string, posting: string): Promise<ObjectionRow[]> =>
  db.all<ObjectionRow>(
    sql`SELECT id, posting, person, public_text, state, result, answer, org, at, answered_at FROM publicity.objection WHERE district = ${district} AND posting = ${posting} ORDER BY at, id LIMIT 500`,
  );

/** Whether somebody's objection to a posting still waits. */
export const waitsFor = async (db: Db, district: string, posting: string, person: string): Promise<boolean> =>
  (await db.find(
    sql`SELECT 1 AS one FROM publicity.objection WHERE district = ${district} AND posting = ${posting} AND person = ${person} AND state = 'open' LIMIT 1`,
  )) !== undefined;

export function insertObjection(write: Write, district: string, row: Pick<ObjectionRow, 'id' | 'posting' | 'person' | 'public_text' | 'at'>): void {
  write
    .add(sql`INSERT INTO publicity.objection (district, id, posting, person, public_text, state, at)
      VALUES (${district}, ${row.id}, ${row.posting}, ${row.person}, ${row.public_text}, 'open', ${row.at})`)
    .onDuplicate('objection_waiting', () => new Refusal(errors.objection_twice));
}

export function answerObjection(write: Write, district: string, id: string, given: { result: string; answer: string; org: string | null; at: string }): void {
  write.add(
    sql`UPDATE publicity.objection SET state = 'answered', result = ${given.result}, answer = ${given.answer}, org = ${given.org}, answered_at = ${given.at}
      WHERE district = ${district} AND id = ${id}`,
    1,
  );
}
export function withdrawObjection(write: Write, district: string, id: string): void {
  write.add(sql`UPDATE publicity.objection SET state = 'withdrawn', public_text = '' WHERE district = ${district} AND id = ${id} AND state = 'open'`, 1);
}
