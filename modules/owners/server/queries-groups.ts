import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { DEVELOPER, errors, type VotingRules } from '../contract/index.ts';

export type GroupRow = {
  district: string;
  id: string;
  area: string;
  name: string;
  address: string;
  buildings: string[];
  developer: string;
  manager: string;
  basis: string;
  basis_on: string | null;
  rules: VotingRules;
  version: number;
  at: string;
};
/** With what its register counts: `exclusive` in square centimetres. */
export type GroupSeen = GroupRow & { units: number; heads: number; exclusive: number; committee: number; voting: number };

/** Whose head a unit counts to: what is not handed over is the developer's, all together one. Over unit u and owner o. */
export const headSql: Sql = sql`CASE WHEN NOT u.delivered OR o.kind = 'developer' THEN ${DEVELOPER} ELSE o.id::text END`;

const columns: Sql = sql`g.district, g.id, g.area, g.name, g.address, g.buildings, g.developer, g.manager, g.basis, to_char(g.basis_on, 'YYYY-MM-DD') AS basis_on, g.rules, g.version, g.at,
  c.units, c.heads, c.exclusive,
  (SELECT count(*)::int FROM owners.member b WHERE b.district = g.district AND b.compound = g.id AND b.kind = 'committee' AND b.role <> 'reserve' AND b.ended_on IS NULL) AS committee,
  (SELECT count(*)::int FROM owners.vote v JOIN matters.matter m ON m.district = v.district AND m.id = v.id WHERE v.district = g.district AND v.compound = g.id AND m.closed_at IS NULL AND m.state <> 'proposed' AND m.state <> 'checking') AS voting`;
const from: Sql = sql`owners.compound g, LATERAL (SELECT count(*)::int AS units, count(DISTINCT ${headSql})::int AS heads, coalesce(sum(u.area), 0)::bigint AS exclusive
  FROM owners.unit u JOIN owners.owner o ON o.district = u.district AND o.id = u.owner WHERE u.district = g.district AND u.compound = g.id AND NOT u.removed) c`;

const sound = <T extends { exclusive: number }>(row: T): T => ({ ...row, exclusive: Number(row.exclusive) });

export async function findGroup(db: Db, district: string, id: string): Promise<GroupSeen | undefined> {
  const row = await db.find<GroupSeen>(sql`SELECT ${columns} FROM ${from} WHERE g.district = ${district} AND g.id = ${id}`);
  return row && sound(row);
}

export async function listGroups(
  db: Db,
  district: string,
  find: { area: string; q: string | null; after: string | null; limit: number },
): Promise<GroupSeen[]> {
  const rows = await db.all<GroupSeen>(sql`SELECT ${columns} FROM ${from}
    WHERE g.district = ${district} AND g.area >= ${find.area} AND g.area < ${`${find.area}~`} AND (${find.after}::uuid IS NULL OR g.id < ${find.after}::uuid)
      AND (${find.q}::text IS NULL OR strpos(lower(g.name), lower(${find.q}::text)) > 0)
    ORDER BY g.id DESC LIMIT ${find.limit}`);
  return rows.map(sound);
}

export function insertGroup(write: Write, row: GroupRow): void {
  write
    .add(
      sql`INSERT INTO owners.compound (district, id, area, name, address, buildings, developer, manager, basis, basis_on, rules, version, at)
      VALUES (${row.district}, ${row.id}, ${row.area}, ${row.name}, ${row.address}, ${JSON.stringify(row.buildings)}, ${row.developer}, ${row.manager}, ${row.basis}, ${row.basis_on}, ${JSON.stringify(row.rules)}, 1, ${row.at})`,
    )
    .onDuplicate('compound_pkey', () => new Refusal(errors.id_taken));
}

/** Changes a compound if it is still as it was looked at (`row.version`). */
export function updateGroup(write: Write, row: Omit<GroupRow, 'at'>): void {
  write.add(
    sql`UPDATE owners.compound SET area = ${row.area}, name = ${row.name}, address = ${row.address}, buildings = ${JSON.stringify(row.buildings)}, developer = ${row.developer}, manager = ${row.manager},
      basis = ${row.basis}, basis_on = ${row.basis_on}, rules = ${JSON.stringify(row.rules)}, version = version + 1 WHERE district = ${row.district} AND id = ${row.id} AND version = ${row.version}`,
    1,
    () => new Refusal(errors.changed),
  );
}

