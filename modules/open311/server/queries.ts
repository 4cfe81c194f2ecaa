import { listedSql } from '@hezhi/cases/server';
import { areaSql, storedColumns, type EntryRow, type MatterRow, type StoredMatter } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';

/** A case as the interface tells it. `listed`: the public may read its words and rough place; `handler`: who last handled it; `photo`: a photo for the public. */
export type RequestRow = StoredMatter & {
  changed_at: string;
  public_text: string;
  public_lon: number | null;
  public_lat: number | null;
  listed: boolean;
  handler: string | null;
  photo: string | null;
};
const requestColumns = sql`${storedColumns}, m.changed_at, c.public_text, c.public_lon, c.public_lat, (${listedSql}) AS listed,
  (SELECT l.org FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id AND l.key IN ('handle', 'whistle') AND l.org IS NOT NULL
     ORDER BY l.started_at DESC, l.id DESC LIMIT 1) AS handler,
  (SELECT f.id FROM documents.file f WHERE f.district = m.district AND f.matter = m.id AND f.kind = 'image' AND f.audience ? 'public' ORDER BY f.id LIMIT 1) AS photo`;
const from = sql.raw('FROM matters.matter m JOIN cases.case c ON c.district = m.district AND c.id = m.id');
/** What came through the interface and may be public: its sender may ask how it stands before it is listed, and after it was declined. */
const ours = sql.raw(`(m.kind = 'case' AND m.public AND m.channel = 'open311')`);

export type RequestFilter = { codes: readonly string[]; status: 'open' | 'closed' | null; from: string; to: string; offset: number; limit: number };

/** Public cases of a jurisdiction that were requested in a stretch of time, newest first. */
export function listRequests(db: Db, district: string, area: string, f: RequestFilter): Promise<RequestRow[]> {
  const where: Sql[] = [sql`m.district = ${district}`, listedSql, areaSql('m', area), sql`m.opened_at >= ${f.from} AND m.opened_at <= ${f.to}`];
  if (f.codes.length > 0) where.push(sql`m.subject = ANY(${f.codes})`);
  if (f.status) where.push(sql.raw(f.status === 'closed' ? 'm.closed_at IS NOT NULL' : 'm.closed_at IS NULL'));
  return db.all(sql`SELECT ${requestColumns} ${from} WHERE ${sql.and(where)} ORDER BY m.opened_at DESC, m.id LIMIT ${f.limit} OFFSET ${f.offset}`);
}

/** Cases by their numbers: public ones, and those that came through the interface. */
export const findRequests = (db: Db, district: string, area: string, numbers: readonly string[]): Promise<RequestRow[]> =>
  db.all(sql`SELECT ${requestColumns} ${from} WHERE m.district = ${district} AND m.number = ANY(${numbers}) AND ((${listedSql}) OR ${ours}) AND ${areaSql('m', area)}
    ORDER BY m.opened_at DESC, m.id`);

/** A case by its number and whether it is told at all, for who wants to add to it. */
export const findTarget = (db: Db, district: string, number: string): Promise<{ id: string; asker: string | null; area: string; told: boolean } | undefined> =>
  db.find(
    sql`SELECT m.id, m.asker, m.area, ((${listedSql}) OR ${ours}) AS told FROM matters.matter m WHERE m.district = ${district} AND m.number = ${number} AND m.kind = 'case'`,
  );

/** The number of a case that came through the interface, by its id. */
export const numberOf = (db: Db, district: string, id: string): Promise<{ number: string; area: string } | undefined> =>
  db.find(sql`SELECT m.number, m.area FROM matters.matter m WHERE m.district = ${district} AND m.id = ${id} AND ${ours}`);

/**
 * The version of the procedure by which an entry `e` was taken: that of the last opening or upgrade up to it (law 7: what was told before an upgrade stays told by the former version). No row
 * where the entries do not say it; then it is the matter's own.
 */
