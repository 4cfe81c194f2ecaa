import type { Entry } from '@hezhi/matters/contract';
import { sql, type Db } from '@hezhi/server';
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
  /** The case into which it was merged. */
  into: { id: string; asker: string | null } | null;
};

/** A case with its entries `first` to `last`, every leg it ever had, who watches it, and the case it repeats. One statement. */
export const toldCase = (db: Db, district: string, id: string, first: number, last: number): Promise<ToldCase | undefined> =>
  db.find<ToldCase>(sql`
    SELECT m.number, m.subject, m.area, m.asker, m.procedure, m.procedure_version, c.reporter_kind, c.contact_sealed,
      (SELECT json_agg(json_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body) ORDER BY e.seq) FROM matters.entry e
        WHERE e.district = m.district AND e.matter = m.id AND e.seq BETWEEN ${first} AND ${last}) AS entries,
      (SELECT json_agg(json_build_object('id', l.id, 'key', l.key, 'org', l.org, 'post', l.post, 'person', l.person, 'due_at', l.due_at, 'ended', l.ended_at IS NOT NULL))
        FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id) AS legs,
      (SELECT json_agg(w.person) FROM matters.watch w WHERE w.district = m.district AND w.matter = m.id) AS watchers,
      (SELECT json_build_object('id', p.id, 'asker', p.asker) FROM matters.link k JOIN matters.matter p ON p.district = k.district AND p.id = k.parent
        WHERE k.district = m.district AND k.child = m.id AND k.meaning = 'repeats' ORDER BY k.at DESC LIMIT 1) AS into
    FROM matters.matter m JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE m.district = ${district} AND m.id = ${id}`);
