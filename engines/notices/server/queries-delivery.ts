import type { Language } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import type { Category, Channel, DeliveryState, Values } from '../contract/index.ts';
import type { Rendered } from './registry.ts';

/** A delivery that a worker has claimed, with what it says. */
export type Claimed = {
  district: string;
  id: string;
  channel: Channel;
  person: string | null;
  hook: string | null;
  contact_sealed: Buffer | null;
  masked: string;
  language: Language;
  /** This try included. A record counts only while it is still this one. */
  attempts: number;
  counted: boolean;
  /** Whether the try before ended without a record: a process died, or its claim lapsed. */
  interrupted: boolean;
  created_at: string;
  template: string;
  urgent: boolean;
  recipient: string;
  words: Rendered;
  given: Values;
  matter: string | null;
  link: string | null;
  at: string;
};

/** Claims what is due, the oldest first: each row by one worker, until `lease` (after which another may take it). */
export function claimDue(db: Db, now: string, lease: string, limit: number): Promise<Claimed[]> {
  return db.all<Claimed>(sql`
    WITH due AS MATERIALIZED (
      SELECT district, id, state = 'sending' AS interrupted FROM notices.delivery
      WHERE state IN ('queued', 'sending') AND next_at <= ${now} ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE notices.delivery d SET state = 'sending', attempts = d.attempts + 1, next_at = ${lease}, changed_at = ${now}, reason = NULL
      FROM due WHERE d.district = due.district AND d.id = due.id
      RETURNING d.district, d.id, d.notice, d.channel, d.person, d.hook, d.contact_sealed, d.masked, d.language, d.attempts, d.counted, d.created_at, due.interrupted
    )
    SELECT t.district, t.id, t.channel, t.person, t.hook, t.contact_sealed, t.masked, t.language, t.attempts, t.counted, t.created_at, t.interrupted,
      n.template, n.urgent, n.recipient, n.words, n.given, n.matter, n.link, n.at
    FROM taken t JOIN notices.notice n ON n.district = t.district AND n.id = t.notice ORDER BY t.created_at, t.id`);
}

/** When the next delivery is due (of all districts), or null. */
export const nextDelivery = async (db: Db): Promise<string | null> =>
  (await db.find<{ next_at: string }>(sql`SELECT next_at FROM notices.delivery WHERE state IN ('queued', 'sending') ORDER BY next_at LIMIT 1`))?.next_at ??
  null;

export type Settled = { state: DeliveryState; next: string | null; reason: string | null; reference?: string | null; masked?: string };

/** Records how a claimed try ended; false when the claim had passed to another worker meanwhile. */
export async function settleDelivery(db: Db, claimed: Pick<Claimed, 'district' | 'id' | 'attempts'>, end: Settled, at: string): Promise<boolean> {
  const { count } = await db.run(sql`
    UPDATE notices.delivery SET state = ${end.state}, next_at = ${end.next}, reason = ${end.reason}, reference = coalesce(${end.reference ?? null}, reference),
      masked = coalesce(${end.masked ?? null}, masked), changed_at = ${at}
    WHERE district = ${claimed.district} AND id = ${claimed.id} AND state = 'sending' AND attempts = ${claimed.attempts}`);
  return count === 1;
}

/** Takes one of the day's number for a delivery, once; false when the number is used up. */
export async function takeOfDay(db: Db, claimed: Claimed, day: string, cap: number): Promise<boolean> {
  const { count } = await db.run(sql`
    WITH taken AS (
      INSERT INTO notices.tally AS t (district, recipient, channel, day, n) VALUES (${claimed.district}, ${claimed.recipient}, ${claimed.channel}, ${day}, 1)
      ON CONFLICT (district, recipient, channel, day) DO UPDATE SET n = t.n + 1 WHERE t.n < ${cap} RETURNING 1
    )
    UPDATE notices.delivery SET counted = true WHERE district = ${claimed.district} AND id = ${claimed.id} AND EXISTS (SELECT FROM taken)`);
  return count === 1;
}

