import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { Rules, Shift } from '../contract/index.ts';

export type RosterStored = {
  id: string;
  org: string;
  area: string;
  name: string;
  public: boolean;
  phone: string | null;
  shifts: Shift[];
  rules: Rules;
  members: string[];
  ended_at: string | null;
  version: number;
};

/** Whose rosters a post sees: its own organisation's, those of its territory and of the territories above it. */
export type Reach = { district: string; area: string; org: string };

const seen = (reach: Reach): Sql => sql`r.district = ${reach.district}
  AND (r.org = ${reach.org} OR starts_with(r.area, ${reach.area}) OR starts_with(${reach.area}, r.area))`;

const rosterColumns = sql.raw('r.id, r.org, r.area, r.name, r.public, r.phone, r.shifts, r.rules, r.members, r.ended_at, r.version');

/** Rosters in reach by territory and id, with their last published months. `after` = area and id of the last of the page before. */
export function listRosters(
  db: Db,
  reach: Reach,
  find: { area: string | null; org: string | null; ended: boolean; after: readonly [string, string] | null; limit: number },
): Promise<(RosterStored & { published: string[] })[]> {
  return db.all(sql`
    SELECT ${rosterColumns}, ARRAY(SELECT m.month FROM duty.month m WHERE m.district = r.district AND m.roster = r.id AND m.published_at IS NOT NULL
      ORDER BY m.month DESC LIMIT 3) AS published
    FROM duty.roster r
    WHERE ${seen(reach)} AND (r.ended_at IS NOT NULL) = ${find.ended}
      AND (${find.area}::text IS NULL OR starts_with(r.area, ${find.area})) AND (${find.org}::uuid IS NULL OR r.org = ${find.org}::uuid)
      AND (${find.after === null}::boolean OR (r.area, r.id) > (${find.after?.[0] ?? ''}, ${find.after?.[1] ?? null}::uuid))
    ORDER BY r.area, r.id LIMIT ${find.limit}`);
}

/** A roster in reach, or undefined. */
export function findRoster(db: Db, reach: Reach, id: string): Promise<(RosterStored & { published: string[] }) | undefined> {
  return db.find(sql`
    SELECT ${rosterColumns}, ARRAY(SELECT m.month FROM duty.month m WHERE m.district = r.district AND m.roster = r.id AND m.published_at IS NOT NULL
      ORDER BY m.month DESC LIMIT 3) AS published
    FROM duty.roster r WHERE ${seen(reach)} AND r.id = ${id}`);
}

/** Rosters by id, whoever asks: for what hangs on them. */
export function rostersById(db: Db, district: string, ids: readonly string[]): Promise<RosterStored[]> {
  return db.all(sql`SELECT ${rosterColumns} FROM duty.roster r WHERE r.district = ${district} AND r.id = ANY(${ids}::uuid[])`);
}

export type RosterTyped = Omit<RosterStored, 'ended_at' | 'version'>;

export const insertRoster = (write: Write, district: string, row: RosterTyped): Write =>
  write.add(sql`INSERT INTO duty.roster (district, id, org, area, name, public, phone, shifts, rules, members)
    VALUES (${district}, ${row.id}, ${row.org}, ${row.area}, ${row.name}, ${row.public}, ${row.phone},
      ${JSON.stringify(row.shifts)}::jsonb, ${JSON.stringify(row.rules)}::jsonb, ${row.members}::uuid[])`);

export const updateRoster = (district: string, row: Omit<RosterTyped, 'org' | 'area'>, version: number): Sql => sql`
  UPDATE duty.roster SET name = ${row.name}, public = ${row.public}, phone = ${row.phone}, shifts = ${JSON.stringify(row.shifts)}::jsonb,
    rules = ${JSON.stringify(row.rules)}::jsonb, members = ${row.members}::uuid[], version = version + 1
  WHERE district = ${district} AND id = ${row.id} AND version = ${version} AND ended_at IS NULL`;

export const closeRoster = (district: string, id: string, version: number, at: string): Sql => sql`
  UPDATE duty.roster SET ended_at = ${at}, version = version + 1 WHERE district = ${district} AND id = ${id} AND version = ${version} AND ended_at IS NULL`;

export type MonthStored = { version: number; published_at: string | null; despite: string | null };

export function findMonth(db: Db, district: string, roster: string, month: string): Promise<MonthStored | undefined> {
  return db.find(sql`SELECT version, published_at, despite FROM duty.month WHERE district = ${district} AND roster = ${roster} AND month = ${month}`);
}

/** Raises the version of a month from the one that was seen (0: there was none yet). One row, or somebody was faster. */
export function touchMonth(
  district: string,
  roster: string,
  month: string,
  seenVersion: number,
  publish: { at: string; despite: string | null } | null = null,
): Sql {
  const publishedAt = publish?.at ?? null;
  const despite = publish?.despite ?? null;
  if (seenVersion === 0)
    return sql`INSERT INTO duty.month (district, roster, month, published_at, despite) VALUES (${district}, ${roster}, ${month}, ${publishedAt}, ${despite})
      ON CONFLICT ON CONSTRAINT month_pkey DO NOTHING`;
  return sql`UPDATE duty.month SET version = version + 1, published_at = coalesce(${publishedAt}::timestamptz, published_at), despite = coalesce(${despite}, despite)
    WHERE district = ${district} AND roster = ${roster} AND month = ${month} AND version = ${seenVersion}`;
}

/** The same where nobody looked at the whole month: a swap between two people. */
export const bumpMonth = (district: string, roster: string, month: string): Sql => sql`
  UPDATE duty.month SET version = version + 1 WHERE district = ${district} AND roster = ${roster} AND month = ${month}`;

export type ChangeRow = {
  roster: string;
  id: string;
  at: string;
  kind: string;
  day: string | null;
  shift: string;
  before: string | null;
  after: string | null;
  by: string | null;
  note: string;
};

export const insertChange = (district: string, row: ChangeRow): Sql => sql`
  INSERT INTO duty.change (district, roster, id, at, kind, day, shift, before_person, after_person, by_person, note)
  VALUES (${district}, ${row.roster}, ${row.id}, ${row.at}, ${row.kind}, ${row.day}, ${row.shift}, ${row.before}, ${row.after}, ${row.by}, ${row.note})`;

export function listChanges(db: Db, district: string, roster: string, before: string | null, limit: number): Promise<Omit<ChangeRow, 'roster'>[]> {
  return db.all(sql`
    SELECT id, at, kind, day, shift, before_person AS before, after_person AS after, by_person AS by, note FROM duty.change
    WHERE district = ${district} AND roster = ${roster} AND (${before}::uuid IS NULL OR id < ${before}::uuid) ORDER BY id DESC LIMIT ${limit}`);
}
