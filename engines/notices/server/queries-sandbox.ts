import { sql, type Db } from '@hezhi/server';
import type { Channel } from '../contract/index.ts';

/** Takes a message once by channel and token. */
export async function keepSandbox(db: Db, row: { channel: Channel; token: string; to: Buffer; sealed: Buffer; at: string }): Promise<boolean> {
  const { count } = await db.run(sql`INSERT INTO notices.sandbox (channel, token, "to", sealed, at)
    VALUES (${row.channel}, ${row.token}, ${row.to}, ${row.sealed}, ${row.at}) ON CONFLICT DO NOTHING`);
  return count === 1;
}

export const sandboxFor = (db: Db, to: Buffer, channel: Channel | null): Promise<{ channel: Channel; token: string; sealed: Buffer; at: string }[]> =>
  db.all(sql`SELECT channel, token, sealed, at FROM notices.sandbox
    WHERE "to" = ${to} AND (${channel}::text IS NULL OR channel = ${channel}) ORDER BY at DESC, token DESC LIMIT 50`);

/** How many messages the sandbox took, by token: for tests of exactly once. */
export const sandboxCount = async (db: Db): Promise<number> => (await db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM notices.sandbox`))!.n;

export const purgeSandbox = (db: Db, before: string): Promise<unknown> => db.run(sql`DELETE FROM notices.sandbox WHERE at < ${before}`);
