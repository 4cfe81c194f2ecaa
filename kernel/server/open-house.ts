import { pino, type Logger } from 'pino';
import { Pool } from './db.ts';
import type { House, Room } from './house.ts';
import { Jobs } from './jobs.ts';
import { openVault } from './key-file.ts';
import { withKernel } from './kernel-room.ts';
import { Live } from './live.ts';
import { APP_ROLE, checkMigrations, listMigrations } from './migrate.ts';
import { startOutbox } from './outbox.ts';
import { StartupError } from './postgres/errors.ts';
import type { Settings } from './settings.ts';
import { Signals } from './signals.ts';
import { sql } from './sql.ts';
import { startTimers } from './timer.ts';
import type { Vault } from './vault.ts';

export type HouseOptions = {
  settings: Settings;
  rooms: readonly Room[];
  /** The database as its owner; the house itself works under the role hezhi_app. */
  url: string;
  log?: Logger;
  /** Epoch ms; default the real clock. */
  now?: () => number;
  vault?: Vault;
  /** Connections of the pool (default 10). */
  poolSize?: number;
};

/**
 * Opens the house on a migrated database: connects, checks that every migration has run, opens the rooms in their order.
 * @throws StartupError with a sentence
 */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { settings, url } = options;
  const now = options.now ?? Date.now;
  const rooms = withKernel(options.rooms);
  const log = options.log ?? pino({ level: settings.log });
  const vault = options.vault ?? openVault(settings, now());
  const db = new Pool(url, { role: APP_ROLE, size: options.poolSize ?? 10, name: 'hezhi' });
  const signals = new Signals(url, log, now);
  const memory = new Map<string, unknown>();
  let closed = false;
  const house: Omit<House, 'jobs'> & { jobs: Jobs } = {
    settings,
    log,
    db,
    url,
    signals,
    live: new Live(signals),
    vault,
    rooms,
    jobs: undefined as never,
    now,
    memo<T>(key: string, make: () => T): T {
      if (!memory.has(key)) memory.set(key, make());
      return memory.get(key) as T;
    },
    async close(): Promise<void> {
      if (closed) return;
      closed = true;
      await house.jobs.stop();
      await signals.close();
      await db.end();
    },
  };
  house.jobs = new Jobs(house);
  try {
    await checkDatabase(db, rooms);
    await signals.open();
    for (const room of rooms) await room.open?.(house);
  } catch (error) {
    await house.close().catch(() => {});
    throw error;
  }
  return house;
}

async function checkDatabase(db: Pool, rooms: readonly Room[]): Promise<void> {
  let applied: { name: string; room: string; sha256: string }[];
  try {
    applied = await db.all(sql`SELECT name, room, sha256 FROM kernel.migration ORDER BY name`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    // No role, no schema, no table: nobody has migrated yet.
    if (code === '22023' || code === '3F000' || code === '42P01' || code === '28000' || code === '42501')
      throw new StartupError('not_started', 'The database is not prepared for Hezhi; run "npm run hezhi -- migrate".', error);
    throw new StartupError('not_started', `The database cannot be reached: ${(error as Error).message}.`, error);
  }
  checkMigrations(listMigrations(rooms), applied);
}

/** Starts the house's background work: outbox, timers, the rooms' own loops, jobs. `stop` lets what runs end. */
export async function startWorkers(house: House): Promise<{ stop(): Promise<void> }> {
  const workers = [startOutbox(house), startTimers(house), ...house.rooms.flatMap((room) => (room.workers ?? []).map((start) => start(house)))];
  await house.jobs.start();
  return {
    async stop(): Promise<void> {
      await Promise.all([...workers.map((worker) => worker.stop()), house.jobs.stop()]);
    },
  };
}
