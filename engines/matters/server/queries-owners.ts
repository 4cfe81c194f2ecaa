import { sql, type Db } from '@hezhi/server';
import { storedColumns } from './queries.ts';
import type { StoredMatter } from './rows.ts';

/** How many stretches of responsibility are open, by organisation and post. */
export function countOpenLegs(db: Db, district: string, orgs: readonly string[]): Promise<{ org: string; post: string | null; n: number }[]> {
  return db.all(
    sql`SELECT org, post, count(*)::int AS n FROM matters.leg WHERE district = ${district} AND org = ANY(${orgs}::uuid[]) AND ended_at IS NULL GROUP BY 1, 2`,
  );
}

/** What a person asked for, newest first; `kinds` narrows it. One row more than `limit` says that there is a next page. */
export function listAsked(
  db: Db,
  district: string,
  person: string,
  kinds: readonly string[] | undefined,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<StoredMatter[]> {
  const past = after ? sql`AND (p.opened_at, p.matter) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql.raw('');
  const only = kinds ? sql`AND m.kind = ANY(${kinds}::text[])` : sql.raw('');
  return db.all<StoredMatter>(sql`SELECT ${storedColumns} FROM matters.party p JOIN matters.matter m ON m.district = p.district AND m.id = p.matter
    WHERE p.district = ${district} AND p.party = ${person} AND m.asker = ${person} ${only} ${past} ORDER BY p.opened_at DESC, p.matter DESC LIMIT ${limit + 1}`);
}

/** How many matters that a person asked for are not closed. */
export const countOpenAsked = async (db: Db, district: string, person: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM matters.party p JOIN matters.matter m ON m.district = p.district AND m.id = p.matter
    WHERE p.district = ${district} AND p.party = ${person} AND m.asker = ${person} AND m.closed_at IS NULL`))!.n;
