import { sql, type Db, type Sql } from '@hezhi/server';

export type CopyRow = {
  id: string;
  person: string;
  account: string;
  state: 'waiting' | 'ready' | 'failed';
  asked_at: string;
  ready_at: string | null;
  until: string;
};
const columns = sql.raw('id, person, account, state, asked_at, ready_at, until');

/** The account's copies that are still there, newest first. */
export const listCopies = (db: Db, district: string, account: string, now: string, before: string | null, limit: number): Promise<CopyRow[]> =>
  db.all(sql`SELECT ${columns} FROM directory.copy WHERE district = ${district} AND account = ${account} AND until > ${now}
      ${before === null ? sql`` : sql`AND id < ${before}::uuid`} ORDER BY id DESC LIMIT ${limit}`);

export const findCopy = (db: Db, district: string, id: string, now: string): Promise<CopyRow | undefined> =>
  db.find(sql`SELECT ${columns} FROM directory.copy WHERE district = ${district} AND id = ${id} AND until > ${now}`);

export const copyContents = (db: Db, district: string, id: string): Promise<{ sealed: Buffer } | undefined> =>
  db.find(sql`SELECT sealed FROM directory.copy WHERE district = ${district} AND id = ${id} AND state = 'ready'`);

export const insertCopy = (district: string, row: Pick<CopyRow, 'id' | 'person' | 'account' | 'asked_at' | 'until'>): Sql => sql`
  INSERT INTO directory.copy (district, id, person, account, state, asked_at, until)
  VALUES (${district}, ${row.id}, ${row.person}, ${row.account}, 'waiting', ${row.asked_at}, ${row.until})`;

/** Keeps what was gathered, once. */
export const keepCopy = (district: string, id: string, row: { sealed: Buffer; at: string; until: string }): Sql => sql`
  UPDATE directory.copy SET state = 'ready', sealed = ${row.sealed}, ready_at = ${row.at}, until = ${row.until} WHERE district = ${district} AND id = ${id} AND state = 'waiting'`;

export const failCopy = (district: string, id: string): Sql =>
  sql`UPDATE directory.copy SET state = 'failed' WHERE district = ${district} AND id = ${id} AND state = 'waiting'`;

export const countFetch = (district: string, id: string): Sql =>
  sql`UPDATE directory.copy SET fetched = fetched + 1 WHERE district = ${district} AND id = ${id} AND state = 'ready'`;

export const purgeCopies = (db: Db, now: string): Promise<unknown> => db.run(sql`DELETE FROM directory.copy WHERE until <= ${now}`);

export type ClosingRow = { district: string; account: string; person: string; timer: string; asked_at: string; due_at: string };

export const findClosing = (db: Db, district: string, account: string): Promise<ClosingRow | undefined> =>
  db.find(sql`SELECT district, account, person, timer, asked_at, due_at FROM directory.closing WHERE district = ${district} AND account = ${account}`);

export const insertClosing = (row: ClosingRow): Sql => sql`
  INSERT INTO directory.closing (district, account, person, timer, asked_at, due_at)
  VALUES (${row.district}, ${row.account}, ${row.person}, ${row.timer}, ${row.asked_at}, ${row.due_at})`;

export const deleteClosing = (district: string, account: string, timer: string): Sql =>
  sql`DELETE FROM directory.closing WHERE district = ${district} AND account = ${account} AND timer = ${timer}`;

/** The person without name, phone and identity number; of the place only the district stays. */
export const emptyPerson = (district: string, person: string, name: string, at: string): Sql => sql`
  UPDATE directory.person SET name = ${name}, pinyin = '', phone_sealed = NULL, phone_lookup = NULL, identity_sealed = NULL, identity_lookup = NULL,
    area = left(area, 6), closed = ${at}, version = version + 1
  WHERE district = ${district} AND id = ${person} AND closed IS NULL`;

/** The account without anything by which one could come in again. */
export const emptyAccount = (account: string, name: string): Sql => sql`
  UPDATE directory.account SET status = 'closed', name = ${name}, name_key = ${name}, phone_lookup = NULL, password_hash = NULL, must_change = false,
    totp_sealed = NULL, totp_on = false, factor_recovery = '{}', recovery_hash = NULL, recovery_expires = NULL, version = version + 1
  WHERE id = ${account} AND status = 'active'`;

/** Posts in term. */
export const countPosts = async (db: Db, district: string, person: string, now: string): Promise<number> =>
  (await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM directory.post WHERE district = ${district} AND person = ${person} AND (term_to IS NULL OR term_to > ${now})`,
  ))!.n;

/** Corrects name of the person itself, if `version` of the row is still what was read. */
export const setPersonName = (district: string, person: string, name: string, pinyin: string): Sql =>
  sql`UPDATE directory.person SET name = ${name}, pinyin = ${pinyin}, version = version + 1 WHERE district = ${district} AND id = ${person} AND closed IS NULL`;

export const setPersonPhone = (district: string, person: string, sealed: Buffer, lookup: Buffer): Sql =>
  sql`UPDATE directory.person SET phone_sealed = ${sealed}, phone_lookup = ${lookup}, version = version + 1 WHERE district = ${district} AND id = ${person} AND closed IS NULL`;
