import { listedSql, publicColumns, type PublicRow } from '@hezhi/cases/server';
import { sql, type Db, type Write } from '@hezhi/server';
import type { Who } from './who.ts';

/** Whether the case is public, how many follow it, and whether this one does. One statement; undefined for what is not public. */
export const findFollowing = (db: Db, district: string, matter: string, follower: string | null): Promise<{ n: number; mine: boolean } | undefined> =>
  db.find(sql`SELECT (SELECT count(*)::int FROM publicity.follow f WHERE f.district = m.district AND f.matter = m.id) AS n,
      EXISTS (SELECT FROM publicity.follow f WHERE f.district = m.district AND f.matter = m.id AND f.follower = ${follower}::uuid) AS mine
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${matter} AND ${listedSql}`);

export function insertFollow(write: Write, district: string, matter: string, who: Who, at: string): void {
  write.add(
    sql`INSERT INTO publicity.follow (district, matter, follower, kind, at) VALUES (${district}, ${matter}, ${who.id}, ${who.kind}, ${at}) ON CONFLICT DO NOTHING`,
  );
}

export function deleteFollow(write: Write, district: string, matter: string, follower: string): void {
  write.add(sql`DELETE FROM publicity.follow WHERE district = ${district} AND matter = ${matter} AND follower = ${follower}`);
}

/** Accounts that follow a case, while it is public. */
export const personsFollowing = async (db: Db, district: string, matter: string): Promise<string[]> =>
  (
    await db.all<{ follower: string }>(sql`SELECT f.follower FROM publicity.follow f JOIN matters.matter m ON m.district = f.district AND m.id = f.matter
      WHERE f.district = ${district} AND f.matter = ${matter} AND f.kind = 'person' AND ${listedSql}`)
  ).map((row) => row.follower);

export type FollowedRow = PublicRow & { followed_at: string };

/** Public cases that somebody follows, last followed first. */
export const listFollowed = (db: Db, district: string, follower: string, after: { at: string; id: string } | null, limit: number): Promise<FollowedRow[]> =>
  db.all<FollowedRow>(sql`SELECT ${publicColumns}, f.at AS followed_at FROM publicity.follow f
      JOIN matters.matter m ON m.district = f.district AND m.id = f.matter JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE f.district = ${district} AND f.follower = ${follower} AND ${listedSql}
      ${after ? sql`AND (f.at, f.matter) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql.raw('')}
    ORDER BY f.at DESC, f.matter DESC LIMIT ${limit + 1}`);

/**
 * When something that the public reads changed last: the latest entry whose step the procedure shows to the public, or which led to another state. What stays inside moves nothing.
 * `shown`: `procedure/version/step` of every step with a public side.
 */
export const changedAt = async (db: Db, district: string, matters: readonly string[], shown: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await db.all<{
        matter: string;
        at: string;
      }>(sql`SELECT e.matter, max(e.at) AS at FROM matters.entry e JOIN matters.matter m ON m.district = e.district AND m.id = e.matter
        WHERE e.district = ${district} AND e.matter = ANY(${matters}::uuid[])
          AND (concat_ws('/', m.procedure, m.procedure_version, e.step) = ANY(${shown}::text[]) OR e.body::jsonb @> '{"facts":[{"f":"state"}]}')
        GROUP BY 1`)
    ).map((row) => [row.matter, row.at]),
  );
