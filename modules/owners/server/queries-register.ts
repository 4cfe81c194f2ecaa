import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type areaSources, type ownerKinds, type unitKinds } from '../contract/index.ts';
import { headSql } from './queries-groups.ts';

export type OwnerRow = {
  id: string;
  kind: (typeof ownerKinds)[number];
  name: Buffer;
  name_key: Buffer;
  others: Buffer | null;
  others_count: number;
  phone: Buffer | null;
  phone_key: Buffer | null;
  person: string | null;
  /** Consent to SMS about votes. */
  sms: boolean;
  version: number;
};
export type UnitRow = {
  id: string;
  label: string;
  building: string;
  kind: (typeof unitKinds)[number];
  area: number;
  source: (typeof areaSources)[number];
  owner: string;
  delivered: boolean;
  removed: boolean;
  version: number;
};
export type UnitLine = UnitRow & { owner_kind: OwnerRow['kind']; name: Buffer; phone: Buffer | null; bound: boolean; sms: boolean };

const unitColumns: Sql = sql.raw('u.id, u.label, u.building, u.kind, u.area, u.source, u.owner, u.delivered, u.removed, u.version');
const numbered = <T extends { area: number }>(row: T): T => ({ ...row, area: Number(row.area) });

/** A page of the register by name of the unit. */
export async function listUnits(
  db: Db,
  district: string,
  compound: string,
  find: { after: string | null; q: string | null; limit: number },
): Promise<UnitLine[]> {
  const rows = await db.all<UnitLine>(sql`SELECT ${unitColumns}, o.kind AS owner_kind, o.name, o.phone, o.sms, o.person IS NOT NULL AS bound
    FROM owners.unit u JOIN owners.owner o ON o.district = u.district AND o.id = u.owner
    WHERE u.district = ${district} AND u.compound = ${compound} AND NOT u.removed AND (${find.after}::text IS NULL OR u.label COLLATE "C" > ${find.after}::text)
      AND (${find.q}::text IS NULL OR strpos(u.label, ${find.q}::text) > 0)
    ORDER BY u.label COLLATE "C" LIMIT ${find.limit}`);
  return rows.map(numbered);
}

export const findUnit = async (db: Db, district: string, compound: string, id: string): Promise<UnitRow | undefined> => {
  const row = await db.find<UnitRow>(
    sql`SELECT ${unitColumns} FROM owners.unit u WHERE u.district = ${district} AND u.compound = ${compound} AND u.id = ${id}`,
  );
  return row && numbered(row);
};

const ownerColumns: Sql = sql.raw('o.id, o.kind, o.name, o.name_key, o.others, o.others_count, o.phone, o.phone_key, o.person, o.sms, o.version');
export const findOwner = (db: Db, district: string, compound: string, id: string): Promise<OwnerRow | undefined> =>
  db.find<OwnerRow>(sql`SELECT ${ownerColumns} FROM owners.owner o WHERE o.district = ${district} AND o.compound = ${compound} AND o.id = ${id}`);
export const allOwners = (db: Db, district: string, compound: string): Promise<OwnerRow[]> =>
  db.all<OwnerRow>(sql`SELECT ${ownerColumns} FROM owners.owner o WHERE o.district = ${district} AND o.compound = ${compound}`);
export const knownOwners = (
  db: Db,
  district: string,
  compound: string,
  ids: readonly string[],
): Promise<{ id: string; kind: OwnerRow['kind']; units: number }[]> =>
  db.all(sql`SELECT o.id, o.kind, (SELECT count(*)::int FROM owners.unit u WHERE u.district = o.district AND u.owner = o.id AND NOT u.removed AND u.delivered) AS units
    FROM owners.owner o WHERE o.district = ${district} AND o.compound = ${compound} AND o.id = ANY(${ids}::uuid[])`);

export type OwnerLine = OwnerRow & { units: string[] | null; area: number };
/** A page of owners with the units that they hold; `q` is part of a unit's name, `key` the keyed hash of an exact name. */
export async function listOwners(
  db: Db,
  district: string,
  compound: string,
  find: { after: string | null; q: string | null; key: Buffer | null; limit: number },
): Promise<OwnerLine[]> {
  const rows =
    await db.all<OwnerLine>(sql`SELECT ${ownerColumns}, c.units, c.area FROM owners.owner o, LATERAL (SELECT array_agg(u.label ORDER BY u.label COLLATE "C") AS units, coalesce(sum(u.area), 0)::bigint AS area
      FROM owners.unit u WHERE u.district = o.district AND u.owner = o.id AND NOT u.removed) c
    WHERE o.district = ${district} AND o.compound = ${compound} AND (${find.after}::uuid IS NULL OR o.id > ${find.after}::uuid) AND c.units IS NOT NULL
      AND (${find.q}::text IS NULL OR o.name_key = ${find.key}::bytea OR EXISTS (SELECT FROM unnest(c.units) AS l (label) WHERE strpos(l.label, ${find.q}::text) > 0))
    ORDER BY o.id LIMIT ${find.limit}`);
  return rows.map(numbered);
}

