import { Refusal } from '@hezhi/contract';
import { personName } from '@hezhi/directory/server';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** A key as it is used. `id` is the body it stands for. */
export type KeyRow = { district: string; id: string; name: string; jurisdiction: string; may_post: boolean; rate: number; last_used: string | null };

/** The key of this hash that is in force. */
export const findKey = (db: Db, district: string, hash: Buffer): Promise<KeyRow | undefined> =>
  db.find(sql`SELECT district, id, name, jurisdiction, may_post, rate, last_used::text FROM open311.key
    WHERE district = ${district} AND hash = ${hash} AND revoked_at IS NULL`);

/** Notes the day of use, once a day. */
export const noteUse = (db: Db, key: KeyRow, day: string): Promise<unknown> =>
  db.run(sql`UPDATE open311.key SET last_used = ${day}::date WHERE district = ${key.district} AND id = ${key.id} AND last_used IS DISTINCT FROM ${day}::date`);

export type ListedKey = KeyRow & { created_at: string; created_name: string | null; revoked_at: string | null; revoked_name: string | null };
const columns = sql`k.district, k.id, k.name, k.jurisdiction, k.may_post, k.rate, k.last_used::text, k.created_at, k.revoked_at,
  ${personName(sql.raw('k.district'), sql.raw('k.created_by'))} AS created_name, ${personName(sql.raw('k.district'), sql.raw('k.revoked_by'))} AS revoked_name`;

/** Keys for an area and what lies below it, newest first (ids are made in time order). */
export function keysWithin(
  db: Db,
  district: string,
  area: string,
  find: { state: 'active' | 'revoked' | undefined; before: string | null; limit: number },
): Promise<ListedKey[]> {
  const where = [sql`k.district = ${district} AND starts_with(k.jurisdiction, ${area})`];
  if (find.before !== null) where.push(sql`k.id < ${find.before}::uuid`);
  if (find.state) where.push(sql.raw(find.state === 'active' ? 'k.revoked_at IS NULL' : 'k.revoked_at IS NOT NULL'));
  return db.all(sql`SELECT ${columns} FROM open311.key k WHERE ${sql.and(where)} ORDER BY k.id DESC LIMIT ${find.limit}`);
}

export const findListedKey = (db: Db, district: string, area: string, id: string): Promise<ListedKey | undefined> =>
  db.find(sql`SELECT ${columns} FROM open311.key k WHERE k.district = ${district} AND k.id = ${id} AND starts_with(k.jurisdiction, ${area})`);

export function insertKey(write: Write, key: Omit<KeyRow, 'last_used'> & { hash: Buffer; created_at: string; created_by: string }): void {
  write
    .add(sql`INSERT INTO open311.key (district, id, name, jurisdiction, hash, may_post, rate, created_at, created_by)
      VALUES (${key.district}, ${key.id}, ${key.name}, ${key.jurisdiction}, ${key.hash}, ${key.may_post}, ${key.rate}, ${key.created_at}, ${key.created_by})`)
    .onDuplicate('key_pkey', () => new Refusal(errors.key_exists));
}

/** Ends a key; refuses when somebody was faster. */
export function endKey(write: Write, district: string, id: string, by: string, at: string): void {
  write.add(
    sql`UPDATE open311.key SET revoked_at = ${at}, revoked_by = ${by} WHERE district = ${district} AND id = ${id} AND revoked_at IS NULL`,
    1,
    () => new Refusal(errors.key_revoked),
  );
}
