import { iso } from '@hezhi/contract';
import { systemCall } from './call.ts';
import type { Db } from './db.ts';
import type { House, TimerEffect } from './house.ts';
import { wake } from './signals.ts';
import { sql } from './sql.ts';
import { backOff, brief, startWorker, type Worker } from './worker.ts';
import type { Write } from './write.ts';

type TimerRow = { district: string; id: string; due_at: string; planned_at: string; topic: string; data: Record<string, unknown>; attempts: number };

const BATCH = 20;
const LONGEST_SLEEP_MS = 30_000;

/** A moment at which `topic` falls due. `dueAt` is epoch ms. */
export type TimerSetting = { district: string; id: string; dueAt: number; topic: string; data: Record<string, unknown> };

/**
 * Sets a timer with the write. The same id set again moves it; a fresh id for each setting is better, because a set timer that
 * is just being fired would make the write wait for the effect.
 */
export function setTimer(write: Write, timer: TimerSetting): void {
  setTimers(write, [timer]);
}

/** Sets several timers in one part of the write. */
export function setTimers(write: Write, timers: readonly TimerSetting[]): void {
  if (timers.length === 0) return;
  write.add(sql`
    INSERT INTO kernel.timer (district, id, due_at, planned_at, topic, data)
    SELECT d, i, t, t, p, j FROM unnest(${timers.map((timer) => timer.district)}::text[], ${timers.map((timer) => timer.id)}::uuid[],
      ${timers.map((timer) => iso(timer.dueAt))}::timestamptz[], ${timers.map((timer) => timer.topic)}::text[],
      ${timers.map((timer) => JSON.stringify(timer.data))}::jsonb[]) AS new (d, i, t, p, j)
    ON CONFLICT (district, id) DO UPDATE
      SET due_at = excluded.due_at, planned_at = excluded.planned_at, topic = excluded.topic, data = excluded.data, attempts = 0`);
  const first = Math.min(...timers.map((timer) => timer.dueAt));
  write.after(() => wake('timer', first));
}

/** Drops a timer with the write. One that is being fired at this moment is let be: its effect finds the state changed and does nothing. */
export function dropTimer(write: Write, district: string, id: string): void {
  dropTimers(write, district, [id]);
}

/** Drops several timers of one district with the write. */
export function dropTimers(write: Write, district: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  // SKIP LOCKED: the firing worker holds the timer and wants the matter, the write holds the matter; waiting would be a deadlock.
  write.add(sql`
    DELETE FROM kernel.timer WHERE district = ${district} AND id IN (
      SELECT id FROM kernel.timer WHERE district = ${district} AND id = ANY(${ids}::uuid[]) FOR UPDATE SKIP LOCKED)`);
}

/**
 * Starts the clock: takes what is due, runs the effects in the transaction that removes the timers, sleeps until the next due moment
 * (30 s at most). `lanes` run side by side; so do other processes.
 */
