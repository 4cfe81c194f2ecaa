import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { HomeState } from '../contract/homes.ts';
import { anywhere, anywhereInPinyin } from './names.ts';

export type HomeRow = {
  person: string;
  /** The community; null once it was taken back. */
  area: string | null;
  grid: string | null;
  state: HomeState;
  how: 'registration' | 'list' | 'place' | 'staff';
  declared_at: string;
  chosen_at: string | null;
  decided_at: string | null;
  decided_by: string | null;
  proof: string | null;
  reason: string | null;
  version: number;
};
const columns = sql.raw('h.person, h.area, h.grid, h.state, h.how, h.declared_at, h.chosen_at, h.decided_at, h.decided_by, h.proof, h.reason, h.version');

/** What an actor carries: the community, and whether it is confirmed; null where it is refused or not said. Over `h`, a row of home or of its outer join. */
export const actorHome: Sql = sql.raw(
  `CASE WHEN h.state IN ('declared', 'confirmed') THEN json_build_object('area', h.area, 'confirmed', h.state = 'confirmed') END AS home`,
);

export const findHome = (db: Db, district: string, person: string): Promise<HomeRow | undefined> =>
  db.find<HomeRow>(sql`SELECT ${columns} FROM directory.home h WHERE h.district = ${district} AND h.person = ${person}`);

/** Writes where a person lives (not where a resident belongs, `person.area`, which serves other ends); `row.version` is the version that was read, 0 where there was none. Refused where it has changed meanwhile. */
export function putHome(write: Write, district: string, row: HomeRow): void {
  write.add(
    sql`INSERT INTO directory.home AS h (district, person, area, grid, state, how, declared_at, chosen_at, decided_at, decided_by, proof, reason)
      VALUES (${district}, ${row.person}, ${row.area}, ${row.grid}, ${row.state}, ${row.how}, ${row.declared_at}, ${row.chosen_at}, ${row.decided_at}, ${row.decided_by}, ${row.proof}, ${row.reason})
      ON CONFLICT (district, person) DO UPDATE SET area = excluded.area, grid = excluded.grid, state = excluded.state, how = excluded.how, declared_at = excluded.declared_at,
        chosen_at = excluded.chosen_at, decided_at = excluded.decided_at, decided_by = excluded.decided_by, proof = excluded.proof, reason = excluded.reason, version = h.version + 1
      WHERE h.version = ${row.version}`,
    1,
    () => new Refusal(errors.home_changed),
  );
}

/** Confirms where a person lives because a register of that community names the person, if the person has said so. */
export function proveHome(write: Write, district: string, one: { person: string; area: string; proof: string; at: string }): void {
  write.add(sql`UPDATE directory.home SET state = 'confirmed', decided_at = ${one.at}, decided_by = NULL, proof = ${one.proof}, reason = NULL, version = version + 1
    WHERE district = ${district} AND person = ${one.person} AND area = ${one.area} AND state = 'declared'`);
}

export type Decided = { person: string; version: number };
/** Confirms or refuses homes of a community, each still as it was read; all or none. */
export function decideHomes(
  write: Write,
  district: string,
  area: string,
  people: readonly Decided[],
  as: { state: 'confirmed' | 'refused'; from: readonly HomeState[]; by: string; at: string; reason: string | null },
): void {
  write.add(
    sql`UPDATE directory.home h SET state = ${as.state}, decided_at = ${as.at}, decided_by = ${as.by}, proof = NULL, reason = ${as.reason}, version = h.version + 1
      FROM unnest(${people.map((one) => one.person)}::uuid[], ${people.map((one) => one.version)}::int[]) AS p (id, version)
      WHERE h.district = ${district} AND h.area = ${area} AND h.person = p.id AND h.version = p.version AND h.state = ANY(${as.from}::text[])`,
    people.length,
    () => new Refusal(errors.home_changed),
  );
}

export type HomeLineRow = HomeRow & { name: string; phone_sealed: Buffer | null; decider: string | null };
const line = sql`${columns}, n.name, n.phone_sealed, (SELECT d.name FROM directory.person d WHERE d.district = h.district AND d.id = h.decided_by) AS decider
  FROM directory.home h JOIN directory.person n ON n.district = h.district AND n.id = h.person`;

