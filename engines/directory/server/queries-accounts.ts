import { sql, type Db, type Sql } from '@hezhi/server';
import { anywhere, anywhereInPinyin } from './names.ts';
import { personVisible } from './queries-people.ts';
import type { Scope } from './scope.ts';

export type AccountRow = {
  id: string;
  district: string;
  person: string;
  name: string;
  name_key: string;
  kind: 'staff' | 'resident';
  status: 'active' | 'locked' | 'closed';
  password_hash: string | null;
  must_change: boolean;
  totp_sealed: Buffer | null;
  totp_on: boolean;
  totp_step: number;
  factor_recovery: string[];
  recovery_hash: Buffer | null;
  recovery_expires: string | null;
  created: string;
  version: number;
};

const columns = sql.raw(`a.id, a.district, a.person, a.name, a.name_key, a.kind, a.status, a.password_hash, a.must_change, a.totp_sealed, a.totp_on,
  a.totp_step, a.factor_recovery, a.recovery_hash, a.recovery_expires, a.created, a.version`);

export const accountByName = (db: Db, key: string): Promise<AccountRow | undefined> =>
  db.find<AccountRow>(sql`SELECT ${columns} FROM directory.account a WHERE a.name_key = ${key}`);
export const accountByPhone = (db: Db, lookup: Buffer): Promise<AccountRow | undefined> =>
  db.find<AccountRow>(sql`SELECT ${columns} FROM directory.account a WHERE a.phone_lookup = ${lookup}`);
export const accountById = (db: Db, id: string): Promise<AccountRow | undefined> =>
  db.find<AccountRow>(sql`SELECT ${columns} FROM directory.account a WHERE a.id = ${id}`);
export const accountOfPerson = (db: Db, district: string, person: string): Promise<AccountRow | undefined> =>
  db.find<AccountRow>(sql`SELECT ${columns} FROM directory.account a WHERE a.district = ${district} AND a.person = ${person}`);

export type AccountListRow = AccountRow & { person_name: string; phone_sealed: Buffer | null; posts: number; last_seen: string | null };

const listed = (scope: Scope, residents: boolean, now: string, more: readonly Sql[], rest: Sql): Sql => sql`
  SELECT ${columns}, n.name AS person_name, n.phone_sealed,
    (SELECT count(*) FROM directory.post p WHERE p.district = a.district AND p.person = a.person AND p.term_from <= ${now} AND (p.term_to IS NULL OR p.term_to > ${now})) AS posts,
    (SELECT max(s.last_seen) FROM directory.session s WHERE s.district = a.district AND s.account = a.id) AS last_seen
  FROM directory.account a JOIN directory.person n ON n.district = a.district AND n.id = a.person
  WHERE a.district = ${scope.district} AND ${personVisible(scope, residents)} AND ${sql.and(more)} ${rest}`;

export function listAccountRows(
  db: Db,
  scope: Scope,
  find: {
    residents: boolean;
    now: string;
    q: string | null;
    kind: string | null;
    status: string | null;
    by: 'name' | 'created';
    down: boolean;
    after: string[] | null;
    limit: number;
  },
): Promise<AccountListRow[]> {
  const where: Sql[] = [];
  if (find.q !== null)
    where.push(sql`(a.name_key LIKE ${anywhere(find.q.toLowerCase())} OR n.name LIKE ${anywhere(find.q)} OR n.pinyin LIKE ${anywhereInPinyin(find.q)})`);
  if (find.kind !== null) where.push(sql`a.kind = ${find.kind}`);
  if (find.status !== null) where.push(sql`a.status = ${find.status}`);
  const column = sql.raw(find.by === 'name' ? 'a.name_key' : 'a.created');
  const way = sql.raw(find.down ? 'DESC' : 'ASC');
  if (find.after !== null) {
    const value = find.by === 'name' ? sql`${find.after[0]}` : sql`${find.after[0]}::timestamptz`;
    where.push(sql`(${column}, a.id) ${sql.raw(find.down ? '<' : '>')} (${value}, ${find.after[1]}::uuid)`);
  }
  return db.all<AccountListRow>(listed(scope, find.residents, find.now, where, sql`ORDER BY ${column} ${way}, a.id ${way} LIMIT ${find.limit}`));
}