export type MemberRow = {
  id: string;
  kind: 'committee' | 'preparing';
  owner: string | null;
  name: string;
  role: 'chair' | 'vice' | 'member' | 'reserve';
  place: number;
  from_day: string;
  to_day: string | null;
  ended_on: string | null;
  reason: string;
  vote: string | null;
};
const memberColumns: Sql = sql.raw(
  `id, kind, owner, name, role, place, to_char(from_day, 'YYYY-MM-DD') AS from_day, to_char(to_day, 'YYYY-MM-DD') AS to_day, to_char(ended_on, 'YYYY-MM-DD') AS ended_on, reason, vote`,
);

export const listMembers = (db: Db, district: string, compound: string, find: { former: boolean; after: string | null; limit: number }): Promise<MemberRow[]> =>
  db.all<MemberRow>(sql`SELECT ${memberColumns} FROM owners.member WHERE district = ${district} AND compound = ${compound} AND (ended_on IS NOT NULL) = ${find.former}
    AND (${find.after}::uuid IS NULL OR id > ${find.after}::uuid) ORDER BY id LIMIT ${find.limit}`);

export const lockMember = (db: Db, district: string, compound: string, id: string): Promise<MemberRow | undefined> =>
  db.find<MemberRow>(
    sql`SELECT ${memberColumns} FROM owners.member WHERE district = ${district} AND compound = ${compound} AND id = ${id} AND ended_on IS NULL FOR UPDATE`,
  );

/** The reserve who comes first of the same election. */
export const firstReserve = (db: Db, district: string, compound: string): Promise<MemberRow | undefined> =>
  db.find<MemberRow>(
    sql`SELECT ${memberColumns} FROM owners.member WHERE district = ${district} AND compound = ${compound} AND kind = 'committee' AND role = 'reserve' AND ended_on IS NULL ORDER BY place LIMIT 1 FOR UPDATE`,
  );

export function insertMember(write: Write, district: string, compound: string, row: Omit<MemberRow, 'ended_on'>): void {
  write
    .add(
      sql`INSERT INTO owners.member (district, id, compound, kind, owner, name, role, place, from_day, to_day, reason, vote)
      VALUES (${district}, ${row.id}, ${compound}, ${row.kind}, ${row.owner}, ${row.name}, ${row.role}, ${row.place}, ${row.from_day}, ${row.to_day}, ${row.reason}, ${row.vote})`,
    )
    .onDuplicate('member_pkey', () => new Refusal(errors.id_taken));
}
export function endMemberRow(write: Write, district: string, id: string, day: string, reason: string): void {
  write.add(
    sql`UPDATE owners.member SET ended_on = ${day}, reason = ${reason} WHERE district = ${district} AND id = ${id} AND ended_on IS NULL`,
    1,
    () => new Refusal(errors.member_not_found),
  );
}
/** All of a kind end on a day: a newly elected committee takes the seat of the former and of the preparing group. */
export function endAllMembers(write: Write, district: string, compound: string, day: string, reason: string): void {
  write.add(sql`UPDATE owners.member SET ended_on = ${day}, reason = ${reason} WHERE district = ${district} AND compound = ${compound} AND ended_on IS NULL`);
}

/** Whether a person is one of the present committee: by the owner as whom they sit. */
export async function sitsInCommittee(db: Db, district: string, compound: string, person: string): Promise<boolean> {
  const row = await db.find<{ one: number }>(sql`SELECT 1 AS one FROM owners.member b JOIN owners.owner o ON o.district = b.district AND o.id = b.owner
    WHERE b.district = ${district} AND b.compound = ${compound} AND b.kind = 'committee' AND b.role <> 'reserve' AND b.ended_on IS NULL AND o.person = ${person} LIMIT 1`);
  return row !== undefined;
}

/** The district of a compound by its id alone, looked for district by district; null when there is none. */
export const districtOfGroup = async (db: Db, id: string): Promise<string | null> =>
  (
    await db.find<{ district: string }>(sql`
      SELECT g.district FROM (SELECT DISTINCT district FROM owners.compound) d JOIN owners.compound g ON g.district = d.district AND g.id = ${id} LIMIT 1`)
  )?.district ?? null;
