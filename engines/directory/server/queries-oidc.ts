import { sql, type Db, type Sql } from '@hezhi/server';
import type { AccountRow } from './queries-accounts.ts';

export type FlowRow = { state: Buffer; browser: Buffer; sealed: Buffer; expires: string };

export const insertFlow = (row: FlowRow): Sql =>
  sql`INSERT INTO directory.oidc_flow (state_hash, browser_hash, sealed, expires) VALUES (${row.state}, ${row.browser}, ${row.sealed}, ${row.expires})`;

/** Takes a flow: each state is good once, in the browser that began it. */
export const takeFlow = (db: Db, state: Buffer, browser: Buffer, now: string): Promise<{ sealed: Buffer } | undefined> =>
  db.find(sql`DELETE FROM directory.oidc_flow WHERE state_hash = ${state} AND browser_hash = ${browser} AND expires > ${now} RETURNING sealed`);

/** Looks at what waits, without taking it. */
export const seeFlow = (db: Db, state: Buffer, browser: Buffer, now: string): Promise<{ sealed: Buffer } | undefined> =>
  db.find(sql`SELECT sealed FROM directory.oidc_flow WHERE state_hash = ${state} AND browser_hash = ${browser} AND expires > ${now}`);

export const dropFlow = (state: Buffer, browser: Buffer): Sql => sql`DELETE FROM directory.oidc_flow WHERE state_hash = ${state} AND browser_hash = ${browser}`;

export const purgeFlows = (db: Db, now: string): Promise<unknown> => db.run(sql`DELETE FROM directory.oidc_flow WHERE expires < ${now}`);

export type LinkedAccount = Pick<AccountRow, 'id' | 'district' | 'person' | 'kind' | 'status' | 'totp_on'>;

/** The account that an identity is bound to. `subject` is its keyed hash. */
export const linkedAccount = (db: Db, issuer: string, subject: string): Promise<LinkedAccount | undefined> =>
  db.find(sql`
    SELECT a.id, a.district, a.person, a.kind, a.status, a.totp_on FROM directory.oidc_link l JOIN directory.account a ON a.id = l.account
    WHERE l.issuer = ${issuer} AND l.subject = ${subject}`);

/** Binds an identity. Two keys may be broken: `oidc_link_pkey` (bound already) and `oidc_link_account` (the account has one of this provider). */
export const insertLink = (row: { id: string; issuer: string; subject: string; account: string; at: string }): Sql => sql`
  INSERT INTO directory.oidc_link (id, issuer, subject, account, since, last_used) VALUES (${row.id}, ${row.issuer}, ${row.subject}, ${row.account}, ${row.at}, ${row.at})`;

export const touchLink = (issuer: string, subject: string, at: string): Sql =>
  sql`UPDATE directory.oidc_link SET last_used = ${at} WHERE issuer = ${issuer} AND subject = ${subject}`;

export type LinkRow = { id: string; issuer: string; since: string; last_used: string };

/** An account's identities, oldest first: one of each provider, so there are few. */
export const listLinks = (db: Db, account: string): Promise<LinkRow[]> =>
  db.all(sql`SELECT id, issuer, since, last_used FROM directory.oidc_link WHERE account = ${account} ORDER BY since, id LIMIT 100`);

export const dropLink = (account: string, id: string): Sql => sql`DELETE FROM directory.oidc_link WHERE account = ${account} AND id = ${id}`;
export const dropLinks = (account: string): Sql => sql`DELETE FROM directory.oidc_link WHERE account = ${account}`;
