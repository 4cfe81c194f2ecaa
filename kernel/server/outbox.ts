import { newId, iso } from '@hezhi/contract';
import { systemCall } from './call.ts';
import type { Db } from './db.ts';
import type { House, HouseEvent, Listener } from './house.ts';
import { wake } from './signals.ts';
import { sql } from './sql.ts';
import { backOff, brief, startWorker, type Worker } from './worker.ts';
import type { Write } from './write.ts';

type EventRow = { district: string; id: string; at: string; topic: string; data: Record<string, unknown> };
type RetryRow = EventRow & { listener: string; attempts: number };
type Heard = { name: string; listener: Listener };

const BATCH = 100;
/** So long (ms) events gather before the next batch: nobody sees it, and a batch costs little more than one event. */
const GATHER = 100;
/** For so long (ms) an event is worth a hint to screens. */
const NEWS = 3_600_000;

/** Tells other rooms that something happened: durable with the write, delivered after it. `at` is epoch ms. */
export function emit(write: Write, event: { district: string; topic: string; data: Record<string, unknown>; at: number }): void {
  write
    .add(sql`INSERT INTO kernel.event (district, id, at, topic, data)
      VALUES (${event.district}, ${newId(event.at)}, ${iso(event.at)}, ${event.topic}, ${JSON.stringify(event.data)}::jsonb)`)
    .after(() => wake('event'));
}

/** Starts the dispatcher of the outbox: woken by writes, looking each second anyway. Several processes share the work. */
export function startOutbox(house: House): Worker {
  let looked = 0;
  const round = async (): Promise<number> => {
    const taken = await dispatchEvents(house);
    if (taken === BATCH) return 0;
    if (performance.now() - looked >= 1000) {
      looked = performance.now();
      while ((await dispatchRetries(house)) === BATCH);
    }
    return 1000;
  };
  const worker = startWorker('outbox', house.log, round, GATHER);
  const quiet = house.signals.onWake((kind) => {
    if (kind === 'event') worker.wake();
  });
  return {
    wake: worker.wake,
    stop: async () => {
      quiet();
      await worker.stop();
    },
  };
}

/**
 * Takes one batch of events and runs their listeners in the same transaction: effects happen exactly once. When a listener fails, the
 * batch is undone and run again with a savepoint for each, so that only the one that fails is put off. Returns the number taken.
 */
export async function dispatchEvents(house: House): Promise<number> {
  let events: HouseEvent[];
  try {
    events = await house.db.tx((db) => runBatch(house, db, false));
  } catch {
    events = await house.db.tx((db) => runBatch(house, db, true));
  }
  // What happened long ago (a history that is brought in) is no news: screens that were away ask again by themselves.
  const news = house.now() - NEWS;
  for (const { district, topic, data, at } of events) if (at >= news) house.live.publish({ district, topic, data });
  return events.length;
}

async function runBatch(house: House, db: Db, guarded: boolean): Promise<HouseEvent[]> {
  const rows = await db.all<EventRow>(sql`
    WITH next AS MATERIALIZED (SELECT district, id FROM kernel.event ORDER BY id ${sql.limit(BATCH)} FOR UPDATE SKIP LOCKED)
    DELETE FROM kernel.event e USING next WHERE e.district = next.district AND e.id = next.id
    RETURNING e.district, e.id, e.at, e.topic, e.data`);
  const events = rows.map(toEvent).sort((a, b) => (a.id < b.id ? -1 : 1));
  const listeners = listenersOf(house);
  const together = new Map<string, { handleAll: NonNullable<Listener['handleAll']>; events: HouseEvent[] }>();
  for (const event of events) {
    for (const { name, listener } of listeners.byTopic.get(event.topic) ?? []) {
      if (!guarded && listener.handleAll) {
        const key = `${event.district} ${name}`;
        const waiting = together.get(key);
        if (waiting) waiting.events.push(event);
        else together.set(key, { handleAll: listener.handleAll, events: [event] });
        continue;
      }
      if (!guarded) {
        await listener.handle(systemCall(house, event.district, db, event.id), event);
        continue;
      }
      try {
        await db.tx((inner) => listener.handle(systemCall(house, event.district, inner, event.id), event));
      } catch (error) {
        house.log.error({ err: error, listener: name, topic: event.topic, event: event.id }, 'listener failed; the event comes back to it later');
        await putOff(db, house, name, event, 1, error);
      }
    }
  }
  for (const { handleAll, events: heard } of together.values()) await handleAll(systemCall(house, heard[0]!.district, db, heard[0]!.id), heard);
  return events;
}

