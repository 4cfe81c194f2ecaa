import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { kept, type Change } from '../contract/index.ts';

/** Appends changes to a write. One row a change; nothing shared is locked. */
export function addChanges(write: Write, district: string, list: readonly Change[]): void {
  for (const one of list) {
    write.add(sql`INSERT INTO figures.delta (district, kind, area, subjects, day, n)
      VALUES (${district}, ${one.kind}, ${one.area}, ${one.subjects}, ${one.day}, ${JSON.stringify(one.n)})`);
  }
}

/** A delta row under every (area, subject, grain) at which figures are kept. */
const spread = (from: Sql): Sql => sql`
  SELECT d.district, d.kind, left(d.area, k.width) AS area, d.subjects[k.pos] AS subject, g.grain,
         CASE g.grain WHEN 'd' THEN d.day ELSE date_trunc('month', d.day)::date END AS at, e.key AS measure, sum(e.value::bigint) AS n
  FROM ${from} d
  CROSS JOIN (VALUES ${sql.raw(kept.flatMap(({ width, depth }) => Array.from({ length: depth + 1 }, (_, i) => `(${width}, ${i + 1})`)).join(', '))}) AS k(width, pos)
  CROSS JOIN (VALUES ('d'), ('m')) AS g(grain)
  CROSS JOIN LATERAL jsonb_each_text(d.n) AS e
  WHERE length(d.area) >= k.width AND d.subjects[k.pos] IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7`;

/** Folds up to `limit` deltas into the rollups in one statement. Returns how many were taken. */
export async function foldDeltas(db: Db, limit = 4000): Promise<number> {
  const row = await db.find<{ taken: number }>(sql`
    WITH picked AS (SELECT district, id FROM figures.delta ORDER BY district, id LIMIT ${limit} FOR UPDATE SKIP LOCKED),
    taken AS (DELETE FROM figures.delta d USING picked p WHERE d.district = p.district AND d.id = p.id
              RETURNING d.district, d.kind, d.area, d.subjects, d.day, d.n),
    folded AS (
      INSERT INTO figures.rollup AS r (district, kind, area, subject, grain, at, measure, n)
      SELECT district, kind, area, subject, grain, at, measure, n FROM (${spread(sql.raw('taken'))}) s
      ORDER BY 1, 2, 5, 3, 4, 7, 6
      ON CONFLICT (district, kind, grain, area, subject, measure, at) DO UPDATE SET n = r.n + excluded.n)
    SELECT count(*)::int AS taken FROM taken`);
  return row?.taken ?? 0;
}

export type FigureQuery = {
  district: string;
  kind: string;
  /** Areas to answer for, each by its own code. */
  areas: readonly string[];
  /** Subjects to answer for; `['']` = all together, null = each that occurs. */
  subjects: readonly string[] | null;
  measures: readonly string[];
  /** Inclusive ISO days; with grain `m` they should be firsts of months. */
  from: string;
  to: string;
  grain: 'd' | 'm';
  /** Sum over the period, or one row a day or month. */
  series: boolean;
};

export type Figure = { area: string; subject: string; measure: string; at: string | null; n: number };

/** Reads figures: folded plus not yet folded, in one statement and one snapshot, so the sum is exact. */
export async function readFigures(db: Db, q: FigureQuery): Promise<Figure[]> {
  const at = q.series ? sql.raw('at::text') : sql.raw('NULL::text');
  const subjects = q.subjects === null ? sql.raw('') : sql` AND subject = ANY(${q.subjects})`;
  const wanted = sql`district = ${q.district} AND kind = ${q.kind} AND grain = ${q.grain} AND area = ANY(${q.areas})${subjects}
    AND measure = ANY(${q.measures}) AND at >= ${q.from}::date AND at <= ${q.to}::date`;
  return db.all<Figure>(sql`
    SELECT area, subject, measure, ${at} AS at, sum(n)::bigint AS n FROM (
      SELECT area, subject, measure, at, n FROM figures.rollup WHERE ${wanted}
      UNION ALL
      SELECT area, subject, measure, at, n::bigint FROM (${spread(sql`(SELECT * FROM figures.delta WHERE district = ${q.district} AND kind = ${q.kind})`)}) s WHERE ${wanted}
    ) u GROUP BY 1, 2, 3, 4`);
}

/** Every kept figure of a district and kind with grain day, for a recount. */
export async function allFigures(db: Db, district: string, kind: string): Promise<Map<string, number>> {
  const rows = await db.all<{ key: string; n: number }>(sql`
    SELECT area || '|' || subject || '|' || at || '|' || measure AS key, sum(n)::bigint AS n FROM (
      SELECT area, subject, at, measure, n FROM figures.rollup WHERE district = ${district} AND kind = ${kind} AND grain = 'd'
      UNION ALL
      SELECT area, subject, at, measure, n::bigint FROM (${spread(sql`(SELECT * FROM figures.delta WHERE district = ${district} AND kind = ${kind})`)}) s WHERE grain = 'd'
    ) u GROUP BY 1 HAVING sum(n) <> 0 ORDER BY 1`);
  return new Map(rows.map((row) => [row.key, row.n]));
}
