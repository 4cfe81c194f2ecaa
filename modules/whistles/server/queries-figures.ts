import type { Actor } from '@hezhi/contract';
import { areaSql, matterColumns, normalise, visibleSql, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';
import type { z } from 'zod';
import { measures, type FiguresQuery, type ListQuery, type ResponsesQuery } from '../contract/index.ts';
import { responseColumns, type ResponseRow } from './queries.ts';

type Cut = Pick<z.output<typeof FiguresQuery>, 'from' | 'to' | 'kind' | 'department' | 'whistler' | 'area'>;
export type Cursor = { at: string; id: string };

/** What each measure counts, over `whistles.response r`: the number and the list behind it are one predicate. A part that the district gave to another counts for nobody. */
const counted: Record<(typeof measures)[number], Sql> = {
  responses: sql.raw('true'),
  checked_in: sql.raw('r.checked_in_at IS NOT NULL'),
  in_time: sql.raw('r.checked_in_at IS NOT NULL AND NOT r.silent'),
  silent: sql.raw('r.silent'),
  refusal_asked: sql.raw('r.refusal IS NOT NULL'),
  refused: sql.raw(`r.refusal = 'agreed'`),
  done: sql.raw('r.done_at IS NOT NULL'),
  done_in_time: sql.raw('r.done_at IS NOT NULL AND NOT r.late'),
  rated: sql.raw('r.score IS NOT NULL'),
};
const counts = sql.raw(`r.result IS DISTINCT FROM 'reassigned'`);

/** Over `whistles.whistle w`: the district's finding, else that of most leads (as `isNeedless` of responses.ts). */
const needless = sql.raw(`coalesce(w.verdict = 'needless', (SELECT count(*) FILTER (WHERE NOT x.necessary) > count(*) FILTER (WHERE x.necessary)
  FROM whistles.response x WHERE x.district = w.district AND x.whistle = w.id))`);

/** Whistles that the actor sees, cut by period (days of China's time), kind, territory and whistler; the department is the caller's affair. */
function whereSql(district: string, actor: Actor, f: Cut): Sql[] {
  const parts = [sql`w.district = ${district}`, visibleSql(actor)];
  if (f.from) parts.push(sql`w.opened_at >= (${f.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  if (f.to) parts.push(sql`w.opened_at < ((${f.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  if (f.kind) parts.push(sql`w.kind = ${f.kind}`);
  if (f.area) parts.push(areaSql('m', f.area));
  if (f.whistler) parts.push(sql`w.whistler = ${f.whistler}`);
  return parts;
}
const whistles = sql.raw('whistles.whistle w JOIN matters.matter m ON m.district = w.district AND m.id = w.id');
const responses = sql`${whistles} JOIN whistles.response r ON r.district = w.district AND r.whistle = w.id`;

export type FiguresRow = Record<(typeof measures)[number], number> & {
  key: string | null;
  whistles: number;
  needless: number;
  working_minutes: string | null;
  minutes: string | null;
  score: string | null;
};

/** One row a key and one (key null) over all. */
export function countFigures(db: Db, district: string, actor: Actor, query: z.output<typeof FiguresQuery>): Promise<FiguresRow[]> {
  const key = { department: sql.raw('r.org::text'), whistler: sql.raw('w.whistler::text'), kind: sql.raw('w.kind') }[query.by];
  const parts = whereSql(district, actor, query);
  if (query.department) parts.push(sql`r.org = ${query.department}`);
  const columns = measures.map((one) => sql`count(*) FILTER (WHERE ${counted[one]})::int AS ${sql.raw(one)}`);
  return db.all<FiguresRow>(sql`SELECT ${key} AS key, count(DISTINCT w.id)::int AS whistles, count(DISTINCT w.id) FILTER (WHERE ${needless})::int AS needless, ${sql.join(columns, ', ')},
      round(avg(r.working_minutes), 1) AS working_minutes, round(avg(r.minutes), 1) AS minutes, round(avg(r.score), 2) AS score
    FROM ${responses} WHERE ${sql.and(parts)} AND ${counts} GROUP BY GROUPING SETS ((1), ())`);
}

export type BehindRow = ResponseRow & { number: string; title: string; kind: string; whistler: string; opened_at: string };

/** The list behind a number, newest whistle first. */
export function listResponses(db: Db, district: string, actor: Actor, query: z.output<typeof ResponsesQuery>, after: Cursor | null): Promise<BehindRow[]> {
  const parts = [...whereSql(district, actor, query), counts, sql`(${counted[query.measure]})`];
  if (query.department) parts.push(sql`r.org = ${query.department}`);
  if (after) parts.push(sql`(w.opened_at, r.leg) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<BehindRow>(sql`SELECT ${responseColumns}, m.number, m.title, w.kind, w.whistler, w.opened_at FROM ${responses}
    WHERE ${sql.and(parts)} ORDER BY w.opened_at DESC, r.leg DESC LIMIT ${query.limit + 1}`);
}

export type ListRow = MatterRow & {
  whistler: string;
  needless: boolean;
  leads: string[] | null;
  total: number;
  checked_in: number;
  silent: number;
  refused: number;
  done: number;
  score: string | null;
};

/** Whistles that the actor sees, newest first, each with how far its departments are. */
export function listWhistles(db: Db, district: string, actor: Actor, query: z.output<typeof ListQuery>, after: Cursor | null): Promise<ListRow[]> {
  const parts = whereSql(district, actor, query);
  if (query.state) parts.push(sql`m.state = ${query.state}`);
  if (query.open !== undefined) parts.push(query.open ? sql.raw('m.closed_at IS NULL') : sql.raw('m.closed_at IS NOT NULL'));
  if (query.needless !== undefined) parts.push(sql`${needless} = ${query.needless}`);
  if (query.department)
    parts.push(sql`EXISTS (SELECT FROM whistles.response r WHERE r.district = w.district AND r.whistle = w.id AND r.org = ${query.department} AND ${counts})`);
  if (query.q)
    parts.push(
      sql`(m.number = ${query.q.toUpperCase()} OR EXISTS (SELECT FROM matters.text t WHERE t.district = m.district AND t.matter = m.id AND position(${normalise(query.q).trim()} IN t.words) > 0))`,
    );
  if (after) parts.push(sql`(m.opened_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<ListRow>(sql`SELECT ${matterColumns}, w.whistler, ${needless} AS needless, c.*
    FROM ${whistles} CROSS JOIN LATERAL (SELECT array_agg(r.org::text ORDER BY r.whistled_at, r.leg) FILTER (WHERE r.role = 'lead') AS leads, count(*)::int AS total,
        count(*) FILTER (WHERE ${counted.checked_in})::int AS checked_in, count(*) FILTER (WHERE ${counted.silent})::int AS silent, count(*) FILTER (WHERE ${counted.refused})::int AS refused,
        count(*) FILTER (WHERE ${counted.done})::int AS done, round(avg(r.score), 1) AS score
      FROM whistles.response r WHERE r.district = w.district AND r.whistle = w.id AND ${counts}) c
    WHERE ${sql.and(parts)} ORDER BY m.opened_at DESC, m.id DESC LIMIT ${query.limit + 1}`);
}
