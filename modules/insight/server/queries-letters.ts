import type { Actor } from '@hezhi/contract';
import type { Entry } from '@hezhi/matters/contract';
import { storedColumns, visibleSql, type StoredMatter } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { letterStates } from '../contract/index.ts';

export type LetterRow = {
  year: number;
  n: number;
  letter: string;
  org: string;
  issuer: string;
  body: string;
  matters: string[];
  answer_by: string;
  at: string;
};
export type StoredLetter = StoredMatter & LetterRow;

const columns = sql.raw('x.year, x.n, x.number AS letter, x.org, x.issuer, x.body, x.matters, x.answer_by, x.at');
const from = sql.raw('FROM insight.letter x JOIN matters.matter m ON m.district = x.district AND m.id = x.id');

/** The next number of the year; holds other letters of the district until the transaction ends. */
export async function takeLetterNumber(db: Db, district: string, year: number): Promise<number> {
  const row = await db.find<{ n: number }>(sql`INSERT INTO insight.letter_number AS l (district, year, n) VALUES (${district}, ${year}, 1)
    ON CONFLICT (district, year) DO UPDATE SET n = l.n + 1 RETURNING n`);
  return row!.n;
}

export function insertLetter(write: Write, district: string, id: string, row: LetterRow): void {
  write.add(sql`INSERT INTO insight.letter (district, id, year, n, number, org, issuer, body, matters, answer_by, at) VALUES (${district}, ${id}, ${row.year}, ${row.n}, ${row.letter}, ${row.org},
    ${row.issuer}, ${row.body}, ${row.matters}::uuid[], ${row.answer_by}, ${row.at})`);
}

const inState: Readonly<Record<(typeof letterStates)[number], string>> = {
  sent: "m.state = 'sent' AND NOT m.overdue",
  overdue: "m.state = 'sent' AND m.overdue",
  answered: "m.state = 'answered'",
  settled: "m.state = 'settled'",
  recalled: "m.state = 'recalled'",
};

/** Letters that the actor may see, newest first. */
export function listLetters(
  db: Db,
  district: string,
  actor: Actor,
  state: (typeof letterStates)[number] | undefined,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<StoredLetter[]> {
  const where: Sql[] = [sql`x.district = ${district}`, visibleSql(actor)];
  if (state) where.push(sql.raw(inState[state]));
  if (after) where.push(sql`(m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<StoredLetter>(sql`SELECT ${storedColumns}, ${columns} ${from} WHERE ${sql.and(where)} ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit + 1}`);
}

export function findLetter(db: Db, district: string, actor: Actor, id: string): Promise<StoredLetter | undefined> {
  return db.find<StoredLetter>(sql`SELECT ${storedColumns}, ${columns} ${from} WHERE x.district = ${district} AND x.id = ${id} AND ${visibleSql(actor)}`);
}

/** Matters by id that the actor sees, with their open legs. */
export function mattersById(db: Db, district: string, ids: readonly string[], actor: Actor): Promise<StoredMatter[]> {
  return db.all<StoredMatter>(
    sql`SELECT ${storedColumns} FROM matters.matter m WHERE m.district = ${district} AND m.id = ANY(${ids}::uuid[]) AND ${visibleSql(actor)} ORDER BY m.opened_at, m.id`,
  );
}

export type ToldLetter = {
  number: string;
  org: string;
  area: string;
  /** The post that sent it; its holder answers for the review. */
  sender: string | null;
  issuer: string;
  entries: { seq: number; at: string; step: string; body: Pick<Entry, 'actor' | 'facts'> }[] | null;
  legs: { id: string; key: string; due_at: string; ended: boolean }[] | null;
};

/** A letter with its entries `first` to `last` and every leg it ever had, to tell people of them. One statement. */
export function toldLetter(db: Db, district: string, id: string, first: number, last: number): Promise<ToldLetter | undefined> {
  return db.find<ToldLetter>(sql`SELECT x.number, x.org, x.issuer, m.area, m.memory #>> '{params,issuer,post}' AS sender,
      (SELECT json_agg(json_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body) ORDER BY e.seq) FROM matters.entry e
        WHERE e.district = m.district AND e.matter = m.id AND e.seq BETWEEN ${first} AND ${last}) AS entries,
      (SELECT json_agg(json_build_object('id', l.id, 'key', l.key, 'due_at', l.due_at, 'ended', l.ended_at IS NOT NULL)) FROM matters.leg l
        WHERE l.district = m.district AND l.matter = m.id) AS legs
    ${from} WHERE x.district = ${district} AND x.id = ${id}`);
}
