import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { Measure, Weights } from '../contract/measures.ts';

export type RollRow = {
  district: string;
  id: string;
  area: string;
  title: string;
  measures: Measure[];
  state: 'draft' | 'published' | 'frozen';
  publicity_days: number;
  at: string;
  published_at: string | null;
  frozen_at: string | null;
  voters: number | null;
  totals: Weights | null;
  digest: Buffer | null;
  seal: Buffer | null;
};
export type EntryRow = {
  id: string;
  version: number;
  label: string;
  holder: string;
  head: string;
  area: number;
  shares: number;
  phone: Buffer | null;
  /** Consent to SMS. */
  sms: boolean;
  person: string | null;
  removed: boolean;
  reason: string | null;
  objection: string | null;
  by: string | null;
  at: string;
};

export const rollById = (db: Db, district: string, id: string): Promise<RollRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.roll WHERE district = ${district} AND id = ${id}`);

export const rollsWithin = (
  db: Db,
  district: string,
  area: string,
  before: string | null,
  limit: number,
): Promise<(RollRow & { entries: number; objections: number })[]> =>
  db.all(sql`
    SELECT r.*, (SELECT count(DISTINCT e.id) FROM ballots.entry e WHERE e.district = r.district AND e.roll = r.id) AS entries,
      (SELECT count(*) FROM ballots.objection o WHERE o.district = r.district AND o.roll = r.id AND o.answered_at IS NULL) AS objections
    FROM ballots.roll r
    WHERE r.district = ${district} AND r.area >= ${area} AND r.area < ${`${area}~`} AND (${before}::uuid IS NULL OR r.id < ${before}::uuid)
    ORDER BY r.id DESC LIMIT ${limit}`);

export const rollCounts = (db: Db, district: string, roll: string): Promise<{ entries: number; objections: number } | undefined> =>
  db.find(sql`
    SELECT (SELECT count(DISTINCT id) FROM ballots.entry WHERE district = ${district} AND roll = ${roll}) AS entries,
      (SELECT count(*) FROM ballots.objection WHERE district = ${district} AND roll = ${roll} AND answered_at IS NULL) AS objections`);

export function insertRoll(write: Write, row: Pick<RollRow, 'district' | 'id' | 'area' | 'title' | 'measures' | 'publicity_days' | 'at'>): void {
  write
    .add(sql`INSERT INTO ballots.roll (district, id, area, title, measures, publicity_days, at)
      VALUES (${row.district}, ${row.id}, ${row.area}, ${row.title}, ${row.measures}, ${row.publicity_days}, ${row.at})`)
    .onDuplicate('roll_pkey', () => new Refusal(errors.exists));
}

/** Rows of units in one part; refuses a label that the roll has (`entry_label`). Only while the roll is of one of `states`. */
export function insertEntries(write: Write, place: { district: string; roll: string; states: readonly string[] }, rows: readonly EntryRow[]): void {
  write
    .add(
      sql`
      INSERT INTO ballots.entry (district, roll, id, version, label, holder, head, area, shares, phone, sms, person, removed, reason, objection, by, at)
      SELECT r.district, r.id, n.* FROM ballots.roll r, unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.version)}::int[], ${rows.map((row) => row.label)}::text[],
        ${rows.map((row) => row.holder)}::text[], ${rows.map((row) => row.head)}::text[], ${rows.map((row) => row.area)}::bigint[], ${rows.map((row) => row.shares)}::bigint[],
        ${rows.map((row) => row.phone)}::bytea[], ${rows.map((row) => row.sms)}::boolean[], ${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => row.removed)}::boolean[], ${rows.map((row) => row.reason)}::text[],
        ${rows.map((row) => row.objection)}::uuid[], ${rows.map((row) => row.by)}::uuid[], ${rows.map((row) => row.at)}::timestamptz[]) AS n
      WHERE r.district = ${place.district} AND r.id = ${place.roll} AND r.state = ANY(${place.states}::text[])`,
      rows.length,
      () => new Refusal(errors.roll_state),
    )
    .onDuplicate('entry_label', () => new Refusal(errors.same_label))
    .onDuplicate('entry_pkey', () => new Refusal(errors.exists));
}

/** The latest version of each unit. */
const latest = (district: string, roll: string): Sql => sql`
  SELECT DISTINCT ON (e.id) e.* FROM ballots.entry e WHERE e.district = ${district} AND e.roll = ${roll} ORDER BY e.id, e.version DESC`;

export const entryById = (db: Db, district: string, roll: string, id: string): Promise<EntryRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.entry WHERE district = ${district} AND roll = ${roll} AND id = ${id} ORDER BY version DESC LIMIT 1`);

