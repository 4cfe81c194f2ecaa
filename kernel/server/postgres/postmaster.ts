import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { cleanEnvironment, OWNER } from './cluster.ts';
import { postgresTrouble, StartupError } from './errors.ts';
import type { Home } from './home.ts';
import { openLog, readLog } from './log.ts';
import { endCluster, isAlive, processesOf, readPidFile, until, worksIn } from './processes.ts';

/** A running server. `exited` settles when its process has gone, for whatever reason. */
export type Postmaster = { pid: number; socketDir: string; exited: Promise<void> };

/** Crash recovery after a long day may take a while; a server that says nothing for so long is given up. */
const READY_LIMIT = 600_000;

/** The url of one database behind a socket folder. Port and sslmode are spelled out so that PGPORT and PGSSLMODE do not interfere. */
export function urlOf(socketDir: string, database: string): string {
  return `postgres://${OWNER}@/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}&port=5432&sslmode=disable`;
}

/**
 * The server a killed parent left behind, if it answers and runs with the settings asked for. Any other server on the
 * cluster is ended, its last process waited for, and lock files nobody stands behind are removed.
 */
export async function adoptOrEnd(home: Home, socketDir: string, fingerprint: string, say: (sentence: string) => void): Promise<Postmaster | undefined> {
  const found = readPidFile(home.cluster);
  if (found !== undefined && worksIn(found.pid, home.cluster)) {
    const answer = await waitForAnswer(found.socketDir, () => worksIn(found.pid, home.cluster), 10_000);
    if (answer === fingerprint) {
      say(`Taking over the PostgreSQL (process ${found.pid}) that an earlier run left behind.`);
      return { pid: found.pid, socketDir: found.socketDir, exited: watch(found.pid, home.cluster) };
    }
    say(`Ending the PostgreSQL (process ${found.pid}) that an earlier run left behind.`);
    await endCluster(home.cluster, found.pid, 'fast', 10_000);
  }
  // Backends outlive a killed postmaster for a moment and hold its shared memory.
  if (!(await until(() => processesOf(home.cluster).length === 0, 10_000))) {
    for (const pid of processesOf(home.cluster)) await endCluster(home.cluster, pid, 'immediate');
    if (processesOf(home.cluster).length > 0)
      throw new StartupError('already_running', `An earlier PostgreSQL on ${home.root} does not end; restart the machine or choose another HEZHI_DATA.`);
  }
  // PostgreSQL clears the lock files of a dead process itself; a number that a zombie or another program bears would stop it.
  for (const lock of [join(home.cluster, 'postmaster.pid'), join(socketDir, '.s.PGSQL.5432.lock')]) rmSync(lock, { force: true });
  return undefined;
}

/**
 * Starts the server in a session of its own, so that Ctrl-C at the terminal reaches only Node, which then ends it in order.
 * @throws StartupError as `postgresTrouble` reads the log
 */
export async function startPostmaster(home: Home, binaries: Binaries, socketDir: string, say: (sentence: string) => void): Promise<Postmaster> {
  const log = openLog(home);
  const child = spawn(binaries.postgres, ['-D', home.cluster], {
    ...home.runner.spawn,
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  const exited = once(child, 'exit').then(() => undefined);
  exited.catch(() => undefined);
  if (child.pid === undefined) {
    const cause = await exited.catch((error: unknown) => error);
    throw new StartupError('no_binaries', `The PostgreSQL program ${binaries.postgres} cannot be run as ${home.runner.name}.`, cause);
  }
  child.unref();
  const { pid } = child;
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const began = performance.now();
  let told = 0;
  const ready = (): boolean => {
    const waited = Math.floor((performance.now() - began) / 5000);
    if (waited > told) say(`PostgreSQL is getting ready (${(told = waited) * 5} s); after a crash it replays its log first.`);
    const file = readPidFile(home.cluster);
    return file?.pid === pid && file.status === 'ready';
  };
  await until(() => ready() || !running(), READY_LIMIT);
  if (!running()) throw postgresTrouble(readLog(home.logFile, log.from), home.root, home.logFile);
  if (!ready()) {
    await endCluster(home.cluster, pid, 'immediate');
    throw new StartupError('not_started', `PostgreSQL was not ready after ten minutes; its log is ${home.logFile}.`);
  }
  return { pid, socketDir, exited };
}

/** Makes the database unless it exists; returns once it answers. */
export async function ensureDatabase(socketDir: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(socketDir, 'postgres') });
  // A server that is killed at this moment tells so by an event too; the query gets the error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** The fingerprint of the settings the server behind a socket runs with ('' = none); undefined if it does not answer. */
export async function waitForAnswer(socketDir: string, alive: () => boolean, limit: number): Promise<string | undefined> {
  if (socketDir === '') return undefined;
  for (const end = performance.now() + limit; alive() && performance.now() < end; await pause(50)) {
    const client = new pg.Client({ connectionString: urlOf(socketDir, 'postgres'), connectionTimeoutMillis: 3000, query_timeout: 3000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ fingerprint: string | null }>("SELECT current_setting('hezhi.settings', true) AS fingerprint");
      return rows[0]?.fingerprint ?? '';
    } catch (error) {
      // 57P03: starting up or replaying its log; it will answer. Anything else will not get better by waiting.
      if ((error as { code?: string }).code !== '57P03') return undefined;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return undefined;
}

/** Settles when a process that is not our child has gone. */
function watch(pid: number, cluster: string): Promise<void> {
  return new Promise((done) => {
    const look = setInterval(() => {
      if (isAlive(pid) && worksIn(pid, cluster)) return;
      clearInterval(look);
      done();
    }, 250);
    look.unref();
  });
}
