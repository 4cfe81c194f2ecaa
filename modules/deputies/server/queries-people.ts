import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type kinds, type ways } from '../contract/index.ts';

export type SignupRow = {
  id: string;
  reception: string;
  place: number;
  person: string;
  way: (typeof ways)[number];
  topic: string;
  phone_sealed: Buffer | null;
  state: 'booked' | 'came' | 'missed' | 'cancelled';
  at: string;
};
const signup = sql.raw('g.id, g.reception, g.place, g.person, g.way, g.topic, g.phone_sealed, g.state, g.at');

/** Adds an appointment while the reception still stands as it was read: one a place, one a person. */
export function insertSignup(write: Write, district: string, row: SignupRow, revision: number): void {
  write
    .add(
      sql`INSERT INTO deputies.signup (district, id, reception, place, person, way, topic, phone_sealed, state, at)
        SELECT ${district}, ${row.id}::uuid, e.id, ${row.place}::int, ${row.person}::uuid, ${row.way}, ${row.topic}, ${row.phone_sealed}::bytea, 'booked', ${row.at}::timestamptz
        FROM deputies.reception e WHERE e.district = ${district} AND e.id = ${row.reception} AND e.state = 'planned' AND e.revision = ${revision}`,
      1,
      () => new Refusal(errors.not_planned),
    )
    .onDuplicate('signup_pkey', () => new Refusal(errors.exists))
    .onDuplicate('signup_place', () => new Refusal(errors.slot_taken))
    .onDuplicate('signup_person', () => new Refusal(errors.signed_up));
}
export const takenPlaces = async (db: Db, district: string, reception: string): Promise<Set<number>> =>
  new Set(
    (
      await db.all<{ place: number }>(sql`SELECT place FROM deputies.signup WHERE district = ${district} AND reception = ${reception} AND state <> 'cancelled'`)
    ).map((row) => row.place),
  );
export const ownSignup = (db: Db, district: string, reception: string, person: string): Promise<SignupRow | undefined> =>
  db.find<SignupRow>(
    sql`SELECT ${signup} FROM deputies.signup g WHERE g.district = ${district} AND g.reception = ${reception} AND g.person = ${person} AND g.state <> 'cancelled'`,
  );
export const findSignup = (
  db: Db,
  district: string,
  id: string,
): Promise<(SignupRow & { area: string; starts_at: string; slot: number; reception_state: 'planned' | 'held' | 'cancelled' }) | undefined> =>
  db.find(sql`SELECT ${signup}, s.area, e.starts_at, e.slot, e.state AS reception_state FROM deputies.signup g
    JOIN deputies.reception e ON e.district = g.district AND e.id = g.reception JOIN deputies.studio s ON s.district = e.district AND s.id = e.studio
    WHERE g.district = ${district} AND g.id = ${id}`);
export const signupsOf = (db: Db, district: string, reception: string): Promise<(SignupRow & { name: string | null })[]> =>
  db.all(sql`SELECT ${signup}, p.name FROM deputies.signup g LEFT JOIN directory.person p ON p.district = g.district AND p.id = g.person
    WHERE g.district = ${district} AND g.reception = ${reception} AND g.state <> 'cancelled' ORDER BY g.place LIMIT 500`);
export function cancelSignup(write: Write, district: string, id: string, person: string): void {
  write.add(
    sql`UPDATE deputies.signup SET state = 'cancelled', phone_sealed = NULL WHERE district = ${district} AND id = ${id} AND person = ${person} AND state = 'booked'`,
    1,
    () => new Refusal(errors.signup_gone),
  );
}
export function attendSignup(write: Write, district: string, id: string, state: 'came' | 'missed'): void {
  write.add(
    sql`UPDATE deputies.signup SET state = ${state} WHERE district = ${district} AND id = ${id} AND state <> 'cancelled'`,
    1,
    () => new Refusal(errors.signup_gone),
  );
}
/** Numbers are for the appointment only: they go when it is over. */
export const forgetPhones = (db: Db, before: string): Promise<unknown> =>
  db.run(sql`UPDATE deputies.signup g SET phone_sealed = NULL FROM deputies.reception e
    WHERE e.district = g.district AND e.id = g.reception AND g.phone_sealed IS NOT NULL AND e.ends_at < ${before}`);
