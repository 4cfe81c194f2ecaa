import { Refusal } from '@hezhi/contract';
import { listedSql } from '@hezhi/cases/server';
import { areaSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

export type CommentState = 'waiting' | 'shown' | 'refused' | 'removed' | 'withdrawn';
export type CommentRow = {
  id: string;
  matter: string;
  author: string;
  kind: 'person' | 'device' | 'official';
  org: string | null;
  written: string;
  public_text: string;
  state: CommentState;
  reason: string | null;
  at: string;
  decided_at: string | null;
};
const columns = sql.raw('k.id, k.matter, k.author, k.kind, k.org, k.written, k.public_text, k.state, k.reason, k.at, k.decided_at');

/** Comments of a public case that this reader may see: those let through and the own ones. Undefined where the case is not public. One statement. */
export async function listComments(
  db: Db,
  district: string,
  matter: string,
  reader: string | null,
  before: string | null,
  limit: number,
): Promise<(CommentRow & { reported: boolean })[] | undefined> {
  const row = await db.find<{ rows: (CommentRow & { reported: boolean })[] | null }>(sql`SELECT (SELECT json_agg(k ORDER BY k.id DESC) FROM (
      SELECT ${columns}, EXISTS (SELECT FROM publicity.abuse a WHERE a.district = k.district AND a.comment = k.id AND a.reporter = ${reader}::uuid) AS reported
      FROM publicity.comment k WHERE k.district = m.district AND k.matter = m.id AND (${before}::uuid IS NULL OR k.id < ${before}::uuid)
        AND (k.state = 'shown' OR (k.author = ${reader}::uuid AND k.state <> 'withdrawn')) ORDER BY k.id DESC LIMIT ${limit + 1}) k) AS rows
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${matter} AND ${listedSql}`);
  return row && (row.rows ?? []);
}

/** Where a public case lies, and how many comments this author wrote in the district since a moment. Undefined where it is not public. */
export const findCommentable = (
  db: Db,
  district: string,
  matter: string,
  author: string,
  since: string,
): Promise<{ area: string; number: string; subject: string; written: number } | undefined> =>
  db.find(sql`SELECT m.area, m.number, m.subject, (SELECT count(*)::int FROM publicity.comment k WHERE k.district = m.district AND k.author = ${author} AND k.at > ${since}) AS written
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${matter} AND ${listedSql}`);

/** The row of a new comment; official ones are decided as they are written. */
export function insertComment(
  write: Write,
  district: string,
  one: Pick<CommentRow, 'id' | 'matter' | 'author' | 'kind' | 'org' | 'written' | 'public_text' | 'state' | 'at'> & { decided_by: string | null },
): void {
  write.add(sql`INSERT INTO publicity.comment (district, id, matter, author, kind, org, written, public_text, state, at, decided_at, decided_by)
      VALUES (${district}, ${one.id}, ${one.matter}, ${one.author}, ${one.kind}, ${one.org}, ${one.written}, ${one.public_text}, ${one.state}, ${one.at},
        ${one.decided_by === null ? null : one.at}, ${one.decided_by})`);
}

/** Withdraws an own comment and erases its words; its reports of abuse are settled. */
export function withdrawComment(write: Write, district: string, id: string, author: string, at: string): void {
  write.add(
    sql`UPDATE publicity.comment SET state = 'withdrawn', written = '', public_text = '', reason = NULL, decided_at = ${at}
      WHERE district = ${district} AND id = ${id} AND author = ${author} AND state <> 'withdrawn'`,
    1,
    () => new Refusal(errors.comment_gone),
  );
  settleAbuse(write, district, id, at);
}

export function settleAbuse(write: Write, district: string, comment: string, at: string): void {
  write.add(sql`UPDATE publicity.abuse SET settled_at = ${at} WHERE district = ${district} AND comment = ${comment} AND settled_at IS NULL`);
}

/** Moves a comment on from the state in which it was read; refused where somebody was faster. `text`: as it is shown from now on, the only words kept. */
export function decideComment(
  write: Write,
  district: string,
  id: string,
  change: { from: CommentState; to: CommentState; text: string | null; reason: string | null; by: string | null; at: string },
): void {
  write.add(
    sql`UPDATE publicity.comment SET state = ${change.to}, reason = ${change.reason}, decided_at = ${change.at}, decided_by = ${change.by},
        public_text = coalesce(${change.text}::text, public_text), written = coalesce(${change.text}::text, written)
      WHERE district = ${district} AND id = ${id} AND state = ${change.from}`,
    1,
    () => new Refusal(errors.comment_decided),
  );
}

/** A comment that is shown on a public case, for whoever reports it. */
export const findShown = (db: Db, district: string, id: string): Promise<CommentRow | undefined> =>
  db.find<CommentRow>(sql`SELECT ${columns} FROM publicity.comment k JOIN matters.matter m ON m.district = k.district AND m.id = k.matter
    WHERE k.district = ${district} AND k.id = ${id} AND k.state = 'shown' AND ${listedSql}`);

export function insertAbuse(write: Write, district: string, comment: string, reporter: string, reason: string, at: string): void {
  write.add(
    sql`INSERT INTO publicity.abuse (district, comment, reporter, reason, at) VALUES (${district}, ${comment}, ${reporter}, ${reason}, ${at}) ON CONFLICT DO NOTHING`,
  );
}

export type QueueRow = CommentRow & {
  number: string;
  subject: string;
  area: string;
  about: string;
  listed: boolean;
  abuse: { reason: string; n: number }[] | null;
};
const openAbuse = sql.raw('SELECT FROM publicity.abuse a WHERE a.district = k.district AND a.comment = k.id AND a.settled_at IS NULL');
const queueFrom = sql.raw(
  'publicity.comment k JOIN matters.matter m ON m.district = k.district AND m.id = k.matter JOIN cases.case c ON c.district = m.district AND c.id = m.id',
);
const queueColumns = sql`${columns}, m.number, m.subject, m.area, c.public_text AS about, (${listedSql}) AS listed,
  (SELECT json_agg(json_build_object('reason', r.reason, 'n', r.n) ORDER BY r.n DESC, r.reason) FROM (SELECT a.reason, count(*)::int AS n FROM publicity.abuse a
    WHERE a.district = k.district AND a.comment = k.id AND a.settled_at IS NULL GROUP BY 1) r) AS abuse`;

const views: Readonly<Record<'waiting' | 'reported' | 'shown' | 'refused', Sql>> = {
  waiting: sql.raw("k.state = 'waiting'"),
  reported: sql`k.state = 'shown' AND EXISTS (${openAbuse})`,
  shown: sql.raw("k.state = 'shown'"),
  refused: sql.raw("k.state IN ('refused', 'removed')"),
};

/** Comments on cases within an area: waiting ones oldest first, others newest first. `after` is the id of the last one seen (ids are in the order of time). */
export function listQueue(
  db: Db,
  district: string,
  area: string,
  query: { view: keyof typeof views; matter?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<QueueRow[]> {
  const up = query.view === 'waiting';
  const parts: Sql[] = [sql`k.district = ${district}`, views[query.view], areaSql('m', area)];
  if (query.matter) parts.push(sql`k.matter = ${query.matter}`);
  if (query.cursor) parts.push(sql`k.id ${sql.raw(up ? '>' : '<')} ${query.cursor}::uuid`);
  return db.all<QueueRow>(
    sql`SELECT ${queueColumns} FROM ${queueFrom} WHERE ${sql.and(parts)} ORDER BY k.id ${sql.raw(up ? 'ASC' : 'DESC')} LIMIT ${query.limit + 1}`,
  );
}

/** How much waits within an area. */
export async function countQueue(db: Db, district: string, area: string): Promise<{ waiting: number; reported: number }> {
  const row = await db.find<{
    waiting: number;
    reported: number;
  }>(sql`SELECT count(*) FILTER (WHERE ${views.waiting})::int AS waiting, count(*) FILTER (WHERE ${views.reported})::int AS reported
    FROM publicity.comment k JOIN matters.matter m ON m.district = k.district AND m.id = k.matter
    WHERE k.district = ${district} AND ${areaSql('m', area)} AND (k.state = 'waiting' OR (k.state = 'shown' AND EXISTS (${openAbuse})))`);
  return row ?? { waiting: 0, reported: 0 };
}

/** One comment of the area. */
export const findQueued = (db: Db, district: string, area: string, id: string): Promise<QueueRow | undefined> =>
  db.find<QueueRow>(
    sql`SELECT ${queueColumns} FROM ${queueFrom} WHERE k.district = ${district} AND k.id = ${id} AND k.state <> 'withdrawn' AND ${areaSql('m', area)}`,
  );

/** Accounts that commented on a case and did not withdraw it. */
export const commenters = async (db: Db, district: string, matter: string): Promise<string[]> =>
  (
    await db.all<{ author: string }>(
      sql`SELECT DISTINCT author FROM publicity.comment WHERE district = ${district} AND matter = ${matter} AND kind = 'person' AND state IN ('waiting', 'shown')`,
    )
  ).map((row) => row.author);

/** Forgets what was refused, taken off or withdrawn before a moment, with its reports. */
export async function forgetComments(db: Db, before: string): Promise<void> {
  await db.run(sql`WITH gone AS (DELETE FROM publicity.comment WHERE state IN ('refused', 'removed', 'withdrawn') AND decided_at < ${before} RETURNING district, id)
    DELETE FROM publicity.abuse a USING gone g WHERE a.district = g.district AND a.comment = g.id`);
}
