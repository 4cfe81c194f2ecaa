import { sql, type Db } from '@hezhi/server';

/** Posts whose person, organisation, role or territory does not exist. */
export const brokenPosts = (db: Db, district: string): Promise<{ id: string; what: string }[]> =>
  db.all(sql`
    SELECT p.id, CASE WHEN n.id IS NULL THEN 'person' WHEN o.id IS NULL THEN 'organisation' WHEN r.key IS NULL THEN 'role' ELSE 'territory' END AS what
    FROM directory.post p
    LEFT JOIN directory.person n ON n.district = p.district AND n.id = p.person
    LEFT JOIN directory.org o ON o.district = p.district AND o.id = p.org
    LEFT JOIN directory.role r ON r.key = p.role
    LEFT JOIN directory.territory t ON t.code = p.area
    WHERE p.district = ${district} AND (n.id IS NULL OR o.id IS NULL OR r.key IS NULL OR t.code IS NULL) ORDER BY p.id`);

export const brokenOrgs = (db: Db, district: string): Promise<{ id: string; what: string }[]> =>
  db.all(sql`
    SELECT o.id, CASE WHEN k.key IS NULL THEN 'kind' WHEN t.code IS NULL THEN 'territory' ELSE 'parent' END AS what
    FROM directory.org o
    LEFT JOIN directory.org_kind k ON k.key = o.kind
    LEFT JOIN directory.territory t ON t.code = o.area
    LEFT JOIN directory.org p ON p.district = o.district AND p.id = o.parent
    WHERE o.district = ${district} AND (k.key IS NULL OR t.code IS NULL OR (o.parent IS NOT NULL AND p.id IS NULL)) ORDER BY o.id`);

export const brokenAccounts = (db: Db, district: string): Promise<{ id: string }[]> =>
  db.all(sql`
    SELECT a.id FROM directory.account a LEFT JOIN directory.person n ON n.district = a.district AND n.id = a.person
    WHERE a.district = ${district} AND n.id IS NULL ORDER BY a.id`);

/** Active organisations of one name in one place. */
export const sameNames = (db: Db, district: string): Promise<{ area: string; name: string; n: number }[]> =>
  db.all(sql`
    SELECT area, name, count(*) AS n FROM directory.org WHERE district = ${district} AND valid_to IS NULL GROUP BY area, name HAVING count(*) > 1 ORDER BY area, name`);

/** One line a row of what a district's directory holds, for the digest of backup and restore. */
export const digestLines = async (db: Db, district: string): Promise<string[]> =>
  (
    await db.all<{ line: string }>(sql`
      SELECT line FROM (
        SELECT 'org ' || id || ' ' || md5(row(o.*)::text) AS line FROM directory.org o WHERE district = ${district}
        UNION ALL SELECT 'person ' || id || ' ' || md5(row(n.*)::text) FROM directory.person n WHERE district = ${district}
        UNION ALL SELECT 'post ' || id || ' ' || md5(row(p.*)::text) FROM directory.post p WHERE district = ${district}
        UNION ALL SELECT 'account ' || id || ' ' || md5(row(a.*)::text) FROM directory.account a WHERE district = ${district}
        UNION ALL SELECT 'reading ' || id || ' ' || md5(row(r.*)::text) FROM directory.reading r WHERE district = ${district}
        UNION ALL SELECT 'territory ' || code || ' ' || md5(row(t.*)::text) FROM directory.territory t
          WHERE code >= ${district} AND code < ${district} || '~'
      ) l ORDER BY line COLLATE "C"`)
  ).map((row) => row.line);
