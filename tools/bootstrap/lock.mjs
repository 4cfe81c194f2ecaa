import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `work` while no other process runs its own under the same lock. The lock is a folder holding one file named after
 * its owner; it comes into being by a rename, so it never lacks its owner, and a dead owner's file can be removed without
 * harming a new owner, because the names differ. The file lists helpers (npm) that keep the lock alive when the owner dies.
 */
export async function withLock(folder, waiting, work) {
  const me = identity(process.pid);
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, me), `${me}\n`);
  for (let told = false; !take(fresh, folder); told = true) {
    if (!told) waiting();
    await pause(300);
  }
  try {
    return await work((pid) => writeFileSync(join(folder, me), `${me}\n${identity(pid)}\n`));
  } finally {
    rmSync(join(folder, me), { force: true });
  }
}

function take(fresh, folder) {
  for (const owner of list(folder)) {
    if (holders(join(folder, owner)).some((holder) => identity(Number(holder.split('-')[0])) === holder)) return false;
    try {
      unlinkSync(join(folder, owner));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  try {
    renameSync(fresh, folder);
    return true;
  } catch (error) {
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function holders(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** A process by number and moment of birth, so that a reused number is told apart; without /proc by number alone. */
function identity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'dead' : `${pid}-${fields[19]}`;
  } catch {
    if (process.platform === 'linux') return 'dead';
  }
  try {
    process.kill(pid, 0);
    return String(pid);
  } catch {
    return 'dead';
  }
}
