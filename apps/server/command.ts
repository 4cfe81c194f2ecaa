import { openHouse, readSettings, type House, type Settings } from '@hezhi/server';
import { borrowDatabase, type Database } from './database.ts';
import { openLog } from './log.ts';
import { rooms } from './rooms.ts';

/** One command of the command line. `run` gives the exit code; what it prints for machines goes to stdout, the rest to stderr. */
export type Command = {
  /** As typed: `import divisions`. */
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<number>;
};

/** A wrong call: its sentence goes to stderr with the usage, exit code 2. */
export class WrongCall extends Error {}

/** A result line, on stdout. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** Progress and remarks, on stderr. */
export const remark = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs work on the database of the settings; a running Hezhi's is borrowed and left alone. */
export async function withDatabase<T>(work: (database: Database, settings: Settings) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const database = await borrowDatabase(settings, remark);
  try {
    return await work(database, settings);
  } finally {
    await database.stop();
  }
}

/** Runs work in an opened house. No workers run; a server beside it goes on. */
export function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  return withDatabase(async ({ url }, settings) => {
    const log = openLog({ ...settings, log: settings.log === 'info' ? 'warn' : settings.log });
    const house = await openHouse({ settings, rooms, url, log, poolSize: 4 });
    try {
      return await work(house);
    } finally {
      await house.close();
    }
  });
}
