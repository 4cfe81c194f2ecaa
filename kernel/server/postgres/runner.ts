import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartupError } from './errors.ts';

/** The system user PostgreSQL runs as. `spawn` is empty for ourselves and carries uid and gid where root steps down. */
export type Runner = { uid: number; gid: number; name: string; spawn: { uid?: number; gid?: number } };

/** Users root steps down to, first found in /etc/passwd. */
const STAND_INS = ['hezhi', 'postgres', 'nobody'];

/**
 * An ordinary user runs PostgreSQL itself. PostgreSQL refuses root, so root runs it as the owner of an existing
 * database (`owner`, a uid), else as `hezhi`, `postgres` or `nobody`.
 */
export function chooseRunner(owner: number | undefined): Runner {
  const uid = process.geteuid!();
  if (uid !== 0) return { uid, gid: process.getegid!(), name: ownName(), spawn: {} };
  const users = passwd();
  const chosen =
    owner === undefined || owner === 0
      ? STAND_INS.map((name) => users.find((user) => user.name === name)).find(Boolean)
      : users.find((user) => user.uid === owner);
  if (chosen === undefined)
    throw new StartupError(
      'no_user',
      owner === undefined || owner === 0
        ? 'PostgreSQL does not run as root and this system has no user to run it as; make one with `useradd --system hezhi`, or set DATABASE_URL.'
        : `The database belongs to the user with number ${owner}, who does not exist on this system; make that user or give the folder to another.`,
    );
  return { ...chosen, spawn: { uid: chosen.uid, gid: chosen.gid } };
}

/** The name of the user this process runs as; PostgreSQL's peer check compares it. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new StartupError('no_user', 'The user that runs Hezhi has no entry in /etc/passwd, and PostgreSQL needs one; add it or set DATABASE_URL.', cause);
  }
}

/** Can the runner enter this folder? Asked of the system rather than of mode bits, which know no ACL. */
export function canEnter(runner: Runner, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...runner.spawn, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Gives a path to the runner; nothing to do unless root steps down. */
export function giveTo(runner: Runner, path: string): void {
  if (runner.spawn.uid !== undefined) chownSync(path, runner.uid, runner.gid);
}

function passwd(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}
