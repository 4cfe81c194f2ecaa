import { sql, type Db, type Sql } from '@hezhi/server';

/** The phones, sealed, of a voter's units as they stand, of those who agreed. */
const phones: Sql = sql.raw(`SELECT e.phone FROM ballots.unit u
  CROSS JOIN LATERAL (SELECT n.phone, n.sms FROM ballots.entry n WHERE n.district = u.district AND n.roll = u.roll AND n.id = u.entry ORDER BY n.version DESC LIMIT 1) e
  WHERE u.district = v.district AND u.roll = v.roll AND u.voter = v.id AND e.sms AND e.phone IS NOT NULL`);

/** Voters with the accounts and the phones by which they may be told; `waiting`: only those of whom no ballot came in. */
export const votersToTell = (db: Db, district: string, ballot: string, roll: string, waiting: boolean): Promise<{ persons: string[]; phones: Buffer[] }[]> =>
  db.all(sql`
    SELECT v.persons, ARRAY(${phones}) AS phones FROM ballots.voter v WHERE v.district = ${district} AND v.roll = ${roll}
      AND (NOT ${waiting} OR NOT EXISTS (SELECT 1 FROM ballots.cast c WHERE c.district = v.district AND c.ballot = ${ballot} AND c.voter = v.id)) ORDER BY v.id`);

/** Voters without an account, with a phone that may be written to, who were not sent a code yet. */
const codeless = (district: string, ballot: string, roll: string): Sql => sql`
  ballots.voter v CROSS JOIN LATERAL (${phones} ORDER BY u.entry LIMIT 1) p
  WHERE v.district = ${district} AND v.roll = ${roll} AND v.persons = '{}'
    AND NOT EXISTS (SELECT 1 FROM ballots.code_sms s WHERE s.district = v.district AND s.ballot = ${ballot} AND s.voter = v.id)`;

/** Takes the next voters to be sent a code: each is taken once, whoever asks at the same time. */
export const takeCodeless = (
  db: Db,
  row: { district: string; ballot: string; roll: string; by: string | null; at: string; limit: number },
): Promise<{ voter: string; phone: Buffer }[]> =>
  db.all(sql`
    WITH next AS MATERIALIZED (SELECT v.id, p.phone FROM ${codeless(row.district, row.ballot, row.roll)} ORDER BY v.id LIMIT ${row.limit}),
    taken AS (
      INSERT INTO ballots.code_sms (district, ballot, voter, by, at) SELECT ${row.district}, ${row.ballot}, id, ${row.by}, ${row.at} FROM next ON CONFLICT DO NOTHING RETURNING voter)
    SELECT t.voter, n.phone FROM taken t JOIN next n ON n.id = t.voter ORDER BY t.voter`);

export const codelessLeft = async (db: Db, district: string, ballot: string, roll: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`SELECT count(*) AS n FROM ${codeless(district, ballot, roll)}`))!.n;
