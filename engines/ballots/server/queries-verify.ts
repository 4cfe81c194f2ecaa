import { sql, type Db } from '@hezhi/server';
import type { BallotRow } from './queries-ballots.ts';
import type { CastRow } from './queries-casts.ts';
import type { RollRow } from './queries-rolls.ts';

export const rollsAfter = (db: Db, district: string, after: string | null): Promise<RollRow[]> =>
  db.all(sql`SELECT * FROM ballots.roll WHERE district = ${district} AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT 100`);
export const ballotsAfter = (db: Db, district: string, after: string | null): Promise<BallotRow[]> =>
  db.all(sql`SELECT * FROM ballots.ballot WHERE district = ${district} AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT 100`);

/** Casts of a ballot lane by lane in their order, with the voter that the roll names for the unit. */
export const castsAfter = (
  db: Db,
  district: string,
  ballot: string,
  roll: string,
  after: { lane: number; seq: number },
): Promise<(CastRow & { roll_voter: string | null; roll_lane: number | null })[]> =>
  db.all(sql`
    SELECT c.*, u.voter AS roll_voter, v.lane AS roll_lane FROM ballots.cast c
    LEFT JOIN ballots.unit u ON u.district = c.district AND u.roll = ${roll} AND u.entry = c.entry
    LEFT JOIN ballots.voter v ON v.district = c.district AND v.roll = ${roll} AND v.id = u.voter
    WHERE c.district = ${district} AND c.ballot = ${ballot} AND (c.lane, c.seq) > (${after.lane}, ${after.seq}) ORDER BY c.lane, c.seq LIMIT 2000`);

export const mandatesOfBallot = (
  db: Db,
  district: string,
  ballot: string,
): Promise<
  {
    district: string;
    ballot: string;
    id: string;
    voter: string;
    proxy: string;
    person: string | null;
    proxy_name: string;
    by: string | null;
    at: string;
    mac: Buffer;
  }[]
> =>
  db.all(
    sql`SELECT district, ballot, id, voter, proxy, person, proxy_name, by, at, mac FROM ballots.mandate WHERE district = ${district} AND ballot = ${ballot} ORDER BY id`,
  );

export const mandateEndsOf = (
  db: Db,
  district: string,
  ballot: string,
): Promise<{ district: string; ballot: string; mandate: string; via: string; by: string | null; reason: string; at: string; mac: Buffer }[]> =>
  db.all(
    sql`SELECT district, ballot, mandate, via, by, reason, at, mac FROM ballots.mandate_end WHERE district = ${district} AND ballot = ${ballot} ORDER BY mandate`,
  );
export const mandateAccountsOf = (
  db: Db,
  district: string,
  ballot: string,
): Promise<{ district: string; ballot: string; mandate: string; person: string; by: string | null; at: string; mac: Buffer }[]> =>
  db.all(
    sql`SELECT district, ballot, mandate, person, by, at, mac FROM ballots.mandate_account WHERE district = ${district} AND ballot = ${ballot} ORDER BY mandate`,
  );

/** What the audit log keeps of the bulletins of a ballot. */
export const bulletinNotes = async (db: Db, district: string, ballot: string, action: string): Promise<{ number: number; digest: string }[]> =>
  (
    await db.all<{ entry: string }>(
      sql`SELECT entry FROM directory.audit WHERE district = ${district} AND target = ${ballot} AND action = ${action} ORDER BY seq`,
    )
  ).map(({ entry }) => (JSON.parse(entry) as { detail: { number: number; digest: string } }).detail);

/** Ballots whose bulletins the audit log knows, and that are not there. */
export const lostBallots = (db: Db, district: string, action: string): Promise<{ ballot: string }[]> =>
  db.all(sql`
    SELECT DISTINCT a.target AS ballot FROM directory.audit a
    WHERE a.district = ${district} AND a.action = ${action} AND NOT EXISTS (SELECT FROM ballots.ballot b WHERE b.district = a.district AND b.id::text = a.target) ORDER BY 1`);

/** Papers that two have settled without a cast, and casts on paper that nobody settled. */
export const loosePapers = (db: Db, district: string, ballot: string): Promise<{ paper: string }[]> =>
  db.all(sql`
    SELECT coalesce(p.paper, c.paper) AS paper
    FROM (SELECT DISTINCT paper FROM ballots.paper WHERE district = ${district} AND ballot = ${ballot} AND settled) p
    FULL JOIN (SELECT paper FROM ballots.cast WHERE district = ${district} AND ballot = ${ballot} AND paper IS NOT NULL) c ON c.paper = p.paper
    WHERE p.paper IS NULL OR c.paper IS NULL ORDER BY 1`);

/** One line a row of the tables that no other check covers, for the digest of backup and restore. */
export const digestLines = async (db: Db, district: string): Promise<string[]> =>
  (
    await db.all<{ line: string }>(sql`
      SELECT line FROM (
        SELECT 'entry ' || roll || ' ' || id || ' ' || version || ' ' || md5(row(e.*)::text) AS line FROM ballots.entry e WHERE district = ${district}
        UNION ALL SELECT 'objection ' || id || ' ' || md5(row(o.*)::text) FROM ballots.objection o WHERE district = ${district}
        UNION ALL SELECT 'paper ' || ballot || ' ' || paper || ' ' || turn || ' ' || md5(row(p.*)::text) FROM ballots.paper p WHERE district = ${district}
        UNION ALL SELECT 'mandate ' || id || ' ' || md5(row(m.*)::text) FROM ballots.mandate m WHERE district = ${district}
        UNION ALL SELECT 'mandate end ' || mandate || ' ' || md5(row(n.*)::text) FROM ballots.mandate_end n WHERE district = ${district}
        UNION ALL SELECT 'mandate account ' || mandate || ' ' || md5(row(a.*)::text) FROM ballots.mandate_account a WHERE district = ${district}
        UNION ALL SELECT 'code sms ' || ballot || ' ' || voter FROM ballots.code_sms s WHERE district = ${district}
        UNION ALL SELECT 'code ' || ballot || ' ' || encode(hash, 'hex') FROM ballots.code k WHERE district = ${district}
        UNION ALL SELECT 'keybox ' || ballot FROM ballots.keybox k WHERE district = ${district}
      ) l ORDER BY line COLLATE "C"`)
  ).map(({ line }) => line);
