import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors, type Side } from '../contract/index.ts';

/** Participants, positions, objections, tasks and ratings of a topic. Whose right to see the topic was checked before. */
export type ParticipantRow = {
  id: string;
  person: string | null;
  name: string;
  side: Side;
  why: string;
  told_by: 'app' | 'phone' | 'visit' | 'letter' | 'poster' | null;
  told_at: string | null;
  stance: 'for' | 'against' | 'abstain' | null;
};
const participantSql = sql`SELECT p.id, p.person, p.name, p.side, p.why, p.told_by, p.told_at, s.stance FROM deliberations.participant p
  LEFT JOIN deliberations.position s ON s.district = p.district AND s.topic = p.topic AND s.participant = p.id`;

export const listParticipants = (db: Db, district: string, topic: string, after: string | null, limit: number): Promise<ParticipantRow[]> =>
  db.all(sql`${participantSql} WHERE p.district = ${district} AND p.topic = ${topic} AND p.removed_at IS NULL AND (${after}::uuid IS NULL OR p.id > ${after}::uuid)
    ORDER BY p.id LIMIT ${limit}`);
export const findParticipant = (db: Db, district: string, topic: string, id: string): Promise<ParticipantRow | undefined> =>
  db.find(sql`${participantSql} WHERE p.district = ${district} AND p.topic = ${topic} AND p.id = ${id} AND p.removed_at IS NULL`);
export const personsOf = async (db: Db, district: string, topic: string): Promise<string[]> =>
  (
    await db.all<{ person: string }>(
      sql`SELECT person FROM deliberations.participant WHERE district = ${district} AND topic = ${topic} AND person IS NOT NULL AND removed_at IS NULL ORDER BY id`,
    )
  ).map((row) => row.person);
export const namedTwice = async (db: Db, district: string, topic: string, persons: readonly string[]): Promise<string | undefined> =>
  (
    await db.find<{ name: string }>(
      sql`SELECT name FROM deliberations.participant WHERE district = ${district} AND topic = ${topic} AND removed_at IS NULL AND person = ANY(${persons}::uuid[]) LIMIT 1`,
    )
  )?.name;

export function insertParticipants(
  write: Write,
  district: string,
  topic: string,
  people: readonly { id: string; person: string | null; name: string; side: string; why: string; told_by: string | null; told_at: string | null }[],
): void {
  write
    .add(
      sql`INSERT INTO deliberations.participant (district, id, topic, person, name, side, why, told_by, told_at)
      SELECT ${district}, i, ${topic}, p, n, s, w, b, t FROM unnest(${people.map((one) => one.id)}::uuid[], ${people.map((one) => one.person)}::uuid[], ${people.map((one) => one.name)}::text[],
        ${people.map((one) => one.side)}::text[], ${people.map((one) => one.why)}::text[], ${people.map((one) => one.told_by)}::text[], ${people.map((one) => one.told_at)}::timestamptz[]) AS new (i, p, n, s, w, b, t)`,
    )
    .onDuplicate('participant_once', () => new Refusal(errors.participant_already, { name: '' }))
    .onDuplicate('participant_pkey', () => new Refusal(errors.id_taken));
}
export function updateParticipant(
  write: Write,
  district: string,
  topic: string,
  id: string,
  change: { told_by?: string; told_at?: string; removed_at?: string },
): void {
  const sets = Object.entries(change).map(([key, value]) => sql`${sql.raw(key)} = ${value}`);
  write.add(
    sql`UPDATE deliberations.participant SET ${sql.join(sets, ', ')} WHERE district = ${district} AND topic = ${topic} AND id = ${id} AND removed_at IS NULL`,
    1,
    () => new Refusal(errors.participant_not_found),
  );
}

