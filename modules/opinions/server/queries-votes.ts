import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import type { Result } from './result.ts';
import type { Remembered } from './map/index.ts';

/**
 * A vote, or a changed mind. The statement itself looks again whether the question is open at that moment and the statement shown: what
 * was read before may have changed.
 */
export function castVote(write: Write, district: string, question: string, one: { participant: string; statement: string; vote: number; at: string }): void {
  write.add(
    sql`INSERT INTO opinions.vote (district, question, participant, statement, vote, at)
      SELECT q.district, q.id, ${one.participant}::uuid, s.id, ${one.vote}::smallint, ${one.at}::timestamptz
      FROM opinions.question q JOIN opinions.statement s ON s.district = q.district AND s.question = q.id
      WHERE q.district = ${district} AND q.id = ${question} AND q.published_at IS NOT NULL AND q.opens_at <= ${one.at}::timestamptz AND q.closes_at > ${one.at}::timestamptz
        AND s.id = ${one.statement} AND s.state = 'shown'
      ON CONFLICT (district, question, participant, statement) DO UPDATE SET vote = excluded.vote, at = excluded.at`,
    1,
    () => new Refusal(errors.over),
  );
}

export type Cast = {
  /** Ids of shown and of removed statements, in order. */
  statements: { id: string; removed: boolean }[];
  /** One row a participant, in order: positions in `statements` and votes, `"0:1 3:-1"`. */
  rows: { participant: string; cast: string }[];
};

/** All votes of a question, a row for each participant. */
export async function castVotes(db: Db, district: string, question: string): Promise<Cast> {
  const statements = await db.all<{ id: string; removed: boolean }>(sql`SELECT id, state = 'removed' AS removed FROM opinions.statement
    WHERE district = ${district} AND question = ${question} AND state IN ('shown', 'removed') ORDER BY id`);
  const rows = await db.all<{ participant: string; cast: string }>(sql`WITH s AS (
      SELECT id, row_number() OVER (ORDER BY id) - 1 AS j FROM opinions.statement WHERE district = ${district} AND question = ${question} AND id = ANY(${statements.map(({ id }) => id)}::uuid[]))
    SELECT v.participant, string_agg(s.j || ':' || v.vote, ' ' ORDER BY s.j) AS cast FROM opinions.vote v JOIN s ON s.id = v.statement
    WHERE v.district = ${district} AND v.question = ${question} GROUP BY v.participant ORDER BY v.participant`);
  return { statements, rows };
}

/** How many votes there are, the newest moment, and what the map was computed from: whether there is anything new. */
export const newness = (
  db: Db,
  district: string,
  question: string,
): Promise<
  | {
      votes: number;
      newest: string | null;
      decided: string | null;
      was_votes: number | null;
      was_newest: string | null;
      was_at: string | null;
      final: boolean | null;
    }
  | undefined
> =>
  db.find(sql`SELECT count(*)::int AS votes, max(v.at) AS newest,
      (SELECT max(s.decided_at) FROM opinions.statement s WHERE s.district = ${district} AND s.question = ${question}) AS decided,
      max(m.votes) AS was_votes, max(m.newest) AS was_newest, max(m.at) AS was_at, bool_or(m.final) AS final
    FROM opinions.question q LEFT JOIN opinions.vote v ON v.district = q.district AND v.question = q.id LEFT JOIN opinions.map m ON m.district = q.district AND m.question = q.id
    WHERE q.district = ${district} AND q.id = ${question}`);

/** Whether this transaction alone computes the map of the question; let go at its end. */
export async function takeTurn(db: Db, question: string): Promise<boolean> {
  const row = await db.find<{ mine: boolean }>(sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${`opinions ${question}`}, 17)) AS mine`);
  return row?.mine ?? false;
}

/** Waits until nobody else computes the map of the question. */
export const waitTurn = (db: Db, question: string): Promise<unknown> =>
  db.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`opinions ${question}`}, 17))`);

export type MapRow = { votes: number; people: number; at: string; final: boolean; result: Result; remembered: Remembered };

export const findMap = (db: Db, district: string, question: string): Promise<MapRow | undefined> =>
  db.find<MapRow>(sql`SELECT votes, people, at, final, result, remembered FROM opinions.map WHERE district = ${district} AND question = ${question}`);

/** Keeps the newest map. */
export function keepMap(write: Write, district: string, question: string, one: MapRow & { newest: string | null }): void {
  write.add(sql`INSERT INTO opinions.map (district, question, votes, people, newest, at, final, result, remembered)
    VALUES (${district}, ${question}, ${one.votes}, ${one.people}, ${one.newest}, ${one.at}, ${one.final}, ${JSON.stringify(one.result)}::jsonb, ${JSON.stringify(one.remembered)}::jsonb)
    ON CONFLICT (district, question) DO UPDATE SET votes = excluded.votes, people = excluded.people, newest = excluded.newest, at = excluded.at, final = excluded.final,
      result = excluded.result, remembered = excluded.remembered`);
}