export const mySignups = (
  db: Db,
  district: string,
  person: string,
): Promise<(SignupRow & { starts_at: string; slot: number; reception_state: 'planned' | 'held' | 'cancelled'; online: string; studio_name: string })[]> =>
  db.all(sql`SELECT ${signup}, e.starts_at, e.slot, e.state AS reception_state, e.online, s.name AS studio_name FROM deputies.signup g
    JOIN deputies.reception e ON e.district = g.district AND e.id = g.reception JOIN deputies.studio s ON s.district = e.district AND s.id = e.studio
    WHERE g.district = ${district} AND g.person = ${person} AND g.state <> 'cancelled' ORDER BY e.starts_at DESC LIMIT 50`);

export type RaisedRow = {
  id: string;
  studio: string;
  deputy: string;
  reception: string | null;
  person: string | null;
  way: (typeof ways)[number] | 'message';
  words: string;
  public_text: string;
  public: boolean;
  state: 'open' | 'case' | 'topic' | 'answered';
  matter: string | null;
  ended_at: string | null;
  solved: boolean | null;
  answer: string | null;
  answered_at: string | null;
  at: string;
};
export type RaisedLine = RaisedRow & { studio_name: string; area: string; deputy_name: string };
const raised = sql.raw(
  'r.id, r.studio, r.deputy, r.reception, r.person, r.way, r.words, r.public_text, r.public, r.state, r.matter, r.ended_at, r.solved, r.answer, r.answered_at, r.at, s.name AS studio_name, s.area, d.name AS deputy_name',
);
const raisedFrom = sql.raw(
  'deputies.raised r JOIN deputies.studio s ON s.district = r.district AND s.id = r.studio JOIN deputies.deputy d ON d.district = r.district AND d.id = r.deputy',
);

export function insertRaised(write: Write, district: string, row: RaisedRow): void {
  write
    .add(
      sql`INSERT INTO deputies.raised (district, id, studio, deputy, reception, person, way, words, public_text, public, state, at)
        VALUES (${district}, ${row.id}, ${row.studio}, ${row.deputy}, ${row.reception}, ${row.person}, ${row.way}, ${row.words}, ${row.public_text}, ${row.public}, ${row.state}, ${row.at})`,
    )
    .onDuplicate('raised_pkey', () => new Refusal(errors.exists));
}
export const findRaised = (db: Db, district: string, id: string): Promise<RaisedLine | undefined> =>
  db.find<RaisedLine>(sql`SELECT ${raised} FROM ${raisedFrom} WHERE r.district = ${district} AND r.id = ${id}`);
export const findByMatter = (db: Db, district: string, matter: string): Promise<RaisedLine | undefined> =>
  db.find<RaisedLine>(sql`SELECT ${raised} FROM ${raisedFrom} WHERE r.district = ${district} AND r.matter = ${matter}`);
