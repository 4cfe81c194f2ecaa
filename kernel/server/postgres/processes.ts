import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What a running PostgreSQL says in its `postmaster.pid`. */
export type PidFile = { pid: number; socketDir: string; status: string };

/** The pid file of a cluster; undefined when there is none or it is only half written. */
export function readPidFile(cluster: string): PidFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, socketDir: (lines[4] ?? '').trim(), status: (lines[7] ?? '').trim() } : undefined;
}

/** Lives, and is not a zombie: in a container whose first process does not reap, a dead orphan keeps its number for ever. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Is this process a PostgreSQL of that cluster? Each of them works in the cluster's folder, so a reused number is told apart. */
export function worksIn(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && isAlive(pid);
  } catch {
    return false;
  }
}

/** All processes of a cluster, the backends that outlive a killed postmaster for a moment included. */
export function processesOf(cluster: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, cluster));
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Looks every `step` ms until `done` holds; false after `limit` ms. */
export async function until(done: () => boolean, limit: number, step = 15): Promise<boolean> {
  for (const end = performance.now() + limit; !done(); await pause(step)) if (performance.now() > end) return false;
  return true;
}

/**
 * Ends whatever runs on a cluster and returns when its last process is gone: fast shutdown (`patience` ms), immediate
 * shutdown, then kill. None of the three loses a committed transaction.
 */
export async function endCluster(cluster: string, postmaster: number, mode: 'fast' | 'immediate', patience = 60_000): Promise<void> {
  const ours = worksIn(postmaster, cluster);
  const gone = (): boolean => !worksIn(postmaster, cluster);
  if (mode === 'fast') {
    signal(postmaster, 'SIGINT');
    await until(gone, patience);
  }
  if (!gone()) {
    signal(postmaster, 'SIGQUIT');
    await until(gone, 6000);
  }
  if (!gone()) signal(postmaster, 'SIGKILL');
  if (!(await until(() => processesOf(cluster).length === 0, 10_000))) {
    for (const pid of processesOf(cluster)) signal(pid, 'SIGKILL');
    await until(() => processesOf(cluster).length === 0, 5000);
  }
  // On its way out a process shows an ordinary user no folder any more, a moment before it is gone.
  if (ours) await until(() => !isAlive(postmaster), 1000);
}
