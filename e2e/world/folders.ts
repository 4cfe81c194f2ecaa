import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const prefix = 'hezhi-e2e-';

/** A folder of this run, in memory where there is plenty: PostgreSQL's user may enter it, nobody may list it. */
export function runFolder(): string {
  const home = roomy('/dev/shm') ? '/dev/shm' : tmpdir();
  sweep(home);
  return makeFolder(join(home, `${prefix}${process.pid}`));
}

/** A folder that other users may pass through. */
export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o711);
  return path;
}

/** A copy of a data folder whose database is at rest; owners and rights stay. */
export function copyData(from: string, to: string): string {
  execFileSync('cp', ['-a', from, to]);
  for (const left of ['cluster/postmaster.pid', 'cluster/postmaster.opts']) rmSync(join(to, left), { force: true });
  return to;
}

/** The PostgreSQL that runs on a data folder, or null. */
export function postmasterOf(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Ends a database that a killed server left behind, without farewell; its folder is thrown away anyway. */
export function endPostgres(data: string): void {
  const pid = postmasterOf(data);
  if (pid !== null) process.kill(pid, 'SIGQUIT');
}

function roomy(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize >= 2 * 1024 ** 3;
  } catch {
    return false;
  }
}

/** Clears away what killed runs left. */
function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(name.slice(prefix.length));
    if (!name.startsWith(prefix) || !Number.isInteger(pid) || alive(pid)) continue;
    try {
      for (const data of readdirSync(join(home, name))) endPostgres(join(home, name, data));
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      // Another user's: not ours to clear.
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