export function putPosition(
  write: Write,
  row: { district: string; topic: string; participant: string; stance: string; words: string; named: boolean; by_person: string; at: string },
): void {
  write.add(sql`INSERT INTO deliberations.position (district, topic, participant, stance, words, named, by_person, at)
    VALUES (${row.district}, ${row.topic}, ${row.participant}, ${row.stance}, ${row.words}, ${row.named}, ${row.by_person}, ${row.at})
    ON CONFLICT (district, topic, participant) DO UPDATE SET stance = excluded.stance, words = excluded.words, named = excluded.named, by_person = excluded.by_person, at = excluded.at`);
}
export type PositionRow = { participant: string; stance: 'for' | 'against' | 'abstain'; words: string; name: string | null; side: Side; at: string };
export const listPositions = (db: Db, district: string, topic: string, after: string | null, limit: number): Promise<PositionRow[]> =>
  db.all(sql`SELECT s.participant, s.stance, s.words, CASE WHEN s.named THEN p.name END AS name, p.side, s.at FROM deliberations.position s
    JOIN deliberations.participant p ON p.district = s.district AND p.id = s.participant
    WHERE s.district = ${district} AND s.topic = ${topic} AND (${after}::uuid IS NULL OR s.participant > ${after}::uuid) ORDER BY s.participant LIMIT ${limit}`);

export type ObjectionRow = {
  id: string;
  person: string;
  standing: 'supervisor' | 'participant' | 'resident';
  words: string;
  at: string;
  answer: string | null;
  upheld: boolean | null;
  answered_at: string | null;
};
export function insertObjection(write: Write, district: string, topic: string, row: Pick<ObjectionRow, 'id' | 'person' | 'standing' | 'words' | 'at'>): void {
  write
    .add(
      sql`INSERT INTO deliberations.objection (district, id, topic, person, standing, words, at) VALUES (${district}, ${row.id}, ${topic}, ${row.person}, ${row.standing}, ${row.words}, ${row.at})`,
    )
    .onDuplicate('objection_pkey', () => new Refusal(errors.id_taken));
}
export const findObjection = (db: Db, district: string, topic: string, id: string): Promise<ObjectionRow | undefined> =>
  db.find(
    sql`SELECT id, person, standing, words, at, answer, upheld, answered_at FROM deliberations.objection WHERE district = ${district} AND topic = ${topic} AND id = ${id}`,
  );
export function answerObjectionRow(write: Write, district: string, id: string, row: { answer: string; upheld: boolean; by: string; at: string }): void {
  write.add(
    sql`UPDATE deliberations.objection SET answer = ${row.answer}, upheld = ${row.upheld}, answered_by = ${row.by}, answered_at = ${row.at}
      WHERE district = ${district} AND id = ${id} AND answered_at IS NULL`,
    1,
    () => new Refusal(errors.objection_answered),
  );
}

export type TaskRow = {
  id: string;
  number: string;
  title: string;
  owner: string;
  due: string;
  state: string;
  told: string;
  told_at: string;
  ended_at: string | null;
  overdue: boolean;
};
export function insertTask(write: Write, district: string, topic: string, row: Pick<TaskRow, 'id' | 'title' | 'owner' | 'due' | 'state' | 'told_at'>): void {
  write.add(sql`INSERT INTO deliberations.task (district, id, topic, title, owner, due, state, told_at)
    VALUES (${district}, ${row.id}, ${topic}, ${row.title}, ${row.owner}, ${row.due}, ${row.state}, ${row.told_at})`);
}
export function updateTask(write: Write, district: string, id: string, row: { state: string; ended_at: string | null; told?: string; told_at?: string }): void {
  write.add(sql`UPDATE deliberations.task SET state = ${row.state}, ended_at = ${row.ended_at}, told = coalesce(${row.told ?? null}::text, told),
    told_at = coalesce(${row.told_at ?? null}::timestamptz, told_at) WHERE district = ${district} AND id = ${id}`);
}

export function insertRating(
  write: Write,
  row: { district: string; topic: string; person: string; standing: string; score: number; words: string; at: string },
): void {
  write
    .add(
      sql`INSERT INTO deliberations.rating (district, topic, person, standing, score, words, at)
      VALUES (${row.district}, ${row.topic}, ${row.person}, ${row.standing}, ${row.score}, ${row.words}, ${row.at})`,
    )
    .onDuplicate('rating_pkey', () => new Refusal(errors.rated_already));
}

