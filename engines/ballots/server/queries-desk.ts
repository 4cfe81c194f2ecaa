import { sql, type Db } from '@hezhi/server';

export type VoterRow = {
  id: string;
  label: string;
  area: number;
  shares: number;
  units: { entry: string; label: string; holder: string }[];
  voted_at: string | null;
};

/** Voters of a roll by name; `waiting`: only those without a ballot. One more than asked for says that there are more. */
export const votersOf = (
  db: Db,
  district: string,
  ballot: string,
  roll: string,
  find: { after: { label: string; id: string } | null; q: string | null; entry: string | null; waiting: boolean; limit: number },
): Promise<VoterRow[]> =>
  db.all(sql`
    SELECT v.id, v.label, v.area, v.shares,
      (SELECT jsonb_agg(jsonb_build_object('entry', u.entry, 'label', u.label, 'holder',
          coalesce((SELECT e.holder FROM ballots.entry e WHERE e.district = u.district AND e.roll = u.roll AND e.id = u.entry ORDER BY e.version DESC LIMIT 1), '')) ORDER BY u.label COLLATE "C")
        FROM ballots.unit u WHERE u.district = v.district AND u.roll = v.roll AND u.voter = v.id) AS units,
      (SELECT max(c.at) FROM ballots.cast c WHERE c.district = v.district AND c.ballot = ${ballot} AND c.voter = v.id) AS voted_at
    FROM ballots.voter v
    WHERE v.district = ${district} AND v.roll = ${roll}
      AND (${find.after?.id ?? null}::uuid IS NULL OR (v.label COLLATE "C", v.id) > (${find.after?.label ?? ''}::text COLLATE "C", ${find.after?.id ?? null}::uuid))
      AND (${find.q}::text IS NULL OR EXISTS (SELECT 1 FROM ballots.unit u WHERE u.district = v.district AND u.roll = v.roll AND u.voter = v.id AND u.label ILIKE ${`${(find.q ?? '').replace(/[\\%_]/g, '\\$&')}%`}))
      AND (${find.entry}::uuid IS NULL OR v.id = (SELECT u.voter FROM ballots.unit u WHERE u.district = ${district} AND u.roll = ${roll} AND u.entry = ${find.entry}::uuid))
      AND (NOT ${find.waiting} OR NOT EXISTS (SELECT 1 FROM ballots.cast c WHERE c.district = v.district AND c.ballot = ${ballot} AND c.voter = v.id))
    ORDER BY v.label COLLATE "C", v.id LIMIT ${find.limit}`);
