import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { MessageView } from '../contract/index.ts';

/** A message as it is stored. */
export type MessageRow = {
  district: string;
  id: string;
  endpoint: string;
  direction: 'out' | 'in';
  type: string;
  external_id: string;
  print: Buffer | null;
  payload: unknown;
  state: MessageView['state'];
  matter: string | null;
  number: string | null;
  order_no: string | null;
  ordinal: number;
  attempts: number;
  next_at: string | null;
  error: string | null;
  reply: unknown;
  note: string | null;
  at: string;
  settled_at: string | null;
};
export type ListedRow = Omit<MessageRow, 'payload' | 'reply' | 'print'> & { endpoint_name: string; held: boolean };

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** A message to be sent, as part of a write; due at once. */
export function insertOut(
  write: Write,
  row: Pick<MessageRow, 'district' | 'id' | 'endpoint' | 'type' | 'payload' | 'matter' | 'number' | 'order_no' | 'ordinal' | 'at'>,
): void {
  write.add(sql`INSERT INTO exchange.message (district, id, endpoint, direction, type, external_id, payload, state, matter, number, order_no, ordinal, next_at, at)
    VALUES (${row.district}, ${row.id}, ${row.endpoint}, 'out', ${row.type}, ${row.id}, ${json(row.payload)}::jsonb, 'queued', ${row.matter}, ${row.number}, ${row.order_no},
      ${row.ordinal}, ${row.at}, ${row.at})`);
}

/**
 * A message that came, settled; over an earlier refusal of the same id, which is tried again. One carried out is never touched: the unique key stands
 * (`message_once`), and the write of the second of two that come at once is undone.
 */
export function insertIn(write: Write, row: Omit<MessageRow, 'ordinal' | 'note' | 'next_at' | 'attempts' | 'direction'>): void {
  write.add(
    sql`INSERT INTO exchange.message AS m (district, id, endpoint, direction, type, external_id, print, payload, state, matter, number, order_no, attempts, error, reply, at, settled_at)
    VALUES (${row.district}, ${row.id}, ${row.endpoint}, 'in', ${row.type}, ${row.external_id}, ${row.print}, ${json(row.payload)}::jsonb, ${row.state}, ${row.matter}, ${row.number},
      ${row.order_no}, 1, ${row.error}, ${json(row.reply)}::jsonb, ${row.at}, ${row.settled_at})
    ON CONFLICT (district, endpoint, external_id) WHERE direction = 'in' DO UPDATE SET type = excluded.type, print = excluded.print, payload = excluded.payload, state = excluded.state,
      matter = excluded.matter, number = excluded.number, order_no = excluded.order_no, attempts = m.attempts + 1, error = excluded.error, reply = excluded.reply,
      settled_at = excluded.settled_at WHERE m.state = 'failed'`,
    1,
    () => new Crossed(),
  );
}

/** Somebody else carried out the same message at this very moment. */
export class Crossed extends Error {}

export const findIn = (
  db: Db,
  district: string,
  endpoint: string,
  externalId: string,
): Promise<Pick<MessageRow, 'id' | 'state' | 'print' | 'reply'> | undefined> =>
  db.find(
    sql`SELECT id, state, print, reply FROM exchange.message WHERE district = ${district} AND endpoint = ${endpoint} AND external_id = ${externalId} AND direction = 'in'`,
  );

const listed = sql.raw(
  `m.district, m.id, m.endpoint, m.direction, m.type, m.external_id, m.state, m.matter, m.number, m.order_no, m.ordinal, m.attempts, m.next_at, m.error, m.note, m.at, m.settled_at,
   e.name AS endpoint_name`,
);
/** An earlier message about the same matter has not arrived: bodies hear of a matter in order. */
const heldSql: Sql = sql.raw(`(m.direction = 'out' AND m.state IN ('queued', 'failed') AND m.matter IS NOT NULL AND EXISTS (
  SELECT FROM exchange.message b WHERE b.district = m.district AND b.endpoint = m.endpoint AND b.matter = m.matter AND b.ordinal < m.ordinal AND b.direction = 'out'
    AND (b.state IN ('queued', 'failed', 'sent') OR (b.state = 'dead' AND e.role = 'body'))))`);

