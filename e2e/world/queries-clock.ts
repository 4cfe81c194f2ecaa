import { sql, type Db } from '@hezhi/server';

/** The rest of the town stands still: what was to fall due in it does not. */
export async function stillTown(db: Db): Promise<void> {
  await db.run(sql`DELETE FROM kernel.timer`);
  await db.run(sql`DELETE FROM kernel.event`);
}
