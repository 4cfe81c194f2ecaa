import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type statementStates } from '../contract/index.ts';

export type StatementState = (typeof statementStates)[number];
export type StatementRow = {
  id: string;
  question: string;
  source: 'seed' | 'resident';
  author: string;
  written: string;
  public_text: string;
  state: StatementState;
  reason: string | null;
  at: string;
  decided_at: string | null;
};
const columns = sql.raw('s.id, s.question, s.source, s.author, s.written, s.public_text, s.state, s.reason, s.at, s.decided_at');

export type ReadStatement = StatementRow & { vote: number | null };

/** Statements of a question for one reader, oldest first: shown ones, those voted on, or the own ones in whatever state. One more than `limit`. */
export function listStatements(
  db: Db,
  district: string,
  question: string,
  reader: string | null,
  view: 'all' | 'voted' | 'own',
  after: string | null,
  limit: number,
): Promise<ReadStatement[]> {
  const which: Record<typeof view, Sql> = {
    all: sql`s.state = 'shown'`,
    voted: sql`s.state = 'shown' AND v.vote IS NOT NULL`,
    own: sql`s.source = 'resident' AND s.author = ${reader}::uuid AND s.state <> 'withdrawn'`,
  };
  return db.all<ReadStatement>(sql`SELECT ${columns}, v.vote FROM opinions.statement s
    LEFT JOIN opinions.vote v ON v.district = s.district AND v.question = s.question AND v.participant = ${reader}::uuid AND v.statement = s.id
    WHERE s.district = ${district} AND s.question = ${question} AND ${which[view]} AND (${after}::uuid IS NULL OR s.id > ${after}::uuid) ORDER BY s.id LIMIT ${limit + 1}`);
}

/** Shown statements on which a participant has not voted yet, at most 500. */
export const unvoted = (db: Db, district: string, question: string, participant: string): Promise<{ id: string; text: string }[]> =>
  db.all(sql`SELECT s.id, s.public_text AS text FROM opinions.statement s WHERE s.district = ${district} AND s.question = ${question} AND s.state = 'shown'
    AND NOT EXISTS (SELECT FROM opinions.vote v WHERE v.district = s.district AND v.question = s.question AND v.participant = ${participant} AND v.statement = s.id)
    ORDER BY s.id LIMIT 500`);

/** How far a participant has come. */
export async function progress(db: Db, district: string, question: string, participant: string): Promise<{ voted: number; left: number; all: number }> {
  const row = await db.find<{ voted: number; left: number; all: number }>(sql`SELECT count(v.vote)::int AS voted,
      count(*) FILTER (WHERE v.vote IS NULL AND s.state = 'shown')::int AS left, count(*) FILTER (WHERE s.state IN ('shown', 'removed'))::int AS all
    FROM opinions.statement s LEFT JOIN opinions.vote v ON v.district = s.district AND v.question = s.question AND v.participant = ${participant} AND v.statement = s.id
    WHERE s.district = ${district} AND s.question = ${question}`);
  return row ?? { voted: 0, left: 0, all: 0 };
}

/** Statements by id, whatever their state. */
export const statementsById = (db: Db, district: string, question: string, ids: readonly string[]): Promise<StatementRow[]> =>
  db.all<StatementRow>(
    sql`SELECT ${columns} FROM opinions.statement s WHERE s.district = ${district} AND s.question = ${question} AND s.id = ANY(${ids}::uuid[])`,
  );

/** What a proposal is measured against: how many there are, how many this author wrote since a moment, whether the words are there already. */
export async function room(
  db: Db,
  district: string,
  question: string,
  author: string,
  text: string,
  since: string,
): Promise<{ all: number; mine: number; same: boolean }> {
  const row = await db.find<{ all: number; mine: number; same: boolean | null }>(sql`SELECT count(*) FILTER (WHERE state IN ('shown', 'waiting'))::int AS all,
      count(*) FILTER (WHERE source = 'resident' AND author = ${author} AND at > ${since})::int AS mine,
      bool_or(state IN ('shown', 'waiting') AND regexp_replace(lower(public_text), '[[:space:][:punct:]，。！？；：、“”]', '', 'g')
        = regexp_replace(lower(${text}), '[[:space:][:punct:]，。！？；：、“”]', '', 'g')) AS same
    FROM opinions.statement WHERE district = ${district} AND question = ${question}`);
  return { all: row?.all ?? 0, mine: row?.mine ?? 0, same: row?.same ?? false };
}

