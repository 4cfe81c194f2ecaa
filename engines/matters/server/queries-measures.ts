import { sql, type Sql } from '@hezhi/server';
import { legMeasures, measures, takenResults, undone } from '../contract/index.ts';

const open = 'm.closed_at IS NULL';
const settled = "m.closed_at IS NOT NULL AND NOT m.marks @> '{void}'";
const stages = ['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const;

/** The SQL form of each measure over `matters.matter m`: what the list behind a number is filtered by. */
const where: Readonly<Record<string, string>> = {
  opened: 'true',
  open,
  open_overdue: `${open} AND m.overdue`,
  ...Object.fromEntries(stages.map((stage) => [`open_${stage}`, `${open} AND m.stage = '${stage}'`])),
  closed: settled,
  ...Object.fromEntries(
    ['handled', 'handled_in_time', 'responded', 'responded_in_time', 'solved', 'unsolved'].map((mark) => [
      mark,
      `m.marks @> '{${mark}}' AND NOT m.marks @> '{void}'`,
    ]),
  ),
  closed_in_time: `${settled} AND NOT m.marks @> '{overdue}'`,
  closed_on: settled,
  rated: 'm.rating IS NOT NULL',
  satisfied: 'm.rating >= 4',
};

/** A measure as a filter, and the column of its day. Most marks are measures of their own name. */
export function measureSql(key: string): { where: Sql; day: 'opened' | 'closed' } {
  const measure = measures.find((one) => one.key === key);
  if (!measure) throw new Error(`no measure ${key}`);
  const text = where[key];
  return { where: text ? sql.raw(`(${text})`) : sql`m.marks @> ARRAY[${key}]::text[]`, day: measure.day };
}

/** A recount of every measure by day, area level and subject, for `verify`: one scan of the rows. */
export function recountSql(district: string, kind: string): Sql {
  const columns = measures.map((measure) => {
    const { where: condition } = measureSql(measure.key);
    return sql`SELECT m.area, m.subject, (m.${sql.raw(measure.day === 'closed' ? 'closed_at' : 'opened_at')} AT TIME ZONE 'Asia/Shanghai')::date AS at, ${measure.key}::text AS measure
      FROM matters.matter m WHERE m.district = ${district} AND m.kind = ${kind} AND ${condition}`;
  });
  return sql.join(columns, ' UNION ALL ');
}

const taken = `l.ended_at IS NOT NULL AND l.result IN (${takenResults.map((one) => `'${one}'`).join(', ')})`;
const late = "(l.overdue OR (l.body ->> 'paused' IS NULL AND l.ended_at IS NOT NULL AND l.ended_at > l.due_at))";
const legWhere: Readonly<Record<string, string>> = {
  given: 'true',
  due: `NOT (${taken})`,
  done: `l.ended_at IS NOT NULL AND NOT (${taken})`,
  done_in_time: `l.ended_at IS NOT NULL AND NOT (${taken}) AND NOT ${late}`,
  overdue: `NOT (${taken}) AND ${late}`,
  pending: 'l.ended_at IS NULL',
  pending_overdue: 'l.ended_at IS NULL AND l.overdue',
  returned: "l.result = 'returned'",
  reassigned: "l.result IN ('reassigned', 'designated')",
  reworked: `l.body #>> '{why,step}' = 'rework' AND NOT (${taken})`,
  extended: "l.body ->> 'extended' = 'true'",
  suspended: "l.body ->> 'suspended' = 'true'",
};
const counted = `l.org IS NOT NULL AND l.result IS DISTINCT FROM '${undone}'`;

/** A measure of legs as a filter over `matters.leg l`: what the list behind a unit's number is filtered by. */
export function legMeasureSql(key: string): Sql {
  const text = legWhere[key];
  if (!text) throw new Error(`no measure ${key} of legs`);
  return sql.raw(`(${counted} AND coalesce(${text}, false))`);
}

/** What stored legs contribute now, taken away again: for legs that come back by an undo, whose rows the snapshot no longer knows. */
export function storedLegsAway(district: string, matter: string, ids: readonly string[], kind: string): Sql {
  const n = legMeasures.map(({ key }) => sql`${sql.raw(`'${key}'`)}, CASE WHEN ${legMeasureSql(key)} THEN -1 END`);
  return sql`SELECT l.district, ${kind}::text, left(l.area, 9), ARRAY['', l.key, l.key || '.' || l.org], (l.started_at AT TIME ZONE 'Asia/Shanghai')::date,
      jsonb_strip_nulls(jsonb_build_object(${sql.join(n, ', ')}))
    FROM matters.leg l WHERE l.district = ${district} AND l.matter = ${matter} AND l.id = ANY(${ids}::uuid[]) AND ${legMeasureSql('given')}`;
}

/** A recount of every measure of legs, for `verify`. */
export function recountLegsSql(district: string, kind: string): Sql {
  const each = legMeasures.map(({ key }) => sql`(${key}::text, ${legMeasureSql(key)})`);
  return sql`SELECT left(l.area, 9) AS area, l.key AS key, l.org::text AS org, (l.started_at AT TIME ZONE 'Asia/Shanghai')::date::text AS at, x.measure, count(*)::int AS n
    FROM matters.leg l JOIN matters.matter m ON m.district = l.district AND m.id = l.matter
    CROSS JOIN LATERAL (VALUES ${sql.join(each, ', ')}) AS x(measure, holds)
    WHERE l.district = ${district} AND m.kind = ${kind} AND x.holds GROUP BY 1, 2, 3, 4, 5`;
}
