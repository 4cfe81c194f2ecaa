import { sql, type Db } from '@hezhi/server';

export function faultyIncidents(db: Db, district: string): Promise<{ id: string; ended: boolean; fault: string | null }[]> {
  return db.all(sql`
    SELECT i.id, i.ended_at IS NOT NULL AS ended, CASE
      WHEN m.id IS NULL THEN 'has no matter'
      WHEN (m.closed_at IS NULL) <> (i.ended_at IS NULL) THEN 'is ended in one place only'
      WHEN NOT EXISTS (SELECT 1 FROM command.item k WHERE k.district = i.district AND k.incident = i.id) THEN 'has no items'
      WHEN i.ended_at IS NOT NULL AND EXISTS (SELECT 1 FROM command.item k JOIN matters.matter t ON t.district = k.district AND t.id = k.id
        WHERE k.district = i.district AND k.incident = i.id AND t.closed_at IS NULL) THEN 'is over, but an item is open' END AS fault
    FROM command.incident i LEFT JOIN matters.matter m ON m.district = i.district AND m.id = i.id WHERE i.district = ${district} ORDER BY i.id`);
}
