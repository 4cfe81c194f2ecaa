import { sql, type Db, type Write } from '@hezhi/server';
import type { Modes } from '../contract/index.ts';

export type PreferenceRow = {
  modes: Modes | null;
  wished: boolean;
  quiet_from: number | null;
  quiet_to: number | null;
  phone_sealed: Buffer | null;
  addresses: AddressRow[] | null;
};
export type AddressRow = { channel: 'email' | 'wechat'; sealed: string; confirmed: boolean };

/** A person's wishes and addresses; `sealed` of the addresses is hex. */
export const preferencesOf = (db: Db, district: string, person: string): Promise<PreferenceRow | undefined> =>
  db.find<PreferenceRow>(sql`
    SELECT p.modes, p.person IS NOT NULL AS wished, p.quiet_from, p.quiet_to, n.phone_sealed,
      (SELECT json_agg(json_build_object('channel', a.channel, 'sealed', encode(a.sealed, 'hex'), 'confirmed', a.confirmed)) FROM notices.address a
        WHERE a.district = n.district AND a.person = n.id) AS addresses
    FROM directory.person n LEFT JOIN notices.preference p ON p.district = n.district AND p.person = n.id
    WHERE n.district = ${district} AND n.id = ${person}`);

export function savePreferences(write: Write, district: string, person: string, row: { modes: Modes; quiet: { from: number; to: number } | null }): void {
  write.add(sql`INSERT INTO notices.preference (district, person, modes, quiet_from, quiet_to)
    VALUES (${district}, ${person}, ${JSON.stringify(row.modes)}, ${row.quiet?.from ?? null}, ${row.quiet?.to ?? null})
    ON CONFLICT (district, person) DO UPDATE SET modes = excluded.modes, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`);
}

/**
 * Keeps a new, unconfirmed mail address with the hash of its code; false when codes were sent too often: once a minute, ten a day. A confirmed address is replaced only when
 * the new one is confirmed in its turn, so the old one stops counting at once.
 */
export async function keepEmail(
  db: Db,
  district: string,
  person: string,
  row: { sealed: Buffer; hash: Buffer; now: string; notAfter: string; dayBefore: string; perDay: number },
): Promise<boolean> {
  const { count } = await db.run(sql`
    INSERT INTO notices.address AS a (district, person, channel, sealed, confirmed, code_hash, code_tries, code_sent, code_day)
    VALUES (${district}, ${person}, 'email', ${row.sealed}, false, ${row.hash}, 0, ${row.now}, 1)
    ON CONFLICT (district, person, channel) DO UPDATE SET sealed = excluded.sealed, confirmed = false, code_hash = excluded.code_hash, code_tries = 0, code_sent = excluded.code_sent,
      code_day = CASE WHEN a.code_sent IS NULL OR a.code_sent < ${row.dayBefore} THEN 1 ELSE a.code_day + 1 END
    WHERE a.code_sent IS NULL OR (a.code_sent <= ${row.notAfter} AND (a.code_sent < ${row.dayBefore} OR a.code_day < ${row.perDay}))`);
  return count === 1;
}

/** Counts a try before it is compared; gives the hash of a code that is still good. */
export async function tryEmailCode(db: Db, district: string, person: string, sentAfter: string, tries: number): Promise<Buffer | null> {
  const row = await db.find<{ code_hash: Buffer }>(sql`
    UPDATE notices.address SET code_tries = code_tries + 1 WHERE district = ${district} AND person = ${person} AND channel = 'email' AND NOT confirmed
      AND code_hash IS NOT NULL AND code_sent >= ${sentAfter} AND code_tries < ${tries} RETURNING code_hash`);
  return row?.code_hash ?? null;
}

export function confirmEmail(write: Write, district: string, person: string, hash: Buffer, stale: () => Error): void {
  write.add(
    sql`UPDATE notices.address SET confirmed = true, code_hash = NULL WHERE district = ${district} AND person = ${person} AND channel = 'email' AND code_hash = ${hash}`,
    1,
    stale,
  );
}

export function saveWechat(write: Write, district: string, person: string, sealed: Buffer): void {
  write.add(sql`INSERT INTO notices.address (district, person, channel, sealed, confirmed) VALUES (${district}, ${person}, 'wechat', ${sealed}, true)
    ON CONFLICT (district, person, channel) DO UPDATE SET sealed = excluded.sealed, confirmed = true`);
}

export function dropAddress(write: Write, district: string, person: string, channel: 'email' | 'wechat'): void {
  write.add(sql`DELETE FROM notices.address WHERE district = ${district} AND person = ${person} AND channel = ${channel}`);
}