export const entryVersions = (db: Db, district: string, roll: string, id: string): Promise<EntryRow[]> =>
  db.all(sql`SELECT * FROM ballots.entry WHERE district = ${district} AND roll = ${roll} AND id = ${id} ORDER BY version`);

/** A page of units as they stand, in the order of the names they first had. `after`: the id of the last of the page before. */
export const entriesOf = (db: Db, district: string, roll: string, find: { after: string | null; q: string | null; limit: number }): Promise<EntryRow[]> =>
  db.all(sql`
    SELECT l.* FROM ballots.entry e
    CROSS JOIN LATERAL (SELECT * FROM ballots.entry v WHERE v.district = e.district AND v.roll = e.roll AND v.id = e.id ORDER BY v.version DESC LIMIT 1) l
    WHERE e.district = ${district} AND e.roll = ${roll} AND e.version = 1
      AND (${find.after}::uuid IS NULL OR e.label > (SELECT a.label FROM ballots.entry a WHERE a.district = ${district} AND a.roll = ${roll} AND a.id = ${find.after}::uuid AND a.version = 1))
      AND (${find.q}::text IS NULL OR l.label ILIKE ${`%${(find.q ?? '').replace(/[\\%_]/g, '\\$&')}%`} OR l.holder = ${find.q})
    ORDER BY e.label LIMIT ${find.limit}`);

export function setPublished(write: Write, district: string, roll: string, at: string): void {
  write.add(
    sql`UPDATE ballots.roll SET state = 'published', published_at = ${at} WHERE district = ${district} AND id = ${roll} AND state = 'draft'
      AND EXISTS (SELECT 1 FROM ballots.entry e WHERE e.district = ${district} AND e.roll = ${roll})`,
    1,
    () => new Refusal(errors.roll_state),
  );
}

/** Groups the units by head into voters and tells which voter casts for each unit. The lane is by the random end of the id. */
export async function makeVoters(db: Db, district: string, roll: string): Promise<void> {
  await db.run(sql`
    WITH stands AS MATERIALIZED (SELECT l.*, (min(id::text) OVER (PARTITION BY head))::uuid AS voter FROM (${latest(district, roll)}) l WHERE NOT l.removed),
    heads AS (
      SELECT voter, array_agg(label ORDER BY label COLLATE "C") AS labels, count(*) AS units, sum(area) AS area, sum(shares) AS shares,
        coalesce(array_agg(DISTINCT person) FILTER (WHERE person IS NOT NULL), '{}') AS persons
      FROM stands GROUP BY voter),
    made AS (
      INSERT INTO ballots.voter (district, roll, id, label, units, area, shares, persons, lane)
      SELECT ${district}, ${roll}, voter,
        CASE WHEN units <= 3 THEN array_to_string(labels, '、') ELSE array_to_string(labels[1:3], '、') || ' +' || (units - 3) END,
        units, area, shares, persons, get_byte(uuid_send(voter), 15) & 15 FROM heads)
    INSERT INTO ballots.unit (district, roll, entry, voter, label) SELECT ${district}, ${roll}, id, voter, label FROM stands`);
}

