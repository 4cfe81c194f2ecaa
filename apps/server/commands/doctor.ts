import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownYears, makeCalendar } from '@hezhi/calendar/contract';
import { Clamd, readScanSettings } from '@hezhi/documents/server';
import { lookAtWays } from '@hezhi/directory/server';
import { checkMigrations, keyFilePath, listMigrations, openVault, readSettings, withKernel, type Settings } from '@hezhi/server';
import { print, type Command } from '../command.ts';
import { borrowDatabase } from '../database.ts';
import { tryPort } from '../port.ts';
import { lookAtDatabase } from '../queries-doctor.ts';
import { rooms } from '../rooms.ts';

type Check = { name: string; look: (settings: Settings) => string | Promise<string> };

/** A check that failed is a thrown error; a remark that is no failure begins with `note:`. */
const checks: readonly Check[] = [
  { name: 'node', look: node },
  { name: 'time zone data', look: timeZones },
  { name: 'working calendar', look: calendar },
  { name: 'data folder', look: dataFolder },
  { name: 'encryption keys', look: keys },
  { name: 'port', look: port },
  { name: 'database', look: database },
  { name: 'log-in by others', look: (settings) => lookAtWays(settings, process.env['HEZHI_OIDC']) },
  { name: 'upload scanner', look: scanner },
  { name: 'browser for tests', look: browser },
];

/** Looks at everything the product needs on this machine and says what it found. */
export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor',
  help: 'look whether this machine has all that Hezhi needs; exit 1 when something is missing',
  run: async () => {
    const settings = readSettings(process.env);
    let failures = 0;
    for (const { name, look } of checks) {
      try {
        const found = await look(settings);
        print(`${found.startsWith('note:') ? 'note' : 'ok  '}  ${name.padEnd(18)} ${found.replace(/^note:\s*/, '')}`);
      } catch (error) {
        failures++;
        print(`FAIL  ${name.padEnd(18)} ${(error as Error).message}`);
      }
    }
    print(failures === 0 ? 'Everything that Hezhi needs is here.' : `${failures} of ${checks.length} checks failed.`);
    return failures === 0 ? 0 : 1;
  },
};

function node(): string {
  if (Number(process.versions.node.split('.')[0]) < 24) throw new Error(`${process.version}; Hezhi runs on Node 24 (npm run hezhi brings its own)`);
  return `${process.version}, OpenSSL ${process.versions.openssl}`;
}

function timeZones(): string {
  // 1988 had summer time in China: data that is only a fixed offset would not know.
  const hour = new Date('1988-07-01T00:00:00Z').toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' });
  if (hour !== '09:00:00') throw new Error('the time zone data do not know Asia/Shanghai well');
  return `${process.versions.tz ?? 'present'}, Asia/Shanghai`;
}

function calendar(): string {
  const [first, last] = knownYears(makeCalendar());
  const year = new Date().getUTCFullYear();
  if (year > last) throw new Error(`holidays are known until ${last} only; load the official calendar`);
  return `official holidays of ${first} to ${last}; later years are reckoned provisionally until their list is loaded`;
}

function dataFolder({ data }: Settings): string {
  let folder = data;
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(`${folder} cannot be written by this user; choose another HEZHI_DATA`);
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / 1024 ** 3;
  if (free < 1) throw new Error(`only ${free.toFixed(2)} GB are free on the disk of ${data}`);
  return `${data}${folder === data ? '' : ' (will be made)'}, ${free.toFixed(1)} GB free`;
}

function keys(settings: Settings): string {
  const path = keyFilePath(settings);
  if (!existsSync(path) && settings.keyFile === null) return `note: ${path} will be made by the first start`;
  openVault(settings, Date.now());
  return `${path}, suite ${settings.crypto}`;
}

async function port(settings: Settings): Promise<string> {
  try {
    await tryPort(settings);
    return `${settings.host}:${settings.port} is free`;
  } catch (error) {
    const running = await fetch(`http://${settings.host}:${settings.port}/api/health`, { signal: AbortSignal.timeout(2000) }).then(
      (reply) => reply.json() as Promise<{ version?: string }>,
      () => null,
    );
    if (running?.version !== undefined) return `note: Hezhi ${running.version} is running on ${settings.host}:${settings.port}`;
    throw error;
  }
}

async function database(settings: Settings): Promise<string> {
  if (settings.databaseUrl === null && !existsSync(settings.data)) return 'note: the embedded PostgreSQL will be made by the first start';
  const { url, embedded, stop } = await borrowDatabase(settings, () => {});
  try {
    const { version, applied } = await lookAtDatabase(url);
    if (Number.parseInt(version, 10) < 15) throw new Error(`PostgreSQL ${version} is too old; Hezhi needs 15 or newer`);
    const where = `PostgreSQL ${version}, ${embedded ? 'embedded' : 'outside'}`;
    if (applied === null) return `note: ${where}, empty; the first start migrates it`;
    checkMigrations(listMigrations(withKernel(rooms)), applied);
    return `${where}, ${applied.length} migrations, up to date`;
  } finally {
    await stop();
  }
}

async function scanner({ demo }: Settings): Promise<string> {
  const { at, away } = readScanSettings(process.env, demo);
  if (at === null) return 'note: none (HEZHI_CLAMD is not set): photos are encoded anew, voice notes and tables are taken as they are';
  const where = 'path' in at ? at.path : `${at.host}:${at.port}`;
  const then = away === 'refuse' ? 'uploads are refused while it is away' : 'uploads are taken unscanned while it is away';
  try {
    return `${await new Clamd(at, 5000).version()} at ${where}; ${then}`;
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}; ${then}`, { cause: error });
  }
}

function browser(): string {
  const unpacked = fileURLToPath(new URL('../../../.bootstrap/chromium/hezhi-chromium', import.meta.url));
  const found = [process.env['CHROMIUM_PATH'], unpacked, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
  return found ?? 'note: no Chromium found; npm test installs one';
}
