import { sql, type Db } from '@hezhi/server';

type Fault = { id: string; what: string };

/** Deputies, reception days, appointments and what was raised that point at nothing. Who signed up may be of another district, so persons are not looked for. */
export const loose = (db: Db, district: string): Promise<Fault[]> =>
  db.all<Fault>(sql`
    SELECT d.id, 'the deputy belongs to no studio' AS what FROM deputies.deputy d
      WHERE d.district = ${district} AND NOT EXISTS (SELECT FROM deputies.studio s WHERE s.district = d.district AND s.id = d.studio)
    UNION ALL SELECT e.id, 'the reception day belongs to no studio' FROM deputies.reception e
      WHERE e.district = ${district} AND NOT EXISTS (SELECT FROM deputies.studio s WHERE s.district = e.district AND s.id = e.studio)
    UNION ALL SELECT e.id, 'a deputy of the reception day does not exist' FROM deputies.reception e, unnest(e.deputies) AS u (deputy)
      WHERE e.district = ${district} AND NOT EXISTS (SELECT FROM deputies.deputy d WHERE d.district = e.district AND d.id = u.deputy)
    UNION ALL SELECT g.id, 'the appointment belongs to no reception day' FROM deputies.signup g
      WHERE g.district = ${district} AND NOT EXISTS (SELECT FROM deputies.reception e WHERE e.district = g.district AND e.id = g.reception)
    UNION ALL SELECT r.id, 'what was raised belongs to no deputy or studio' FROM deputies.raised r
      WHERE r.district = ${district} AND (NOT EXISTS (SELECT FROM deputies.deputy d WHERE d.district = r.district AND d.id = r.deputy)
        OR NOT EXISTS (SELECT FROM deputies.studio s WHERE s.district = r.district AND s.id = r.studio))
    UNION ALL SELECT r.id, 'the reception day of what was raised does not exist' FROM deputies.raised r
      WHERE r.district = ${district} AND r.reception IS NOT NULL AND NOT EXISTS (SELECT FROM deputies.reception e WHERE e.district = r.district AND e.id = r.reception)
    ORDER BY 1, 2`);

/** Appointments outside the time of their day, or more of them than there are places. */
export const crowded = (db: Db, district: string): Promise<Fault[]> =>
  db.all<Fault>(sql`
    SELECT e.id, 'there are ' || count(*) || ' appointments, the last at place ' || max(g.place) + 1 || ', in ' || e.slots || ' places' AS what
    FROM (SELECT district, id, floor(extract(epoch FROM ends_at - starts_at) / (slot * 60))::int AS slots FROM deputies.reception WHERE district = ${district}) e
    JOIN deputies.signup g ON g.district = e.district AND g.reception = e.id AND g.state <> 'cancelled'
    GROUP BY e.id, e.slots HAVING count(*) > e.slots OR max(g.place) >= e.slots OR min(g.place) < 0 ORDER BY e.id`);

/**
 * What was raised whose state is not what its row says: a matter exactly where it became one and of the kind that it became, an answer with its moment, and the end of a case on
 * the record. The record follows by an event, so that only ends before `settled` (RFC 3339) are asked for.
 */
export const contradicting = (db: Db, district: string, settled: string): Promise<Fault[]> =>
  db.all<Fault>(sql`
    SELECT r.id, f.what FROM deputies.raised r
    LEFT JOIN matters.matter m ON m.district = r.district AND m.id = r.matter
    CROSS JOIN LATERAL (VALUES
      ((r.state IN ('case', 'topic')) <> (r.matter IS NOT NULL), 'it became a case or topic, or not: state and matter do not agree'),
      (r.matter IS NOT NULL AND m.kind IS DISTINCT FROM CASE r.state WHEN 'case' THEN 'case' WHEN 'topic' THEN 'deliberation' END, 'the case or topic that it became does not exist'),
      ((r.answer IS NULL) <> (r.answered_at IS NULL) OR (r.state = 'answered' AND r.answer IS NULL) OR (r.state = 'open' AND r.answer IS NOT NULL), 'state and answer do not agree'),
      (r.state = 'case' AND r.ended_at IS NULL AND m.closed_at < ${settled}::timestamptz, 'its case has ended, the record does not say so')
    ) AS f (wrong, what)
    WHERE r.district = ${district} AND f.wrong ORDER BY r.id, f.what`);

/** One line a row, for the digest of backup and restore. */
export const digestLines = async (db: Db, district: string): Promise<string[]> =>
  (
    await db.all<{ line: string }>(sql`
      SELECT line FROM (
        SELECT 'studio ' || id || ' ' || md5(row(s.*)::text) AS line FROM deputies.studio s WHERE district = ${district}
        UNION ALL SELECT 'deputy ' || id || ' ' || md5(row(d.*)::text) FROM deputies.deputy d WHERE district = ${district}
        UNION ALL SELECT 'reception ' || id || ' ' || md5(row(e.*)::text) FROM deputies.reception e WHERE district = ${district}
        UNION ALL SELECT 'signup ' || id || ' ' || md5(row(g.*)::text) FROM deputies.signup g WHERE district = ${district}
        UNION ALL SELECT 'raised ' || id || ' ' || md5(row(r.*)::text) FROM deputies.raised r WHERE district = ${district}
      ) l ORDER BY line COLLATE "C"`)
  ).map(({ line }) => line);
