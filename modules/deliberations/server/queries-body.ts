import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

export type BodyRow = {
  district: string;
  id: string;
  kind: string;
  name: string;
  area: string;
  org: string;
  purpose: string;
  rhythm: string;
  places: { name: string; address: string }[];
  listed: boolean;
  founded: string;
  ended_on: string | null;
  version: number;
  members: number;
  chairs: number;
  secretaries: number;
};
export type BodySeen = BodyRow & { office: 'chair' | 'secretary' | 'member' | 'observer' | null };

const columns: Sql = sql.raw(
  `o.district, o.id, o.kind, o.name, o.area, o.org, o.purpose, o.rhythm, o.places, o.listed, to_char(o.founded, 'YYYY-MM-DD') AS founded, to_char(o.ended_on, 'YYYY-MM-DD') AS ended_on, o.version,
   c.members, c.chairs, c.secretaries`,
);
const from: Sql =
  sql.raw(`deliberations.body o, LATERAL (SELECT count(*) FILTER (WHERE b.role <> 'observer') AS members, count(*) FILTER (WHERE b.role = 'chair') AS chairs,
   count(*) FILTER (WHERE b.role = 'secretary') AS secretaries FROM deliberations.member b WHERE b.district = o.district AND b.body = o.id AND b.ended_on IS NULL) c`);

/** A body and the office in it of a person. */
export const findBodyFor = (db: Db, district: string, id: string, person: string | null): Promise<BodySeen | undefined> =>
  db.find<BodySeen>(sql`SELECT ${columns}, (SELECT b.role FROM deliberations.member b WHERE b.district = o.district AND b.body = o.id AND b.person = ${person}::uuid AND b.ended_on IS NULL) AS office
    FROM ${from} WHERE o.district = ${district} AND o.id = ${id}`);

export const listBodies = (
  db: Db,
  district: string,
  find: { area: string; kind: string | null; ended: boolean; listed: boolean; after: string | null; limit: number },
): Promise<BodyRow[]> =>
  db.all<BodyRow>(sql`SELECT ${columns} FROM ${from} WHERE o.district = ${district} AND left(o.area, ${find.area.length}::int) = ${find.area} AND (${find.kind}::text IS NULL OR o.kind = ${find.kind})
    AND (o.ended_on IS NOT NULL) = ${find.ended} AND (o.listed OR NOT ${find.listed}) AND (${find.after}::uuid IS NULL OR o.id > ${find.after}::uuid) ORDER BY o.id LIMIT ${find.limit}`);

type New = Omit<BodyRow, 'members' | 'chairs' | 'secretaries' | 'ended_on' | 'version'> & { supervises: boolean };
export function insertBody(write: Write, row: New): void {
  write
    .add(
      sql`INSERT INTO deliberations.body (district, id, kind, name, area, org, purpose, rhythm, places, listed, supervises, founded, version)
      VALUES (${row.district}, ${row.id}, ${row.kind}, ${row.name}, ${row.area}, ${row.org}, ${row.purpose}, ${row.rhythm}, ${JSON.stringify(row.places)}, ${row.listed}, ${row.supervises}, ${row.founded}, 1)`,
    )
    .onDuplicate('body_pkey', () => new Refusal(errors.id_taken));
}
export function updateBody(
  write: Write,
  row: Pick<BodyRow, 'district' | 'id' | 'name' | 'org' | 'purpose' | 'rhythm' | 'places' | 'listed' | 'founded' | 'version'>,
): void {
  write.add(
    sql`UPDATE deliberations.body SET name = ${row.name}, org = ${row.org}, purpose = ${row.purpose}, rhythm = ${row.rhythm}, places = ${JSON.stringify(row.places)}, listed = ${row.listed},
      founded = ${row.founded}, version = version + 1 WHERE district = ${row.district} AND id = ${row.id} AND version = ${row.version}`,
    1,
    () => new Refusal(errors.changed),
  );
}
export function endBodyRows(write: Write, district: string, id: string, version: number, day: string): void {
  write.add(
    sql`UPDATE deliberations.body SET ended_on = ${day}, version = version + 1 WHERE district = ${district} AND id = ${id} AND version = ${version} AND ended_on IS NULL`,
    1,
    () => new Refusal(errors.changed),
  );
  write.add(sql`UPDATE deliberations.member SET ended_on = ${day} WHERE district = ${district} AND body = ${id} AND ended_on IS NULL`);
}

export type MemberRow = {
  id: string;
  person: string | null;
  name: string;
  role: 'chair' | 'secretary' | 'member' | 'observer';
  chosen: 'elected' | 'recommended' | 'appointed' | 'ex_officio' | 'volunteer';
  from_day: string;
  to_day: string | null;
  ended_on: string | null;
};
export const listMembers = (db: Db, district: string, body: string, former: boolean, after: string | null, limit: number): Promise<MemberRow[]> =>
  db.all<MemberRow>(sql`SELECT id, person, name, role, chosen, to_char(from_day, 'YYYY-MM-DD') AS from_day, to_char(to_day, 'YYYY-MM-DD') AS to_day, to_char(ended_on, 'YYYY-MM-DD') AS ended_on
    FROM deliberations.member WHERE district = ${district} AND body = ${body} AND (ended_on IS NOT NULL) = ${former} AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${limit}`);
export function insertMember(write: Write, district: string, body: string, row: Omit<MemberRow, 'ended_on'>): void {
  write
    .add(
      sql`INSERT INTO deliberations.member (district, id, body, person, name, role, chosen, from_day, to_day)
      SELECT ${district}, ${row.id}, ${body}, ${row.person}, ${row.name}, ${row.role}, ${row.chosen}, ${row.from_day}, ${row.to_day}`,
    )
    .onDuplicate('member_once', () => new Refusal(errors.member_already))
    .onDuplicate('member_pkey', () => new Refusal(errors.id_taken));
}
export function endMemberRow(write: Write, district: string, body: string, id: string, day: string): void {
  write.add(
    sql`UPDATE deliberations.member SET ended_on = ${day} WHERE district = ${district} AND body = ${body} AND id = ${id} AND ended_on IS NULL`,
    1,
    () => new Refusal(errors.member_not_found),
  );
}
/** A term that is over; one that was ended before is let be. */
export async function closeTerm(db: Db, district: string, body: string, id: string, day: string): Promise<void> {
  await db.run(sql`UPDATE deliberations.member SET ended_on = ${day} WHERE district = ${district} AND body = ${body} AND id = ${id} AND ended_on IS NULL`);
}
/** In how many bodies a person holds office now. */
export const countTerms = async (db: Db, district: string, person: string): Promise<number> =>
  (await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM deliberations.member WHERE district = ${district} AND person = ${person} AND ended_on IS NULL`,
  ))!.n;
