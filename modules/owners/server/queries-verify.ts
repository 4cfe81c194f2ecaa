import { sql, type Db } from '@hezhi/server';

/** Votes without a matter, matters without facts, units and owners whose history does not end with their version. */
export const lost = (db: Db, district: string): Promise<{ what: string; id: string }[]> =>
  db.all(sql`SELECT 'the facts belong to no matter' AS what, v.id FROM owners.vote v WHERE v.district = ${district} AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = v.district AND m.id = v.id AND m.kind = 'owners_vote')
    UNION ALL SELECT 'the vote has no facts', m.id FROM matters.matter m WHERE m.district = ${district} AND m.kind = 'owners_vote' AND NOT EXISTS (SELECT FROM owners.vote v WHERE v.district = m.district AND v.id = m.id)
    UNION ALL SELECT 'the unit is not what its history says', u.id FROM owners.unit u WHERE u.district = ${district} AND u.version <> (SELECT coalesce(max(h.version), 0) FROM owners.history h WHERE h.district = u.district AND h.subject = u.id)
    UNION ALL SELECT 'the unit has no owner', u.id FROM owners.unit u WHERE u.district = ${district} AND NOT EXISTS (SELECT FROM owners.owner o WHERE o.district = u.district AND o.id = u.owner AND o.compound = u.compound)
    UNION ALL SELECT 'the owner is not what the history says', o.id FROM owners.owner o WHERE o.district = ${district} AND o.version <> (SELECT coalesce(max(h.version), 0) FROM owners.history h WHERE h.district = o.district AND h.subject = o.id)`);

export const registers = (db: Db, district: string): Promise<{ id: string; units: number; area: string }[]> =>
  db.all(sql`SELECT g.id, count(u.id)::int AS units, coalesce(sum(u.area), 0)::text AS area FROM owners.compound g LEFT JOIN owners.unit u ON u.district = g.district AND u.compound = g.id AND NOT u.removed
    WHERE g.district = ${district} GROUP BY g.id ORDER BY g.id`);
