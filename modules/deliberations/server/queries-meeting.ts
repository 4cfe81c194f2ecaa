import { Refusal, type Actor } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, permissions, type MeetingKind } from '../contract/index.ts';
import type { MeetingBriefRow } from './queries-course.ts';

export type Officer = { person: string | null; name: string };
export type MeetingRow = {
  district: string;
  id: string;
  topic: string | null;
  body: string | null;
  area: string;
  kind: string;
  rule: MeetingKind;
  title: string;
  mode: 'on_site' | 'online' | 'both';
  place: string;
  link: string;
  starts_at: string;
  ends_at: string;
  agenda: { text: string; minutes: number }[];
  listed: boolean;
  state: 'announced' | 'open' | 'closed' | 'cancelled';
  convener: string;
  chair: Officer;
  secretary: Officer;
  electors: number | null;
  opened_at: string | null;
  closed_at: string | null;
  reason: string;
  on_paper: number;
  entitled: number | null;
  present: number | null;
  attained: boolean | null;
  published_at: string | null;
  published_version: number | null;
  published_text: string | null;
};
/** What the one who asks is to the meeting, with the names that go with it. */
export type SeenMeeting = MeetingRow & {
  topic_title: string | null;
  body_name: string | null;
  /** The participant or member whom the person's presence counts for. */
  seat: string | null;
  /** Chair or secretary of the body in whose name it is. */
  office: string | null;
  signed: boolean;
};

const columns: Sql = sql.raw(
  `g.district, g.id, g.topic, g.body, g.area, g.kind, g.rule, g.title, g.mode, g.place, g.link, g.starts_at, g.ends_at, g.agenda, g.listed, g.state, g.convener, g.chair, g.secretary, g.electors,
   g.opened_at, g.closed_at, g.reason, g.on_paper, g.entitled, g.present, g.attained, g.published_at, g.published_version, g.published_text`,
);
/** The member or participant that a person is in a meeting (over g): participants count where the rule counts those invited, members where it counts members. */
const seatOf = (me: string | null): Sql => sql`CASE g.rule->'quorum'->>'of'
    WHEN 'members' THEN (SELECT b.id FROM deliberations.member b WHERE b.district = g.district AND b.body = g.body AND b.person = ${me}::uuid AND b.role <> 'observer' AND b.ended_on IS NULL)
    WHEN 'invited' THEN coalesce((SELECT p.id FROM deliberations.participant p WHERE p.district = g.district AND p.topic = g.topic AND p.person = ${me}::uuid AND p.removed_at IS NULL),
      CASE WHEN g.topic IS NULL THEN (SELECT b.id FROM deliberations.member b WHERE b.district = g.district AND b.body = g.body AND b.person = ${me}::uuid AND b.role <> 'observer' AND b.ended_on IS NULL) END)
    ELSE ${me}::uuid END`;
const officeOf = (me: string | null): Sql =>
  sql`(SELECT b.role FROM deliberations.member b WHERE b.district = g.district AND b.body = coalesce(g.body, (SELECT t.body FROM deliberations.topic t WHERE t.district = g.district AND t.id = g.topic))
    AND b.person = ${me}::uuid AND b.ended_on IS NULL)`;

/** Whether the actor sees a meeting (over g): listed ones everybody; staff of the territory with a right in this room; its officers; those invited. */
export function seenMeetingSql(actor: Actor): Sql {
  const parts: Sql[] = [sql.raw('g.listed')];
  const rights = [permissions.read, permissions.organise, permissions.supervise].map((one) => one.key);
  if (actor.post && rights.some((one) => actor.permissions.includes(one)))
    parts.push(sql`(g.district = ${actor.district} AND left(g.area, ${actor.post.area.length}::int) = ${actor.post.area})`);
  if (actor.person !== null) {
    const me = actor.person;
    parts.push(sql`${me} IN (g.chair->>'person', g.secretary->>'person')`);
    parts.push(sql`EXISTS (SELECT FROM deliberations.member b WHERE b.district = g.district AND b.body = g.body AND b.person = ${me} AND b.ended_on IS NULL)`);
    parts.push(
      sql`EXISTS (SELECT FROM deliberations.participant p WHERE p.district = g.district AND p.topic = g.topic AND p.person = ${me} AND p.removed_at IS NULL)`,
    );
  }
  return sql.or(parts);
}

