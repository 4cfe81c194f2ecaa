import { sql, type Db, type Sql, type Write } from '@hezhi/server';

/** A case and what was merged into it, over `matters.matter m`. */
const family = `(SELECT m.id AS id UNION ALL SELECT k.child FROM matters.link k WHERE k.district = m.district AND k.parent = m.id AND k.meaning = 'repeats') family
  JOIN cases.support s ON s.district = m.district AND s.matter = family.id`;
/** People beside the first reporter, over `matters.matter m`: reports merged into it, and everybody who said "me too" to any of them, once. */
export const meTooSql: Sql = sql.raw(
  `((SELECT count(*) FROM matters.link k WHERE k.district = m.district AND k.parent = m.id AND k.meaning = 'repeats') + (SELECT count(DISTINCT s.supporter) FROM ${family}))::int`,
);
/** Whether one of them is this person or device. */
export const supportedSql = (supporter: string | null): Sql =>
  supporter === null ? sql.raw('false') : sql`EXISTS (SELECT FROM ${sql.raw(family)} WHERE s.supporter = ${supporter}::uuid)`;

export type Supporter = { supporter: string; kind: 'person' | 'device' | 'caller'; language: string; contact_sealed: Buffer | null };

export function insertSupport(write: Write, district: string, matter: string, one: Supporter, at: number): void {
  write.add(sql`INSERT INTO cases.support (district, matter, supporter, kind, language, contact_sealed, at)
    VALUES (${district}, ${matter}, ${one.supporter}, ${one.kind}, ${one.language}, ${one.contact_sealed}, ${new Date(at).toISOString()}) ON CONFLICT DO NOTHING`);
}

/** Takes it back from a case and all that was merged into it. */
export function deleteSupport(write: Write, district: string, main: string, supporter: string): void {
  write.add(sql`DELETE FROM cases.support s USING (SELECT ${main}::uuid AS id UNION SELECT child FROM matters.link
      WHERE district = ${district} AND parent = ${main} AND meaning = 'repeats') family
    WHERE s.district = ${district} AND s.matter = family.id AND s.supporter = ${supporter}`);
}

/** How many, and whether this one is among them; whether it is the asker's own or one merged into it. */
export async function countSupport(db: Db, district: string, id: string, supporter: string): Promise<{ me_too: number; supported: boolean; own: boolean }> {
  const row = await db.find<{ me_too: number; supported: boolean; own: boolean }>(sql`SELECT ${meTooSql} AS me_too, ${supportedSql(supporter)} AS supported,
      (m.asker = ${supporter}::uuid OR EXISTS (SELECT FROM matters.link k JOIN matters.matter n ON n.district = k.district AND n.id = k.child
        WHERE k.district = m.district AND k.parent = m.id AND k.meaning = 'repeats' AND n.asker = ${supporter}::uuid)) IS TRUE AS own
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${id}`);
  return row ?? { me_too: 0, supported: false, own: false };
}

/** Everybody who said "me too" to a case or one merged into it, for whoever tells them. */
export const listSupporters = (db: Db, district: string, id: string): Promise<Supporter[]> =>
  db.all(sql`SELECT DISTINCT ON (s.supporter) s.supporter, s.kind, s.language, s.contact_sealed FROM matters.matter m CROSS JOIN LATERAL (SELECT s.* FROM ${sql.raw(family)}) s
    WHERE m.district = ${district} AND m.id = ${id} ORDER BY s.supporter`);
