import { sql, type Db, type Sql } from '@hezhi/server';

export type TurnStored = {
  id: string;
  roster: string;
  org: string;
  area: string;
  day: string;
  shift: string;
  post: string;
  person: string;
  starts: string;
  ends: string;
  by_hand: boolean;
  published: boolean;
  version: number;
};

const columns = sql.raw('t.id, t.roster, t.org, t.area, t.day, t.shift, t.post, t.person, t.starts, t.ends, t.by_hand, t.published, t.version');
const checkedAt = sql`(SELECT max(c.at) FROM duty.check_in c WHERE c.district = t.district AND c.turn = t.id) AS checked_at`;

export type TurnRead = TurnStored & { checked_at: string | null };

/** Turns of a roster that begin on these days (both included), in order. */
export function turnsOf(db: Db, district: string, roster: string, from: string, to: string): Promise<TurnRead[]> {
  return db.all(sql`
    SELECT ${columns}, ${checkedAt} FROM duty.turn t
    WHERE t.district = ${district} AND t.roster = ${roster} AND t.day >= ${from}::date AND t.day <= ${to}::date ORDER BY t.starts, t.shift, t.person`);
}

/** Turns of people in any roster that begin on these days. */
export function turnsOfPeople(db: Db, district: string, people: readonly string[], from: string, to: string): Promise<TurnStored[]> {
  return db.all(sql`
    SELECT ${columns} FROM duty.turn t
    WHERE t.district = ${district} AND t.person = ANY(${people}::uuid[]) AND t.ends >= ${from}::date::timestamptz - interval '2 days'
      AND t.day >= ${from}::date AND t.day <= ${to}::date ORDER BY t.starts, t.id`);
}

export function findTurn(db: Db, district: string, id: string): Promise<TurnRead | undefined> {
  return db.find(sql`SELECT ${columns}, ${checkedAt} FROM duty.turn t WHERE t.district = ${district} AND t.id = ${id}`);
}

export function findTurns(db: Db, district: string, ids: readonly string[]): Promise<TurnRead[]> {
  return db.all(sql`SELECT ${columns}, ${checkedAt} FROM duty.turn t WHERE t.district = ${district} AND t.id = ANY(${ids}::uuid[])`);
}

export const insertTurns = (district: string, rows: readonly TurnStored[]): Sql => sql`
  INSERT INTO duty.turn (district, id, roster, org, area, day, shift, post, person, starts, ends, by_hand, published)
  SELECT ${district}, * FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.roster)}::uuid[], ${rows.map((row) => row.org)}::uuid[],
    ${rows.map((row) => row.area)}::text[], ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.shift)}::text[], ${rows.map((row) => row.post)}::uuid[],
    ${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => row.starts)}::timestamptz[], ${rows.map((row) => row.ends)}::timestamptz[],
    ${rows.map((row) => row.by_hand)}::boolean[], ${rows.map((row) => row.published)}::boolean[])`;

export const deleteTurns = (district: string, ids: readonly string[]): Sql => sql`
  DELETE FROM duty.turn WHERE district = ${district} AND id = ANY(${ids}::uuid[])`;

export const deleteTurn = (district: string, id: string, version: number): Sql => sql`
  DELETE FROM duty.turn WHERE district = ${district} AND id = ${id} AND version = ${version}`;

export const deleteTurnsAfter = (district: string, roster: string, moment: string): Sql => sql`
  DELETE FROM duty.turn WHERE district = ${district} AND roster = ${roster} AND starts > ${moment}`;

export const giveTurnTo = (district: string, id: string, version: number, to: { post: string; person: string }): Sql => sql`
  UPDATE duty.turn SET post = ${to.post}, person = ${to.person}, by_hand = true, version = version + 1
  WHERE district = ${district} AND id = ${id} AND version = ${version}`;

/** Two turns change their people in one statement; both must still be as they were seen. */
export const exchangeTurns = (district: string, a: TurnStored, b: TurnStored): Sql => sql`
  UPDATE duty.turn t SET post = v.post, person = v.person, by_hand = true, version = t.version + 1
  FROM (VALUES (${a.id}::uuid, ${a.version}::int, ${b.post}::uuid, ${b.person}::uuid), (${b.id}::uuid, ${b.version}::int, ${a.post}::uuid, ${a.person}::uuid))
    AS v (id, version, post, person)
  WHERE t.district = ${district} AND t.id = v.id AND t.version = v.version`;

export const publishTurns = (district: string, roster: string, from: string, to: string): Sql => sql`
  UPDATE duty.turn SET published = true WHERE district = ${district} AND roster = ${roster} AND day >= ${from}::date AND day <= ${to}::date`;