export type NewStatement = Pick<StatementRow, 'id' | 'source' | 'author' | 'written' | 'public_text' | 'state' | 'at'> & { decided_by: string | null };

/** Rows of new statements; seeds are decided as they are written. */
export function insertStatements(write: Write, district: string, question: string, list: readonly NewStatement[]): void {
  if (list.length === 0) return;
  const each = <K extends keyof NewStatement>(key: K): NewStatement[K][] => list.map((one) => one[key]);
  write
    .add(sql`INSERT INTO opinions.statement (district, question, id, source, author, written, public_text, state, at, decided_at, decided_by)
      SELECT ${district}, ${question}, i, s, a, w, p, t, m, CASE WHEN b IS NULL THEN NULL ELSE m END, b
      FROM unnest(${each('id')}::uuid[], ${each('source')}::text[], ${each('author')}::uuid[], ${each('written')}::text[], ${each('public_text')}::text[], ${each('state')}::text[],
        ${each('at')}::timestamptz[], ${each('decided_by')}::uuid[]) AS new (i, s, a, w, p, t, m, b)`)
    .onDuplicate('statement_pkey', () => new Refusal(errors.statement_exists));
}

/** Withdraws an own statement that still waits; its words are erased. */
export function withdrawStatement(write: Write, district: string, question: string, id: string, author: string, at: string): void {
  write.add(
    sql`UPDATE opinions.statement SET state = 'withdrawn', written = '', public_text = '', decided_at = ${at}
      WHERE district = ${district} AND question = ${question} AND id = ${id} AND author = ${author} AND source = 'resident' AND state = 'waiting'`,
    1,
    () => new Refusal(errors.statement_decided),
  );
}

/** Moves a statement on from the state in which it was read; refused where somebody was faster. `text`: as it is shown from now on, the only words kept. */
export function decideStatement(
  write: Write,
  district: string,
  question: string,
  id: string,
  change: { from: StatementState; to: StatementState; text: string | null; reason: string | null; by: string | null; at: string },
): void {
  write.add(
    sql`UPDATE opinions.statement SET state = ${change.to}, reason = ${change.reason}, decided_at = ${change.at}, decided_by = ${change.by},
        public_text = coalesce(${change.text}::text, public_text), written = coalesce(${change.text}::text, written)
      WHERE district = ${district} AND question = ${question} AND id = ${id} AND state = ${change.from}`,
    1,
    () => new Refusal(errors.statement_decided),
  );
}

const views: Readonly<Record<'waiting' | 'shown' | 'refused', Sql>> = {
  waiting: sql`s.state = 'waiting'`,
  shown: sql`s.state = 'shown'`,
  refused: sql`s.state IN ('refused', 'removed')`,
};
const within = (district: string, area: string, question: string | null): Sql => sql`opinions.statement s
  JOIN opinions.question q ON q.district = s.district AND q.id = s.question
  WHERE s.district = ${district} AND q.area >= ${area} AND q.area < ${`${area}~`} AND (${question}::uuid IS NULL OR s.question = ${question}::uuid)`;

/** Statements on the questions of a territory, oldest first; one more than `limit`. */
export const listQueue = (
  db: Db,
  district: string,
  area: string,
  find: { view: 'waiting' | 'shown' | 'refused'; question?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<(StatementRow & { title: string })[]> =>
  db.all(sql`SELECT ${columns}, q.title FROM ${within(district, area, find.question ?? null)} AND ${views[find.view]}
    AND (${find.cursor ?? null}::uuid IS NULL OR s.id > ${find.cursor ?? null}::uuid) ORDER BY s.id LIMIT ${find.limit + 1}`);

/** How many wait in a territory, or on one question. */
export async function countWaiting(db: Db, district: string, area: string, question: string | null): Promise<number> {
  const row = await db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM ${within(district, area, question)} AND s.state = 'waiting'`);
  return row?.n ?? 0;
}
