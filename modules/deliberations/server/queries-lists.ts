import type { Actor } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { seenSql, topicColumns, topicFrom, type TopicRow } from './queries.ts';

/** A topic of a list, with the next meeting that is called. */
export type ListedTopic = TopicRow & { next_meeting: string | null };
const next = sql.raw(
  `(SELECT min(g.starts_at) FROM deliberations.meeting g WHERE g.district = t.district AND g.topic = t.id AND g.state = 'announced') AS next_meeting`,
);
type Cursor = { at: string; id: string } | null;
const past = (cursor: Cursor) => (cursor ? sql`AND (t.opened_at, t.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql.raw(''));

/** What is being talked about in an area, newest first: only what the reader may see, decided before the page is cut. */
export const listTalks = (
  db: Db,
  actor: Actor,
  find: { district: string; area: string; open: boolean | undefined; q: string | undefined; cursor: Cursor; limit: number },
): Promise<ListedTopic[]> =>
  db.all<ListedTopic>(sql`SELECT ${topicColumns}, ${next} FROM ${topicFrom} WHERE t.district = ${find.district} AND left(t.area, ${find.area.length}::int) = ${find.area} AND ${seenSql(actor)}
    ${find.open === undefined ? sql.raw('') : find.open ? sql.raw('AND m.closed_at IS NULL') : sql.raw('AND m.closed_at IS NOT NULL')}
    ${find.q === undefined || find.q === '' ? sql.raw('') : sql`AND strpos(t.title, ${find.q}) > 0`} ${past(find.cursor)}
    ORDER BY t.opened_at DESC, t.id DESC LIMIT ${find.limit}`);

/** Those a person proposed or takes part in. */
export const listMine = (db: Db, district: string, person: string, cursor: Cursor, limit: number): Promise<ListedTopic[]> =>
  db.all<ListedTopic>(sql`SELECT ${topicColumns}, ${next} FROM ${topicFrom} WHERE t.district = ${district}
    AND (t.proposer = ${person} OR EXISTS (SELECT FROM deliberations.participant p WHERE p.district = t.district AND p.person = ${person} AND p.topic = t.id AND p.removed_at IS NULL))
    ${past(cursor)} ORDER BY t.opened_at DESC, t.id DESC LIMIT ${limit}`);

export const latestEntry = async (db: Db, district: string, matter: string): Promise<number | undefined> =>
  (await db.find<{ seq: number }>(sql`SELECT max(seq) AS seq FROM matters.entry WHERE district = ${district} AND matter = ${matter}`))?.seq;

/** Meetings of a calendar: public ones of an area or body, or those to which a person is invited; of the last 90 days and to come. */
export type EventRow = {
  id: string;
  kind_name: { 'zh-Hans': string; en: string };
  title: string;
  place: string;
  mode: string;
  starts_at: string;
  ends_at: string;
  state: string;
  announced_at: string;
};
const event = sql.raw(`g.id, g.rule->'name' AS kind_name, g.title, g.place, g.mode, g.starts_at, g.ends_at, g.state, g.announced_at`);
export const publicEvents = (db: Db, district: string, area: string, body: string | null, since: string): Promise<EventRow[]> =>
  db.all<EventRow>(sql`SELECT ${event} FROM deliberations.meeting g WHERE g.district = ${district} AND g.listed AND left(g.area, ${area.length}::int) = ${area}
    AND (${body}::uuid IS NULL OR g.body = ${body}::uuid) AND g.starts_at > ${since} ORDER BY g.starts_at, g.id LIMIT 1000`);
export const ownEvents = (db: Db, district: string, person: string, since: string): Promise<EventRow[]> =>
  db.all<EventRow>(sql`SELECT ${event} FROM deliberations.meeting g WHERE g.district = ${district} AND g.starts_at > ${since}
    AND (EXISTS (SELECT FROM deliberations.participant p WHERE p.district = g.district AND p.person = ${person} AND p.topic = g.topic AND p.removed_at IS NULL)
      OR EXISTS (SELECT FROM deliberations.member b WHERE b.district = g.district AND b.body = g.body AND b.person = ${person} AND b.ended_on IS NULL)
      OR ${person} IN (g.chair->>'person', g.secretary->>'person')) ORDER BY g.starts_at, g.id LIMIT 1000`);

export const putFeed = (write: Write, district: string, person: string, secret: Buffer, at: string): void =>
  void write.add(sql`INSERT INTO deliberations.feed (district, person, secret, made_at) VALUES (${district}, ${person}, ${secret}, ${at})
    ON CONFLICT (district, person) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at`);
export const dropFeed = (write: Write, district: string, person: string): void =>
  void write.add(sql`DELETE FROM deliberations.feed WHERE district = ${district} AND person = ${person}`);
export const feedOwner = async (db: Db, district: string, secret: Buffer): Promise<string | undefined> =>
  (await db.find<{ person: string }>(sql`SELECT person FROM deliberations.feed WHERE district = ${district} AND secret = ${secret}`))?.person;

/** Those who count among the present of the topic's last meeting with its quorum. */
export const presentSeats = (db: Db, district: string, topic: string): Promise<{ person: string | null; name: string }[]> =>
  db.all(sql`SELECT a.person, a.name FROM deliberations.attendance a WHERE a.district = ${district} AND a.seat IS NOT NULL AND a.meeting = (
    SELECT g.id FROM deliberations.meeting g WHERE g.district = ${district} AND g.topic = ${topic} AND g.state = 'closed' AND g.attained ORDER BY g.opened_at DESC LIMIT 1) ORDER BY a.id`);

/** What was published of a topic's meetings. */
export const publishedMinutes = (db: Db, district: string, topic: string): Promise<{ title: string; text: string }[]> =>
  db.all(
    sql`SELECT g.title, g.published_text AS text FROM deliberations.meeting g WHERE g.district = ${district} AND g.topic = ${topic} AND g.published_at IS NOT NULL ORDER BY g.starts_at`,
  );