const takenBy =
  sql.raw(`LEFT JOIN LATERAL (SELECT coalesce(f->>'procedure', f->'snapshot'->>'procedure') AS key, coalesce(f->>'version', f->'snapshot'->>'procedureVersion')::int AS version
    FROM matters.entry u CROSS JOIN LATERAL json_array_elements(u.body->'facts') f
    WHERE u.district = e.district AND u.matter = e.matter AND u.seq <= e.seq AND u.step IN ('open', 'upgraded') AND f->>'f' IN ('open', 'upgrade') ORDER BY u.seq DESC LIMIT 1) took ON true`);
const procedureColumns = sql.raw(
  'coalesce(took.key, m.procedure) AS procedure, CASE WHEN took.key IS NULL THEN m.procedure_version ELSE took.version END AS procedure_version',
);

/** `procedure`, `procedure_version`: those by which the entry was taken, which after an upgrade are not the matter's present ones. */
export type ChangeRow = Pick<MatterRow, 'number' | 'procedure' | 'procedure_version' | 'area'> &
  EntryRow & { matter: string; told_state: string; own: boolean };
export type ChangeFilter = { from: string; to: string; numbers: readonly string[]; own: string | null; offset: number; limit: number };

/**
 * Entries of timelines in a stretch of time, oldest first: of listed cases those for the public, and of the cases that the body `own` asked for those for it,
 * less what it said itself.
 */
export function listChanges(db: Db, district: string, area: string, f: ChangeFilter): Promise<ChangeRow[]> {
  const own = f.own === null ? sql.raw('false') : sql`(m.asker = ${f.own}::uuid AND x.for_asker AND (e.body->'actor'->>'person') IS DISTINCT FROM ${f.own})`;
  const where: Sql[] = [
    sql`x.district = ${district} AND x.at >= ${f.from} AND x.at <= ${f.to}`,
    areaSql('m', area),
    sql`(${own} OR (x.for_public AND ${listedSql}))`,
  ];
  if (f.numbers.length > 0) where.push(sql`m.number = ANY(${f.numbers})`);
  return db.all(sql`SELECT m.id AS matter, m.number, ${procedureColumns}, m.area, x.state AS told_state, ${own} AS own, e.seq, e.at, e.step, e.body
    FROM open311.change x JOIN matters.matter m ON m.district = x.district AND m.id = x.matter
    JOIN matters.entry e ON e.district = x.district AND e.matter = x.matter AND e.seq = x.seq ${takenBy}
    WHERE ${sql.and(where)} ORDER BY x.at, x.matter, x.seq LIMIT ${f.limit} OFFSET ${f.offset}`);
}

/** The entries of matters from one to another, each with the procedure by which it was taken; `nth`: for which range, from 1. */
export const entriesFrom = (
  db: Db,
  district: string,
  ranges: readonly { matter: string; from: number; to: number }[],
): Promise<(EntryRow & Pick<MatterRow, 'procedure' | 'procedure_version'> & { nth: number })[]> =>
  db.all(sql`SELECT w.nth::int AS nth, ${procedureColumns}, e.seq, e.at, e.step, e.body
    FROM unnest(${ranges.map((one) => one.matter)}::uuid[], ${ranges.map((one) => one.from)}::int[], ${ranges.map((one) => one.to)}::int[]) WITH ORDINALITY AS w (matter, first, last, nth)
      JOIN matters.matter m ON m.district = ${district} AND m.id = w.matter
      JOIN matters.entry e ON e.district = m.district AND e.matter = m.id AND e.seq BETWEEN w.first AND w.last ${takenBy}
    ORDER BY w.nth, e.seq`);

export type NewChange = { matter: string; seq: number; at: string; state: string; for_public: boolean; for_asker: boolean };
export async function insertChanges(db: Db, district: string, rows: readonly NewChange[]): Promise<void> {
  await db.run(sql`INSERT INTO open311.change (district, matter, seq, at, state, for_public, for_asker)
    SELECT ${district}, r.matter, r.seq, r.at, r.state, r.for_public, r.for_asker
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (matter uuid, seq int, at timestamptz, state text, for_public boolean, for_asker boolean) ON CONFLICT DO NOTHING`);
}
