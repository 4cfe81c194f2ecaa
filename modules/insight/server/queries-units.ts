import type { Actor } from '@hezhi/contract';
import type { MeasuredLeg } from '@hezhi/matters/contract';
import { areaSql, legMeasureSql, matterColumns, visibleSql, type MatterRow } from '@hezhi/matters/server';
import { sql, type Db, type Write } from '@hezhi/server';

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

type Find = { district: string; kind: string; area: string; org: string; leg: string | undefined; measure: string; from: string; to: string };

/** Legs of an organisation by the moment they were given, newest first: walks their index, so its price is the page. */
export function listUnitLegs(db: Db, find: Find, actor: Actor, after: { at: string; id: string } | null, limit: number): Promise<UnitLegRow[]> {
  const where = [
    sql`l.district = ${find.district} AND l.org = ${find.org} AND m.kind = ${find.kind}`,
    areaSql('l', find.area),
    legMeasureSql(find.measure),
    sql`l.started_at >= (${find.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`,
    sql`l.started_at < ((${find.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`,
    visibleSql(actor),
  ];
  if (find.leg) where.push(sql`l.key = ${find.leg}`);
  if (after) where.push(sql`(l.started_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<UnitLegRow>(sql`SELECT ${matterColumns}, l.id AS leg, l.key, l.org, l.started_at, l.due_at AS leg_due, l.overdue AS leg_overdue, l.ended_at, l.result, l.body
    FROM matters.leg l JOIN matters.matter m ON m.district = l.district AND m.id = l.matter
    WHERE ${sql.and(where)} ORDER BY l.started_at DESC, l.id DESC LIMIT ${limit + 1}`);
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
