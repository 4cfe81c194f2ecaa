import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startPostgres, THROW_AWAY } from '@hezhi/server/postgres';

/** A PostgreSQL for tests: one of its own that forgets everything, or the one that HEZHI_TEST_URL names (as a user that may create databases). */
export type TestCluster = { url: string; stop(): Promise<void> };

/** On top of THROW_AWAY: memory holds the files, so the log must stay small. */
const SETTINGS = { ...THROW_AWAY, max_wal_size: '512MB', min_wal_size: '64MB' };
const PREFIX = 'hezhi-test-';

/** Starts (or finds) the cluster that all test workers share. What killed runs left behind is cleared away. */
export async function startCluster(env: NodeJS.ProcessEnv = process.env): Promise<TestCluster> {
  const outside = env['HEZHI_TEST_URL'];
  if (outside) return { url: outside, stop: () => dropLeftovers(outside) };
  const folder = home();
  await sweep(folder);
  const dataDir = join(folder, `${PREFIX}${process.pid}`);
  const postgres = await startPostgres({ dataDir, database: 'hezhi_test', settings: SETTINGS });
  return {
    url: postgres.url,
    async stop(): Promise<void> {
      await postgres.stop('immediate');
      rmSync(postgres.dataDir, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Memory where there is plenty (a clone takes 20 ms there, up to 400 ms on a disk), else `.test`. */
function home(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize >= 2 * 1024 ** 3) return '/dev/shm';
  } catch {
    // No such place on this system.
  }
  const folder = resolve('.test');
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function sweep(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = Number(name.slice(PREFIX.length));
    if (!name.startsWith(PREFIX) || !Number.isInteger(pid) || alive(pid)) continue;
    const dataDir = join(folder, name);
    try {
      const left = await startPostgres({ dataDir, database: 'hezhi_test', settings: SETTINGS });
      await left.stop('immediate');
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is clearing it.
    }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The URL of another database of the same cluster. */
export function urlFor(url: string, database: string): string {
  // Not by URL: an address of a socket (`postgres://user@/name?host=…`) is none to it.
  return url.replace(/^(\w+:\/\/[^/?]*)\/?[^?]*/, `$1/${database}`);
}

/** Runs work on the cluster's own database. */
export async function onCluster<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dropLeftovers(url: string): Promise<void> {
  await onCluster(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(`SELECT datname FROM pg_database WHERE datname LIKE 'hezhi\\_t\\_%'`);
    for (const { datname } of rows) {
      await client.query(`ALTER DATABASE "${datname}" WITH IS_TEMPLATE false`);
      await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    }
  });
}
