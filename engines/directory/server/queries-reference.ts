import { sql, type Db } from '@hezhi/server';

export type RoleRow = {
  key: string;
  words: { 'zh-Hans': string; en: string; 'zh-Hant'?: string };
  duties: { 'zh-Hans': string; en: string; 'zh-Hant'?: string } | null;
  level: string | null;
  reserved: boolean;
  permissions: string[];
};
export type KindRow = { key: string; words: RoleRow['words']; governs: string | null };

export const allRoles = (db: Db): Promise<RoleRow[]> => db.all(sql`SELECT key, words, duties, level, reserved, permissions FROM directory.role ORDER BY key`);
export const allKinds = (db: Db): Promise<KindRow[]> => db.all(sql`SELECT key, words, governs FROM directory.org_kind ORDER BY key`);

/** Adds or replaces roles; gives the number that changed. */
export async function upsertRoles(db: Db, roles: readonly RoleRow[]): Promise<number> {
  const result = await db.run(sql`
    INSERT INTO directory.role AS old (key, words, duties, level, reserved, permissions)
    SELECT key, words, duties, level, reserved, permissions FROM json_to_recordset(${JSON.stringify(roles)}::json)
      AS r (key text, words jsonb, duties jsonb, level text, reserved boolean, permissions text[])
    ON CONFLICT (key) DO UPDATE SET words = excluded.words, duties = excluded.duties, level = excluded.level,
      reserved = excluded.reserved, permissions = excluded.permissions
    WHERE (old.words, old.duties, old.level, old.reserved, old.permissions)
      IS DISTINCT FROM (excluded.words, excluded.duties, excluded.level, excluded.reserved, excluded.permissions)`);
  return result.count;
}

/** Adds or replaces kinds of organisations; gives the number that changed. */
export async function upsertKinds(db: Db, kinds: readonly KindRow[]): Promise<number> {
  const result = await db.run(sql`
    INSERT INTO directory.org_kind AS old (key, words, governs)
    SELECT key, words, governs FROM json_to_recordset(${JSON.stringify(kinds)}::json) AS r (key text, words jsonb, governs text)
    ON CONFLICT (key) DO UPDATE SET words = excluded.words, governs = excluded.governs
    WHERE (old.words, old.governs) IS DISTINCT FROM (excluded.words, excluded.governs)`);
  return result.count;
}
