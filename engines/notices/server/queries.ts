import type { Language } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import type { Category, Channel, DeliveryState, Modes, Values } from '../contract/index.ts';
import type { Rendered } from './registry.ts';

export type PersonRow = {
  person: string;
  language: Language;
  has_phone: boolean;
  has_email: boolean;
  has_wechat: boolean;
  /** Whether the person ever said a wish: then `quiet_*` null means none. */
  wished: boolean;
  modes: Modes | null;
  quiet_from: number | null;
  quiet_to: number | null;
  lately: boolean;
};

/** What must be known of persons to tell them something; ids without a person and closed accounts are left out. */
export async function personsToTell(db: Db, district: string, persons: readonly string[], since: string): Promise<PersonRow[]> {
  if (persons.length === 0) return [];
  return db.all<PersonRow>(sql`
    SELECT n.id AS person, n.language, n.phone_sealed IS NOT NULL AS has_phone,
      EXISTS (SELECT FROM notices.address a WHERE a.district = n.district AND a.person = n.id AND a.channel = 'email' AND a.confirmed) AS has_email,
      EXISTS (SELECT FROM notices.address a WHERE a.district = n.district AND a.person = n.id AND a.channel = 'wechat' AND a.confirmed) AS has_wechat,
      p.person IS NOT NULL AS wished, p.modes, p.quiet_from, p.quiet_to,
      EXISTS (SELECT FROM directory.account c JOIN directory.session s ON s.district = c.district AND s.account = c.id
        WHERE c.district = n.district AND c.person = n.id AND s.last_seen >= ${since}) AS lately
    FROM directory.person n LEFT JOIN notices.preference p ON p.district = n.district AND p.person = n.id
    WHERE n.district = ${district} AND n.id = ANY(${persons}::uuid[]) AND n.closed IS NULL`);
}

/** What is told, to whomever. */
export type NoticeBase = {
  key: string;
  template: string;
  category: Category;
  urgent: boolean;
  area: string;
  matter: string | null;
  link: string | null;
  words: Rendered;
  given: Values;
  at: string;
};
/** `base`: which of those told. */
export type NewNotice = { id: string; base: number; recipient: string; person: string | null };

/** Inserts what has not been told before, the first of those that are the same; gives the ids of what is new. */
export async function insertNotices(db: Db, district: string, bases: readonly NoticeBase[], notices: readonly NewNotice[]): Promise<Set<string>> {
  if (notices.length === 0) return new Set();
  const rows = await db.all<{ id: string }>(sql`
    INSERT INTO notices.notice (district, id, recipient, person, key, template, category, urgent, area, matter, link, words, given, at)
    SELECT ${district}, n.id, n.recipient, n.person, b.key, b.template, b.category, b.urgent, b.area, b.matter, b.link, b.words, b.given, b.at
    FROM unnest(${notices.map((one) => one.id)}::uuid[], ${notices.map((one) => one.base)}::int[], ${notices.map((one) => one.recipient)}::text[], ${notices.map((one) => one.person)}::uuid[])
        WITH ORDINALITY AS n (id, base, recipient, person, nth)
      JOIN json_to_recordset(${JSON.stringify(bases.map((one, base) => ({ base, ...one })))}::json) AS b (base int, key text, template text, category text, urgent boolean, area text,
        matter uuid, link text, words jsonb, given jsonb, at timestamptz) ON b.base = n.base
    ORDER BY n.nth ON CONFLICT (district, recipient, key) DO NOTHING RETURNING id`);
  return new Set(rows.map((row) => row.id));
}

export type NewDelivery = {
  id: string;
  notice: string;
  channel: Channel;
  state: DeliveryState;
  person: string | null;
  hook: string | null;
  sealed: Buffer | null;
  masked: string;
  language: Language;
  next: string;
  reason: string | null;
};

export async function insertDeliveries(db: Db, district: string, rows: readonly NewDelivery[], at: string): Promise<void> {
  const json = JSON.stringify(rows.map((row) => ({ ...row, sealed: row.sealed?.toString('hex') ?? null })));
  await db.run(sql`
    INSERT INTO notices.delivery (district, id, notice, channel, state, person, hook, contact_sealed, masked, language, next_at, reason, created_at, changed_at)
    SELECT ${district}, id, notice, channel, state, person, hook, decode(sealed, 'hex'), masked, language, next, reason, ${at}, ${at}
    FROM json_to_recordset(${json}::json) AS r (id uuid, notice uuid, channel text, state text, person uuid, hook text, sealed text, masked text, language text, next timestamptz, reason text)`);
}

export type InboxRow = {
  id: string;
  category: Category;
  urgent: boolean;
  words: Rendered;
  matter: string | null;
  link: string | null;
  at: string;
  read_at: string | null;
};

/** A page of a person's inbox, newest first; ids are made in time order. */
export function inbox(
  db: Db,
  district: string,
  person: string,
  find: { before: string | null; unread: boolean; category: Category | null; limit: number },
): Promise<InboxRow[]> {
  return db.all<InboxRow>(sql`
    SELECT id, category, urgent, words, matter, link, at, read_at FROM notices.notice
    WHERE district = ${district} AND person = ${person} AND (${find.before}::uuid IS NULL OR id < ${find.before}::uuid)
      AND (NOT ${find.unread}::boolean OR read_at IS NULL) AND (${find.category}::text IS NULL OR category = ${find.category})
    ORDER BY id DESC LIMIT ${find.limit}`);
}

/** How many are unread, counted to 100. */
export const unreadCount = async (db: Db, district: string, person: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM (
    SELECT FROM notices.notice WHERE district = ${district} AND person = ${person} AND read_at IS NULL LIMIT 100) u`))!.n;

/** Marks a person's own notices as read: those of `ids`, or all up to `until`. */
export function markRead(write: Write, district: string, person: string, which: { ids?: readonly string[]; until?: string }, at: string): void {
  const those = which.until === undefined ? sql`id = ANY(${which.ids ?? []}::uuid[])` : sql`id <= ${which.until}::uuid`;
  write.add(sql`UPDATE notices.notice SET read_at = ${at} WHERE district = ${district} AND person = ${person} AND read_at IS NULL AND ${those}`);
}

/** Forgets read and old notices with their deliveries, a thousand at a time, and contacts after their term. */
export async function purgeNotices(db: Db, before: string, contactsBefore: string): Promise<void> {
  await db.run(
    sql`UPDATE notices.delivery SET contact_sealed = NULL WHERE contact_sealed IS NOT NULL AND created_at < ${contactsBefore} AND state NOT IN ('queued', 'sending')`,
  );
  await db.run(sql`DELETE FROM notices.tally WHERE day < (${contactsBefore}::timestamptz)::date`);
  for (;;) {
    const { count } = await db.run(sql`
      WITH old AS (SELECT district, id FROM notices.notice WHERE at < ${before} LIMIT 1000),
        gone AS (DELETE FROM notices.delivery d USING old WHERE d.district = old.district AND d.notice = old.id)
      DELETE FROM notices.notice n USING old WHERE n.district = old.district AND n.id = old.id`);
    if (count < 1000) return;
  }
}
