import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { State } from '../contract/index.ts';

/** How a warning was found, beside its numbers. */
export type FoundBody = { dispersion: number; season: boolean; trend: boolean; baseline: { back: number; n: number }[] };
export type WarningRow = {
  id: string;
  area: string;
  subject: string;
  state: State;
  first_day: string;
  day: string;
  seen: number;
  expected: number;
  upper: number;
  score: number;
  found: FoundBody;
  matter: string | null;
  at: string;
};

const columns = sql.raw('id, area, subject, state, first_day::text AS first_day, day::text AS day, seen, expected, upper, score, found, matter, at');
const within = (area: string): Sql => sql`area COLLATE "C" >= ${area} AND area COLLATE "C" < ${`${area}~`}`;

/** Warnings of an area and below, newest first (ids are made in the order of time). */
export function listWarnings(db: Db, district: string, area: string, state: State | undefined, after: string | null, limit: number): Promise<WarningRow[]> {
  return db.all<WarningRow>(sql`SELECT ${columns} FROM warnings.warning WHERE district = ${district} AND ${within(area)}
    AND (${state ?? null}::text IS NULL OR state = ${state ?? null}) AND (${after}::uuid IS NULL OR id < ${after}::uuid) ORDER BY id DESC LIMIT ${limit}`);
}

export function findWarning(db: Db, district: string, area: string, id: string): Promise<WarningRow | undefined> {
  return db.find<WarningRow>(sql`SELECT ${columns} FROM warnings.warning WHERE district = ${district} AND id = ${id} AND ${within(area)}`);
}

/** Warnings that stood out since a day: what is still the same rise is not told again. */
export function recentWarnings(db: Db, district: string, since: string): Promise<WarningRow[]> {
  return db.all<WarningRow>(sql`SELECT ${columns} FROM warnings.warning WHERE district = ${district} AND day >= ${since}::date ORDER BY id`);
}

/** A new warning; where another worker was faster with the same cell, its numbers are renewed. */
export function insertWarning(write: Write, district: string, row: WarningRow): void {
  write.add(sql`INSERT INTO warnings.warning (district, id, area, subject, state, first_day, day, seen, expected, upper, score, found, at)
    VALUES (${district}, ${row.id}, ${row.area}, ${row.subject}, 'open', ${row.first_day}, ${row.day}, ${row.seen}, ${row.expected}, ${row.upper}, ${row.score},
      ${JSON.stringify(row.found)}, ${row.at})
    ON CONFLICT (district, area, subject) WHERE state = 'open' DO UPDATE SET day = excluded.day, seen = excluded.seen, expected = excluded.expected, upper = excluded.upper,
      score = excluded.score, found = excluded.found`);
}

/** The same rise goes on: an open warning gets the new numbers; a decided one keeps those on which it was decided and only remembers the day. */
export function renewWarning(write: Write, district: string, row: WarningRow): void {
  const numbers = sql`seen = ${row.seen}, expected = ${row.expected}, upper = ${row.upper}, score = ${row.score}, found = ${JSON.stringify(row.found)}::jsonb`;
  write.add(
    sql`UPDATE warnings.warning SET day = greatest(day, ${row.day}::date)${row.state === 'open' ? sql`, ${numbers}` : sql.raw('')} WHERE district = ${district} AND id = ${row.id} AND state = ${row.state}`,
  );
}

/** Open warnings that did not stand out since a day are over. */
export function endWarnings(write: Write, district: string, before: string): void {
  write.add(sql`UPDATE warnings.warning SET state = 'over' WHERE district = ${district} AND state = 'open' AND day < ${before}::date`);
}

/** Decides on an open warning; nothing happens where it is no longer open. */
export function decideWarning(write: Write, district: string, id: string, state: State, matter: string | null, stale: () => Error): void {
  write.add(sql`UPDATE warnings.warning SET state = ${state}, matter = ${matter} WHERE district = ${district} AND id = ${id} AND state = 'open'`, 1, stale);
}

export type DecisionRow = { id: string; warning: string; what: 'dismiss' | 'mute' | 'matter'; reason: string; person: string; at: string };
export function insertDecision(write: Write, district: string, row: DecisionRow): void {
  write.add(sql`INSERT INTO warnings.decision (district, id, warning, what, reason, person, at)
    VALUES (${district}, ${row.id}, ${row.warning}, ${row.what}, ${row.reason}, ${row.person}, ${row.at})`);
}
export function listDecisions(db: Db, district: string, warning: string): Promise<DecisionRow[]> {
  return db.all<DecisionRow>(
    sql`SELECT id, warning, what, reason, person, at FROM warnings.decision WHERE district = ${district} AND warning = ${warning} ORDER BY id LIMIT 50`,
  );
}

export type MuteRow = { id: string; area: string; subject: string; until: string; reason: string; person: string; at: string };
export function insertMute(write: Write, district: string, row: MuteRow): void {
  write.add(sql`INSERT INTO warnings.mute (district, id, area, subject, until, reason, person, at)
    VALUES (${district}, ${row.id}, ${row.area}, ${row.subject}, ${row.until}, ${row.reason}, ${row.person}, ${row.at})`);
}
/** Mutes of an area and below that hold on a day. */
export function mutesOn(db: Db, district: string, area: string, day: string): Promise<MuteRow[]> {
  return db.all<MuteRow>(sql`SELECT id, area, subject, until::text AS until, reason, person, at FROM warnings.mute
    WHERE district = ${district} AND until >= ${day}::date AND ${within(area)} ORDER BY id DESC LIMIT 200`);
}
export function endMute(write: Write, district: string, area: string, id: string, day: string, stale: () => Error): void {
  write.add(
    sql`UPDATE warnings.mute SET until = ${day}::date - 1 WHERE district = ${district} AND id = ${id} AND ${within(area)} AND until >= ${day}::date`,
    1,
    stale,
  );
}

export type LookRow = { at: string; day: string; weeks: number; cells: number };
export function saveLook(write: Write, district: string, row: LookRow): void {
  write.add(sql`INSERT INTO warnings.look (district, at, day, weeks, cells) VALUES (${district}, ${row.at}, ${row.day}, ${row.weeks}, ${row.cells})
    ON CONFLICT (district) DO UPDATE SET at = excluded.at, day = excluded.day, weeks = excluded.weeks, cells = excluded.cells`);
}
export function lastLook(db: Db, district: string): Promise<LookRow | undefined> {
  return db.find<LookRow>(sql`SELECT at, day::text AS day, weeks, cells FROM warnings.look WHERE district = ${district}`);
}
