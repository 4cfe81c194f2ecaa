import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { explain, isNetworkTrouble, lacksForeignOnly, npmProgram } from './npm.mjs';
import { outsidePath, root, run, say, Trouble } from './terminal.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.hezhi-stamp');
const installed = join(modules, '.package-lock.json');

const FLAGS = ['--no-audit', '--no-fund', '--include=dev', '--include=optional', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];

/** The C library of the system, as npm's `libc` field names it. */
const musl = existsSync(`/lib/ld-musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`) && existsSync('/etc/alpine-release');

/** The pinned Node. */
export const node24 = join(modules, '.bin', 'node');

/** Makes node_modules what package-lock.json says, in a few milliseconds where it is so already. */
export async function readyModules() {
  const lock = readLockfile();
  if (isStamped(lock) || (isComplete(lock) && stamp(lock))) return;
  const place = join(root, '.bootstrap');
  try {
    mkdirSync(place, { recursive: true });
    accessSync(place, constants.W_OK);
    accessSync(root, constants.W_OK);
    if (existsSync(modules)) accessSync(modules, constants.W_OK);
  } catch (error) {
    throw new Trouble(explain(`${error.code} ${error.message}`));
  }
  await withLock(
    join(place, 'install.lock'),
    () => say('another run is installing; waiting for it …'),
    async (helper) => {
      const now = readLockfile();
      if (isStamped(now) || (isComplete(now) && stamp(now))) return;
      await install(now, helper);
      await checkNode();
      if (!isComplete(now))
        throw new Trouble('npm says that it installed everything, but node_modules does not match package-lock.json; remove node_modules and start again.');
      stamp(now);
    },
  );
}

async function install(lock, helper) {
  const count = Object.entries(lock.packages).filter(([path, entry]) => path.includes('node_modules/') && !entry.link && fits(entry)).length;
  say(`installing ${count} packages (only after a change of package-lock.json, about a minute) …`);
  const { program, before } = npmProgram();
  const tick = (seconds) => say(`… ${seconds} s, ${countPackages()} of ${count} packages in place`);
  const options = { env: { ...process.env, PATH: outsidePath() }, tick, started: helper };
  const call = (...command) => run(program, [...before, ...command], options);
  // npm asks an unreachable registry again and again, for minutes; ask once, and else use what its cache holds.
  const online = (await call('ping', '--fetch-retries=0', '--fetch-timeout=15000')).output;
  const away = isNetworkTrouble(online);
  const npm = (...command) => call(...command, ...FLAGS, ...(away ? ['--offline'] : []));
  const began = Date.now();
  let { status, output } = await npm('ci');
  // `ci` refuses a lockfile without the packages of foreign platforms, which npm leaves out where the registry lacks them.
  // `install` takes the same versions without refusing; readyModules compares every one with the lockfile afterwards.
  if (status !== 0 && lacksForeignOnly(output)) ({ status, output } = await npm('install', '--no-save'));
  if (status === 0) return say(`installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  const { bavail, bsize } = statfsSync(root);
  const complaint = away && /ENOTCACHED|EUSAGE/.test(output) ? online : output;
  throw new Trouble(explain(complaint, bavail * bsize));
}

/** Install scripts may be blocked, so nothing here relies on one: the pinned Node must simply be there and run. */
async function checkNode() {
  if (!existsSync(node24))
    throw new Trouble(`There is no Node 24 for ${process.platform}-${process.arch} among the packages; Hezhi runs on Linux x64 and arm64.`);
  const { status, output } = await run(node24, ['-v']);
  if (status !== 0)
    throw new Trouble(
      `The pinned Node 24 does not run on this system (${output.trim().split('\n').at(-1)}); it needs glibc 2.28 or newer and a folder mounted without noexec.`,
    );
  if (!output.startsWith('v24.')) throw new Trouble(`node_modules/.bin/node is ${output.trim()} instead of version 24; remove node_modules and start again.`);
}

function readLockfile() {
  let text;
  try {
    text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  } catch (error) {
    throw new Trouble(`package-lock.json cannot be read (${error.code}); is this a whole checkout of Hezhi?`);
  }
  const hash = createHash('sha256').update(text).digest('hex');
  return {
    hash,
    get packages() {
      try {
        return JSON.parse(text).packages;
      } catch {
        throw new Trouble('package-lock.json is not valid JSON; take it from git again.');
      }
    },
  };
}

/** What the stamp must say: the lockfile, the platform, and the state in which npm left node_modules. */
function stampText(lock) {
  const { mtimeMs, size } = statSync(installed);
  return `${lock.hash} ${process.platform}-${process.arch} ${size}-${Math.round(mtimeMs)}\n`;
}

function isStamped(lock) {
  try {
    return readFileSync(stampFile, 'utf8') === stampText(lock) && statSync(node24).isFile();
  } catch {
    return false;
  }
}

/** A node_modules that may be read only (installed by root, run by others) does without the stamp. */
function stamp(lock) {
  try {
    writeFileSync(`${stampFile}.${process.pid}`, stampText(lock));
    renameSync(`${stampFile}.${process.pid}`, stampFile);
  } catch {
    // Then the whole comparison runs at every start: some 50 ms.
  }
  return true;
}

/**
 * Does node_modules hold every package of the lockfile that this platform needs, in the version it names? Asked of npm's
 * own record and of each package's package.json. What is there beyond the lockfile does no harm.
 */
function isComplete(lock) {
  let record;
  try {
    record = JSON.parse(readFileSync(installed, 'utf8')).packages;
    if (!readFileSync(join(modules, 'node-linux-' + process.arch, 'package.json'), 'utf8').includes('"24.')) return false;
    if (!statSync(node24).isFile()) return false;
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const found = record[path];
    if (found === undefined) return wanted.optional === true && (!fits(wanted) || !namesPlatform(wanted));
    // Workspaces: their folders come and go with the work in this checkout, npm has nothing to fetch for them.
    if (wanted.link || found.link) return wanted.link === found.link;
    if (found.version !== wanted.version) return false;
    try {
      return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version === wanted.version;
    } catch {
      return false;
    }
  });
}

function namesPlatform({ os, cpu, libc }) {
  return os !== undefined || cpu !== undefined || libc !== undefined;
}

function fits({ os, cpu, libc }) {
  return admits(os, process.platform) && admits(cpu, process.arch) && admits(libc, musl ? 'musl' : 'glibc');
}

/** npm's rule: a list of names, or of `!name`. */
function admits(list, value) {
  if (list === undefined) return true;
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  return names.includes(value) || names.includes('any') || names.every((name) => name.startsWith('!'));
}

function countPackages() {
  try {
    return readdirSync(modules)
      .filter((name) => !name.startsWith('.'))
      .reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(modules, name)).length : 1), 0);
  } catch {
    return 0;
  }
}
