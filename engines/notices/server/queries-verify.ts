import { sql, type Db } from '@hezhi/server';

/** Deliveries without their notice, waiting ones without a moment, and things told twice. */
export const strayDeliveries = (db: Db, district: string): Promise<{ id: string; what: string }[]> =>
  db.all(sql`
    SELECT d.id::text, 'the delivery has no notice' AS what FROM notices.delivery d WHERE d.district = ${district}
      AND NOT EXISTS (SELECT FROM notices.notice n WHERE n.district = d.district AND n.id = d.notice)
    UNION ALL SELECT d.id::text, 'the delivery waits for no moment' FROM notices.delivery d WHERE d.district = ${district} AND d.state IN ('queued', 'sending') AND d.next_at IS NULL
    UNION ALL SELECT min(n.id::text), 'the same was told ' || count(*) || ' times' FROM notices.notice n WHERE n.district = ${district} GROUP BY n.recipient, n.key HAVING count(*) > 1`);

/** One line for the digest that backup and restore must agree on. */
export const countsForDigest = async (db: Db, district: string): Promise<string> =>
  (await db.find<{ line: string }>(sql`
    SELECT 'notices ' || (SELECT count(*) || ' ' || coalesce(md5(string_agg(n.id || n.key || coalesce(n.read_at::text, ''), ',' ORDER BY n.id)), '') FROM notices.notice n WHERE n.district = ${district})
      || ' ' || (SELECT count(*) || ' ' || coalesce(md5(string_agg(d.id || d.state, ',' ORDER BY d.id)), '') FROM notices.delivery d WHERE d.district = ${district}) AS line`))!
    .line;