export function insertOwner(write: Write, district: string, compound: string, row: OwnerRow, at: string): void {
  write
    .add(
      sql`INSERT INTO owners.owner (district, id, compound, kind, name, name_key, others, others_count, phone, phone_key, person, sms, version, at)
      VALUES (${district}, ${row.id}, ${compound}, ${row.kind}, ${row.name}, ${row.name_key}, ${row.others}, ${row.others_count}, ${row.phone}, ${row.phone_key}, ${row.person}, ${row.sms}, 1, ${at})`,
    )
    .onDuplicate('owner_pkey', () => new Refusal(errors.id_taken));
}
export function updateOwner(write: Write, district: string, row: OwnerRow, at: string): void {
  write.add(
    sql`UPDATE owners.owner SET kind = ${row.kind}, name = ${row.name}, name_key = ${row.name_key}, others = ${row.others}, others_count = ${row.others_count}, phone = ${row.phone}, phone_key = ${row.phone_key},
      person = ${row.person}, sms = ${row.sms}, version = version + 1, at = ${at} WHERE district = ${district} AND id = ${row.id} AND version = ${row.version}`,
    1,
    () => new Refusal(errors.changed),
  );
}
export function insertUnit(write: Write, district: string, compound: string, row: UnitRow, at: string): void {
  write
    .add(
      sql`INSERT INTO owners.unit (district, id, compound, label, building, kind, area, source, owner, delivered, removed, version, at)
      VALUES (${district}, ${row.id}, ${compound}, ${row.label}, ${row.building}, ${row.kind}, ${row.area}, ${row.source}, ${row.owner}, ${row.delivered}, ${row.removed}, 1, ${at})`,
    )
    .onDuplicate('unit_pkey', () => new Refusal(errors.id_taken))
    .onDuplicate('unit_label', () => new Refusal(errors.unit_taken, { label: row.label }));
}
export function updateUnit(write: Write, district: string, row: UnitRow, at: string): void {
  write
    .add(
      sql`UPDATE owners.unit SET label = ${row.label}, building = ${row.building}, kind = ${row.kind}, area = ${row.area}, source = ${row.source}, owner = ${row.owner}, delivered = ${row.delivered},
        removed = ${row.removed}, version = version + 1, at = ${at} WHERE district = ${district} AND id = ${row.id} AND version = ${row.version}`,
      1,
      () => new Refusal(errors.changed),
    )
    .onDuplicate('unit_label', () => new Refusal(errors.unit_taken, { label: row.label }));
}
export function insertHistory(
  write: Write,
  row: { district: string; subject: string; version: number; compound: string; body: Buffer; reason: string; by: string | null; at: string },
): void {
  write.add(sql`INSERT INTO owners.history (district, subject, version, compound, body, reason, by, at)
    VALUES (${row.district}, ${row.subject}, ${row.version}, ${row.compound}, ${row.body}, ${row.reason}, ${row.by}, ${row.at})`);
}
export const historyOf = (
  db: Db,
  district: string,
  compound: string,
  subject: string,
): Promise<{ version: number; body: Buffer; reason: string; by: string | null; at: string }[]> =>
  db.all(
    sql`SELECT version, body, reason, by, at FROM owners.history WHERE district = ${district} AND compound = ${compound} AND subject = ${subject} ORDER BY version`,
  );

/** Owners and units of a table in one write: arrays by column, so that thousands are one statement each. */
export function insertMany(
  write: Write,
  given: {
    district: string;
    compound: string;
    at: string;
    by: string | null;
    owners: readonly OwnerRow[];
    units: readonly UnitRow[];
    bodies: ReadonlyMap<string, Buffer>;
    reason: string;
  },
): void {
  const { district, compound, at, owners, units } = given;
  if (owners.length > 0)
    write.add(sql`INSERT INTO owners.owner (district, id, compound, kind, name, name_key, others, others_count, phone, phone_key, person, sms, version, at)
      SELECT ${district}, id, ${compound}, kind, name, name_key, others, others_count, phone, phone_key, NULL, sms, 1, ${at}
      FROM unnest(${owners.map((one) => one.id)}::uuid[], ${owners.map((one) => one.kind)}::text[], ${owners.map((one) => one.name)}::bytea[], ${owners.map((one) => one.name_key)}::bytea[],
        ${owners.map((one) => one.others)}::bytea[], ${owners.map((one) => one.others_count)}::int[], ${owners.map((one) => one.phone)}::bytea[], ${owners.map((one) => one.phone_key)}::bytea[],
        ${owners.map((one) => one.sms)}::boolean[]) AS r (id, kind, name, name_key, others, others_count, phone, phone_key, sms)`);
  write
    .add(sql`INSERT INTO owners.unit (district, id, compound, label, building, kind, area, source, owner, delivered, removed, version, at)
      SELECT ${district}, id, ${compound}, label, building, kind, area, source, owner, delivered, false, 1, ${at}
      FROM unnest(${units.map((one) => one.id)}::uuid[], ${units.map((one) => one.label)}::text[], ${units.map((one) => one.building)}::text[], ${units.map((one) => one.kind)}::text[],
        ${units.map((one) => one.area)}::bigint[], ${units.map((one) => one.source)}::text[], ${units.map((one) => one.owner)}::uuid[], ${units.map((one) => one.delivered)}::boolean[])
        AS r (id, label, building, kind, area, source, owner, delivered)`)
    .onDuplicate('unit_label', () => new Refusal(errors.unit_taken, { label: units[0]?.label ?? '' }));
  const subjects = [...given.bodies.keys()];
  write.add(sql`INSERT INTO owners.history (district, subject, version, compound, body, reason, by, at)
    SELECT ${district}, subject, 1, ${compound}, body, ${given.reason}, ${given.by}, ${at} FROM unnest(${subjects}::uuid[], ${subjects.map((one) => given.bodies.get(one)!)}::bytea[]) AS r (subject, body)`);
}
export const labelsTaken = async (db: Db, district: string, compound: string, labels: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await db.all<{ label: string }>(
        sql`SELECT label FROM owners.unit WHERE district = ${district} AND compound = ${compound} AND NOT removed AND label = ANY(${labels}::text[])`,
      )
    ).map(({ label }) => label),
  );

