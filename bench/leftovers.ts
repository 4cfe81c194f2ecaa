import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where the product keeps databases of folders that PostgreSQL's user may not enter; each says in its file `FOR` whose it is. */
const moved = '/var/lib/hezhi';
/** Folders of the bench and of the soak: `hezhi-bench-<pid>-…`. */
export const folderName = (kind: 'bench' | 'soak' | 'start'): string => `hezhi-${kind}-${process.pid}-`;
const own = /^hezhi-(?:bench|soak|start)-(?:(\d+)-)?\w+$/;

/**
 * Clears away what killed runs of the bench left behind: PostgreSQL servers still working in their folders, and the folders. Looks at nothing else: a folder counts as left only
 * where its name is the bench's and the process named in it (for a database kept elsewhere: also the folder it was for) is gone.
 */
export function sweepLeftovers(base: string, say: (text: string) => void): void {
  for (const name of list(base)) {
    const pid = own.exec(name)?.[1];
    if (pid === undefined || alive(Number(pid))) continue;
    clear(join(base, name), say);
  }
  for (const name of list(moved)) {
    const asked = readOr(join(moved, name, 'FOR')).split('\n')[0]!;
    if (own.test(asked.split('/').at(-1)!) && !existsSync(asked)) clear(join(moved, name), say);
  }
}

function clear(folder: string, say: (text: string) => void): void {
  try {
    // A server works in the folder of its cluster, which lies in the folder or in one below (the data of a house).
    for (const pid of list('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number))
      if (cwdOf(pid).startsWith(`${folder}/`)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    say(`cleared away ${folder}, left behind by a run that was killed`);
  } catch (error) {
    say(`${folder} was left behind by a run that was killed and cannot be cleared away: ${(error as Error).message}`);
  }
}

const cwdOf = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};
const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const list = (path: string): string[] => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
