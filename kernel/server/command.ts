import type { Db } from './db.ts';
import { sql } from './sql.ts';
import type { Write } from './write.ts';

/** Whose key it is: keys of different people or addresses never meet. `district` is '' for visitors. */
export type CommandScope = { district: string; actor: string; key: string };
/** A command seen before. `status` 0: it is running now (or its process died). */
export type StoredCommand = { fingerprint: string; status: number; reply: unknown; at: number };

/** The write met its own key: this command has been carried out before. The HTTP side answers the stored reply. */
export class CommandRepeated extends Error {
  readonly scope: CommandScope;
  constructor(scope: CommandScope) {
    super('command repeated');
    this.scope = scope;
  }
}

/** The stored command of a key, or undefined. */
export async function findCommand(db: Db, scope: CommandScope): Promise<StoredCommand | undefined> {
  const row = await db.find<{ fingerprint: string; status: number; reply: unknown; at: string }>(sql`
    SELECT fingerprint, status, reply, at FROM kernel.command
    WHERE district = ${scope.district} AND actor = ${scope.actor} AND key = ${scope.key}`);
  return row && { ...row, at: Date.parse(row.at) };
}

/** Stores the key and the reply inside the command's own write; a repetition fails with CommandRepeated and changes nothing. */
export function recordCommand(write: Write, scope: CommandScope, entry: { fingerprint: string; status: number; reply: unknown; at: number }): void {
  write
    .add(sql`INSERT INTO kernel.command (district, actor, key, fingerprint, status, reply, at)
      VALUES (${scope.district}, ${scope.actor}, ${scope.key}, ${entry.fingerprint}, ${entry.status}, ${json(entry.reply)}::jsonb, ${moment(entry.at)})`)
    .onDuplicate('command_pkey', () => new CommandRepeated(scope));
}

/**
 * Takes the key before a command runs (`check` mode): true if it is ours now. A command left running by a process that died
 * (`stale`: epoch ms before which a placeholder counts as left) is taken over.
 */
export async function claimCommand(db: Db, scope: CommandScope, fingerprint: string, now: number, stale: number): Promise<boolean> {
  const { count } = await db.run(sql`
    INSERT INTO kernel.command AS c (district, actor, key, fingerprint, status, at)
    VALUES (${scope.district}, ${scope.actor}, ${scope.key}, ${fingerprint}, 0, ${moment(now)})
    ON CONFLICT ON CONSTRAINT command_pkey DO UPDATE SET at = excluded.at
      WHERE c.status = 0 AND c.fingerprint = excluded.fingerprint AND c.at < ${moment(stale)}`);
  return count === 1;
}

/** Holds the key until the transaction ends, if nobody else holds it. */
export async function holdCommand(db: Db, scope: CommandScope): Promise<boolean> {
  const name = `command ${scope.district} ${scope.actor} ${scope.key}`;
  return (await db.find<{ held: boolean }>(sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS held`))!.held;
}

/** Stores the reply of a claimed command. */
export async function settleCommand(db: Db, scope: CommandScope, status: number, reply: unknown): Promise<void> {
  await db.run(sql`UPDATE kernel.command SET status = ${status}, reply = ${json(reply)}::jsonb
    WHERE district = ${scope.district} AND actor = ${scope.actor} AND key = ${scope.key}`);
}

/** Gives a claimed key back: the command failed and may be tried again under the same key. */
export async function releaseCommand(db: Db, scope: CommandScope): Promise<void> {
  await db.run(sql`DELETE FROM kernel.command
    WHERE district = ${scope.district} AND actor = ${scope.actor} AND key = ${scope.key} AND status = 0`);
}

/** Forgets commands older than 48 hours, a thousand at a time. */
export async function purgeCommands(db: Db, now: number): Promise<number> {
  const before = moment(now - 48 * 3_600_000);
  let gone = 0;
  for (;;) {
    const { count } = await db.run(sql`
      DELETE FROM kernel.command c USING (
        SELECT district, actor, key FROM kernel.command WHERE at < ${before} LIMIT 1000
      ) old WHERE c.district = old.district AND c.actor = old.actor AND c.key = old.key`);
    gone += count;
    if (count < 1000) return gone;
  }
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
const moment = (ms: number): string => new Date(ms).toISOString();