export const seenMeeting = (db: Db, district: string, id: string, actor: Actor): Promise<SeenMeeting | undefined> =>
  db.find<SeenMeeting>(sql`SELECT ${columns}, ${seatOf(actor.person)} AS seat, ${officeOf(actor.person)} AS office,
      (SELECT t.title FROM deliberations.topic t WHERE t.district = g.district AND t.id = g.topic) AS topic_title,
      (SELECT o.name FROM deliberations.body o WHERE o.district = g.district AND o.id = g.body) AS body_name,
      EXISTS (SELECT FROM deliberations.attendance a WHERE a.district = g.district AND a.meeting = g.id AND a.person = ${actor.person}::uuid) AS signed
    FROM deliberations.meeting g WHERE g.district = ${district} AND g.id = ${id} AND ${seenMeetingSql(actor)}`);

/** The row while it is held: state changes wait for each other. */
export const lockMeeting = (db: Db, district: string, id: string): Promise<MeetingRow | undefined> =>
  db.find<MeetingRow>(sql`SELECT ${columns} FROM deliberations.meeting g WHERE g.district = ${district} AND g.id = ${id} FOR UPDATE`);

export const meetingState = (db: Db, district: string, id: string): Promise<MeetingRow | undefined> =>
  db.find<MeetingRow>(sql`SELECT ${columns} FROM deliberations.meeting g WHERE g.district = ${district} AND g.id = ${id}`);

export function insertMeeting(write: Write, row: MeetingRow, at: string): void {
  write
    .add(
      sql`INSERT INTO deliberations.meeting (district, id, topic, body, area, kind, rule, title, mode, place, link, starts_at, ends_at, agenda, listed, state, convener, chair, secretary, electors, announced_at)
      VALUES (${row.district}, ${row.id}, ${row.topic}, ${row.body}, ${row.area}, ${row.kind}, ${JSON.stringify(row.rule)}, ${row.title}, ${row.mode}, ${row.place}, ${row.link}, ${row.starts_at},
        ${row.ends_at}, ${JSON.stringify(row.agenda)}, ${row.listed}, 'announced', ${row.convener}, ${JSON.stringify(row.chair)}, ${JSON.stringify(row.secretary)}, ${row.electors}, ${at})`,
    )
    .onDuplicate('meeting_pkey', () => new Refusal(errors.id_taken));
}

type Changes = Partial<
  Pick<
    MeetingRow,
    'state' | 'opened_at' | 'closed_at' | 'reason' | 'on_paper' | 'entitled' | 'present' | 'attained' | 'published_at' | 'published_version' | 'published_text'
  >
> & {
  agenda?: string;
};
/** Changes a meeting that is still in one of `states`. */
export function updateMeeting(write: Write, district: string, id: string, changes: Changes, states: readonly string[], stale: () => Error): void {
  const sets = Object.entries(changes).map(([key, value]) => sql`${sql.raw(key)} = ${value}`);
  write.add(
    sql`UPDATE deliberations.meeting SET ${sql.join(sets, ', ')} WHERE district = ${district} AND id = ${id} AND state = ANY(${states}::text[])`,
    1,
    stale,
  );
}