/** Where a person is told by a way and when not: phone of the directory, own addresses, quiet hours, whether staff. */
export type Whereto = {
  phone_sealed: Buffer | null;
  sealed: Buffer | null;
  wished: boolean;
  quiet_from: number | null;
  quiet_to: number | null;
  staff: boolean;
};
export const wheretoOf = (db: Db, district: string, person: string, channel: Channel): Promise<Whereto | undefined> =>
  db.find<Whereto>(sql`
    SELECT n.phone_sealed, n.area IS NULL AS staff, a.sealed, p.person IS NOT NULL AS wished, p.quiet_from, p.quiet_to
    FROM directory.person n
    LEFT JOIN notices.address a ON a.district = n.district AND a.person = n.id AND a.channel = ${channel} AND a.confirmed
    LEFT JOIN notices.preference p ON p.district = n.district AND p.person = n.id
    WHERE n.district = ${district} AND n.id = ${person}`);

export type LogRow = {
  id: string;
  channel: Channel;
  state: DeliveryState;
  template: string;
  category: Category;
  area: string;
  person: string | null;
  person_name: string | null;
  resident: boolean;
  masked: string;
  contact_gone: boolean;
  matter: string | null;
  attempts: number;
  reason: string | null;
  reference: string | null;
  created_at: string;
  changed_at: string;
  next_at: string | null;
};

export type LogFilter = {
  state?: DeliveryState | undefined;
  channel?: Channel | undefined;
  template?: string | undefined;
  matter?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const logColumns = sql.raw(`d.id, d.channel, d.state, n.template, n.category, n.area, d.person, p.name AS person_name, p.area IS NOT NULL AS resident, d.masked,
  d.person IS NULL AND d.hook IS NULL AND d.contact_sealed IS NULL AS contact_gone, n.matter, d.attempts, d.reason, d.reference, d.created_at, d.changed_at, d.next_at`);
const logFrom = sql.raw(`FROM notices.delivery d JOIN notices.notice n ON n.district = d.district AND n.id = d.notice
  LEFT JOIN directory.person p ON p.district = d.district AND p.id = d.person`);

/** Deliveries about what lies in a territory (all of the district for its own posts), newest first. */
export function logRows(db: Db, district: string, area: string, f: LogFilter, before: string | null, limit: number): Promise<LogRow[]> {
  const where = [sql`d.district = ${district}`, sql`starts_with(n.area, ${area})`];
  if (f.state) where.push(sql`d.state = ${f.state}`);
  if (f.channel) where.push(sql`d.channel = ${f.channel}`);
  if (f.template) where.push(sql`n.template = ${f.template}`);
  if (f.matter) where.push(sql`n.matter = ${f.matter}`);
  if (f.from) where.push(sql`d.created_at >= ${f.from}`);
  if (f.to) where.push(sql`d.created_at < ${f.to}`);
  if (before) where.push(sql`d.id < ${before}::uuid`);
  return db.all<LogRow>(sql`SELECT ${logColumns} ${logFrom} WHERE ${sql.and(where)} ORDER BY d.id DESC LIMIT ${limit}`);
}

export const logRow = (db: Db, district: string, area: string, id: string): Promise<LogRow | undefined> =>
  db.find<LogRow>(sql`SELECT ${logColumns} ${logFrom} WHERE d.district = ${district} AND d.id = ${id} AND starts_with(n.area, ${area})`);

/** Puts an ended delivery on the queue again; expects that nobody did so meanwhile. */
export function requeue(write: Write, district: string, id: string, at: string, stale: () => Error): void {
  write.add(
    sql`UPDATE notices.delivery SET state = 'queued', next_at = ${at}, attempts = 0, reason = NULL, created_at = ${at}, changed_at = ${at}, counted = true
      WHERE district = ${district} AND id = ${id} AND state IN ('failed', 'unknown', 'skipped')`,
    1,
    stale,
  );
}
