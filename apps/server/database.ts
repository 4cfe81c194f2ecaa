import type { Settings } from '@hezhi/server';
import { attachPostgres, startPostgres, type Postgres } from '@hezhi/server/postgres';
import type { Logger } from 'pino';

/** The database of the product. `stop` ends it only if it was started here. */
export type Database = { url: string; embedded: boolean; stop(): Promise<void> };

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** The database of a running product: the one that DATABASE_URL names, or the embedded one, which is started again should it die. */
export async function openDatabase(settings: Settings, log: Logger, say: (sentence: string) => void): Promise<Database> {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, embedded: false, stop: async () => {} };
  const start = (again?: Postgres): Promise<Postgres> => startPostgres({ dataDir: settings.data, ...(again && { again }), onProgress: say });
  let server = await start();
  const { url } = server;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await server.exited;
      if (stopping) return;
      log.error('PostgreSQL has gone; it is started again');
      for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
        const next = await start(server).catch(
          (error: unknown) => void log.error({ error: (error as Error).message }, 'PostgreSQL could not be started again'),
        );
        if (next) {
          server = next;
          break;
        }
        await wait(pause);
        if (stopping) return;
      }
      if (stopping) return void (await server.stop());
      log.warn('PostgreSQL is back');
    }
  };
  const watching = watch();
  return {
    url,
    embedded: true,
    async stop() {
      stopping = true;
      await server.stop();
      await watching;
    },
  };
}

/** The database for one command: outside, or the embedded one of a running Hezhi (left as it is), or started for the command. */
export async function borrowDatabase(settings: Settings, say: (sentence: string) => void): Promise<Database> {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, embedded: false, stop: async () => {} };
  const server = (await attachPostgres({ dataDir: settings.data })) ?? (await startPostgres({ dataDir: settings.data, onProgress: say }));
  return { url: server.url, embedded: true, stop: () => server.stop() };
}
