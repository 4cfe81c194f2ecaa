import type { Actor } from '@hezhi/contract';
import { Refusal } from '@hezhi/contract';
import { visibleSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type challengeEnds, type proposerKinds, type Subject } from '../contract/index.ts';
import { headSql } from './queries-groups.ts';

export type AskedRow = { title: string; text: string; options: string[] };
/** A vote with what its matter says of it now. Moments as the database gives them. */
export type VoteRow = {
  district: string;
  id: string;
  compound: string;
  subject: Subject;
  proposer_kind: (typeof proposerKinds)[number];
  proposer: string | null;
  title: string;
  text: string;
  questions: AskedRow[];
  seats: number | null;
  reserves: number | null;
  roll: string | null;
  ballot: string | null;
  outcome: string | null;
  result: string;
  elected: { elected: string[]; reserves: string[] } | null;
  posting: string | null;
  posted_at: string | null;
  at: string;
  number: string;
  area: string;
  state: string;
  procedure: string;
  procedure_version: number;
  group_name: string;
  basis: string;
  have: number;
  heads: number;
  mine: boolean;
  ballot_state: string | null;
  opens_at: string | null;
  closes_at: string | null;
  roll_state: string | null;
  published_at: string | null;
  publicity_days: number | null;
};

const columns = (
  person: string | null,
): Sql => sql`v.district, v.id, v.compound, v.subject, v.proposer_kind, v.proposer, v.title, v.text, v.questions, v.seats, v.reserves, v.roll, v.ballot, v.outcome, v.result,
  v.elected, v.posting, v.posted_at, v.at, m.number, m.area, m.state, m.procedure, m.procedure_version, g.name AS group_name, g.basis,
  b.state AS ballot_state, b.opens_at, b.closes_at, r.state AS roll_state, r.published_at, r.publicity_days,
  (SELECT count(*)::int FROM owners.support s WHERE s.district = v.district AND s.vote = v.id) AS have,
  (SELECT count(DISTINCT ${headSql})::int FROM owners.unit u JOIN owners.owner o ON o.district = u.district AND o.id = u.owner WHERE u.district = v.district AND u.compound = v.compound AND NOT u.removed) AS heads,
  EXISTS (SELECT FROM owners.support s JOIN owners.owner o ON o.district = s.district AND o.id = s.owner WHERE s.district = v.district AND s.vote = v.id AND o.person = ${person}::uuid) AS mine`;
const from: Sql = sql.raw(
  `owners.vote v JOIN matters.matter m ON m.district = v.district AND m.id = v.id JOIN owners.compound g ON g.district = v.district AND g.id = v.compound
   LEFT JOIN ballots.ballot b ON b.district = v.district AND b.id = v.ballot LEFT JOIN ballots.roll r ON r.district = v.district AND r.id = v.roll`,
);

/**
 * Whether the actor sees a vote (over v and m): once accepted everybody; before that staff by territory, who proposed it, and the owners of the compound, whose support it seeks.
 * What was refused or withdrawn before it was public stays with them.
 */
function seenSql(actor: Actor): Sql {
  const parts: Sql[] = [sql.raw(`(m.state NOT IN ('proposed', 'checking', 'refused', 'withdrawn'))`)];
  if (actor.post || actor.kind === 'system') parts.push(visibleSql(actor));
  if (actor.person !== null) {
    parts.push(sql`v.proposer = ${actor.person}`);
    parts.push(sql`EXISTS (SELECT FROM owners.owner o WHERE o.district = v.district AND o.compound = v.compound AND o.person = ${actor.person})`);
  }
  return sql.or(parts);
}

export const seenVote = (db: Db, district: string, id: string, actor: Actor): Promise<VoteRow | undefined> =>
  db.find<VoteRow>(sql`SELECT ${columns(actor.person)} FROM ${from} WHERE v.district = ${district} AND v.id = ${id} AND ${seenSql(actor)}`);
export const findVote = (db: Db, district: string, id: string): Promise<VoteRow | undefined> =>
  db.find<VoteRow>(sql`SELECT ${columns(null)} FROM ${from} WHERE v.district = ${district} AND v.id = ${id}`);
export const listVotes = (db: Db, district: string, compound: string, actor: Actor, before: string | null, limit: number): Promise<VoteRow[]> =>
  db.all<VoteRow>(sql`SELECT ${columns(actor.person)} FROM ${from} WHERE v.district = ${district} AND v.compound = ${compound} AND ${seenSql(actor)}
    AND (${before}::uuid IS NULL OR v.id < ${before}::uuid) ORDER BY v.id DESC LIMIT ${limit}`);

export type VoteNew = Pick<
  VoteRow,
  'district' | 'id' | 'compound' | 'subject' | 'proposer_kind' | 'proposer' | 'title' | 'text' | 'questions' | 'seats' | 'reserves' | 'at'
