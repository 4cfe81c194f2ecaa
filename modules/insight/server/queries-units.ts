import type { Actor } from '@hezhi/contract';
import type { MeasuredLeg } from '@hezhi/matters/contract';
import { areaSql, legMeasureSql, matterColumns, visibleSql, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { shirked } from '../contract/rates.ts';

export type UnitLegRow = MatterRow & {
  leg: string;
  key: string;
  org: string;
  started_at: string;
  leg_due: string;
  leg_overdue: boolean;
  ended_at: string | null;
  result: string | null;
  body: Pick<MeasuredLeg, 'paused' | 'why' | 'extended' | 'suspended'>;
};

/** Whose legs in which territory and period; `subject` is a category or the beginning of one. */
export type Cut = {
  district: string;
  kind: string;
  area: string;
  orgs: readonly string[];
  leg?: string | undefined;
  subject?: string | undefined;
  from: string;
  to: string;
};

const startOf = (day: string): Sql => sql`(${day}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/**
 * 推诿 as a filter over `matters.leg l` (`shirked` of the contract): from the few legs that were returned and the few applications that were refused. A refusal is a leg `return_decision` that
 * says by `about` whose application it was; it begins after the leg, so those before the period need not be looked at.
 */
function shirkedSql(district: string, from: string): Sql {
  return sql`(${legMeasureSql('given')} AND (l.matter, l.id) IN (
    SELECT r.matter, r.id FROM matters.leg r WHERE r.district = ${district} AND r.result = 'returned' AND r.started_at >= ${startOf(from)} AND (r.body #>> '{why,step}' = 'designate'
      OR EXISTS (SELECT FROM matters.leg p WHERE p.district = r.district AND p.matter = r.matter AND p.key = r.key AND p.result = 'returned' AND p.started_at < r.started_at))
    UNION SELECT d.matter, (d.body ->> 'about')::uuid FROM matters.leg d
      WHERE d.district = ${district} AND d.result = 'refused' AND d.key = 'return_decision' AND d.started_at >= ${startOf(from)} AND d.body ? 'about'))`;
}
const measured = (find: { district: string; from: string }, measure: string): Sql =>
  measure === shirked.key ? shirkedSql(find.district, find.from) : legMeasureSql(measure);

function cutSql(find: Cut): Sql[] {
  const where = [
    sql`l.district = ${find.district} AND l.org = ANY(${find.orgs}::uuid[]) AND m.kind = ${find.kind}`,
    areaSql('l', find.area),
    sql`l.started_at >= ${startOf(find.from)}`,
    sql`l.started_at < ((${find.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`,
  ];
  if (find.leg) where.push(sql`l.key = ${find.leg}`);
  if (find.subject) where.push(sql`starts_with(m.subject, ${find.subject})`);
  return where;
}
const legs = sql.raw('matters.leg l JOIN matters.matter m ON m.district = l.district AND m.id = l.matter');

/** How many legs each measure counts, by stage, unit and category; from the rows, by the index of a unit's legs. */
export type Counted = { leg: string; org: string; subject: string; measure: string; n: number };
export function countLegs(db: Db, find: Cut, measures: readonly string[]): Promise<Counted[]> {
  const each = measures.map((key) => sql`(${key}::text, ${measured(find, key)})`);
  return db.all<Counted>(sql`SELECT l.key AS leg, l.org::text AS org, m.subject, x.measure, count(*)::int AS n FROM ${legs}
    CROSS JOIN LATERAL (VALUES ${sql.join(each, ', ')}) AS x(measure, holds) WHERE ${sql.and(cutSql(find))} AND x.holds GROUP BY 1, 2, 3, 4`);
}
/** The legs that were shirked alone: begins at the few that can be. */
export function countShirked(db: Db, find: Cut): Promise<Counted[]> {
  return db.all<Counted>(sql`SELECT l.key AS leg, l.org::text AS org, m.subject, ${shirked.key}::text AS measure, count(*)::int AS n FROM ${legs}
    WHERE ${sql.and(cutSql(find))} AND ${shirkedSql(find.district, find.from)} GROUP BY 1, 2, 3`);
}

/** Legs of an organisation by the moment they were given, newest first: walks their index, so its price is the page. */
export function listUnitLegs(
  db: Db,
  find: Cut & { measure: string },
  actor: Actor,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<UnitLegRow[]> {
  const where = [...cutSql(find), measured(find, find.measure), visibleSql(actor)];
  if (after) where.push(sql`(l.started_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<UnitLegRow>(sql`SELECT ${matterColumns}, l.id AS leg, l.key, l.org, l.started_at, l.due_at AS leg_due, l.overdue AS leg_overdue, l.ended_at, l.result, l.body
    FROM ${legs} WHERE ${sql.and(where)} ORDER BY l.started_at DESC, l.id DESC LIMIT ${limit + 1}`);
}

export type WeightsRow = { id: string; at: string; responded: number; solved: number; satisfied: number; basis: string; person: string };

/** The weights that hold now. */
export function latestWeights(db: Db, district: string): Promise<WeightsRow | undefined> {
  return db.find<WeightsRow>(
    sql`SELECT id, at, responded, solved, satisfied, basis, person FROM insight.weights WHERE district = ${district} ORDER BY at DESC, id DESC LIMIT 1`,
  );
}

export function insertWeights(write: Write, district: string, row: WeightsRow): void {
  write.add(sql`INSERT INTO insight.weights (district, id, at, responded, solved, satisfied, basis, person)
    VALUES (${district}, ${row.id}, ${row.at}, ${row.responded}, ${row.solved}, ${row.satisfied}, ${row.basis}, ${row.person})`);
}
