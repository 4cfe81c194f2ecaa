import { sql, type Db } from '@hezhi/server';

/** A message that a worker has taken. `attempts` counts this one. */
export type Taken = {
  district: string;
  id: string;
  endpoint: string;
  role: 'body' | 'webhook';
  address: string;
  type: string;
  payload: unknown;
  matter: string | null;
  attempts: number;
};

/**
 * Takes what is due, in one transaction, and leases it: the request is made outside of any transaction, and a worker that dies in it gives the message
 * back when the lease ends. Endpoints with something due are locked one worker each, so that at most `lanes` messages of one are under way, one where
 * its circuit has rested and is being tried; of a matter never two, and a body hears of it in order.
 */
export function takeDue(db: Db, now: string, leaseUntil: string, limits: { most: number; lanes: number; tripAt: number }): Promise<Taken[]> {
  return db.tx(async (tx) => {
    const endpoints = await tx.all<{ district: string; id: string; role: string; address: string; free: number }>(sql`
      SELECT e.district, e.id, e.role, e.address,
        CASE WHEN e.failures >= ${limits.tripAt} THEN 1 ELSE ${limits.lanes}::int END
          - (SELECT count(*) FROM exchange.message m WHERE m.district = e.district AND m.endpoint = e.id AND m.direction = 'out' AND m.state IN ('queued', 'failed') AND m.leased_until > ${now})::int AS free
      FROM exchange.endpoint e
      WHERE e.active AND e.ended_at IS NULL AND e.address IS NOT NULL AND (e.rests_until IS NULL OR e.rests_until <= ${now})
        AND (e.district, e.id) IN (
          SELECT m.district, m.endpoint FROM exchange.message m WHERE m.direction = 'out' AND m.state IN ('queued', 'failed') AND m.next_at <= ${now})
      ORDER BY e.district, e.id LIMIT ${limits.most} FOR UPDATE OF e SKIP LOCKED`);
    const taken: Taken[] = [];
    for (const endpoint of endpoints) {
      if (endpoint.free <= 0 || taken.length >= limits.most) continue;
      const rows = await tx.all<Omit<Taken, 'role' | 'address'>>(sql`
        UPDATE exchange.message m SET leased_until = ${leaseUntil}, attempts = m.attempts + 1
        FROM (
          SELECT m.district, m.id FROM exchange.message m
          WHERE m.district = ${endpoint.district} AND m.endpoint = ${endpoint.id} AND m.direction = 'out' AND m.state IN ('queued', 'failed') AND m.next_at <= ${now}
            AND (m.leased_until IS NULL OR m.leased_until <= ${now})
            AND (m.matter IS NULL OR NOT EXISTS (
              SELECT FROM exchange.message b WHERE b.district = m.district AND b.endpoint = m.endpoint AND b.matter = m.matter AND b.ordinal < m.ordinal AND b.direction = 'out'
                AND (b.state IN ('queued', 'failed', 'sent') OR (b.state = 'dead' AND ${endpoint.role} = 'body'))))
          ORDER BY m.next_at, m.id LIMIT ${Math.min(endpoint.free, limits.most - taken.length)} FOR UPDATE SKIP LOCKED
        ) due WHERE m.district = due.district AND m.id = due.id
        RETURNING m.district, m.id, m.endpoint, m.type, m.payload, m.matter, m.attempts`);
      taken.push(...rows.map((row) => ({ ...row, role: endpoint.role as Taken['role'], address: endpoint.address })));
    }
    return taken;
  });
}

/** What became of an attempt: the message, and the circuit of its endpoint. An answer that comes after the message was settled otherwise changes nothing. The message's row comes first, as everywhere. */
export async function recordAttempt(
  db: Db,
  taken: Taken,
  to: { state: 'acknowledged' | 'sent' | 'failed' | 'dead'; nextAt: string | null; error: string | null; reply: unknown; now: string },
  circuit: { good: boolean; heard: boolean; pause: boolean; tripAt: number; firstRestMs: number; longestRestMs: number },
): Promise<void> {
  const settled = to.state === 'acknowledged' || to.state === 'dead' ? to.now : null;
  await db.run(sql`
    WITH m AS (
      UPDATE exchange.message SET state = ${to.state}, next_at = ${to.nextAt}, leased_until = NULL, error = ${to.error}, reply = ${to.reply === null ? null : JSON.stringify(to.reply)}::jsonb,
        settled_at = ${settled}
      WHERE district = ${taken.district} AND id = ${taken.id} AND state IN ('queued', 'failed') AND (attempts = ${taken.attempts} OR ${circuit.heard}) RETURNING 1)
    UPDATE exchange.endpoint SET
      failures = CASE WHEN ${circuit.good} THEN 0 ELSE failures + 1 END,
      rests_until = CASE WHEN ${circuit.good} OR failures + 1 < ${circuit.tripAt}::int THEN NULL
        ELSE ${to.now}::timestamptz + least(${circuit.longestRestMs}::float8, ${circuit.firstRestMs}::float8 * 2 ^ least(failures + 1 - ${circuit.tripAt}::int, 12)) * interval '1 millisecond' END,
      last_out = CASE WHEN ${circuit.heard} THEN ${to.now}::timestamptz ELSE last_out END,
      active = active AND NOT ${circuit.pause},
      version = CASE WHEN ${circuit.pause} THEN version + 1 ELSE version END
    WHERE district = ${taken.district} AND id = ${taken.endpoint} AND (SELECT count(*) FROM m) >= 0`);
}

/** Messages answered by 202 whose acknowledgement did not come by their moment set out again. */
export const overdueSent = async (db: Db, now: string): Promise<number> =>
  (
    await db.run(sql`UPDATE exchange.message SET state = 'failed', next_at = ${now}, error = 'no acknowledgement came in time'
      WHERE direction = 'out' AND state = 'sent' AND next_at <= ${now}`)
  ).count;

/** The late answer to a message that was sent. Gives whether such a message was waiting for it. */
export const acknowledge = (district: string, endpoint: string, id: string, ok: boolean, error: string | null, now: string) => sql`
  UPDATE exchange.message SET state = ${ok ? 'acknowledged' : 'dead'}, next_at = NULL, leased_until = NULL, error = ${error}, settled_at = ${now}
  WHERE district = ${district} AND endpoint = ${endpoint} AND id = ${id} AND direction = 'out' AND state IN ('queued', 'failed', 'sent')`;

export const outState = (db: Db, district: string, endpoint: string, id: string): Promise<{ state: string } | undefined> =>
  db.find(sql`SELECT state FROM exchange.message WHERE district = ${district} AND endpoint = ${endpoint} AND id = ${id} AND direction = 'out'`);