export type Position = { participant: string; x: number; y: number; grouped: number | null };

/** Keeps where everybody stands. */
export function keepPositions(write: Write, district: string, question: string, list: readonly Position[]): void {
  if (list.length === 0) return;
  write.add(sql`INSERT INTO opinions.position (district, question, participant, x, y, grouped)
    SELECT ${district}, ${question}, p, x, y, g FROM unnest(${list.map(({ participant }) => participant)}::uuid[], ${list.map(({ x }) => x)}::double precision[],
      ${list.map(({ y }) => y)}::double precision[], ${list.map(({ grouped }) => grouped)}::smallint[]) AS new (p, x, y, g)
    ON CONFLICT (district, question, participant) DO UPDATE SET x = excluded.x, y = excluded.y, grouped = excluded.grouped`);
}

export const findPosition = (db: Db, district: string, question: string, participant: string): Promise<Position | undefined> =>
  db.find<Position>(
    sql`SELECT participant, x, y, grouped FROM opinions.position WHERE district = ${district} AND question = ${question} AND participant = ${participant}`,
  );

/** The group of each who belongs to one, for the next computation and the export. */
export const groupings = (db: Db, district: string, question: string): Promise<{ participant: string; grouped: number }[]> =>
  db.all(sql`SELECT participant, grouped FROM opinions.position WHERE district = ${district} AND question = ${question} AND grouped IS NOT NULL`);

export type ExportVote = { participant: string; statement: string; vote: number; at: string };

/** Votes after a place in the order, a page for the export. */
export const pageOfVotes = (
  db: Db,
  district: string,
  question: string,
  after: { participant: string; statement: string } | null,
  limit: number,
): Promise<ExportVote[]> =>
  db.all<ExportVote>(sql`SELECT participant, statement, vote, at FROM opinions.vote WHERE district = ${district} AND question = ${question}
    AND (${after?.participant ?? null}::uuid IS NULL OR (participant, statement) > (${after?.participant ?? null}::uuid, ${after?.statement ?? null}::uuid))
    ORDER BY participant, statement LIMIT ${limit}`);

/** Statements with all their votes, for the export. */
export const tallied = (
  db: Db,
  district: string,
  question: string,
): Promise<
  { id: string; state: string; source: string; author: string; public_text: string; at: string; agrees: number; disagrees: number; passes: number }[]
> =>
  db.all(sql`SELECT s.id, s.state, s.source, s.author, s.public_text, s.at, count(*) FILTER (WHERE v.vote = 1)::int AS agrees, count(*) FILTER (WHERE v.vote = -1)::int AS disagrees,
      count(*) FILTER (WHERE v.vote = 0)::int AS passes
    FROM opinions.statement s LEFT JOIN opinions.vote v ON v.district = s.district AND v.question = s.question AND v.statement = s.id
    WHERE s.district = ${district} AND s.question = ${question} AND s.state IN ('shown', 'removed') GROUP BY s.district, s.question, s.id ORDER BY s.id`);

/** For `verify`: positions and maps that fit no votes. */
export const unfounded = (db: Db, district: string): Promise<{ question: string; what: string }[]> =>
  db.all(sql`SELECT p.question, 'a position belongs to nobody who voted' AS what FROM opinions.position p WHERE p.district = ${district}
      AND NOT EXISTS (SELECT FROM opinions.vote v WHERE v.district = p.district AND v.question = p.question AND v.participant = p.participant)
    UNION ALL SELECT m.question, 'the final map was not computed from all votes' FROM opinions.map m WHERE m.district = ${district} AND m.final
      AND m.votes <> (SELECT count(*) FROM opinions.vote v WHERE v.district = m.district AND v.question = m.question)
    UNION ALL SELECT v.question, 'votes after the close' FROM opinions.vote v JOIN opinions.question q ON q.district = v.district AND q.id = v.question
      WHERE v.district = ${district} AND v.at >= q.closes_at`);

/** For `verify`: every question with how much stands below it. */
export const standing = (db: Db, district: string): Promise<{ id: string; votes: number; sum: number; statements: number }[]> =>
  db.all(sql`SELECT q.id, (SELECT count(*)::int FROM opinions.vote v WHERE v.district = q.district AND v.question = q.id) AS votes,
      (SELECT coalesce(sum(v.vote), 0)::int FROM opinions.vote v WHERE v.district = q.district AND v.question = q.id) AS sum,
      (SELECT count(*)::int FROM opinions.statement s WHERE s.district = q.district AND s.question = q.id) AS statements
    FROM opinions.question q WHERE q.district = ${district} ORDER BY q.id`);