/** Everything that a topic's page shows beside its own row, in one statement. */
export type Gathered = {
  sides: { side: Side; count: number }[] | null;
  total: number;
  told: number;
  stances: Partial<Record<'for' | 'against' | 'abstain', number>> | null;
  meetings: MeetingBriefRow[] | null;
  objections: ObjectionRow[] | null;
  tasks: TaskRow[] | null;
  ratings: number;
  mean: string | null;
  words: { score: number; words: string; at: string }[] | null;
  body_name: string | null;
  merged_title: string | null;
  entries: { step: string; at: string; data: Record<string, unknown> }[] | null;
};
export type MeetingBriefRow = {
  id: string;
  kind: string;
  kind_name: { 'zh-Hans': string; en: string };
  title: string;
  mode: 'on_site' | 'online' | 'both';
  place: string;
  starts_at: string;
  ends_at: string;
  state: 'announced' | 'open' | 'closed' | 'cancelled';
  attained: boolean | null;
  published: boolean;
};
export const gather = (db: Db, district: string, topic: string): Promise<Gathered | undefined> =>
  db.find<Gathered>(sql`
    WITH p AS (SELECT side, told_at FROM deliberations.participant WHERE district = ${district} AND topic = ${topic} AND removed_at IS NULL),
      r AS (SELECT score, words, at FROM deliberations.rating WHERE district = ${district} AND topic = ${topic})
    SELECT (SELECT json_agg(json_build_object('side', side, 'count', n)) FROM (SELECT side, count(*) AS n FROM p GROUP BY side ORDER BY side) x) AS sides,
      (SELECT count(*) FROM p) AS total, (SELECT count(*) FROM p WHERE told_at IS NOT NULL) AS told,
      (SELECT json_object_agg(stance, n) FROM (SELECT stance, count(*) AS n FROM deliberations.position WHERE district = ${district} AND topic = ${topic} GROUP BY stance) x) AS stances,
      (SELECT json_agg(json_build_object('id', g.id, 'kind', g.kind, 'kind_name', g.rule->'name', 'title', g.title, 'mode', g.mode, 'place', g.place, 'starts_at', g.starts_at, 'ends_at', g.ends_at,
        'state', g.state, 'attained', g.attained, 'published', g.published_at IS NOT NULL) ORDER BY g.starts_at, g.id)
        FROM deliberations.meeting g WHERE g.district = ${district} AND g.topic = ${topic}) AS meetings,
      (SELECT json_agg(json_build_object('id', o.id, 'standing', o.standing, 'words', o.words, 'at', o.at, 'answer', o.answer, 'upheld', o.upheld, 'answered_at', o.answered_at) ORDER BY o.id)
        FROM deliberations.objection o WHERE o.district = ${district} AND o.topic = ${topic}) AS objections,
      (SELECT json_agg(json_build_object('id', k.id, 'number', m.number, 'title', k.title, 'owner', k.owner, 'due', k.due, 'state', k.state, 'told', k.told, 'told_at', k.told_at,
        'ended_at', k.ended_at, 'overdue', m.overdue) ORDER BY k.id)
        FROM deliberations.task k JOIN matters.matter m ON m.district = k.district AND m.id = k.id WHERE k.district = ${district} AND k.topic = ${topic}) AS tasks,
      (SELECT count(*) FROM r) AS ratings, (SELECT round(avg(score), 1) FROM r) AS mean,
      (SELECT json_agg(x) FROM (SELECT score, words, at FROM r WHERE words <> '' ORDER BY at DESC LIMIT 20) x) AS words,
      (SELECT b.name FROM deliberations.topic t JOIN deliberations.body b ON b.district = t.district AND b.id = t.body WHERE t.district = ${district} AND t.id = ${topic}) AS body_name,
      (SELECT o.title FROM deliberations.topic t JOIN deliberations.topic o ON o.district = t.district AND o.id = t.merged_into WHERE t.district = ${district} AND t.id = ${topic}) AS merged_title,
      (SELECT json_agg(json_build_object('step', e.step, 'at', e.at, 'data', e.body->'data') ORDER BY e.seq) FROM matters.entry e WHERE e.district = ${district} AND e.matter = ${topic}) AS entries`);