/** Who lives in a community by own word, confirmed or refused, by name. */
export function listHomes(
  db: Db,
  district: string,
  area: string,
  find: { state: HomeState; q: string | null; phone: Buffer | null; after: string[] | null; limit: number },
): Promise<HomeLineRow[]> {
  const where = [sql`h.district = ${district}`, sql`h.area = ${area}`, sql`h.state = ${find.state}`];
  if (find.phone !== null) where.push(sql`n.phone_lookup = ${find.phone}`);
  else if (find.q !== null) where.push(sql`(n.name LIKE ${anywhere(find.q)} OR n.pinyin LIKE ${anywhereInPinyin(find.q)})`);
  if (find.after !== null) where.push(sql`(n.name, n.id) > (${find.after[0]}, ${find.after[1]}::uuid)`);
  return db.all<HomeLineRow>(sql`SELECT ${line} WHERE ${sql.and(where)} ORDER BY n.name, n.id LIMIT ${find.limit}`);
}

/** Those of a list of people whose home is in a community. */
export const homesIn = (db: Db, district: string, area: string, people: readonly string[]): Promise<HomeRow[]> =>
  db.all<HomeRow>(sql`SELECT ${columns} FROM directory.home h WHERE h.district = ${district} AND h.area = ${area} AND h.person = ANY(${people}::uuid[])`);

export type HomeCounts = { declared: number; confirmed: number; refused: number };
export async function countHomes(db: Db, district: string, area: string): Promise<HomeCounts> {
  const row =
    await db.find<HomeCounts>(sql`SELECT count(*) FILTER (WHERE state = 'declared')::int AS declared, count(*) FILTER (WHERE state = 'confirmed')::int AS confirmed,
      count(*) FILTER (WHERE state = 'refused')::int AS refused
    FROM directory.home WHERE district = ${district} AND area = ${area}`);
  return row ?? { declared: 0, confirmed: 0, refused: 0 };
}

/** A home as somebody said it when registering. */
export const insertHome = (district: string, person: string, area: string, at: string): Sql => sql`
  INSERT INTO directory.home (district, person, area, grid, state, how, declared_at)
  VALUES (${district}, ${person}, ${area.slice(0, 12)}, ${area.length > 12 ? area : null}, 'declared', 'registration', ${at})`;

/** Many homes at once; what is there stays. */
export const insertHomes = (db: Db, district: string, rows: readonly { person: string; area: string; confirmed: boolean }[], at: string): Promise<unknown> =>
  db.run(sql`INSERT INTO directory.home (district, person, area, grid, state, how, declared_at, decided_at)
    SELECT ${district}, p, left(a, 12), CASE WHEN length(a) > 12 THEN a END, CASE WHEN c THEN 'confirmed' ELSE 'declared' END, 'registration', ${at}::timestamptz, CASE WHEN c THEN ${at}::timestamptz END
    FROM unnest(${rows.map((one) => one.person)}::uuid[], ${rows.map((one) => one.area)}::text[], ${rows.map((one) => one.confirmed)}::boolean[]) AS r (p, a, c)
    ON CONFLICT DO NOTHING`);

/** For `verify`: homes whose person does not exist or whose community is none of the district. */
export const brokenHomes = (db: Db, district: string): Promise<{ person: string; what: string }[]> =>
  db.all(sql`SELECT h.person, CASE WHEN n.id IS NULL THEN 'person' ELSE 'community' END AS what FROM directory.home h
    LEFT JOIN directory.person n ON n.district = h.district AND n.id = h.person LEFT JOIN directory.territory t ON t.code = h.area
    WHERE h.district = ${district} AND (n.id IS NULL OR (h.area IS NOT NULL AND (t.code IS NULL OR left(h.area, 6) <> h.district))) ORDER BY h.person`);

/** One line a home, for the digest of backup and restore. */
export const homeLines = async (db: Db, district: string): Promise<string[]> =>
  (
    await db.all<{ line: string }>(
      sql`SELECT 'home ' || h.person || ' ' || md5(row(h.*)::text) AS line FROM directory.home h WHERE h.district = ${district} ORDER BY h.person`,
    )
  ).map((row) => row.line);
