import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@hezhi/server/postgres';
import pg from 'pg';
import { folderName, sweepLeftovers } from './leftovers.ts';

/** The bench's own PostgreSQL: the product's settings, durable, in a folder that goes when it ends. */
export type Cluster = {
  folder: string;
  pid: number;
  url(database: string): string;
  /** Runs work as the owner of a database. */
  on<T>(database: string, work: (db: pg.Client) => Promise<T>): Promise<T>;
  create(database: string, template?: string): Promise<void>;
  drop(database: string): Promise<void>;
  stop(): Promise<void>;
};

/** Where the bench keeps its folders. */
export const benchFolder = (): string => process.env['HEZHI_BENCH_FOLDER'] ?? tmpdir();

export async function startCluster(base: string, say: (text: string) => void): Promise<Cluster> {
  sweepLeftovers(base, say);
  const folder = mkdtempSync(join(base, folderName('bench')));
  // PostgreSQL's user may pass through, so that the database stays in here where the folders above allow it.
  chmodSync(folder, 0o711);
  const server = await startPostgres({ dataDir: folder, database: 'bench', settings: { max_wal_size: '4GB' } });
  const on = async <T>(database: string, work: (db: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: server.adminUrl(database) });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    folder,
    pid: server.pid,
    url: (database) => server.adminUrl(database),
    on,
    create: (database, template) =>
      on('bench', async (db) => void (await db.query(`CREATE DATABASE ${database}${template ? ` TEMPLATE ${template} STRATEGY = file_copy` : ''}`))),
    drop: (database) => on('bench', async (db) => void (await db.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`))),
    async stop() {
      await server.stop('immediate');
      for (const path of [folder, server.dataDir]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Free space where a cluster would lie, in bytes. */
export function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
