import { sql, type Db, type Sql } from '@hezhi/server';

export type CodeRow = { code_hash: Buffer; expires: string; tries: number; sent_at: string; sent_today: number };

/** Keeps a new code unless one was sent after `notBefore` or the day's number is used up; counts what was kept. */
export async function keepCode(
  db: Db,
  row: { phone: Buffer; code: Buffer; now: string; expires: string; notBefore: string; dayBefore: string; perDay: number },
): Promise<boolean> {
  const result = await db.run(sql`
    INSERT INTO directory.sign_in_code AS c (phone_lookup, code_hash, expires, sent_at) VALUES (${row.phone}, ${row.code}, ${row.expires}, ${row.now})
    ON CONFLICT (phone_lookup) DO UPDATE SET code_hash = excluded.code_hash, expires = excluded.expires, tries = 0, sent_at = excluded.sent_at,
      sent_today = CASE WHEN c.sent_at < ${row.dayBefore} THEN 1 ELSE c.sent_today + 1 END
    WHERE c.sent_at <= ${row.notBefore} AND (c.sent_today < ${row.perDay} OR c.sent_at < ${row.dayBefore})`);
  return result.count === 1;
}

/** Counts a try against the phone's code and gives the row, if there is one with tries left. */
export const tryCode = (db: Db, phone: Buffer, now: string, most: number): Promise<CodeRow | undefined> =>
  db.find<CodeRow>(sql`
    UPDATE directory.sign_in_code SET tries = tries + 1 WHERE phone_lookup = ${phone} AND expires > ${now} AND tries < ${most}
    RETURNING code_hash, expires, tries, sent_at, sent_today`);

export const codeSentAt = async (db: Db, phone: Buffer): Promise<string | null> =>
  (await db.find<{ sent_at: string }>(sql`SELECT sent_at FROM directory.sign_in_code WHERE phone_lookup = ${phone}`))?.sent_at ?? null;

/** A code is spent by ending it; the row stays to limit how often codes are sent. */
export const spendCode = (phone: Buffer, code: Buffer, now: string): Sql =>
  sql`UPDATE directory.sign_in_code SET expires = ${now} WHERE phone_lookup = ${phone} AND code_hash = ${code} AND expires > ${now}`;

export const purgeCodes = (db: Db, before: string): Promise<unknown> => db.run(sql`DELETE FROM directory.sign_in_code WHERE sent_at < ${before}`);