/** Gives events that are due again back to the listeners that failed on them. Returns the number tried. */
export async function dispatchRetries(house: House): Promise<number> {
  const { byName } = listenersOf(house);
  return house.db.tx(async (db) => {
    const rows = await db.all<RetryRow>(sql`
      WITH next AS MATERIALIZED (
        SELECT district, id, listener FROM kernel.event_retry WHERE next_at <= ${iso(house.now())} ORDER BY next_at ${sql.limit(BATCH)} FOR UPDATE SKIP LOCKED
      )
      DELETE FROM kernel.event_retry e USING next WHERE e.district = next.district AND e.id = next.id AND e.listener = next.listener
      RETURNING e.district, e.id, e.at, e.topic, e.data, e.listener, e.attempts`);
    for (const row of rows) {
      const event = toEvent(row);
      const listener = byName.get(row.listener);
      try {
        if (!listener) throw new Error(`no listener is called ${row.listener} in this version`);
        await db.tx((inner) => listener.handle(systemCall(house, event.district, inner, event.id), event));
      } catch (error) {
        house.log.error({ err: error, listener: row.listener, event: event.id, attempts: row.attempts + 1 }, 'listener failed again');
        await putOff(db, house, row.listener, event, row.attempts + 1, error);
      }
    }
    return rows.length;
  });
}

async function putOff(db: Db, house: House, listener: string, event: HouseEvent, attempts: number, error: unknown): Promise<void> {
  await db.run(sql`
    INSERT INTO kernel.event_retry (district, id, listener, at, topic, data, attempts, next_at, last_error)
    VALUES (${event.district}, ${event.id}, ${listener}, ${iso(event.at)}, ${event.topic}, ${JSON.stringify(event.data)}::jsonb,
      ${attempts}, ${iso(house.now() + backOff(attempts))}, ${brief(error)})`);
}

/** How much waits: events undelivered (counted to 10,000), seconds the oldest has waited, events put off after a failure. */
export async function outboxLag(house: House): Promise<{ events: number; oldestSeconds: number; retries: number }> {
  const row = await house.db.find<{ events: number; oldest: string | null; retries: number }>(sql`
    SELECT (SELECT count(*) FROM (SELECT 1 FROM kernel.event LIMIT 10000) e) AS events,
      (SELECT at FROM kernel.event ORDER BY id LIMIT 1) AS oldest,
      (SELECT count(*) FROM (SELECT 1 FROM kernel.event_retry LIMIT 10000) r) AS retries`);
  const oldest = row?.oldest ? Math.max(0, (house.now() - Date.parse(row.oldest)) / 1000) : 0;
  return { events: row?.events ?? 0, oldestSeconds: oldest, retries: row?.retries ?? 0 };
}

function listenersOf(house: House): { byTopic: Map<string, Heard[]>; byName: Map<string, Listener> } {
  return house.memo('kernel.listeners', () => {
    const byTopic = new Map<string, Heard[]>();
    const byName = new Map<string, Listener>();
    for (const room of house.rooms) {
      for (const listener of room.listeners ?? []) {
        const name = `${room.name}/${listener.name}`;
        if (byName.has(name)) throw new Error(`two listeners are called ${name}`);
        byName.set(name, listener);
        byTopic.set(listener.topic, [...(byTopic.get(listener.topic) ?? []), { name, listener }]);
      }
    }
    return { byTopic, byName };
  });
}

const toEvent = (row: EventRow): HouseEvent => ({ id: row.id, district: row.district, topic: row.topic, at: Date.parse(row.at), data: row.data });
