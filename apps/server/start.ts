import { existsSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { migrate, openHouse, startWorkers, stopApp, type House, type Settings } from '@hezhi/server';
import { fileTrouble } from '@hezhi/server/postgres';
import { buildApps } from '@hezhi/tools/build';
import type { Logger } from 'pino';
import { composeApp } from './compose.ts';
import { openDatabase } from './database.ts';
import { startDemo } from './demo.ts';
import { portTrouble, tryPort } from './port.ts';
import { rooms } from './rooms.ts';

/** A running product. `address` is null in the role `worker`; `demo`: the demo's accounts exist. */
export type Product = { house: House; address: string | null; demo: boolean; stop(): Promise<void> };

/** Undoes what was started, last first; one failure does not keep the rest from ending. */
class Undo {
  readonly #steps: Array<() => Promise<unknown>> = [];
  readonly #log: Logger;
  constructor(log: Logger) {
    this.#log = log;
  }
  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }
  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop())
      await step().catch((error: unknown) => this.#log.error({ error: (error as Error).message }, 'stopping'));
  }
}

function makeDataFolder(path: string): void {
  try {
    if (!existsSync(path)) mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw fileTrouble(cause, path);
  }
}

/**
 * Starts everything that the role asks for: database, migrations, house, web apps, workers, demo, HTTP. Resolves when it can be used.
 * `stop` lets requests end (10 s), then the workers, the pools, PostgreSQL at last.
 * `signal` breaks the start off: what was begun is undone.
 * @throws StartupError with a sentence
 */
export async function startProduct(settings: Settings, log: Logger, say: (sentence: string) => void, signal?: AbortSignal): Promise<Product> {
  const serves = settings.role !== 'worker';
  const undo = new Undo(log);
  try {
    if (serves) await tryPort(settings);
    // The apps are built beside the database's first steps; a failure is told after those.
    const built = serves ? buildApps({ say, signal }) : Promise.resolve([]);
    built.catch(() => {});
    makeDataFolder(settings.data);
    const database = await openDatabase(settings, log, say);
    undo.add(() => database.stop());
    signal?.throwIfAborted();
    await migrate(database.url, rooms, say);
    const house = await openHouse({ settings, rooms, url: database.url, log });
    undo.add(() => house.close());
    signal?.throwIfAborted();
    if (settings.role !== 'web') {
      const workers = await startWorkers(house);
      undo.add(() => workers.stop());
    }
    const demo = settings.demo && settings.role === 'all' ? await startDemo(house, say, signal) : null;
    if (demo) undo.add(() => demo.stop());
    await built;
    signal?.throwIfAborted();
    if (!serves) return { house, address: null, demo: demo !== null, stop: () => undo.run() };
    const app = composeApp(house);
    undo.add(() => stopApp(app));
    await app.listen({ port: settings.port, host: settings.host }).catch((error: NodeJS.ErrnoException) => {
      throw portTrouble(error, settings);
    });
    const { port } = app.server.address() as AddressInfo;
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    return { house, address: `http://${host}:${port}`, demo: demo !== null, stop: () => undo.run() };
  } catch (error) {
    await undo.run();
    throw error;
  }
}
