import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { attachPostgres, type Postgres, startPostgres, THROW_AWAY } from './index.ts';
import { isAlive, processesOf } from './processes.ts';

// initdb alone takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const door = new URL('./index.ts', import.meta.url).href;
const folder = `/var/tmp/hezhi-postgres-test-${randomBytes(4).toString('hex')}`;
const dataDir = join(folder, 'a');
const settings = THROW_AWAY;

afterAll(async () => {
  for (const name of ['a', 'b', 'c']) await (await startPostgres({ dataDir: join(folder, name), settings }).catch(() => undefined))?.stop('immediate');
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

/** A Node that starts PostgreSQL, runs `text` and is killed without a chance to tidy up. */
async function startAndDie(text: string): Promise<number> {
  const script = `import { startPostgres } from ${JSON.stringify(door)};
    import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    const server = await startPostgres(${JSON.stringify({ dataDir, settings })});
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(${JSON.stringify(text)});
    process.stdout.write(String(server.pid), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return Number(printed);
}

async function refused(starting: Promise<Postgres>): Promise<unknown> {
  const outcome = await starting.catch((error: unknown) => error);
  return outcome;
}

test('a second start keeps the data; text is Chinese, UTC and closed to the network', async () => {
  const said: string[] = [];
  const first = await startPostgres({ dataDir, settings, onProgress: (sentence) => said.push(sentence) });
  await ask(first.url, "CREATE TABLE kept AS SELECT '渭滨街道' AS name; CREATE EXTENSION pg_trgm");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(said).toEqual(['Making the database (once, some seconds).']);

  const second = await startPostgres({ dataDir, settings });
  expect(await ask(second.url, 'SELECT name, cardinality(show_trgm(name)) AS seen FROM kept')).toEqual([{ name: '渭滨街道', seen: 5 }]);
  const wanted = { listen_addresses: '', TimeZone: 'UTC', jit: 'off', data_checksums: 'on', server_encoding: 'UTF8', fsync: 'off' };
  for (const [name, value] of Object.entries(wanted)) expect(await ask(second.url, `SELECT current_setting('${name}') AS value`)).toEqual([{ value }]);
  expect(await ask(second.adminUrl('postgres'), 'SELECT current_user AS role, current_database() AS name')).toEqual([
    { role: 'hezhi_owner', name: 'postgres' },
  ]);
  await second.stop();
});

test('who holds the folder is named to the second, and the command line may attach', async () => {
  const running = await startPostgres({ dataDir, settings });
  expect(await refused(startPostgres({ dataDir, settings }))).toMatchObject({
    code: 'already_running',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  const attached = await attachPostgres({ dataDir });
  expect(attached?.pid).toBe(running.pid);
  await attached?.stop();
  expect(await ask(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await running.stop();
  expect(await attachPostgres({ dataDir })).toBeUndefined();
});

test('the server of a killed parent is adopted, or replaced when other settings are asked for', async () => {
  const orphan = await startAndDie('CREATE TABLE orphaned AS SELECT 7 AS n');
  expect(isAlive(orphan)).toBe(true);
  const adopted = await startPostgres({ dataDir, settings });
  expect(adopted.pid).toBe(orphan);
  expect(await ask(adopted.url, 'SELECT n FROM orphaned')).toEqual([{ n: 7 }]);
  await adopted.stop();
  expect(isAlive(orphan)).toBe(false);

  const other = await startAndDie('SELECT 1');
  const replaced = await startPostgres({ dataDir, settings: { ...settings, work_mem: '16MB' } });
  expect(replaced.pid).not.toBe(other);
  expect(isAlive(other)).toBe(false);
  expect(await ask(replaced.url, "SELECT n, current_setting('work_mem') AS memory FROM orphaned")).toEqual([{ n: 7, memory: '16MB' }]);
  await replaced.stop();
});

test('kill -9 of every process loses nothing that was acknowledged, and the lock left behind does not hinder', async () => {
  const durable = { dataDir: join(folder, 'b') };
  const server = await startPostgres(durable);
  await ask(server.url, 'CREATE TABLE written (n int)');
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  let acknowledged = 0;
  const writing = (async () => {
    for (;;) {
      await client.query(`INSERT INTO written VALUES (${acknowledged + 1})`);
      if (++acknowledged === 150) for (const pid of processesOf(join(server.dataDir, 'cluster'))) process.kill(pid, 'SIGKILL');
    }
  })();
  await expect(writing).rejects.toThrow();
  await server.exited;

  const again = await startPostgres({ ...durable, again: server });
  expect(again.url).toBe(server.url);
  const [{ highest, rows } = {}] = await ask(again.url, 'SELECT max(n) AS highest, count(*)::int AS rows FROM written');
  expect(acknowledged).toBeGreaterThanOrEqual(150);
  expect(highest).toBeGreaterThanOrEqual(acknowledged);
  expect(rows).toBe(highest);
  await again.stop();
});

test('lock files whose number another program bears by now are no hindrance', async () => {
  writeFileSync(join(dataDir, 'run', '.s.PGSQL.5432.lock'), `${process.pid}\n${join(dataDir, 'cluster')}\n1700000000\n5432\n\n`);
  writeFileSync(
    join(dataDir, 'cluster', 'postmaster.pid'),
    `${process.pid}\n${join(dataDir, 'cluster')}\n1700000000\n5432\n${join(dataDir, 'run')}\n\n0 0\nready\n`,
  );
  const server = await startPostgres({ dataDir, settings });
  expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop('immediate');
  expect(processesOf(join(server.dataDir, 'cluster'))).toEqual([]);
});

test('a path too long or too Chinese for a socket still works', async () => {
  const server = await startPostgres({ dataDir: join(folder, 'c', '数据, 很长'.repeat(6)), settings });
  expect(server.url.length).toBeLessThan(200);
  expect(await ask(server.url, 'SELECT current_database() AS name')).toEqual([{ name: 'hezhi' }]);
  await server.stop('immediate');
});
