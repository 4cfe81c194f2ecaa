import { chownSync, closeSync, constants, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { fileTrouble } from './errors.ts';
import type { Home } from './home.ts';

/** Bytes of one log file; one older file (`.1`) is kept beside it. */
const LIMIT = 8 * 1024 * 1024;

/** Opens the log for PostgreSQL to append to, cut to its limit first. `from` is where this start's lines begin. */
export function openLog(home: Home): { fd: number; from: number } {
  try {
    limitLog(home.logFile);
    const fd = openSync(home.logFile, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    if (home.runner.spawn.uid !== undefined) chownSync(home.logFile, home.runner.uid, home.runner.gid);
    return { fd, from: fstatSync(fd).size };
  } catch (cause) {
    throw fileTrouble(cause, home.root);
  }
}

/** What was logged since `from`, at most the last 64 KB. */
export function readLog(logFile: string, from: number): string {
  try {
    const fd = openSync(logFile, 'r');
    try {
      const size = fstatSync(fd).size;
      const start = Math.max(from > size ? 0 : from, size - 65_536);
      const bytes = Buffer.alloc(size - start);
      return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, start));
    } finally {
      closeSync(fd);
    }
  } catch {
    return '';
  }
}

/**
 * Moves a log that passed its limit aside. PostgreSQL appends and keeps the file open, so the file is copied and emptied,
 * never renamed; lines written in between are lost, which a log may bear and a full disk may not.
 */
export function limitLog(logFile: string): void {
  try {
    if (statSync(logFile).size < LIMIT) return;
    copyFileSync(logFile, `${logFile}.1`);
    truncateSync(logFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') truncateQuietly(logFile);
  }
}

function truncateQuietly(logFile: string): void {
  try {
    truncateSync(logFile);
  } catch {
    // A log that cannot be cut is no reason to stop the database.
  }
}
