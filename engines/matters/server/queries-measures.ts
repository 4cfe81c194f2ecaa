import { sql, type Sql } from '@hezhi/server';
import { measures } from '../contract/index.ts';

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
  handled: "m.marks @> '{handled}' AND NOT m.marks @> '{void}'",
  handled_in_time: "m.marks @> '{handled_in_time}' AND NOT m.marks @> '{void}'",
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
