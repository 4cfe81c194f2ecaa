import { createHash, randomBytes } from 'node:crypto';
import { listMigrations, migrate, withKernel, type Room } from '@hezhi/server';
import { onCluster, urlFor } from './cluster.ts';

/** A fresh database of its own. */
export type TestDatabase = { url: string; name: string; drop(): Promise<void> };

/** The shared cluster's URL, from Vitest's global set-up. */
export function clusterUrl(): string {
  const url = process.env['HEZHI_TEST_CLUSTER'];
  if (!url) throw new Error('tests run under Vitest with kernel/testing/global-setup.ts, which starts PostgreSQL');
  return url;
}

/** An empty database. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return create(null);
}

/** A database migrated for these rooms, cloned from a template that is migrated once per set of rooms and migrations. */
export async function migratedDatabase(rooms: readonly Room[]): Promise<TestDatabase> {
  return create(await template(rooms));
}

async function create(from: string | null): Promise<TestDatabase> {
  const cluster = clusterUrl();
  const name = `hezhi_t_${process.pid}_${randomBytes(5).toString('hex')}`;
  await onCluster(cluster, (client) => client.query(`CREATE DATABASE ${name}${from ? ` TEMPLATE ${from} STRATEGY = file_copy` : ''}`));
  return {
    url: urlFor(cluster, name),
    name,
    drop: () => onCluster(cluster, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

const made = new Map<string, Promise<string>>();

function template(rooms: readonly Room[]): Promise<string> {
  const all = withKernel(rooms);
  const sum = createHash('sha256');
  for (const { name, room, sha256 } of listMigrations(all)) sum.update(`${room}/${name} ${sha256}\n`);
  const name = `hezhi_t_template_${sum.digest('hex').slice(0, 20)}`;
  let making = made.get(name);
  if (!making) {
    making = make(name, all);
    made.set(name, making);
  }
  return making;
}

async function make(name: string, rooms: readonly Room[]): Promise<string> {
  const cluster = clusterUrl();
  await onCluster(cluster, async (client) => {
    // Several workers may want the same template at once: one makes it, the others wait.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const ready = await client.query(`SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate`, [name]);
    if (ready.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
    await migrate(urlFor(cluster, name), rooms);
    await client.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true`);
  });
  return name;
}
