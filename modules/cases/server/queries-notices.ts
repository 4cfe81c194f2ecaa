import type { Entry } from '@hezhi/matters/contract';
import { sql, type Db, type Sql } from '@hezhi/server';
import type { CaseRow } from './queries.ts';

export type ToldLeg = { id: string; key: string; org: string | null; post: string | null; person: string | null; due_at: string; ended: boolean };
/** What must be known of a case to tell people of its entries. */
export type ToldCase = Pick<CaseRow, 'reporter_kind' | 'contact_sealed'> & {
  number: string;
  subject: string;
  area: string;
  asker: string | null;
  procedure: string;
  procedure_version: number;
  entries: { seq: number; at: string; step: string; body: Pick<Entry, 'actor' | 'data' | 'facts'> }[] | null;
  legs: ToldLeg[] | null;
  watchers: string[] | null;
  /** Whether the reporter has a tracking code, and so can rate and ask for more. */
  coded: boolean;
  /** When it was taken up again after a result. */
  reopened: string[] | null;
  /** The case into which it was merged. */
  into: { id: string; reopened: string[] | null } | null;
};

const reopenedSql = (matter: string): Sql =>
  sql.raw(
    `(SELECT json_agg(e.at ORDER BY e.seq) FROM matters.entry e WHERE e.district = ${matter}.district AND e.matter = ${matter}.id AND e.step IN ('reopen', 'uphold'))`,
  );

/** Cases, each with its entries `first` to `last`, every leg it ever had, who watches it, and the case it repeats; by their place among those asked for. One statement. */
export async function toldCases(db: Db, district: string, asked: readonly { matter: string; first: number; last: number }[]): Promise<Map<number, ToldCase>> {
  const rows = await db.all<ToldCase & { nth: number }>(sql`
    SELECT w.nth::int AS nth, m.number, m.subject, m.area, m.asker, m.procedure, m.procedure_version, c.reporter_kind, c.contact_sealed, c.code_lookup IS NOT NULL AS coded, ${reopenedSql('m')} AS reopened,
      (SELECT json_agg(json_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body) ORDER BY e.seq) FROM matters.entry e
        WHERE e.district = m.district AND e.matter = m.id AND e.seq BETWEEN w.first AND w.last) AS entries,
      (SELECT json_agg(json_build_object('id', l.id, 'key', l.key, 'org', l.org, 'post', l.post, 'person', l.person, 'due_at', l.due_at, 'ended', l.ended_at IS NOT NULL))
        FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id) AS legs,
      (SELECT json_agg(w.person) FROM matters.watch w WHERE w.district = m.district AND w.matter = m.id) AS watchers,
      (SELECT json_build_object('id', p.id, 'reopened', ${reopenedSql('p')}) FROM matters.link k JOIN matters.matter p ON p.district = k.district AND p.id = k.parent
        WHERE k.district = m.district AND k.child = m.id AND k.meaning = 'repeats' ORDER BY k.at DESC LIMIT 1) AS into
    FROM unnest(${asked.map((one) => one.matter)}::uuid[], ${asked.map((one) => one.first)}::int[], ${asked.map((one) => one.last)}::int[]) WITH ORDINALITY AS w (matter, first, last, nth)
      JOIN matters.matter m ON m.district = ${district} AND m.id = w.matter JOIN cases.case c ON c.district = m.district AND c.id = m.id`);
  return new Map(rows.map(({ nth, ...row }) => [nth - 1, row]));
}

/** Callers who said "me too" by phone to a case or one merged into it. */
export const callersOf = (db: Db, district: string, id: string): Promise<{ contact_sealed: Buffer; language: string }[]> =>
  db.all(sql`WITH family AS (SELECT ${id}::uuid AS id UNION SELECT child FROM matters.link WHERE district = ${district} AND parent = ${id} AND meaning = 'repeats')
    SELECT DISTINCT ON (s.supporter) s.contact_sealed, s.language FROM family JOIN cases.support s ON s.district = ${district} AND s.matter = family.id
    WHERE s.kind = 'caller' AND s.contact_sealed IS NOT NULL ORDER BY s.supporter`);

/** The keyed hashes of the phones that reporters of a case, or of one merged into it, left. */
export const reportersPhones = async (db: Db, district: string, id: string): Promise<Buffer[]> => {
  const rows = await db.all<{
    contact_lookup: Buffer;
  }>(sql`SELECT c.contact_lookup FROM cases.case c WHERE c.district = ${district} AND c.contact_lookup IS NOT NULL
    AND (c.id = ${id} OR c.id IN (SELECT child FROM matters.link WHERE district = ${district} AND parent = ${id} AND meaning = 'repeats'))`);
  return rows.map((row) => row.contact_lookup);
};
