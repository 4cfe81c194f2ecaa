import type { ActorHome } from '@hezhi/contract';
import { sql, type Db, type Sql } from '@hezhi/server';
import { actorHome } from './queries-homes.ts';

export type SessionRow = {
  id: string;
  person: string;
  account: string;
  post: string | null;
  created: string;
  last_seen: string;
  expires: string;
  person_name: string;
  language: string;
  area: string | null;
  phone_sealed: Buffer | null;
  account_name: string;
  kind: 'staff' | 'resident';
  has_password: boolean;
  must_change: boolean;
  totp_on: boolean;
  /** Which provider the session came from, where that one can be logged out of too. */
  sso_sealed: Buffer | null;
  /** Where the person lives, as the actor carries it. */
  home: ActorHome | null;
};

/** The session with person and account, if the account may be used. */
export const findSession = (db: Db, district: string, hash: Buffer): Promise<SessionRow | undefined> =>
  db.find<SessionRow>(sql`
    SELECT s.id, s.person, s.account, s.post, s.created, s.last_seen, s.expires, n.name AS person_name, n.language, n.area, n.phone_sealed,
      a.name AS account_name, a.kind, a.password_hash IS NOT NULL AS has_password, a.must_change, a.totp_on, s.sso_sealed, ${actorHome}
    FROM directory.session s
    JOIN directory.account a ON a.id = s.account AND a.status = 'active'
    JOIN directory.person n ON n.district = s.district AND n.id = s.person
    LEFT JOIN directory.home h ON h.district = s.district AND h.person = s.person
    WHERE s.district = ${district} AND s.token_hash = ${hash}`);

export const insertSession = (
  district: string,
  row: {
    token_hash: Buffer;
    id: string;
    person: string;
    account: string;
    post: string | null;
    created: string;
    expires: string;
    address: string | null;
    device: string | null;
    sso_sealed: Buffer | null;
  },
): Sql => sql`
  INSERT INTO directory.session (district, token_hash, id, person, account, post, created, last_seen, expires, address, device, sso_sealed)
  VALUES (${district}, ${row.token_hash}, ${row.id}, ${row.person}, ${row.account}, ${row.post}, ${row.created}, ${row.created}, ${row.expires}, ${row.address}, ${row.device},
    ${row.sso_sealed})`;

export const touchSession = (db: Db, district: string, hash: Buffer, at: string): Promise<unknown> =>
  db.run(sql`UPDATE directory.session SET last_seen = ${at} WHERE district = ${district} AND token_hash = ${hash} AND last_seen < ${at}`);

export const setSessionPost = (district: string, hash: Buffer, post: string | null): Sql =>
  sql`UPDATE directory.session SET post = ${post} WHERE district = ${district} AND token_hash = ${hash}`;

export const dropSession = (district: string, hash: Buffer): Sql => sql`DELETE FROM directory.session WHERE district = ${district} AND token_hash = ${hash}`;
export const dropSessionById = (district: string, account: string, id: string): Sql =>
  sql`DELETE FROM directory.session WHERE district = ${district} AND account = ${account} AND id = ${id}`;
/** All sessions of an account, but the one kept. */
export const dropSessions = (district: string, account: string, keep: string | null): Sql => sql`
  DELETE FROM directory.session WHERE district = ${district} AND account = ${account} AND ${keep === null ? sql`true` : sql`id <> ${keep}`}`;

export const listSessions = (
  db: Db,
  district: string,
  account: string,
  now: string,
): Promise<{ id: string; created: string; last_seen: string; address: string | null; device: string | null }[]> =>
  db.all(sql`
    SELECT id, created, last_seen, address, device FROM directory.session
    WHERE district = ${district} AND account = ${account} AND expires > ${now} ORDER BY last_seen DESC LIMIT 100`);

export const purgeSessions = (db: Db, expired: string, idle: string): Promise<unknown> =>
  db.run(sql`DELETE FROM directory.session WHERE expires < ${expired} OR last_seen < ${idle}`);

export type Tries = { key: Buffer; limit: number };

/**
 * Counts an attempt for each key before it is tried, so that parallel guesses cannot slip by, and sets the wait once a key is over its
 * limit. Gives the keys that may go on; a key that waits is not among them.
 */
export async function countAttempts(
  db: Db,
  tries: readonly Tries[],
  at: { now: string; forgetBefore: string; firstWait: number; longestWait: number },
): Promise<number> {
  const sorted = tries.toSorted((a, b) => Buffer.compare(a.key, b.key));
  const result = await db.run(sql`
    INSERT INTO directory.attempt AS a (key, allowed, failed, last_at)
    SELECT k, l, 1, ${at.now} FROM unnest(${sorted.map((one) => one.key)}::bytea[], ${sorted.map((one) => one.limit)}::int[]) AS t (k, l)
    ON CONFLICT (key) DO UPDATE SET
      failed = CASE WHEN a.last_at < ${at.forgetBefore} THEN 1 ELSE a.failed + 1 END,
      last_at = excluded.last_at,
      until = CASE WHEN a.last_at >= ${at.forgetBefore} AND a.failed + 1 >= a.allowed
        THEN excluded.last_at + interval '1 millisecond' * least(${at.longestWait}::float8, ${at.firstWait}::float8 * power(2, least(20, a.failed + 1 - a.allowed)))
      END
    WHERE a.until IS NULL OR a.until <= excluded.last_at`);
  return result.count;
}

/** The latest moment until which one of the keys has to wait. */
export async function waitsUntil(db: Db, keys: readonly Buffer[]): Promise<string | null> {
  const row = await db.find<{ until: string | null }>(sql`SELECT max(until) AS until FROM directory.attempt WHERE key = ANY(${keys}::bytea[])`);
  return row?.until ?? null;
}

/** A success forgets the account's attempts and takes its own from the address. */
export const forgetAttempts = (key: Buffer): Sql => sql`DELETE FROM directory.attempt WHERE key = ${key}`;
export const uncountAttempt = (key: Buffer): Sql => sql`UPDATE directory.attempt SET failed = greatest(failed - 1, 0), until = NULL WHERE key = ${key}`;
export const purgeAttempts = (db: Db, before: string): Promise<unknown> => db.run(sql`DELETE FROM directory.attempt WHERE last_at < ${before}`);
