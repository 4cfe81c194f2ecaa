import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { newKey, openHouse, Pool, readSettings, Vault, type House, type Room, type Settings } from '@hezhi/server';
import { migratedDatabase } from './database.ts';

/** The house's clock in tests: stands still until it is moved. */
export type TestClock = { now(): number; advance(ms: number): void; set(moment: number | string): void };

export type TestHouse = {
  house: House;
  /** The database as its owner, for assertions. */
  db: Pool;
  url: string;
  clock: TestClock;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type TestHouseOptions = {
  rooms?: readonly Room[];
  /** Start of the clock; default Monday 2026-11-23 10:00 in China. */
  now?: number | string;
  settings?: Partial<Settings>;
  log?: Logger;
  /** Connections of the house (default 6). */
  poolSize?: number;
};

/** One vault key for all tests of a process: derived keys are cached, values are never compared between houses. */
const key = newKey('intl', Date.UTC(2026, 0, 1));

/** A house on a fresh database, with a clock that stands still. No workers run: call `drain(house)` or `fireDue(house)`. */
export async function testHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const rooms = options.rooms ?? [];
  const clock = testClock(options.now);
  const database = await migratedDatabase(rooms);
  const data = mkdtempSync(join(tmpdir(), 'hezhi-test-'));
  const base = readSettings({ HEZHI_DATA: data, HEZHI_PORT: '0', HEZHI_LOG: (process.env['HEZHI_LOG'] as Settings['log'] | undefined) ?? 'silent' });
  const settings: Settings = { ...base, checkReplies: true, ...options.settings };
  const gone = async (): Promise<void> => {
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  };
  const opening = openHouse({
    settings,
    rooms,
    url: database.url,
    now: clock.now,
    log: options.log ?? pino({ level: settings.log }),
    vault: settings.keyFile === null ? new Vault({ keys: [key], current: key.id }) : undefined,
    poolSize: options.poolSize ?? 6,
  });
  // A house that refuses to open, which some tests want, leaves nothing behind either.
  const house = await opening.catch(async (error: unknown) => {
    await gone();
    throw error;
  });
  const db = new Pool(database.url, { size: 4, name: `assert-${randomBytes(2).toString('hex')}` });
  const close = async (): Promise<void> => {
    await house.close();
    await db.end();
    await gone();
  };
  return { house, db, url: database.url, clock, close, [Symbol.asyncDispose]: close };
}

/** A clock that stands still until it is moved. */
export function testClock(start: number | string = '2026-11-23T10:00:00+08:00'): TestClock {
  let now = typeof start === 'number' ? start : Date.parse(start);
  return {
    now: () => now,
    advance: (ms) => void (now += ms),
    set: (moment) => void (now = typeof moment === 'number' ? moment : Date.parse(moment)),
  };
}
