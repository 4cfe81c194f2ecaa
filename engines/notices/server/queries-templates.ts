import { sql, type Db, type Write } from '@hezhi/server';
import type { TemplateWords } from '../contract/index.ts';

export type OwnTemplate = { key: string; words: TemplateWords; version: number; person: string; at: string };

/** A district's own words. */
export const ownTemplates = (db: Db, district: string): Promise<OwnTemplate[]> =>
  db.all(sql`SELECT key, words, version, person, at FROM notices.template WHERE district = ${district}`);

/** Sets a district's words of a template whose version is still `version` (0: none yet). */
export function saveTemplate(write: Write, district: string, row: OwnTemplate, stale: () => Error): void {
  write.add(
    sql`INSERT INTO notices.template AS t (district, key, words, version, person, at)
      VALUES (${district}, ${row.key}, ${JSON.stringify(row.words)}, 1, ${row.person}, ${row.at})
      ON CONFLICT (district, key) DO UPDATE SET words = excluded.words, version = t.version + 1, person = excluded.person, at = excluded.at
        WHERE t.version = ${row.version}`,
    1,
    stale,
  );
}

export function dropTemplate(write: Write, district: string, key: string): void {
  write.add(sql`DELETE FROM notices.template WHERE district = ${district} AND key = ${key}`);
}
