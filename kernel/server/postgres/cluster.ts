import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { fileTrouble, postgresTrouble } from './errors.ts';
import type { Home } from './home.ts';
import { giveTo, ownName } from './runner.ts';

/** The role that owns every database of the embedded cluster. */
export const OWNER = 'hezhi_owner';

/** Bytes a new cluster needs with its first write-ahead log; with less the disk is called full before anything is written. */
const NEEDED = 120 * 1024 * 1024;

/**
 * Makes the cluster where there is none: UTF-8, the builtin locale C.UTF-8 (code point order on every system), checksums. It is made beside its place and moved there when complete, so a kill in between leaves nothing half done.
 * @throws StartupError disk_full, data_read_only, no_user, not_started
 */
export async function makeCluster(home: Home, binaries: Binaries, durable: boolean, say: (sentence: string) => void): Promise<void> {
  if (existsSync(home.cluster)) return;
  say('Making the database (once, some seconds).');
  const fresh = `${home.cluster}.${randomBytes(4).toString('hex')}`;
  try {
    for (const name of readdirSync(home.root)) if (/^cluster\.[0-9a-f]{8}$/.test(name)) rmSync(join(home.root, name), { recursive: true, force: true });
    const { bavail, bsize } = statfsSync(home.root);
    if (bavail * bsize < NEEDED) throw Object.assign(new Error('less than 120 MB free'), { code: 'ENOSPC' });
    mkdirSync(fresh, { mode: 0o700 });
    giveTo(home.runner, fresh);
    const { status, output } = await initdb(home, binaries, fresh, durable);
    if (status !== 0) throw postgresTrouble(output, home.root, home.logFile);
    appendFileSync(join(fresh, 'postgresql.conf'), "\ninclude_if_exists = 'hezhi.conf'\n");
    renameSync(fresh, home.cluster);
    if (durable) syncFolder(home.root);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    throw fileTrouble(cause, home.root);
  }
}

function initdb(home: Home, binaries: Binaries, folder: string, durable: boolean): Promise<{ status: number | null; output: string }> {
  // pg_trgm asks the C library what a letter is: with the ctype C it sees no Chinese.
  const args = ['-D', folder, '-U', OWNER, '-E', 'UTF8', '--locale=C', '--lc-ctype=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  args.push('--data-checksums', '--auth-local=peer', '--auth-host=reject', '--no-instructions', ...(durable ? [] : ['--no-sync']));
  return new Promise((done) => {
    const child = spawn(binaries.initdb, args, { ...home.runner.spawn, cwd: '/', env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.on('error', (error) => done({ status: null, output: `error: ${error.message}` }));
    child.on('close', (status) => done({ status, output }));
  });
}

/**
 * Writes what a start decides anew: the settings, and who may connect. Only the socket listens, in a folder closed to
 * others, and PostgreSQL asks the kernel who is calling (peer): our own user and root may be any role, nobody else any.
 * So the url holds no password, and nothing can be reached from the network.
 */
export function writeConfiguration(home: Home, settings: string): void {
  const callers = [...new Set([ownName(), 'root'])];
  try {
    put(home, 'hezhi.conf', settings);
    put(home, 'pg_hba.conf', '# Written at every start.\nlocal all all peer map=hezhi\nlocal replication all peer map=hezhi\n');
    put(home, 'pg_ident.conf', `# Written at every start.\n${callers.map((name) => `hezhi "${name}" all\n`).join('')}`);
  } catch (cause) {
    throw fileTrouble(cause, home.root);
  }
}

/** No PG* or locale setting of the caller's environment reaches PostgreSQL. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function put(home: Home, name: string, text: string): void {
  const path = join(home.cluster, name);
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  giveTo(home.runner, `${path}.new`);
  renameSync(`${path}.new`, path);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
