import { Pool, sql } from '@hezhi/server';

/** What stands in a database: its version and the migrations it has run; null for a database that Hezhi has not prepared. */
export async function lookAtDatabase(url: string): Promise<{ version: string; applied: { name: string; room: string; sha256: string }[] | null }> {
  const pool = new Pool(url, { size: 1, name: 'hezhi-doctor' });
  try {
    const { version } = (await pool.find<{ version: string }>(sql`SELECT current_setting('server_version') AS version`))!;
    const made = await pool.find<{ made: boolean }>(sql`SELECT to_regclass('kernel.migration') IS NOT NULL AS made`);
    if (!made?.made) return { version, applied: null };
    return { version, applied: await pool.all(sql`SELECT name, room, sha256 FROM kernel.migration ORDER BY name`) };
  } finally {
    await pool.end();
  }
}
