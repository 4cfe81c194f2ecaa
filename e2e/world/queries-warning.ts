import { newId } from '@hezhi/contract';
import { sql, type Db } from '@hezhi/server';

/** An open warning of Weibin Street, as the hourly look would have found it: the town of these tests is too young to have a history that one could rise above. */
export async function insertWarning(db: Db, now: number): Promise<void> {
  const day = (ago: number): string => new Date(now + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
  const found = { dispersion: 1.2, season: false, trend: false, baseline: Array.from({ length: 26 }, (_, back) => ({ back: back + 1, n: 1 + (back % 3) })) };
  await db.run(sql`INSERT INTO warnings.warning (district, id, area, subject, state, first_day, day, seen, expected, upper, score, found, at)
    VALUES ('610402', ${newId(now)}, '610402010', 'B03', 'open', ${day(1)}, ${day(0)}, 9, 1.9, 6.4, 1.58, ${JSON.stringify(found)}, ${new Date(now).toISOString()})`);
}