/** Notes whether an owner agreed to SMS; only of a phone that is on the register. */
export function setConsent(write: Write, district: string, compound: string, id: string, sms: boolean): void {
  write.add(
    sql`UPDATE owners.owner SET sms = ${sms} WHERE district = ${district} AND compound = ${compound} AND id = ${id} AND (NOT ${sms} OR phone IS NOT NULL)`,
    1,
    () => new Refusal(errors.no_phone),
  );
}

/** Lines of a roll: every unit with the head it counts to, and who votes for it. */
export async function rollLines(
  db: Db,
  district: string,
  compound: string,
): Promise<{ label: string; area: number; head: string; name: Buffer; phone: Buffer | null; person: string | null; sms: boolean }[]> {
  const rows = await db.all<{
    label: string;
    area: number;
    head: string;
    name: Buffer;
    phone: Buffer | null;
    person: string | null;
    sms: boolean;
  }>(sql`SELECT u.label, u.area, ${headSql} AS head, o.name, o.phone, o.person, o.sms
    FROM owners.unit u JOIN owners.owner o ON o.district = u.district AND o.id = u.owner WHERE u.district = ${district} AND u.compound = ${compound} AND NOT u.removed ORDER BY u.label COLLATE "C"`);
  return rows.map(numbered);
}

/** Owners of a compound that a person stands for, with what counts for them: units handed over. */
export const ownersOfPerson = (db: Db, district: string, compound: string, person: string): Promise<{ id: string; kind: OwnerRow['kind']; units: number }[]> =>
  db.all(sql`SELECT o.id, o.kind, (SELECT count(*)::int FROM owners.unit u WHERE u.district = o.district AND u.owner = o.id AND NOT u.removed AND u.delivered) AS units
    FROM owners.owner o WHERE o.district = ${district} AND o.compound = ${compound} AND o.person = ${person} ORDER BY o.id`);
export const unitsOfPerson = async (
  db: Db,
  district: string,
  person: string,
  compound: string | null,
): Promise<(UnitRow & { compound: string; name: string; area_code: string })[]> =>
  (
    await db.all<
      UnitRow & { compound: string; name: string; area_code: string }
    >(sql`SELECT ${unitColumns}, u.compound, g.name, g.area AS area_code FROM owners.owner o JOIN owners.unit u ON u.district = o.district AND u.owner = o.id AND NOT u.removed
      JOIN owners.compound g ON g.district = u.district AND g.id = u.compound WHERE o.district = ${district} AND o.person = ${person} AND (${compound}::uuid IS NULL OR o.compound = ${compound}::uuid)
      ORDER BY u.compound, u.label COLLATE "C" LIMIT 500`)
  ).map(numbered);

/** Whether a person has claimed a home in a compound of a community. */
export const holdsHomeIn = async (db: Db, district: string, person: string, community: string): Promise<boolean> =>
  (
    await db.find<{
      holds: boolean;
    }>(sql`SELECT EXISTS (SELECT FROM owners.owner o JOIN owners.unit u ON u.district = o.district AND u.owner = o.id AND NOT u.removed AND u.kind = 'home'
      JOIN owners.compound g ON g.district = u.district AND g.id = u.compound WHERE o.district = ${district} AND o.person = ${person} AND left(g.area, 12) = ${community}) AS holds`)
  )?.holds ?? false;

/** Binds the owners of a compound who have this phone, if one of them holds the unit, to a person's account; gives how many. */
export function bindByPhone(write: Write, district: string, compound: string, label: string, key: Buffer, person: string): void {
  write.add(
    sql`UPDATE owners.owner o SET person = ${person} WHERE o.district = ${district} AND o.compound = ${compound} AND o.phone_key = ${key} AND o.kind <> 'developer' AND (o.person IS NULL OR o.person = ${person})
      AND EXISTS (SELECT FROM owners.unit u JOIN owners.owner h ON h.district = u.district AND h.id = u.owner
        WHERE u.district = ${district} AND u.compound = ${compound} AND NOT u.removed AND u.label = ${label} AND h.phone_key = ${key})`,
  );
}
