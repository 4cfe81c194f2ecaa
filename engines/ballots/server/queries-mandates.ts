import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';

/** Mandates as they stand: `account` is the proxy's own, given with the paper or bound later. */
const standing = (district: string, ballot: string): Sql => sql`
  SELECT m.*, coalesce(m.person, a.person) AS account, e.mandate IS NOT NULL AS ended FROM ballots.mandate m
  LEFT JOIN ballots.mandate_account a ON a.district = m.district AND a.ballot = m.ballot AND a.mandate = m.id
  LEFT JOIN ballots.mandate_end e ON e.district = m.district AND e.ballot = m.ballot AND e.mandate = m.id
  WHERE m.district = ${district} AND m.ballot = ${ballot}`;

/** How many mandates a proxy stands for in a ballot, and the last number given under `key`. Withdrawn ones count no more, numbers stay taken. */
export const mandatesHeld = async (
  db: Db,
  district: string,
  ballot: string,
  proxy: { key: string; person: string | null },
): Promise<{ held: number; last: number }> =>
  (await db.find<{ held: number; last: number }>(sql`
    SELECT count(*) FILTER (WHERE NOT m.ended AND (m.proxy = ${proxy.key} OR m.account = ${proxy.person}::uuid)) AS held,
      coalesce(max(m.number) FILTER (WHERE m.proxy = ${proxy.key}), 0) AS last FROM (${standing(district, ballot)}) m`))!;

/** A mandate with its number among those of its proxy. */
export function insertMandate(
  write: Write,
  row: {
    district: string;
    ballot: string;
    id: string;
    voter: string;
    proxy: string;
    number: number;
    person: string | null;
    proxy_name: string;
    files: readonly string[];
    by: string | null;
    at: string;
    mac: Buffer;
  },
): void {
  write
    .add(sql`INSERT INTO ballots.mandate (district, ballot, id, voter, proxy, number, person, proxy_name, files, by, at, mac)
      VALUES (${row.district}, ${row.ballot}, ${row.id}, ${row.voter}, ${row.proxy}, ${row.number}, ${row.person}, ${row.proxy_name}, ${row.files}, ${row.by}, ${row.at}, ${row.mac})`)
    .onDuplicate('mandate_pkey', () => new Refusal(errors.exists));
}

export const mandateById = (db: Db, district: string, id: string): Promise<{ ballot: string; voter: string; by: string | null } | undefined> =>
  db.find(sql`SELECT ballot, voter, by FROM ballots.mandate WHERE district = ${district} AND id = ${id} LIMIT 1`);

export type MandateRow = {
  id: string;
  voter: string;
  label: string;
  proxy_name: string;
  files: string[];
  at: string;
  /** Whether the proxy may vote from an account. */
  bound: boolean;
  /** Whether a ballot came in with it, or a paper that waits for its second entry. */
  used: boolean;
  ended_at: string | null;
  ended_via: 'staff' | 'account' | 'code' | null;
  ended_reason: string | null;
};
/** Mandates of a ballot, newest first; of one voter, or one by id, where asked. */
export const mandatesOf = (
  db: Db,
  district: string,
  ballot: string,
  roll: string,
  find: { before: string | null; voters: readonly string[] | null; id: string | null; limit: number },
): Promise<MandateRow[]> =>
  db.all(sql`
    SELECT m.id, m.voter, v.label, m.proxy_name, m.files, m.at, m.account IS NOT NULL AS bound, e.at AS ended_at, e.via AS ended_via, e.reason AS ended_reason,
      (EXISTS (SELECT 1 FROM ballots.cast c WHERE c.district = m.district AND c.ballot = m.ballot AND c.voter = m.voter AND c.mandate = m.id)
        OR EXISTS (SELECT 1 FROM ballots.paper p WHERE p.district = m.district AND p.ballot = m.ballot AND p.voter = m.voter AND p.says::jsonb ->> 3 = m.id::text)) AS used
    FROM (${standing(district, ballot)}) m JOIN ballots.voter v ON v.district = m.district AND v.roll = ${roll} AND v.id = m.voter
    LEFT JOIN ballots.mandate_end e ON e.district = m.district AND e.ballot = m.ballot AND e.mandate = m.id
    WHERE (${find.before}::uuid IS NULL OR m.id < ${find.before}::uuid) AND (${find.voters}::uuid[] IS NULL OR m.voter = ANY(${find.voters}::uuid[]))
      AND (${find.id}::uuid IS NULL OR m.id = ${find.id}::uuid)
    ORDER BY m.id DESC LIMIT ${find.limit}`);

/** Whether a mandate stands, of this voter where one is named. */
export const mandateHolds = async (db: Db, district: string, ballot: string, id: string, voter: string | null = null): Promise<boolean> =>
  (await db.find(
    sql`SELECT 1 FROM (${standing(district, ballot)}) m WHERE m.id = ${id} AND NOT m.ended AND (${voter}::uuid IS NULL OR m.voter = ${voter}::uuid)`,
  )) !== undefined;

/** Holds the lane of a voter: neither a cast nor a withdrawal of the same voter goes on beside the caller. A ballot that has not opened has no lanes. */
export const lockLane = async (db: Db, district: string, ballot: string, roll: string, voter: string): Promise<void> =>
  void (await db.find(sql`
    SELECT 1 FROM ballots.lane l WHERE l.district = ${district} AND l.ballot = ${ballot}
      AND l.lane = (SELECT v.lane FROM ballots.voter v WHERE v.district = ${district} AND v.roll = ${roll} AND v.id = ${voter}) FOR NO KEY UPDATE`));

export function insertMandateEnd(
  write: Write,
  row: {
    district: string;
    ballot: string;
    mandate: string;
    via: 'staff' | 'account' | 'code';
    by: string | null;
    reason: string;
    files: readonly string[];
    at: string;
    mac: Buffer;
  },
): void {
  write
    .add(sql`INSERT INTO ballots.mandate_end (district, ballot, mandate, via, by, reason, files, at, mac)
      VALUES (${row.district}, ${row.ballot}, ${row.mandate}, ${row.via}, ${row.by}, ${row.reason}, ${row.files}, ${row.at}, ${row.mac})`)
    .onDuplicate('mandate_end_pkey', () => new Refusal(errors.mandate_gone));
}

export function insertMandateAccount(
  write: Write,
  row: { district: string; ballot: string; mandate: string; person: string; by: string | null; at: string; mac: Buffer },
): void {
  write
    .add(sql`INSERT INTO ballots.mandate_account (district, ballot, mandate, person, by, at, mac)
      VALUES (${row.district}, ${row.ballot}, ${row.mandate}, ${row.person}, ${row.by}, ${row.at}, ${row.mac})`)
    .onDuplicate('mandate_account_pkey', () => new Refusal(errors.mandate_bound));
}

/** The person of the district whose active account has this phone (keyed hash of the directory). */
export const accountByPhone = (db: Db, district: string, lookup: Buffer): Promise<{ person: string; name: string } | undefined> =>
  db.find(sql`
    SELECT n.id AS person, n.name FROM directory.person n JOIN directory.account c ON c.district = n.district AND c.person = n.id
    WHERE n.district = ${district} AND n.phone_lookup = ${lookup} AND c.status = 'active' ORDER BY n.id LIMIT 1`);
