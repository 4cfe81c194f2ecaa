import type { Actor } from '@hezhi/contract';
import { areaSql, matterColumns, visibleSql, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db } from '@hezhi/server';

export type BurningRow = MatterRow & { sort_at: string; org: string; post: string | null };

/**
 * Matters of an area whose owners' legs are overdue or fall due before `soon`, the most pressing first, of those that the actor sees. Walks the partial
 * index of open legs of the area's level in order of the deadline, so its price is the rows it gives. Legs of who asked are left out.
 */
export async function listBurning(db: Db, district: string, kind: string, area: string, actor: Actor, soon: string, limit: number): Promise<BurningRow[]> {
  // Parallel legs of one matter come several times; five times the rows are enough for all but the strangest.
  const rows = await db.all<BurningRow>(sql`SELECT ${matterColumns}, l.sort_at, l.org, l.post
    FROM matters.leg l JOIN matters.matter m ON m.district = l.district AND m.id = l.matter
    WHERE l.district = ${district} AND l.ended_at IS NULL AND l.org IS NOT NULL AND l.sort_at <= ${soon} AND m.kind = ${kind} AND ${areaSql('l', area)} AND ${visibleSql(actor)}
    ORDER BY l.sort_at, l.matter, l.id LIMIT ${limit * 5}`);
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id)).slice(0, limit);
}