export function startTimers(house: House, lanes = 2): Worker {
  const wakeAt: number[] = [];
  const workers = Array.from({ length: lanes }, (_, lane) =>
    startWorker('timers', house.log, async () => {
      // While a round runs every wake counts: the timer may have come after the look at the table.
      wakeAt[lane] = Infinity;
      if ((await fireBatch(house)) === BATCH) return 0;
      const next = await nextDue(house);
      const pause = next === null ? LONGEST_SLEEP_MS : Math.min(LONGEST_SLEEP_MS, Math.max(0, next - house.now()));
      wakeAt[lane] = house.now() + pause;
      return Math.max(1, pause);
    }),
  );
  const quiet = house.signals.onWake((kind, at) => {
    if (kind !== 'timer') return;
    workers.forEach((worker, lane) => {
      if (at < (wakeAt[lane] ?? Infinity)) worker.wake();
    });
  });
  return {
    wake: () => workers.forEach((worker) => worker.wake()),
    stop: async () => {
      quiet();
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

/** Fires everything that is due by `house.now()`; returns how many were tried. For tests and rehearsals. */
export async function fireDue(house: House): Promise<number> {
  let fired = 0;
  for (;;) {
    const count = await fireBatch(house);
    if (count === 0) return fired;
    fired += count;
  }
}

/** The due moment of the earliest timer (epoch ms), or null. */
export async function nextDue(house: House): Promise<number | null> {
  const row = await house.db.find<{ due_at: string }>(sql`SELECT due_at FROM kernel.timer ORDER BY due_at LIMIT 1`);
  return row ? Date.parse(row.due_at) : null;
}

/** How many timers are overdue (counted to 10,000) and by how many seconds the first of them is late. */
export async function timerLag(house: House): Promise<{ overdue: number; lateSeconds: number }> {
  const now = iso(house.now());
  const row = await house.db.find<{ overdue: number; first: string | null }>(sql`
    SELECT (SELECT count(*) FROM (SELECT 1 FROM kernel.timer WHERE due_at <= ${now} LIMIT 10000) t) AS overdue,
      (SELECT due_at FROM kernel.timer WHERE due_at <= ${now} ORDER BY due_at LIMIT 1) AS first`);
  return { overdue: row?.overdue ?? 0, lateSeconds: row?.first ? (house.now() - Date.parse(row.first)) / 1000 : 0 };
}

/** One batch; when an effect fails the batch is undone and its timers are tried one by one. */
async function fireBatch(house: House): Promise<number> {
  let taken = 0;
  try {
    return await house.db.tx(async (db) => {
      const due = await take(db, house.now(), BATCH);
      taken = due.length;
      for (const timer of due) await fire(house, db, timer);
      return due.length;
    });
  } catch (error) {
    if (taken === 0) throw error;
  }
  let tried = 0;
  while (tried < taken) {
    const one = await house.db.tx((db) => fireOne(house, db));
    if (!one) break;
    tried++;
  }
  return Math.max(tried, 1);
}

async function fireOne(house: House, db: Db): Promise<boolean> {
  const [timer] = await take(db, house.now(), 1);
  if (!timer) return false;
  try {
    await db.tx((inner) => fire(house, inner, timer));
  } catch (error) {
    const attempts = timer.attempts + 1;
    house.log.error({ err: error, timer: timer.id, topic: timer.topic, attempts }, `timer failed and is tried again: ${brief(error)}`);
    await db.run(sql`
      INSERT INTO kernel.timer (district, id, due_at, planned_at, topic, data, attempts)
      VALUES (${timer.district}, ${timer.id}, ${iso(house.now() + backOff(attempts))}, ${timer.planned_at}, ${timer.topic},
        ${JSON.stringify(timer.data)}::jsonb, ${attempts})`);
  }
  return true;
}

async function take(db: Db, now: number, limit: number): Promise<TimerRow[]> {
  const rows = await db.all<TimerRow>(sql`
    WITH next AS MATERIALIZED (
      SELECT district, id FROM kernel.timer WHERE due_at <= ${iso(now)} ORDER BY due_at ${sql.limit(limit)} FOR UPDATE SKIP LOCKED
    )
    DELETE FROM kernel.timer t USING next WHERE t.district = next.district AND t.id = next.id
    RETURNING t.district, t.id, t.due_at, t.planned_at, t.topic, t.data, t.attempts`);
  return rows.sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
}

async function fire(house: House, db: Db, timer: TimerRow): Promise<void> {
  const effect = effectsOf(house).get(timer.topic);
  if (!effect) throw new Error(`nothing is known to do for timers of ${timer.topic} in this version`);
  const due = { district: timer.district, id: timer.id, dueAt: Date.parse(timer.planned_at), data: timer.data };
  await effect.fire(systemCall(house, timer.district, db, timer.id), due);
}

function effectsOf(house: House): Map<string, TimerEffect> {
  return house.memo('kernel.timers', () => {
    const effects = new Map<string, TimerEffect>();
    for (const room of house.rooms) {
      for (const effect of room.timers ?? []) {
        if (effects.has(effect.topic)) throw new Error(`two rooms fire timers of ${effect.topic}`);
        effects.set(effect.topic, effect);
      }
    }
    return effects;
  });
}
