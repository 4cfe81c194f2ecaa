import { sql, type Db } from '@hezhi/server';
import type { AccountRow } from './queries-accounts.ts';

export const insertFlow = (db: Db, row: { state: Buffer; browser: Buffer; sealed: Buffer; expires: string }): Promise<unknown> =>
  db.run(sql`INSERT INTO directory.oidc_flow (state_hash, browser_hash, sealed, expires) VALUES (${row.state}, ${row.browser}, ${row.sealed}, ${row.expires})`);

/** Takes a flow: each state is good once, in the browser that began it. */
export const takeFlow = (db: Db, state: Buffer, browser: Buffer, now: string): Promise<{ sealed: Buffer } | undefined> =>
  db.find(sql`DELETE FROM directory.oidc_flow WHERE state_hash = ${state} AND browser_hash = ${browser} AND expires > ${now} RETURNING sealed`);

export const purgeFlows = (db: Db, now: string): Promise<unknown> => db.run(sql`DELETE FROM directory.oidc_flow WHERE expires < ${now}`);

export const linkedAccount = (
  db: Db,
  issuer: string,
  subject: string,
): Promise<Pick<AccountRow, 'id' | 'district' | 'person' | 'kind' | 'status'> | undefined> =>
  db.find(sql`
    SELECT a.id, a.district, a.person, a.kind, a.status FROM directory.oidc_link l JOIN directory.account a ON a.id = l.account
    WHERE l.issuer = ${issuer} AND l.subject = ${subject}`);

export const insertLink = (db: Db, issuer: string, subject: string, account: string): Promise<unknown> =>
  db.run(sql`INSERT INTO directory.oidc_link (issuer, subject, account) VALUES (${issuer}, ${subject}, ${account}) ON CONFLICT DO NOTHING`);
