import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { kept, type Change } from '../contract/index.ts';

/** Deltas taken at once. The more there are, the more of them meet in one cell of the rollup. */
export const FOLD = 10_000;

/** Appends changes to a write: one row a change, all in one part of it; nothing shared is locked. */
export function addChanges(write: Write, district: string, list: readonly Change[]): void {
  if (list.length === 0) return;
  write.add(sql`INSERT INTO figures.delta (district, kind, area, subjects, day, n)
    SELECT ${district}, kind, area, subjects, day, n FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS x(kind text, area text, subjects text[], day date, n jsonb)`);
}

/** Appends what a query gives (district, kind, area, subjects, day, n): changes that only the database knows. */
export function addChangesFrom(write: Write, changes: Sql): void {
  write.add(sql`INSERT INTO figures.delta (district, kind, area, subjects, day, n) ${changes}`);
}

/** Every (width, position of the subject) at which figures are kept, or only those of some widths. */
const keptAt = (widths?: ReadonlySet<number>): Sql =>
  sql.raw(
    kept
      .filter(({ width }) => !widths || widths.has(width))
      .flatMap(({ width, depth }) => Array.from({ length: depth + 1 }, (_, i) => `(${width}, ${i + 1})`))
      .join(', '),
  );
/** The day or first of the month under which a change `d` counts in grain `g.grain`. */
const dayOfGrain = sql.raw(`CASE g.grain WHEN 'd' THEN d.day ELSE date_trunc('month', d.day)::date END`);

/**
 * Folds up to `limit` deltas into the rollups, in one statement unless a measure is met for the first time. Returns how many were taken. Several folders
 * side by side take each change once.
 */
export async function foldDeltas(db: Db, limit = FOLD): Promise<number> {
  let taken = 0;
  for (;;) {
    const row = await foldKnown(db, limit - taken);
    taken += row.taken;
    if (row.taken === row.picked) return taken;
    await learn(db);
  }
}

/** Folds those whose measures all have a slot. */
async function foldKnown(db: Db, limit: number): Promise<{ picked: number; taken: number }> {
  const row = await db.find<{ picked: number; taken: number }>(sql`
    WITH picked AS MATERIALIZED (SELECT district, id, kind, n FROM figures.delta ORDER BY district, id ${sql.limit(limit)} FOR UPDATE SKIP LOCKED),
    named AS (SELECT kind, array_agg(key::text) AS keys FROM figures.measure GROUP BY kind),
    taken AS (DELETE FROM figures.delta d USING picked p LEFT JOIN named a ON a.kind = p.kind
              WHERE d.district = p.district AND d.id = p.id AND p.n - coalesce(a.keys, '{}') = '{}'
              RETURNING d.district, d.kind, d.area, d.subjects, d.day, d.n),
    alike AS MATERIALIZED (SELECT district, kind, area, subjects, day, n, count(*) AS times FROM taken GROUP BY 1, 2, 3, 4, 5, 6),
    slots AS MATERIALIZED (
      SELECT u.kind, u.n, m.slot, e.value::bigint AS value FROM (SELECT DISTINCT kind, n FROM alike) u
      CROSS JOIN LATERAL jsonb_each_text(u.n) AS e JOIN figures.measure m ON m.kind = u.kind AND m.key = e.key),
    days AS MATERIALIZED (
      SELECT a.district, a.kind, left(a.area, k.width) AS area, a.subjects[k.pos] AS subject, a.day, a.n, sum(a.times) AS times
      FROM alike a CROSS JOIN (VALUES ${keptAt()}) AS k(width, pos)
      WHERE length(a.area) >= k.width AND a.subjects[k.pos] IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6),
    spread AS (
      SELECT district, kind, area, subject, 'd' AS grain, day AS at, n, times FROM days
      UNION ALL
      SELECT district, kind, area, subject, 'm', date_trunc('month', day)::date, n, times FROM days),
    folded AS (
      INSERT INTO figures.rollup AS r (district, kind, area, subject, grain, at, n)
      SELECT d.district, d.kind, d.area, d.subject, d.grain, d.at, figures.placed(array_agg(s.slot), array_agg((s.value * d.times)::bigint))
      FROM spread d JOIN slots s ON s.kind = d.kind AND s.n = d.n GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 5, 3, 4, 6
      ON CONFLICT (district, kind, grain, area, subject, at) DO UPDATE SET n = figures.plus(r.n, excluded.n))
    SELECT (SELECT count(*) FROM picked)::int AS picked, (SELECT count(*) FROM taken)::int AS taken`);
  return row!;
}