>;
export function insertVote(write: Write, row: VoteNew): void {
  write.add(sql`INSERT INTO owners.vote (district, id, compound, subject, proposer_kind, proposer, title, text, questions, seats, reserves, at)
    VALUES (${row.district}, ${row.id}, ${row.compound}, ${row.subject}, ${row.proposer_kind}, ${row.proposer}, ${row.title}, ${row.text}, ${JSON.stringify(row.questions)}, ${row.seats}, ${row.reserves}, ${row.at})`);
}
type Changes = Partial<{
  roll: string;
  ballot: string | null;
  outcome: string | null;
  result: string;
  elected: string | null;
  posting: string;
  posted_at: string;
}>;
const names: readonly (keyof Changes)[] = ['roll', 'ballot', 'outcome', 'result', 'elected', 'posting', 'posted_at'];
/** Sets what is named. */
export function updateVote(write: Write, district: string, id: string, changes: Changes): void {
  const sets = names.filter((name) => name in changes).map((name) => sql`${sql.raw(name)} = ${changes[name]}`);
  if (sets.length > 0) write.add(sql`UPDATE owners.vote SET ${sql.join(sets, ', ')} WHERE district = ${district} AND id = ${id}`, 1);
}

/** Owners who support it; who does already is left as it is. */
export function insertSupport(
  write: Write,
  row: { district: string; vote: string; owners: readonly string[]; way: 'online' | 'paper'; by: string | null; at: string },
): void {
  write.add(
    sql`INSERT INTO owners.support (district, vote, owner, way, by, at) SELECT ${row.district}, ${row.vote}, o, ${row.way}, ${row.by}, ${row.at} FROM unnest(${row.owners}::uuid[]) AS t (o) ON CONFLICT DO NOTHING`,
  );
}
export const supporters = (db: Db, district: string, vote: string): Promise<{ owner: string }[]> =>
  db.all(sql`SELECT owner FROM owners.support WHERE district = ${district} AND vote = ${vote}`);

export type CandidateRow = { id: string; owner: string; name: string; intro: string; withdrawn_at: string | null };
export const candidatesOf = (db: Db, district: string, vote: string): Promise<CandidateRow[]> =>
  db.all<CandidateRow>(
    sql`SELECT id, owner, name, intro, withdrawn_at FROM owners.candidate WHERE district = ${district} AND vote = ${vote} ORDER BY id LIMIT 200`,
  );
export function insertCandidate(write: Write, district: string, vote: string, row: Omit<CandidateRow, 'withdrawn_at'>, at: string): void {
  write
    .add(
      sql`INSERT INTO owners.candidate (district, id, vote, owner, name, intro, at) VALUES (${district}, ${row.id}, ${vote}, ${row.owner}, ${row.name}, ${row.intro}, ${at})`,
    )
    .onDuplicate('candidate_pkey', () => new Refusal(errors.id_taken))
    .onDuplicate('candidate_once', () => new Refusal(errors.candidate_already));
}
export function withdrawCandidateRow(write: Write, district: string, vote: string, id: string, at: string): void {
  write.add(
    sql`UPDATE owners.candidate SET withdrawn_at = ${at} WHERE district = ${district} AND vote = ${vote} AND id = ${id} AND withdrawn_at IS NULL`,
    1,
    () => new Refusal(errors.owner_not_found),
  );
}

export type ChallengeRow = {
  id: string;
  text: string;
  known_on: string;
  court: string;
  at: string;
  state: 'pending' | (typeof challengeEnds)[number];
  note: string;
  closed_at: string | null;
};
const challengeColumns: Sql = sql.raw(`id, text, to_char(known_on, 'YYYY-MM-DD') AS known_on, court, at, state, note, closed_at`);
export const challengesOf = (db: Db, district: string, vote: string): Promise<ChallengeRow[]> =>
  db.all<ChallengeRow>(sql`SELECT ${challengeColumns} FROM owners.challenge WHERE district = ${district} AND vote = ${vote} ORDER BY id LIMIT 200`);
export const findChallenge = (db: Db, district: string, vote: string, id: string): Promise<ChallengeRow | undefined> =>
  db.find<ChallengeRow>(sql`SELECT ${challengeColumns} FROM owners.challenge WHERE district = ${district} AND vote = ${vote} AND id = ${id}`);
export function insertChallenge(
  write: Write,
  district: string,
  vote: string,
  row: Pick<ChallengeRow, 'id' | 'text' | 'known_on' | 'court' | 'at'> & { name: Buffer },
): void {
  write
    .add(
      sql`INSERT INTO owners.challenge (district, id, vote, name, text, known_on, court, at, state) VALUES (${district}, ${row.id}, ${vote}, ${row.name}, ${row.text}, ${row.known_on}, ${row.court}, ${row.at}, 'pending')`,
    )
    .onDuplicate('challenge_pkey', () => new Refusal(errors.id_taken));
}
export function endChallengeRow(write: Write, district: string, vote: string, row: Pick<ChallengeRow, 'id' | 'state' | 'note'> & { at: string }): void {
  write.add(
    sql`UPDATE owners.challenge SET state = ${row.state}, note = ${row.note}, closed_at = ${row.at} WHERE district = ${district} AND vote = ${vote} AND id = ${row.id} AND state = 'pending'`,
    1,
    () => new Refusal(errors.challenge_not_found),
  );
}
