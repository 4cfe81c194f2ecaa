import { sql, type Db } from '@hezhi/server';

export const lostTies = (db: Db, district: string): Promise<{ matter: string; body: string }[]> =>
  db.all(sql`SELECT t.matter, t.endpoint AS body FROM exchange.tie t LEFT JOIN matters.matter m ON m.district = t.district AND m.id = t.matter
    WHERE t.district = ${district} AND (m.id IS NULL OR m.revision < t.revision) ORDER BY t.matter LIMIT 1000`);

export const countsOf = async (db: Db, district: string): Promise<{ endpoints: number; ties: number; messages: number }> =>
  (await db.find<{ endpoints: number; ties: number; messages: number }>(sql`
    SELECT (SELECT count(*) FROM exchange.endpoint WHERE district = ${district}) AS endpoints, (SELECT count(*) FROM exchange.tie WHERE district = ${district}) AS ties,
      (SELECT count(*) FROM exchange.message WHERE district = ${district}) AS messages`))!;
