import { sql, type Db } from '@hezhi/server';
import type { Actor } from '@hezhi/contract';
import { areaSql, visibleSql } from './queries-visible.ts';
import { storedColumns } from './queries.ts';
import type { StoredMatter } from './rows.ts';

/** Open matters of an area by kind and procedure. */
export function countOpen(db: Db, district: string, area: string): Promise<{ kind: string; procedure: string; version: number; count: number }[]> {
  return db.all(sql`SELECT m.kind, m.procedure, m.procedure_version AS version, count(*)::int AS count FROM matters.matter m
    WHERE m.district = ${district} AND ${areaSql('m', area)} AND m.closed_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
}

/** Open matters of an area that the actor sees and that go by another version of a procedure than the one in force for its kind there, newest first. */
export function listOthers(
  db: Db,
  district: string,
  area: string,
  actor: Actor,
  wanted: readonly { key: string; version: number }[],
  after: { at: string; id: string } | null,
  limit: number,
): Promise<StoredMatter[]> {
  const keys = wanted.map((one) => one.key);
  const versions = wanted.map((one) => one.version);
  const page = after ? sql`AND (m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql.raw('');
  return db.all<StoredMatter>(sql`SELECT ${storedColumns} FROM matters.matter m
    JOIN unnest(${keys}::text[], ${versions}::int[]) AS w(key, version) ON m.procedure = w.key AND m.procedure_version <> w.version
    WHERE m.district = ${district} AND ${areaSql('m', area)} AND m.closed_at IS NULL AND ${visibleSql(actor)} ${page}
    ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit + 1}`);
}