/** Gives every measure that waits and was never met its slot: one after the other, so that arrays have no gaps. */
async function learn(db: Db): Promise<void> {
  await db.tx(async (tx) => {
    await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('figures.measure'))`);
    await tx.run(sql`INSERT INTO figures.measure (kind, key, slot)
      SELECT u.kind, u.key, coalesce((SELECT max(m.slot) FROM figures.measure m WHERE m.kind = u.kind), 0) + row_number() OVER (PARTITION BY u.kind ORDER BY u.key)
      FROM (SELECT DISTINCT d.kind, k.key FROM figures.delta d CROSS JOIN LATERAL jsonb_object_keys(d.n) AS k(key)) u
      WHERE NOT EXISTS (SELECT FROM figures.measure m WHERE m.kind = u.kind AND m.key = u.key)`);
  });
}

/** A stretch of time in one grain: inclusive ISO days; with grain `m` they should be firsts of months. */
export type FigureSpan = { readonly grain: 'd' | 'm'; readonly from: string; readonly to: string };

type Asked = {
  district: string;
  kind: string;
  /** Areas to answer for, each by its own code. */
  areas: readonly string[];
  /** Subjects to answer for; `['']` = all together, null = each that occurs. */
  subjects: readonly string[] | null;
  measures: readonly string[];
  /** Sum over the period, or one row a day or month. */
  series: boolean;
};
export type FigureQuery = Asked & FigureSpan;

/** A figure that is not 0. */
export type Figure = { area: string; subject: string; measure: string; at: string | null; n: number };

/** Slots by pool and kind. They never change and none is dropped, so that knowing as many as there are is knowing them all. */
const slots = new WeakMap<Db, Map<string, Map<string, number>>>();

async function slotsOf(db: Db, kind: string, anew = false): Promise<Map<string, number>> {
  let kinds = slots.get(db);
  if (!kinds) slots.set(db, (kinds = new Map()));
  const known = kinds.get(kind);
  if (known && !anew) return known;
  const rows = await db.all<{ key: string; slot: number }>(sql`SELECT key, slot FROM figures.measure WHERE kind = ${kind}`);
  const read = new Map(rows.map(({ key, slot }) => [key, slot]));
  kinds.set(kind, read);
  return read;
}

/** Reads figures: folded plus not yet folded, in one statement and one snapshot, so the sum is exact. */
export const readFigures = (db: Db, q: FigureQuery): Promise<Figure[]> => readSpans(db, q, [q]);

/** The same over several spans that do not overlap, added up; still one statement (one more when measures are new to this process). */
export async function readSpans(db: Db, query: Asked, spans: readonly FigureSpan[]): Promise<Figure[]> {
  const q = { ...query, areas: query.areas.filter((area) => kept.some(({ width }) => width === area.length)) };
  if (spans.length === 0 || q.measures.length === 0 || q.areas.length === 0) return [];
  for (let known = await slotsOf(db, q.kind); ; known = await slotsOf(db, q.kind, true)) {
    const rows = await db.all<{ known: number; area: string | null; subject: string; at: string | null; n: string }>(sumSql(q, spans, known));
    if (rows[0]!.known !== known.size) continue;
    const list: Figure[] = [];
    for (const { area, subject, at, n } of rows) {
      if (area === null) continue;
      const values = n.split(',');
      for (const [i, measure] of q.measures.entries()) if (values[i] !== '0') list.push({ area, subject, measure, at, n: Number(values[i]) });
    }
    return list;
  }
}

function sumSql(q: Asked, spans: readonly FigureSpan[], known: ReadonlyMap<string, number>): Sql {
  const when = sql.raw(q.series ? 'r.at' : 'NULL::date AS at');
  const places = (each: (measure: string, i: number) => Sql): Sql => sql.join(q.measures.map(each), ', ');
  const folded = places((measure, i) => sql.raw(known.has(measure) ? `r.n[${known.get(measure)!}] AS n${i}` : `NULL::bigint AS n${i}`));
  const waiting = places((measure, i) => sql`(d.n ->> ${measure})::bigint AS ${sql.raw(`n${i}`)}`);
  const subject = (column: string): Sql => (q.subjects === null ? sql.raw('') : sql` AND ${sql.raw(column)} = ANY(${q.subjects})`);
  const rollups = spans.map(
    (span) => sql`SELECT r.area, r.subject, ${when}, ${folded} FROM figures.rollup r WHERE r.district = ${q.district} AND r.kind = ${q.kind}
      AND r.grain = ${sql.raw(`'${span.grain}'`)} AND r.area = ANY(${q.areas})${subject('r.subject')} AND r.at >= ${span.from}::date AND r.at <= ${span.to}::date`,
  );
  const asked = sql.join(
    spans.map((span) => sql`(${sql.raw(`'${span.grain}'`)}, ${span.from}::date, ${span.to}::date)`),
    ', ',
  );
  const deltas = sql`SELECT left(d.area, k.width), d.subjects[k.pos], ${q.series ? dayOfGrain : sql.raw('NULL::date')}, ${waiting}
      FROM figures.delta d CROSS JOIN (VALUES ${keptAt(new Set(q.areas.map((area) => area.length)))}) AS k(width, pos) CROSS JOIN (VALUES ${asked}) AS g(grain, since, till)
      WHERE d.district = ${q.district} AND d.kind = ${q.kind} AND length(d.area) >= k.width AND left(d.area, k.width) = ANY(${q.areas})
        AND d.subjects[k.pos] IS NOT NULL${subject('d.subjects[k.pos]')} AND ${dayOfGrain} >= g.since AND ${dayOfGrain} <= g.till`;
  return sql`SELECT (SELECT count(*) FROM figures.measure WHERE kind = ${q.kind})::int AS known, s.area, s.subject, s.at::text AS at, s.n
    FROM (SELECT) one LEFT JOIN (
      SELECT u.area, u.subject, u.at, concat_ws(',', ${places((_, i) => sql.raw(`coalesce(sum(u.n${i}), 0)`))}) AS n
      FROM (${sql.join([...rollups, deltas], ' UNION ALL ')}) u GROUP BY u.area, u.subject, u.at) s ON true`;
}

/** Every kept figure of a district and kind with grain day, for a recount. A value under no measure is told as `?<slot>`. */
export async function allFigures(db: Db, district: string, kind: string): Promise<Map<string, number>> {
  const rows = await db.all<{ key: string; n: number }>(sql`
    SELECT area || '|' || subject || '|' || at || '|' || measure AS key, sum(n)::bigint AS n FROM (
      SELECT r.area, r.subject, r.at, coalesce(m.key, '?' || e.slot) AS measure, e.n
      FROM figures.rollup r CROSS JOIN LATERAL unnest(r.n) WITH ORDINALITY AS e(n, slot) LEFT JOIN figures.measure m ON m.kind = r.kind AND m.slot = e.slot
      WHERE r.district = ${district} AND r.kind = ${kind} AND r.grain = 'd' AND e.n <> 0
      UNION ALL
      SELECT left(d.area, k.width), d.subjects[k.pos], d.day, e.key, e.value::bigint
      FROM figures.delta d CROSS JOIN (VALUES ${keptAt()}) AS k(width, pos) CROSS JOIN LATERAL jsonb_each_text(d.n) AS e
      WHERE d.district = ${district} AND d.kind = ${kind} AND length(d.area) >= k.width AND d.subjects[k.pos] IS NOT NULL
    ) u GROUP BY 1 HAVING sum(n) <> 0 ORDER BY 1`);
  return new Map(rows.map((row) => [row.key, row.n]));
}