export const findListedAccount = (db: Db, scope: Scope, residents: boolean, now: string, id: string): Promise<AccountListRow | undefined> =>
  db.find<AccountListRow>(listed(scope, residents, now, [sql`a.id = ${id}`], sql``));

export type NewAccountRow = Pick<AccountRow, 'id' | 'district' | 'person' | 'name' | 'name_key' | 'kind' | 'password_hash' | 'must_change' | 'created'> & {
  phone_lookup: Buffer | null;
  recovery_hash: Buffer | null;
  recovery_expires: string | null;
};

export const insertAccount = (row: NewAccountRow): Sql => sql`
  INSERT INTO directory.account (id, district, person, name, name_key, phone_lookup, kind, password_hash, must_change, recovery_hash, recovery_expires, created)
  VALUES (${row.id}, ${row.district}, ${row.person}, ${row.name}, ${row.name_key}, ${row.phone_lookup}, ${row.kind}, ${row.password_hash}, ${row.must_change},
    ${row.recovery_hash}, ${row.recovery_expires}, ${row.created})`;

/** Many accounts at once; those whose name exists are left alone. */
export async function insertAccounts(db: Db, rows: readonly NewAccountRow[]): Promise<void> {
  const json = JSON.stringify(rows.map((row) => ({ ...row, phone_lookup: row.phone_lookup?.toString('hex') ?? null })));
  await db.run(sql`
    INSERT INTO directory.account (id, district, person, name, name_key, phone_lookup, kind, password_hash, must_change, created)
    SELECT id, district, person, name, name_key, decode(phone_lookup, 'hex'), kind, password_hash, must_change, created
    FROM json_to_recordset(${json}::json)
      AS r (id uuid, district text, person uuid, name text, name_key text, phone_lookup text, kind text, password_hash text, must_change boolean, created timestamptz)
    ON CONFLICT DO NOTHING`);
}

export const setStatus = (id: string, status: string): Sql => sql`UPDATE directory.account SET status = ${status}, version = version + 1 WHERE id = ${id}`;

/** A new password; ends the recovery and the duty to change. */
export const setPassword = (id: string, hash: string, ifRecovery: Buffer | null): Sql => sql`
  UPDATE directory.account SET password_hash = ${hash}, must_change = false, recovery_hash = NULL, recovery_expires = NULL, version = version + 1
  WHERE id = ${id} AND ${ifRecovery === null ? sql`true` : sql`recovery_hash = ${ifRecovery}`}`;

/** A one-time recovery: the old password and the second factor are void. */
export const setRecovery = (id: string, hash: Buffer, expires: string): Sql => sql`
  UPDATE directory.account SET password_hash = NULL, recovery_hash = ${hash}, recovery_expires = ${expires},
    totp_sealed = NULL, totp_on = false, factor_recovery = '{}', version = version + 1 WHERE id = ${id}`;

export const setFactor = (id: string, sealed: Buffer): Sql =>
  sql`UPDATE directory.account SET totp_sealed = ${sealed}, version = version + 1 WHERE id = ${id} AND NOT totp_on`;
export const confirmFactor = (id: string, step: number, codes: readonly string[]): Sql => sql`
  UPDATE directory.account SET totp_on = true, totp_step = ${step}, factor_recovery = ${codes}, version = version + 1 WHERE id = ${id} AND NOT totp_on`;
export const dropFactor = (id: string): Sql => sql`
  UPDATE directory.account SET totp_on = false, totp_sealed = NULL, factor_recovery = '{}', version = version + 1 WHERE id = ${id} AND totp_on`;
/** Takes a code's time step, or one recovery code: each is good once. */
export const spendStep = (id: string, step: number): Sql => sql`UPDATE directory.account SET totp_step = ${step} WHERE id = ${id} AND totp_step < ${step}`;
export const spendRecoveryCode = (id: string, code: string): Sql => sql`
  UPDATE directory.account SET factor_recovery = array_remove(factor_recovery, ${code}) WHERE id = ${id} AND ${code} = ANY(factor_recovery)`;

export const setAccountPhone = (district: string, person: string, lookup: Buffer | null): Sql =>
  sql`UPDATE directory.account SET phone_lookup = ${lookup} WHERE district = ${district} AND person = ${person} AND kind = 'resident'`;
