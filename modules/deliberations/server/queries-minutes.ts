import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** The speaking list and the minutes of a meeting. */
export type FloorRow = {
  id: string;
  attendance: string;
  name: string;
  about: string;
  minutes: number;
  state: 'waiting' | 'speaking' | 'done' | 'withdrawn';
  asked_at: string;
  called_at: string | null;
  person: string | null;
};
export const listFloor = (db: Db, district: string, meeting: string): Promise<FloorRow[]> =>
  db.all<FloorRow>(sql`SELECT f.id, f.attendance, f.name, f.about, f.minutes, f.state, f.asked_at, f.called_at, a.person FROM deliberations.floor f
    JOIN deliberations.attendance a ON a.district = f.district AND a.id = f.attendance
    WHERE f.district = ${district} AND f.meeting = ${meeting} ORDER BY (f.state IN ('waiting', 'speaking')) DESC, f.state = 'speaking' DESC, f.asked_at, f.id LIMIT 200`);
export const findFloor = (db: Db, district: string, meeting: string, id: string): Promise<FloorRow | undefined> =>
  db.find<FloorRow>(sql`SELECT f.id, f.attendance, f.name, f.about, f.minutes, f.state, f.asked_at, f.called_at, a.person FROM deliberations.floor f
    JOIN deliberations.attendance a ON a.district = f.district AND a.id = f.attendance WHERE f.district = ${district} AND f.meeting = ${meeting} AND f.id = ${id}`);
export function insertFloor(
  write: Write,
  district: string,
  meeting: string,
  row: Pick<FloorRow, 'id' | 'attendance' | 'name' | 'about' | 'minutes' | 'asked_at'>,
): void {
  write
    .add(
      sql`INSERT INTO deliberations.floor (district, id, meeting, attendance, name, about, minutes, state, asked_at)
      VALUES (${district}, ${row.id}, ${meeting}, ${row.attendance}, ${row.name}, ${row.about}, ${row.minutes}, 'waiting', ${row.asked_at})`,
    )
    .onDuplicate('floor_waiting', () => new Refusal(errors.floor_waiting))
    .onDuplicate('floor_pkey', () => new Refusal(errors.id_taken));
}
export function moveFloor(write: Write, district: string, id: string, from: readonly string[], to: FloorRow['state'], at: string): void {
  const set = to === 'speaking' ? sql`called_at = ${at}` : sql`ended_at = ${at}`;
  write
    .add(
      sql`UPDATE deliberations.floor SET state = ${to}, ${set} WHERE district = ${district} AND id = ${id} AND state = ANY(${from}::text[])`,
      1,
      () => new Refusal(errors.floor_not_found),
    )
    .onDuplicate('floor_one', () => new Refusal(errors.floor_taken));
}

export type MinutesRow = { version: number; text: string; note: string; by_person: string; at: string };
export type ConfirmationRow = { version: number; role: 'chair' | 'secretary'; by_person: string; name: string; on_paper: boolean; at: string };
export const minutesOf = (db: Db, district: string, meeting: string): Promise<MinutesRow[]> =>
  db.all<MinutesRow>(
    sql`SELECT version, text, note, by_person, at FROM deliberations.minutes WHERE district = ${district} AND meeting = ${meeting} ORDER BY version DESC LIMIT 50`,
  );
export const confirmationsOf = (db: Db, district: string, meeting: string): Promise<ConfirmationRow[]> =>
  db.all<ConfirmationRow>(
    sql`SELECT version, role, by_person, name, on_paper, at FROM deliberations.confirmation WHERE district = ${district} AND meeting = ${meeting} ORDER BY version DESC, role`,
  );
export function insertMinutes(write: Write, district: string, meeting: string, row: MinutesRow): void {
  write
    .add(
      sql`INSERT INTO deliberations.minutes (district, meeting, version, text, note, by_person, at) VALUES (${district}, ${meeting}, ${row.version}, ${row.text}, ${row.note}, ${row.by_person}, ${row.at})`,
    )
    .onDuplicate('minutes_pkey', () => new Refusal(errors.minutes_changed));
}
export function insertConfirmation(write: Write, district: string, meeting: string, row: ConfirmationRow): void {
  write
    .add(
      sql`INSERT INTO deliberations.confirmation (district, meeting, version, role, by_person, name, on_paper, at)
      VALUES (${district}, ${meeting}, ${row.version}, ${row.role}, ${row.by_person}, ${row.name}, ${row.on_paper}, ${row.at})`,
    )
    .onDuplicate('confirmation_pkey', () => new Refusal(errors.minutes_confirmed));
}
