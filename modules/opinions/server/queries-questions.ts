import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { WhoMay } from '@hezhi/directory/contract';
import { errors, type questionStates } from '../contract/index.ts';

export type State = (typeof questionStates)[number];
export type QuestionRow = {
  district: string;
  id: string;
  area: string;
  title: string;
  about: string;
  opens_at: string;
  closes_at: string;
  proposing: boolean;
  /** Who may vote and propose. */
  who: WhoMay;
  org: string;
  published_at: string | null;
  ended_early: string | null;
  counted_at: string | null;
  deliberation: string | null;
  state: State;
  statements: number;
  people: number;
  votes: number;
};

/** The state at a moment: it follows from the times, so nothing must be switched at the very second. */
const stateAt = (now: string): Sql => sql`CASE WHEN q.published_at IS NULL THEN 'draft' WHEN ${now}::timestamptz < q.opens_at THEN 'announced'
  WHEN ${now}::timestamptz < q.closes_at THEN 'open' WHEN q.counted_at IS NULL THEN 'counting' ELSE 'closed' END`;
const columns = (
  now: string,
): Sql => sql`q.district, q.id, q.area, q.title, q.about, q.opens_at, q.closes_at, q.proposing, q.who, q.org, q.published_at, q.ended_early, q.counted_at,
  q.deliberation, ${stateAt(now)} AS state, coalesce(m.people, 0) AS people, coalesce(m.votes, 0) AS votes,
  (SELECT count(*)::int FROM opinions.statement s WHERE s.district = q.district AND s.question = q.id AND s.state = 'shown') AS statements`;
const from = sql.raw('opinions.question q LEFT JOIN opinions.map m ON m.district = q.district AND m.question = q.id');
const below = (area: string): Sql => sql`q.area >= ${area} AND q.area < ${`${area}~`}`;

/** A published question; undefined for drafts and what is not there. */
export const findPublic = (db: Db, district: string, id: string, now: string): Promise<QuestionRow | undefined> =>
  db.find<QuestionRow>(sql`SELECT ${columns(now)} FROM ${from} WHERE q.district = ${district} AND q.id = ${id} AND q.published_at IS NOT NULL`);

/** A question of a territory, drafts included. */
export const findWithin = (db: Db, district: string, area: string, id: string, now: string): Promise<QuestionRow | undefined> =>
  db.find<QuestionRow>(sql`SELECT ${columns(now)} FROM ${from} WHERE q.district = ${district} AND q.id = ${id} AND ${below(area)}`);

/** Published questions of a district, newest first; one more than `limit`. */
export const listPublic = (
  db: Db,
  district: string,
  state: 'open' | 'closed' | null,
  before: string | null,
  limit: number,
  now: string,
): Promise<QuestionRow[]> =>
  db.all<QuestionRow>(sql`SELECT ${columns(now)} FROM ${from} WHERE q.district = ${district} AND q.published_at IS NOT NULL AND (${before}::uuid IS NULL OR q.id < ${before}::uuid)
    AND (${state}::text IS NULL OR (${state} = 'open') = (${now}::timestamptz < q.closes_at)) ORDER BY q.id DESC LIMIT ${limit + 1}`);

/** Questions of a territory, newest first; one more than `limit`. */
export const listWithin = (
  db: Db,
  district: string,
  area: string,
  state: State | null,
  before: string | null,
  limit: number,
  now: string,
): Promise<QuestionRow[]> =>
  db.all<QuestionRow>(sql`SELECT ${columns(now)} FROM ${from} WHERE q.district = ${district} AND ${below(area)} AND (${before}::uuid IS NULL OR q.id < ${before}::uuid)
    AND (${state}::text IS NULL OR ${stateAt(now)} = ${state}) ORDER BY q.id DESC LIMIT ${limit + 1}`);

type Content = { area: string; title: string; about: string; opensAt: string; closesAt: string; proposing: boolean; who: WhoMay };

/** The row of a new draft. */
export function insertQuestion(write: Write, district: string, one: Content & { id: string; org: string; by: string; at: string }): void {
  write
    .add(sql`INSERT INTO opinions.question (district, id, area, title, about, opens_at, closes_at, proposing, who, made_by, org, created_at)
      VALUES (${district}, ${one.id}, ${one.area}, ${one.title}, ${one.about}, ${one.opensAt}, ${one.closesAt}, ${one.proposing}, ${one.who}, ${one.by}, ${one.org}, ${one.at})`)
    .onDuplicate('question_pkey', () => new Refusal(errors.exists));
}

/** Changes a draft; refused once it is published. */
export function changeQuestion(write: Write, district: string, id: string, one: Content): void {
  write.add(
    sql`UPDATE opinions.question SET area = ${one.area}, title = ${one.title}, about = ${one.about}, opens_at = ${one.opensAt}, closes_at = ${one.closesAt}, proposing = ${one.proposing}, who = ${one.who}
      WHERE district = ${district} AND id = ${id} AND published_at IS NULL`,
    1,
    () => new Refusal(errors.published),
  );
}

/** Throws a draft away with its statements. */
export function dropQuestion(write: Write, district: string, id: string): void {
  write.add(sql`DELETE FROM opinions.question WHERE district = ${district} AND id = ${id} AND published_at IS NULL`, 1, () => new Refusal(errors.published));
  write.add(sql`DELETE FROM opinions.statement WHERE district = ${district} AND question = ${id}`);
}

/** Makes a draft public. */
export function publishQuestion(write: Write, district: string, id: string, at: string): void {
  write.add(
    sql`UPDATE opinions.question SET published_at = ${at} WHERE district = ${district} AND id = ${id} AND published_at IS NULL`,
    1,
    () => new Refusal(errors.published),
  );
}

/** Closes a public question now. One that has not opened yet gets its opening moved before its end. */
export function endQuestion(write: Write, district: string, id: string, at: string, why: string): void {
  write.add(
    sql`UPDATE opinions.question SET closes_at = ${at}, opens_at = least(opens_at, ${at}::timestamptz - interval '1 second'), ended_early = ${why}
      WHERE district = ${district} AND id = ${id} AND published_at IS NOT NULL AND closes_at > ${at}`,
    1,
    () => new Refusal(errors.over),
  );
}

/** Notes that the final map is there; false where it was noted before. */
export async function markCounted(db: Db, district: string, id: string, at: string): Promise<boolean> {
  const { count } = await db.run(
    sql`UPDATE opinions.question SET counted_at = ${at} WHERE district = ${district} AND id = ${id} AND counted_at IS NULL AND closes_at <= ${at}`,
  );
  return count === 1;
}

export function linkDeliberation(write: Write, district: string, id: string, deliberation: string, at: string): void {
  write.add(
    sql`UPDATE opinions.question SET deliberation = ${deliberation}, handed_at = ${at} WHERE district = ${district} AND id = ${id} AND published_at IS NOT NULL`,
    1,
    () => new Refusal(errors.gone),
  );
}

/** Questions whose result a deliberation took up, oldest first. */
export const questionsOf = (db: Db, district: string, deliberation: string, now: string): Promise<QuestionRow[]> =>
  db.all<QuestionRow>(sql`SELECT ${columns(now)} FROM ${from} WHERE q.district = ${district} AND q.deliberation = ${deliberation} ORDER BY q.id LIMIT 50`);
