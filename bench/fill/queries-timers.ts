import type pg from 'pg';
import { district } from '../town.ts';

/** The table that fired timers of the bench are noted in, and so many that wait for a far day. */
export async function makeTimers(db: pg.Client, waiting: number): Promise<void> {
  await db.query(`CREATE SCHEMA IF NOT EXISTS bench; CREATE TABLE bench.fired (id uuid NOT NULL, due_at timestamptz NOT NULL, at timestamptz NOT NULL);
    GRANT USAGE ON SCHEMA bench TO hezhi_app; GRANT SELECT, INSERT ON bench.fired TO hezhi_app`);
  await db.query(
    `INSERT INTO kernel.timer (district, id, due_at, planned_at, topic, data)
    SELECT '${district}', gen_random_uuid(), t, t, 'bench.fire', '{}' FROM (SELECT now() + interval '100 days' + random() * interval '100 days' AS t FROM generate_series(1, $1::int)) s`,
    [waiting],
  );
  await db.query('VACUUM ANALYZE kernel.timer');
}

/** So many timers, due evenly between now + from and now + from + over (seconds). */
export async function addDue(db: pg.Client, count: number, from: number, over: number): Promise<void> {
  await db.query(
    `INSERT INTO kernel.timer (district, id, due_at, planned_at, topic, data)
    SELECT '${district}', gen_random_uuid(), t, t, 'bench.fire', '{}' FROM (SELECT clock_timestamp() + make_interval(secs => $2::float8 + $3::float8 * i / $1::int) AS t FROM generate_series(1, $1::int) i) s`,
    [count, from, over],
  );
}

/** The clocks of so many real open stretches fall due evenly in the time from now + from. Returns the matters. */
export async function legsFallDue(db: pg.Client, count: number, from: number, over: number): Promise<string[]> {
  const { rows } = await db.query<{ matter: string }>(
    `
    WITH picked AS (
      SELECT l.district, l.matter, l.id, clock_timestamp() + make_interval(secs => $2::float8 + $3::float8 * row_number() OVER () / $1::int) AS due
      FROM matters.leg l JOIN matters.matter m ON m.district = l.district AND m.id = l.matter AND m.state = 'reported' AND m.revision = 1
      WHERE l.ended_at IS NULL AND EXISTS (SELECT FROM matters.entry e WHERE e.district = l.district AND e.matter = l.matter) AND m.id NOT IN (SELECT id FROM bench.pattern) LIMIT $1),
    leg AS (UPDATE matters.leg l SET body = l.body || jsonb_build_object('warnAt', floor(extract(epoch FROM p.due) * 1000)::bigint, 'rungAt', floor(extract(epoch FROM p.due + interval '30 days') * 1000)::bigint)
      FROM picked p WHERE l.district = p.district AND l.matter = p.matter AND l.id = p.id),
    timer AS (UPDATE kernel.timer t SET due_at = p.due, planned_at = p.due FROM picked p WHERE t.district = p.district AND t.topic = 'matters.leg' AND t.id =
      (SELECT overlay(overlay(substr(h, 1, 32) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid FROM (SELECT encode(sha256(convert_to(p.id::text || ':1', 'UTF8')), 'hex') AS h) x))
    SELECT matter FROM picked`,
    [count, from, over],
  );
  return rows.map((row) => row.matter);
}

/** How many of the matters have got how many entries of the clock. */
export async function clockEntries(db: pg.Client, matters: readonly string[]): Promise<Map<number, number>> {
  const { rows } = await db.query<{ entries: number; n: string }>(
    `
    SELECT entries, count(*) AS n FROM (SELECT i, (SELECT count(*)::int FROM matters.entry e WHERE e.district = '${district}' AND e.matter = i AND e.step = 'nearly_due') AS entries FROM unnest($1::uuid[]) i) s GROUP BY 1`,
    [matters],
  );
  return new Map(rows.map((row) => [row.entries, Number(row.n)]));
}

export async function firedTimes(db: pg.Client): Promise<{ fired: number; distinct: number; lateness: number[] }> {
  const { rows } = await db.query<{ id: string; late: string }>('SELECT id, extract(epoch FROM at - due_at) * 1000 AS late FROM bench.fired');
  return { fired: rows.length, distinct: new Set(rows.map((row) => row.id)).size, lateness: rows.map((row) => Number(row.late)).sort((a, b) => a - b) };
}
export const forgetFired = async (db: pg.Client): Promise<void> => void (await db.query('TRUNCATE bench.fired'));
export const anyDue = async (db: pg.Client): Promise<boolean> =>
  (await db.query("SELECT FROM kernel.timer WHERE due_at <= now() + interval '90 days' AND topic = 'bench.fire' LIMIT 1")).rows.length > 0;