/** Own turns of published months that end after a moment, with those who are on the same shift. */
export function ownTurns(db: Db, district: string, person: string, from: string, to: string): Promise<(TurnRead & { with_people: string[] })[]> {
  return db.all(sql`
    SELECT ${columns}, ${checkedAt},
      ARRAY(SELECT o.person FROM duty.turn o WHERE o.district = t.district AND o.roster = t.roster AND o.day = t.day AND o.shift = t.shift AND o.person <> t.person
        ORDER BY o.person) AS with_people
    FROM duty.turn t WHERE t.district = ${district} AND t.person = ${person} AND t.published AND t.ends > ${from} AND t.day <= ${to}::date
    ORDER BY t.starts LIMIT 200`);
}

export type OnDutyRow = TurnStored & { checked_at: string | null; lon: number | null; lat: number | null };

/**
 * Turns of published months that run at a moment, of an area (with everything below it) or an organisation, with the last check-in of that turn.
 * A position older than `since` is not read.
 */
export function runningTurns(
  db: Db,
  district: string,
  at: string,
  since: string,
  find: { area?: string | undefined; org?: string | undefined; reach?: { area: string; org: string } | undefined },
): Promise<OnDutyRow[]> {
  const where = [sql`t.district = ${district} AND t.published AND t.starts <= ${at} AND t.ends > ${at}`];
  if (find.area !== undefined) where.push(sql`starts_with(t.area, ${find.area})`);
  if (find.org !== undefined) where.push(sql`t.org = ${find.org}`);
  if (find.reach) where.push(sql`(t.org = ${find.reach.org} OR starts_with(t.area, ${find.reach.area}) OR starts_with(${find.reach.area}, t.area))`);
  return db.all(sql`
    SELECT ${columns}, c.at AS checked_at, CASE WHEN c.at > ${since} THEN c.lon END AS lon, CASE WHEN c.at > ${since} THEN c.lat END AS lat
    FROM duty.turn t
    LEFT JOIN LATERAL (SELECT k.at, k.lon, k.lat FROM duty.check_in k WHERE k.district = t.district AND k.turn = t.id AND k.person = t.person
      ORDER BY k.at DESC, k.id DESC LIMIT 1) c ON true
    WHERE ${sql.and(where)} ORDER BY t.area DESC, t.starts, t.id LIMIT 1000`);
}

/** Shifts of public rosters for a community: its own and those of the territories above it, running or beginning until a moment. */
export function publicTurns(
  db: Db,
  district: string,
  area: string,
  at: string,
  until: string,
): Promise<
  {
    roster: string;
    org: string;
    area: string;
    phone: string | null;
    shifts: { key: string; name: string }[];
    shift: string;
    starts: string;
    ends: string;
    posts: string[];
  }[]
> {
  return db.all(sql`
    SELECT r.id AS roster, r.org, r.area, r.phone, r.shifts, t.shift, t.starts, t.ends, array_agg(t.post ORDER BY t.post) AS posts
    FROM duty.roster r JOIN duty.turn t ON t.district = r.district AND t.roster = r.id
    WHERE r.district = ${district} AND r.public AND r.ended_at IS NULL AND starts_with(${area}, r.area) AND t.published AND t.ends > ${at} AND t.starts < ${until}
    GROUP BY r.id, r.org, r.area, r.phone, r.shifts, t.shift, t.starts, t.ends ORDER BY t.starts, length(r.area) DESC, r.id LIMIT 40`);
}

/** A check-in; the person's earlier positions are taken out in the same write: only the last is used. */
export const insertCheckIn = (
  district: string,
  row: { id: string; turn: string; post: string; person: string; at: string; lon: number | null; lat: number | null },
): Sql => sql`INSERT INTO duty.check_in (district, id, turn, post, person, at, lon, lat)
  VALUES (${district}, ${row.id}, ${row.turn}, ${row.post}, ${row.person}, ${row.at}, ${row.lon}, ${row.lat})`;

export const dropPlaces = (district: string, person: string): Sql => sql`
  UPDATE duty.check_in SET lon = NULL, lat = NULL WHERE district = ${district} AND person = ${person} AND lon IS NOT NULL`;

/** Takes out positions given before a moment, everywhere. Returns how many. */
export async function forgetPlaces(db: Db, before: string): Promise<number> {
  return (await db.run(sql`UPDATE duty.check_in SET lon = NULL, lat = NULL WHERE lon IS NOT NULL AND at <= ${before}`)).count;
}

/** Districts that have public rosters, or the territories of one that have. */
export async function publicAreas(db: Db, district: string | null): Promise<string[]> {
  const rows =
    district === null
      ? await db.all<{ code: string }>(sql`SELECT DISTINCT district AS code FROM duty.roster WHERE public AND ended_at IS NULL ORDER BY 1 LIMIT 500`)
      : await db.all<{ code: string }>(
          sql`SELECT DISTINCT area AS code FROM duty.roster WHERE district = ${district} AND public AND ended_at IS NULL ORDER BY 1 LIMIT 1000`,
        );
  return rows.map((row) => row.code);
}