/** Totals and digest of a frozen roll: SHA-256 over a line for each voter and unit, in order of their ids. */
export const rollDigest = (db: Db, district: string, roll: string): Promise<{ voters: number; area: number; shares: number; digest: Buffer } | undefined> =>
  db.find(sql`
    SELECT count(*) AS voters, coalesce(sum(area), 0)::bigint AS area, coalesce(sum(shares), 0)::bigint AS shares,
      sha256(convert_to(coalesce(string_agg(line, E'\n' ORDER BY id), ''), 'UTF8') ||
        (SELECT sha256(convert_to(coalesce(string_agg(u.entry || ' ' || u.voter || ' ' || u.label, E'\n' ORDER BY u.entry), ''), 'UTF8')) FROM ballots.unit u WHERE u.district = ${district} AND u.roll = ${roll})) AS digest
    FROM (SELECT id, area, shares, id || ' ' || label || ' ' || units || ' ' || area || ' ' || shares || ' ' || persons::text || ' ' || lane AS line
      FROM ballots.voter WHERE district = ${district} AND roll = ${roll}) v`);

export const lockRoll = (db: Db, district: string, roll: string): Promise<RollRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.roll WHERE district = ${district} AND id = ${roll} FOR UPDATE`);

export function setFrozen(
  write: Write,
  roll: { district: string; id: string; at: string; voters: number; totals: Weights; digest: Buffer; seal: Buffer },
): void {
  write.add(
    sql`UPDATE ballots.roll SET state = 'frozen', frozen_at = ${roll.at}, voters = ${roll.voters}, totals = ${JSON.stringify(roll.totals)}::jsonb, digest = ${roll.digest}, seal = ${roll.seal}
      WHERE district = ${roll.district} AND id = ${roll.id} AND state <> 'frozen'`,
    1,
    () => new Refusal(errors.roll_state),
  );
}

export type ObjectionRow = {
  id: string;
  roll: string | null;
  ballot: string | null;
  entry: string | null;
  person: string | null;
  name: string;
  text: string;
  at: string;
  answer: string | null;
  accepted: boolean | null;
  answered_at: string | null;
};

export function insertObjection(
  write: Write,
  district: string,
  row: Pick<ObjectionRow, 'id' | 'roll' | 'ballot' | 'entry' | 'person' | 'name' | 'text' | 'at'>,
): void {
  write
    .add(sql`INSERT INTO ballots.objection (district, id, roll, ballot, entry, person, name, text, at)
      VALUES (${district}, ${row.id}, ${row.roll}, ${row.ballot}, ${row.entry}, ${row.person}, ${row.name}, ${row.text}, ${row.at})`)
    .onDuplicate('objection_pkey', () => new Refusal(errors.exists));
}

export const objectionsOf = (
  db: Db,
  district: string,
  of: { roll?: string; ballot?: string },
  find: { before: string | null; limit: number },
): Promise<ObjectionRow[]> =>
  db.all(sql`
    SELECT * FROM ballots.objection
    WHERE district = ${district} AND ${of.roll === undefined ? sql`ballot = ${of.ballot}` : sql`roll = ${of.roll}`} AND (${find.before}::uuid IS NULL OR id < ${find.before}::uuid)
    ORDER BY id DESC LIMIT ${find.limit}`);

export const objectionById = (db: Db, district: string, id: string): Promise<ObjectionRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.objection WHERE district = ${district} AND id = ${id}`);

export function setAnswer(write: Write, district: string, id: string, given: { answer: string; accepted: boolean; by: string | null; at: string }): void {
  write.add(
    sql`UPDATE ballots.objection SET answer = ${given.answer}, accepted = ${given.accepted}, answered_by = ${given.by}, answered_at = ${given.at}
      WHERE district = ${district} AND id = ${id} AND answered_at IS NULL`,
    1,
    () => new Refusal(errors.roll_state),
  );
}