const brief = sql.raw(
  `g.id, g.kind, g.rule->'name' AS kind_name, g.title, g.mode, g.place, g.starts_at, g.ends_at, g.state, g.attained, g.published_at IS NOT NULL AS published, g.area`,
);
export type ListedRow = MeetingBriefRow & { area: string };
/** Meetings from now on in order of time, or past ones, last first. */
export function listMeetings(
  db: Db,
  district: string,
  seen: Sql,
  find: {
    area: string;
    body?: string | undefined;
    topic?: string | undefined;
    past: boolean;
    now: string;
    cursor: { at: string; id: string } | null;
    limit: number;
  },
): Promise<ListedRow[]> {
  const { past, cursor } = find;
  const way = sql.raw(past ? 'DESC' : 'ASC');
  const than = sql.raw(past ? '<' : '>');
  return db.all<ListedRow>(sql`SELECT ${brief} FROM deliberations.meeting g WHERE g.district = ${district} AND ${seen} AND left(g.area, ${find.area.length}::int) = ${find.area}
    AND (${find.body ?? null}::uuid IS NULL OR g.body = ${find.body ?? null}::uuid) AND (${find.topic ?? null}::uuid IS NULL OR g.topic = ${find.topic ?? null}::uuid)
    AND ${past ? sql`g.ends_at < ${find.now}` : sql`g.ends_at >= ${find.now}`}
    ${cursor ? sql`AND (g.starts_at, g.id) ${than} (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql.raw('')}
    ORDER BY g.starts_at ${way}, g.id ${way} LIMIT ${find.limit}`);
}

/** Who is expected: participants of the topic, or members of the body. */
export type SeatRow = { seat: string; name: string; side: string | null; person: string | null; present: boolean };
const seats = (row: Pick<MeetingRow, 'district' | 'id' | 'topic' | 'body' | 'rule'>): Sql => {
  const here = sql`EXISTS (SELECT FROM deliberations.attendance a WHERE a.district = ${row.district} AND a.meeting = ${row.id} AND a.seat = x.id)`;
  const byMembers = row.rule.quorum?.of === 'members' || row.topic === null;
  return byMembers
    ? sql`SELECT x.id AS seat, x.name, NULL AS side, x.person, ${here} AS present FROM deliberations.member x WHERE x.district = ${row.district} AND x.body = ${row.body}::uuid AND x.role <> 'observer' AND x.ended_on IS NULL`
    : sql`SELECT x.id AS seat, x.name, x.side, x.person, ${here} AS present FROM deliberations.participant x WHERE x.district = ${row.district} AND x.topic = ${row.topic}::uuid AND x.removed_at IS NULL`;
};
export const listSeats = (db: Db, row: MeetingRow, after: string | null, limit: number): Promise<SeatRow[]> =>
  db.all<SeatRow>(sql`SELECT * FROM (${seats(row)}) s WHERE ${after}::uuid IS NULL OR s.seat > ${after}::uuid ORDER BY s.seat LIMIT ${limit}`);
export const findSeat = (db: Db, row: MeetingRow, seat: string): Promise<SeatRow | undefined> =>
  db.find<SeatRow>(sql`SELECT * FROM (${seats(row)}) s WHERE s.seat = ${seat}`);
/** Accounts of those expected. */
export const seatPersons = async (db: Db, row: MeetingRow): Promise<string[]> =>
  (await db.all<{ person: string }>(sql`SELECT DISTINCT s.person FROM (${seats(row)}) s WHERE s.person IS NOT NULL`)).map((one) => one.person);
/** How many are expected, and how many of them (or of electors) came. */
export const countSeats = async (db: Db, row: MeetingRow): Promise<{ expected: number; came: number; seats: number }> =>
  (await db.find<{ expected: number; came: number; seats: number }>(sql`SELECT count(*) AS expected, count(*) FILTER (WHERE s.present) AS came,
      (SELECT count(*) FROM deliberations.attendance a WHERE a.district = ${row.district} AND a.meeting = ${row.id} AND a.seat IS NOT NULL) AS seats FROM (${seats(row)}) s`))!;

export type AttendanceRow = {
  id: string;
  seat: string | null;
  person: string | null;
  name: string;
  how: 'code' | 'online' | 'desk' | 'proxy';
  proxy: string | null;
  at: string;
};
export function insertAttendance(write: Write, district: string, meeting: string, row: AttendanceRow): void {
  write
    .add(
      sql`INSERT INTO deliberations.attendance (district, id, meeting, seat, person, name, how, proxy, at)
      VALUES (${district}, ${row.id}, ${meeting}, ${row.seat}, ${row.person}, ${row.name}, ${row.how}, ${row.proxy}, ${row.at})`,
    )
    .onDuplicate('attendance_seat', () => new Refusal(errors.signed_already))
    .onDuplicate('attendance_person', () => new Refusal(errors.signed_already))
    .onDuplicate('attendance_pkey', () => new Refusal(errors.id_taken));
}
export const listAttendance = (db: Db, district: string, meeting: string, after: string | null, limit: number): Promise<AttendanceRow[]> =>
  db.all<AttendanceRow>(sql`SELECT id, seat, person, name, how, proxy, at FROM deliberations.attendance
    WHERE district = ${district} AND meeting = ${meeting} AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${limit}`);
export const attendanceOf = (db: Db, district: string, meeting: string, person: string): Promise<AttendanceRow | undefined> =>
  db.find<AttendanceRow>(
    sql`SELECT id, seat, person, name, how, proxy, at FROM deliberations.attendance WHERE district = ${district} AND meeting = ${meeting} AND person = ${person}`,
  );
