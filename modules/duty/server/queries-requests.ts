import { sql, type Db, type Sql } from '@hezhi/server';

export type SwapStored = {
  id: string;
  roster: string;
  turn: string;
  against: string | null;
  from_post: string;
  from_person: string;
  to_post: string;
  to_person: string;
  state: 'asked' | 'accepted' | 'done' | 'refused' | 'withdrawn';
  note: string;
  answer: string;
  at: string;
};

const swapColumns = sql.raw('s.id, s.roster, s.turn, s.against, s.from_post, s.from_person, s.to_post, s.to_person, s.state, s.note, s.answer, s.at');

export const insertSwap = (district: string, row: SwapStored): Sql => sql`
  INSERT INTO duty.swap (district, id, roster, turn, against, from_post, from_person, to_post, to_person, state, note, at)
  VALUES (${district}, ${row.id}, ${row.roster}, ${row.turn}, ${row.against}, ${row.from_post}, ${row.from_person}, ${row.to_post}, ${row.to_person},
    ${row.state}, ${row.note}, ${row.at})`;

export function findSwap(db: Db, district: string, id: string): Promise<SwapStored | undefined> {
  return db.find(sql`SELECT ${swapColumns} FROM duty.swap s WHERE s.district = ${district} AND s.id = ${id}`);
}

/** Swaps that a person asked for or is asked for, and those of rosters that they keep (`keeps`: null when none). */
export function listSwaps(
  db: Db,
  district: string,
  person: string,
  keeps: { org: string; area: string | null } | null,
  find: { open: boolean; before: string | null; limit: number },
): Promise<SwapStored[]> {
  const mine = [sql`s.from_person = ${person}`, sql`s.to_person = ${person}`];
  if (keeps)
    mine.push(sql`EXISTS (SELECT 1 FROM duty.roster r WHERE r.district = s.district AND r.id = s.roster
      AND (r.org = ${keeps.org} OR (${keeps.area}::text IS NOT NULL AND starts_with(r.area, ${keeps.area}::text))))`);
  return db.all(sql`
    SELECT ${swapColumns} FROM duty.swap s WHERE s.district = ${district} AND ${sql.or(mine)}
      AND (NOT ${find.open}::boolean OR s.state IN ('asked', 'accepted')) AND (${find.before}::uuid IS NULL OR s.id < ${find.before}::uuid)
    ORDER BY s.id DESC LIMIT ${find.limit}`);
}

export const settleSwap = (district: string, id: string, from: string, to: string, answer: string | null, by: string | null, at: string): Sql => sql`
  UPDATE duty.swap SET state = ${to}, answer = coalesce(${answer}, answer), decided_by = ${by}, decided_at = ${at}
  WHERE district = ${district} AND id = ${id} AND state = ${from}`;

export type LeaveStored = {
  id: string;
  person: string;
  org: string;
  area: string;
  from_day: string;
  to_day: string;
  reason: string;
  state: 'asked' | 'approved' | 'refused' | 'withdrawn';
  note: string;
  at: string;
};

const leaveColumns = sql.raw('l.id, l.person, l.org, l.area, l.from_day, l.to_day, l.reason, l.state, l.note, l.at');

export const insertLeave = (district: string, row: LeaveStored): Sql => sql`
  INSERT INTO duty.leave (district, id, person, org, area, from_day, to_day, reason, state, at)
  VALUES (${district}, ${row.id}, ${row.person}, ${row.org}, ${row.area}, ${row.from_day}, ${row.to_day}, ${row.reason}, ${row.state}, ${row.at})`;

export function findLeave(db: Db, district: string, id: string): Promise<LeaveStored | undefined> {
  return db.find(sql`SELECT ${leaveColumns} FROM duty.leave l WHERE l.district = ${district} AND l.id = ${id}`);
}

export function listLeaves(
  db: Db,
  district: string,
  person: string,
  keeps: { org: string; area: string | null } | null,
  find: { open: boolean; before: string | null; limit: number },
): Promise<LeaveStored[]> {
  const mine = [sql`l.person = ${person}`];
  if (keeps) mine.push(sql`(l.org = ${keeps.org} OR (${keeps.area}::text IS NOT NULL AND starts_with(l.area, ${keeps.area}::text)))`);
  return db.all(sql`
    SELECT ${leaveColumns} FROM duty.leave l WHERE l.district = ${district} AND ${sql.or(mine)}
      AND (NOT ${find.open}::boolean OR l.state = 'asked') AND (${find.before}::uuid IS NULL OR l.id < ${find.before}::uuid)
    ORDER BY l.id DESC LIMIT ${find.limit}`);
}

export const settleLeave = (district: string, id: string, from: string, to: string, note: string, by: string | null): Sql => sql`
  UPDATE duty.leave SET state = ${to}, note = ${note}, decided_by = ${by} WHERE district = ${district} AND id = ${id} AND state = ${from}`;

/** Approved leave of people that touches these days. */
export function approvedLeaves(db: Db, district: string, people: readonly string[], from: string, to: string): Promise<LeaveStored[]> {
  return db.all(sql`
    SELECT ${leaveColumns} FROM duty.leave l WHERE l.district = ${district} AND l.person = ANY(${people}::uuid[]) AND l.state = 'approved'
      AND l.to_day >= ${from}::date AND l.from_day <= ${to}::date ORDER BY l.from_day, l.id`);
}
