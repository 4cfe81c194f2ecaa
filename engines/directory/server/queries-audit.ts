import { sql, type Db, type Sql } from '@hezhi/server';

export type AuditRow = { seq: number; at: string; action: string; actor: string | null; target: string | null; entry: string; hash: Buffer };

/** Appends one entry to the district's chain; `entry` is the text that is hashed. */
export const insertAudit = (district: string, row: { at: string; action: string; actor: string | null; target: string | null; entry: string }): Sql => sql`
  INSERT INTO directory.audit (district, seq, at, action, actor, target, entry, hash)
  SELECT ${district}, next.seq, ${row.at}, ${row.action}, ${row.actor}, ${row.target}, ${row.entry}, next.hash
  FROM directory.next_audit(${district}, ${row.entry}) AS next`;

export function listAudit(
  db: Db,
  district: string,
  find: { action: string | null; actor: string | null; target: string | null; from: string | null; to: string | null; before: number | null; limit: number },
): Promise<AuditRow[]> {
  const where = [sql`district = ${district}`];
  if (find.action !== null) where.push(sql`action = ${find.action}`);
  if (find.actor !== null) where.push(sql`actor = ${find.actor}`);
  if (find.target !== null) where.push(sql`target = ${find.target}`);
  if (find.from !== null) where.push(sql`at >= ${find.from}`);
  if (find.to !== null) where.push(sql`at < ${find.to}`);
  if (find.before !== null) where.push(sql`seq < ${find.before}`);
  return db.all<AuditRow>(sql`
    SELECT seq, at, action, actor, target, entry, hash FROM directory.audit WHERE ${sql.and(where)} ORDER BY seq DESC LIMIT ${find.limit}`);
}

/** A stretch of the chain for the verifier, oldest first. */
export const auditAfter = (db: Db, district: string, after: number, limit: number): Promise<AuditRow[]> =>
  db.all<AuditRow>(sql`
    SELECT seq, at, action, actor, target, entry, hash FROM directory.audit
    WHERE district = ${district} AND seq > ${after} ORDER BY seq LIMIT ${limit}`);

export const auditHead = (db: Db, district: string): Promise<{ seq: number; hash: Buffer } | undefined> =>
  db.find(sql`SELECT seq, hash FROM directory.audit_head WHERE district = ${district}`);

export const insertReading = (
  district: string,
  row: { id: string; at: string; person: string; reader: string; reader_post: string | null; fields: readonly string[]; purpose: string },
): Sql => sql`
  INSERT INTO directory.reading (district, id, at, person, reader, reader_post, fields, purpose)
  VALUES (${district}, ${row.id}, ${row.at}, ${row.person}, ${row.reader}, ${row.reader_post}, ${row.fields}, ${row.purpose})`;

export type ReadingRow = { id: string; at: string; reader_name: string; role: string | null; org_name: string | null; fields: string[]; purpose: string };

export function listReadings(db: Db, district: string, person: string, before: string | null, limit: number): Promise<ReadingRow[]> {
  const rest = before === null ? sql`` : sql` AND r.id < ${before}`;
  return db.all<ReadingRow>(sql`
    SELECT r.id, r.at, n.name AS reader_name, p.role, o.name AS org_name, r.fields, r.purpose
    FROM directory.reading r
    JOIN directory.person n ON n.district = r.district AND n.id = r.reader
    LEFT JOIN directory.post p ON p.district = r.district AND p.id = r.reader_post
    LEFT JOIN directory.org o ON o.district = p.district AND o.id = p.org
    WHERE r.district = ${district} AND r.person = ${person}${rest} ORDER BY r.id DESC LIMIT ${limit}`);
}
