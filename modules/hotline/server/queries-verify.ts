import { sql, type Db } from '@hezhi/server';

/** What cannot be, of one district. */
export function findHotlineDrift(db: Db, district: string): Promise<{ where: string; what: string }[]> {
  return db.all(sql`
    SELECT c.id::text AS where, 'the call names a case that is not there' AS what FROM hotline.call c CROSS JOIN LATERAL unnest(c.matters) AS n (id)
      WHERE c.district = ${district} AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = c.district AND m.id = n.id)
    UNION ALL SELECT c.id::text, 'the call is finished without an outcome' FROM hotline.call c WHERE c.district = ${district} AND c.wrapped_at IS NOT NULL AND (c.outcome IS NULL OR c.agent IS NULL)
    UNION ALL SELECT a.person::text, 'the agent has a call that is not the agent’s or is finished' FROM hotline.agent a WHERE a.district = ${district} AND a.call IS NOT NULL
      AND NOT EXISTS (SELECT FROM hotline.call c WHERE c.district = a.district AND c.id = a.call AND c.agent = a.person AND c.wrapped_at IS NULL)
    UNION ALL SELECT b.id::text, 'the call-back belongs to no case' FROM hotline.callback b WHERE b.district = ${district}
      AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = b.district AND m.id = b.matter AND m.kind = 'case')`);
}

/** One line a table: how many rows, and a hash of all of them. */
export const digestHotline = (db: Db, district: string): Promise<{ line: string }[]> =>
  db.all(sql`
    SELECT 'call ' || count(*) || ' ' || coalesce(md5(string_agg(md5(c::text), '' ORDER BY c.id)), '') AS line FROM hotline.call c WHERE c.district = ${district}
    UNION ALL SELECT 'callback ' || count(*) || ' ' || coalesce(md5(string_agg(md5(b::text), '' ORDER BY b.id)), '') FROM hotline.callback b WHERE b.district = ${district}
    UNION ALL SELECT 'template ' || count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY t.id)), '') FROM hotline.template t WHERE t.district = ${district}
    UNION ALL SELECT 'wish ' || count(*) || ' ' || coalesce(md5(string_agg(md5(w::text), '' ORDER BY w.lookup)), '') FROM hotline.wish w WHERE w.district = ${district}`);