export function listRaised(
  db: Db,
  district: string,
  area: string,
  query: { state?: string | undefined; deputy?: string | undefined; studio?: string | undefined; limit: number },
  after: { at: string; id: string } | null,
): Promise<RaisedLine[]> {
  const parts: Sql[] = [sql`r.district = ${district}`, sql`s.area >= ${area} AND s.area < ${`${area}~`}`];
  if (query.state) parts.push(sql`r.state = ${query.state}`);
  if (query.deputy) parts.push(sql`r.deputy = ${query.deputy}`);
  if (query.studio) parts.push(sql`r.studio = ${query.studio}`);
  if (after) parts.push(sql`(r.at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<RaisedLine>(sql`SELECT ${raised} FROM ${raisedFrom} WHERE ${sql.and(parts)} ORDER BY r.at DESC, r.id DESC LIMIT ${query.limit + 1}`);
}
/** What a studio shows: answered, and agreed to. */
export const shownRaised = (db: Db, district: string, studio: string): Promise<RaisedLine[]> =>
  db.all<RaisedLine>(
    sql`SELECT ${raised} FROM ${raisedFrom} WHERE r.district = ${district} AND r.studio = ${studio} AND r.public AND r.answer IS NOT NULL ORDER BY r.answered_at DESC, r.id DESC LIMIT 30`,
  );
export const myRaised = (db: Db, district: string, person: string): Promise<RaisedLine[]> =>
  db.all<RaisedLine>(sql`SELECT ${raised} FROM ${raisedFrom} WHERE r.district = ${district} AND r.person = ${person} ORDER BY r.at DESC, r.id DESC LIMIT 50`);
export const messagesSince = async (db: Db, district: string, person: string, since: string): Promise<number> =>
  (await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM deputies.raised WHERE district = ${district} AND person = ${person} AND way = 'message' AND at > ${since}`,
  ))!.n;
/** It becomes a matter of another kind; once. */
export function setMatter(write: Write, district: string, id: string, state: 'case' | 'topic', matter: string): void {
  write.add(
    sql`UPDATE deputies.raised SET state = ${state}, matter = ${matter} WHERE district = ${district} AND id = ${id} AND state = 'open'`,
    1,
    () => new Refusal(errors.decided),
  );
}
export function answerRaised(write: Write, district: string, id: string, from: string, given: { answer: string; solved: boolean | null; at: string }): void {
  write.add(
    sql`UPDATE deputies.raised SET state = CASE state WHEN 'open' THEN 'answered' ELSE state END, answer = ${given.answer}, solved = coalesce(${given.solved}::boolean, solved), answered_at = ${given.at}
      WHERE district = ${district} AND id = ${id} AND state = ${from} AND answer IS NULL`,
    1,
    () => new Refusal(errors.decided),
  );
}
/** How its case stands: ended and solved, or running again. */
export function setEnd(write: Write, district: string, id: string, ended: string | null, solved: boolean | null): void {
  write.add(sql`UPDATE deputies.raised SET ended_at = ${ended}, solved = ${solved} WHERE district = ${district} AND id = ${id}`, 1);
}

export type FigureRow = {
  deputy: string;
  name: string;
  kind: (typeof kinds)[number];
  studio_name: string;
  raised: number;
  answered: number;
  solved: number;
  open: number;
  receptions: number;
  days: string | null;
};
/** By deputy, what was raised between two days of China; deputies without anything too, so that silence shows. */
export const countFigures = (db: Db, district: string, area: string, from: string, to: string): Promise<FigureRow[]> =>
  db.all<FigureRow>(sql`SELECT d.id AS deputy, d.name, d.kind, s.name AS studio_name, count(r.id)::int AS raised,
      count(r.id) FILTER (WHERE r.answer IS NOT NULL OR r.ended_at IS NOT NULL)::int AS answered, count(r.id) FILTER (WHERE r.solved)::int AS solved,
      count(r.id) FILTER (WHERE r.answer IS NULL AND r.ended_at IS NULL)::int AS open,
      (SELECT count(*)::int FROM deputies.reception e WHERE e.district = d.district AND e.state = 'held' AND d.id = ANY(e.deputies)
        AND e.starts_at >= (${from}::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND e.starts_at < ((${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')) AS receptions,
      round((avg(extract(epoch FROM coalesce(r.answered_at, r.ended_at) - r.at)) / 86400)::numeric, 1) AS days
    FROM deputies.deputy d JOIN deputies.studio s ON s.district = d.district AND s.id = d.studio
      LEFT JOIN deputies.raised r ON r.district = d.district AND r.deputy = d.id
        AND r.at >= (${from}::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND r.at < ((${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    WHERE d.district = ${district} AND s.area >= ${area} AND s.area < ${`${area}~`} GROUP BY d.district, d.id, d.name, d.kind, s.name ORDER BY s.name, d.name, d.id LIMIT 1000`);