export type Find = {
  endpoint?: string | undefined;
  role?: string | undefined;
  direction?: string | undefined;
  state?: string | undefined;
  type?: string | undefined;
  matter?: string | undefined;
  q?: string | undefined;
};

export function listMessages(db: Db, district: string, find: Find, after: { at: string; id: string } | null, limit: number): Promise<ListedRow[]> {
  const where = [sql`m.district = ${district}`];
  if (find.endpoint) where.push(sql`m.endpoint = ${find.endpoint}`);
  if (find.role) where.push(sql`e.role = ${find.role}`);
  if (find.direction) where.push(sql`m.direction = ${find.direction}`);
  if (find.state) where.push(sql`m.state = ${find.state}`);
  if (find.type) where.push(sql`m.type = ${find.type}`);
  if (find.matter) where.push(sql`m.matter = ${find.matter}`);
  if (find.q) {
    const byId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(find.q) ? [sql`m.id = ${find.q}`] : [];
    where.push(sql.or([sql`m.number = ${find.q}`, sql`m.order_no = ${find.q}`, sql`m.external_id = ${find.q}`, ...byId]));
  }
  if (after) where.push(sql`(m.at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<ListedRow>(sql`
    SELECT ${listed}, ${heldSql} AS held FROM exchange.message m JOIN exchange.endpoint e ON e.district = m.district AND e.id = m.endpoint
    WHERE ${sql.join(where, ' AND ')} ORDER BY m.at DESC, m.id DESC LIMIT ${limit}`);
}

export const findMessage = (db: Db, district: string, id: string): Promise<(ListedRow & Pick<MessageRow, 'payload' | 'reply'>) | undefined> =>
  db.find(sql`SELECT ${listed}, ${heldSql} AS held, m.payload, m.reply FROM exchange.message m JOIN exchange.endpoint e ON e.district = m.district AND e.id = m.endpoint
    WHERE m.district = ${district} AND m.id = ${id}`);

export function noteMessage(write: Write, district: string, id: string, note: string | null, miss: () => Error): void {
  write.add(sql`UPDATE exchange.message SET note = ${note} WHERE district = ${district} AND id = ${id}`, 1, miss);
}

/** A dead letter sets out again under its old id, with all its attempts before it. */
export function reviveMessage(write: Write, district: string, id: string, now: string, miss: () => Error): void {
  write.add(
    sql`UPDATE exchange.message SET state = 'queued', attempts = 0, next_at = ${now}, settled_at = NULL, leased_until = NULL
      WHERE district = ${district} AND id = ${id} AND direction = 'out' AND state = 'dead'`,
    1,
    miss,
  );
}

/** All of an endpoint, or of the district; gives how many. */
export async function reviveAll(db: Db, district: string, endpoint: string | null, now: string): Promise<number> {
  const { count } = await db.run(sql`
    UPDATE exchange.message SET state = 'queued', attempts = 0, next_at = ${now}, settled_at = NULL, leased_until = NULL
    WHERE district = ${district} AND direction = 'out' AND state = 'dead' AND (${endpoint}::uuid IS NULL OR endpoint = ${endpoint}::uuid)`);
  return count;
}

export function dropMessage(write: Write, district: string, id: string, reason: string, now: string, miss: () => Error): void {
  write.add(
    sql`UPDATE exchange.message SET state = 'dropped', note = ${reason}, settled_at = ${now}, next_at = NULL
      WHERE district = ${district} AND id = ${id} AND direction = 'out' AND state = 'dead'`,
    1,
    miss,
  );
}

/** Messages settled before `before` are forgotten, a thousand at a time; dead letters wait for a person. */
export async function purgeMessages(db: Db, before: string): Promise<number> {
  let gone = 0;
  for (;;) {
    const { count } = await db.run(sql`
      DELETE FROM exchange.message m USING (
        SELECT district, id FROM exchange.message WHERE settled_at < ${before} AND state <> 'dead' LIMIT 1000
      ) old WHERE m.district = old.district AND m.id = old.id`);
    gone += count;
    if (count < 1000) return gone;
  }
}
