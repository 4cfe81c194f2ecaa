import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileTrouble, StartupError } from './errors.ts';
import { canEnter, chooseRunner, giveTo, type Runner } from './runner.ts';

/** The major version of the packaged PostgreSQL; a cluster of another one is refused. */
export const MAJOR = '18';

/**
 * Where one embedded database lives. `root` holds `cluster/` (PostgreSQL's own folder), `log/` and `run/` (the socket);
 * it is the folder asked for, or the one its note `MOVED` names.
 */
export type Home = { asked: string; root: string; cluster: string; logFile: string; runner: Runner };

/** Homes of databases whose asked folder lies below one that PostgreSQL's user may not enter (root's own home, mostly). */
const ELSEWHERE = '/var/lib/hezhi';
const NOTE = 'MOVED';

/**
 * Finds or makes the home of a database. Never changes the rights of a folder it did not make.
 * @throws StartupError data_read_only, data_not_a_folder, data_other_version, data_other_user, data_unreachable, disk_full, no_user
 */
export function settleHome(dataDir: string, say: (sentence: string) => void): Home {
  const asked = makeFolder(resolve(dataDir));
  if (existsSync(join(asked, 'PG_VERSION')))
    throw new StartupError('data_other_version', `${asked} is itself the folder of a PostgreSQL; give Hezhi a folder of its own with HEZHI_DATA.`);
  const moved = readNote(asked);
  const owner = ownerOf(join(moved ?? asked, 'cluster'));
  const runner = chooseRunner(owner);
  if (owner !== undefined && runner.spawn.uid === undefined && owner !== runner.uid)
    throw new StartupError('data_other_user', `The database in ${moved ?? asked} belongs to another user; start Hezhi as that user or as root.`);
  const root = moved ?? (runner.spawn.uid === undefined || canEnter(runner, asked) ? asked : moveAway(asked, owner, runner, say));
  if (!canWrite(root)) throw fileTrouble(Object.assign(new Error('not writable'), { code: 'EACCES' }), root);
  const home: Home = { asked, root, cluster: join(root, 'cluster'), logFile: join(root, 'log', 'postgres.log'), runner };
  if (owner !== undefined) checkVersion(home);
  try {
    for (const name of ['log', 'run']) makeOwn(join(root, name), runner);
  } catch (cause) {
    throw fileTrouble(cause, root);
  }
  return home;
}

/** The home of a database that exists, without making or changing anything. */
export function findHome(dataDir: string): { root: string; cluster: string; logFile: string } | undefined {
  const asked = resolve(dataDir);
  const root = readNote(asked) ?? asked;
  if (!existsSync(join(root, 'cluster'))) return undefined;
  const real = realpathSync(root);
  return { root: real, cluster: join(real, 'cluster'), logFile: join(real, 'log', 'postgres.log') };
}

/**
 * The folder of the socket. A socket's path may have 107 bytes and PostgreSQL lists folders in a comma-separated
 * setting, so a long or unusual path, or a file system without sockets (`short`), gets a folder of its own in /tmp.
 */
export function socketFolder(home: Home, short = false): string {
  const own = join(home.root, 'run');
  if (!short && /^[\w./-]+$/.test(own) && Buffer.byteLength(own) <= 107 - '/.s.PGSQL.5432'.length) return own;
  const key = createHash('sha256').update(home.root).digest('hex').slice(0, 12);
  const folder = `/tmp/hezhi-${home.runner.uid}-${key}`;
  try {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(home.runner, folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new StartupError('socket', `PostgreSQL's socket needs a folder in /tmp, and none can be made there.`, cause);
    const found = lstatSync(folder);
    if (found.isDirectory() && found.uid === home.runner.uid && (found.mode & 0o077) === 0) return folder;
    // Somebody else took the name: in a shared /tmp that may be an attack, so take one nobody can guess.
    const other = mkdtempSync(`/tmp/hezhi-${home.runner.uid}-`);
    giveTo(home.runner, other);
    return other;
  }
  return folder;
}

/** The folder of a socket used before, made again should somebody have cleared /tmp meanwhile. */
export function keptFolder(home: Home, folder: string): string {
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(home.runner, folder);
  }
  return folder;
}

/** Takes the folder in /tmp away again, if there was one and no socket is left in it. */
export function leaveSocketFolder(root: string, socketDir: string): void {
  if (socketDir.startsWith(`${root}/`)) return;
  try {
    rmdirSync(socketDir);
  } catch {
    // Gone or in use: nothing is lost by leaving an empty folder in /tmp.
  }
}

/** Makes a folder and those above it; what root makes here can be entered, not listed, by PostgreSQL's user. */
function makeFolder(path: string): string {
  try {
    const first = mkdirSync(path, { recursive: true, mode: 0o755 });
    if (first !== undefined && process.geteuid!() === 0) for (let made = path; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o711);
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return realpathSync(path);
  } catch (cause) {
    throw fileTrouble(cause, path);
  }
}

function makeOwn(path: string, runner: Runner): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  giveTo(runner, path);
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileTrouble(cause, path);
  }
}

function checkVersion(home: Home): void {
  let found: string;
  try {
    found = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw fileTrouble(cause, home.root);
    throw new StartupError(
      'not_started',
      `The database in ${home.root} is damaged (cluster/PG_VERSION is missing); restore a backup or choose another HEZHI_DATA.`,
      cause,
    );
  }
  if (found !== MAJOR)
    throw new StartupError(
      'data_other_version',
      `The database in ${home.root} was made by PostgreSQL ${found}, this Hezhi brings PostgreSQL ${MAJOR}; restore a backup into a new folder.`,
    );
}

function readNote(asked: string): string | undefined {
  try {
    const path = readFileSync(join(asked, NOTE), 'utf8').split('\n')[0]!.trim();
    // Root hands folders to another user, so it believes only in names this file writes.
    return path.startsWith(`${ELSEWHERE}/`) && resolve(path) === path && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A new home for a database that root wants where PostgreSQL's user cannot go. The name is random and kept in the note:
 * who deletes the asked folder starts afresh, as without the move.
 */
function moveAway(asked: string, owner: number | undefined, runner: Runner, say: (sentence: string) => void): string {
  if (owner !== undefined)
    throw new StartupError(
      'data_unreachable',
      `PostgreSQL runs as ${runner.name}, who cannot enter ${asked}; let that user pass the folders above it, or move the data folder to where it can.`,
    );
  const key = createHash('sha256').update(asked).digest('hex').slice(0, 8);
  const root = join(ELSEWHERE, `${key}-${randomBytes(4).toString('hex')}`);
  try {
    makeFolder(ELSEWHERE);
    mkdirSync(root);
    chmodSync(root, 0o711);
    writeFileSync(join(root, 'FOR'), `${asked}\n`);
    writeFileSync(
      join(asked, NOTE),
      `${root}\nThe database of this folder lives there: PostgreSQL runs as ${runner.name}, who cannot enter this one. Delete both together.\n`,
    );
  } catch (cause) {
    throw fileTrouble(cause, root);
  }
  say(`PostgreSQL's user ${runner.name} cannot enter ${asked}, so the database is kept in ${root}.`);
  return root;
}
