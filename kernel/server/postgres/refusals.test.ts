import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { makeLinks } from './binaries.ts';
import { fileTrouble, postgresTrouble, type StartupError } from './errors.ts';
import { settleHome } from './home.ts';
import { startPostgres } from './index.ts';

// initdb alone takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const folder = `/var/tmp/hezhi-refusals-test-${randomBytes(4).toString('hex')}`;
mkdirSync(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(dataDir: string): Promise<StartupError> {
  const error = await startPostgres({ dataDir }).then(
    () => undefined,
    (reason: StartupError) => reason,
  );
  expect(error?.name).toBe('StartupError');
  expect(error?.message).toMatch(/^[A-Z/].*\.$/);
  expect(error?.message).toContain(dataDir);
  return error!;
}

test('a file where a folder should be', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect((await refusal(join(folder, 'file'))).code).toBe('data_not_a_folder');
  expect((await refusal(join(folder, 'file', 'below'))).code).toBe('data_not_a_folder');
});

test('a folder that cannot be written (/sys can not, not even by root)', async () => {
  expect((await refusal('/sys/kernel/hezhi')).code).toBe('data_read_only');
});

test('a database of another major version, or of another PostgreSQL altogether', async () => {
  mkdirSync(join(folder, 'old', 'cluster'), { recursive: true });
  writeFileSync(join(folder, 'old', 'cluster', 'PG_VERSION'), '15\n');
  const old = await refusal(join(folder, 'old'));
  expect([old.code, old.message]).toEqual(['data_other_version', expect.stringContaining('PostgreSQL 15')]);
  mkdirSync(join(folder, 'foreign'));
  writeFileSync(join(folder, 'foreign', 'PG_VERSION'), '18\n');
  expect((await refusal(join(folder, 'foreign'))).code).toBe('data_other_version');
  mkdirSync(join(folder, 'damaged', 'cluster'), { recursive: true });
  expect((await refusal(join(folder, 'damaged'))).code).toBe('not_started');
});

test('a full disk is told apart, from the system and from PostgreSQL', () => {
  expect(fileTrouble(Object.assign(new Error('no space'), { code: 'ENOSPC' }), '/d').code).toBe('disk_full');
  const said = {
    disk_full: 'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    data_read_only: 'FATAL:  could not open file "postmaster.pid": Read-only file system',
    socket: 'FATAL:  could not create any Unix-domain sockets',
    memory: 'FATAL:  could not map anonymous shared memory: Cannot allocate memory',
    data_other_version: 'FATAL:  database files are incompatible with server',
    already_running: 'FATAL:  lock file "postmaster.pid" already exists',
    not_started: 'FATAL:  something new',
  };
  for (const [code, output] of Object.entries(said)) expect(postgresTrouble(output, '/d', '/d/log').code).toBe(code);
  expect(postgresTrouble(said.not_started, '/d', '/d/log').message).toContain('(something new)');
});

test('a server that is killed while it starts has not refused its socket', () => {
  const output = 'LOG:  listening on Unix socket "/d/run/.s.PGSQL.5432"\nLOG:  database system was interrupted; last known up at …';
  expect(postgresTrouble(output, '/d', '/d/log').code).toBe('not_started');
});

test('a setting PostgreSQL does not know comes back as one sentence, and the folder is free again', async () => {
  const dataDir = join(folder, 'settings');
  const trial = (settings: Record<string, string>): Promise<string> =>
    startPostgres({ dataDir, settings: { fsync: 'off', ...settings } }).then(
      async (server) => {
        await server.stop('immediate');
        return 'started';
      },
      (error: StartupError) => error.message,
    );
  expect(await trial({ colour: 'red' })).toContain('colour');
  expect(await trial({})).toBe('started');
});

test('root keeps the database where the user of PostgreSQL can go, and changes no rights of others', () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o700);
  const asked = join(closed, 'data');
  const home = settleHome(asked, () => undefined);
  expect(statSync(closed).mode & 0o777).toBe(0o700);
  if (process.geteuid!() !== 0) return void expect(home.root).toBe(asked);
  expect(home.root).toMatch(/^\/var\/lib\/hezhi\/[0-9a-f]{8}-[0-9a-f]{8}$/);
  expect(readFileSync(join(asked, 'MOVED'), 'utf8')).toMatch(home.root);
  expect(settleHome(asked, () => undefined).root).toBe(home.root);
  rmSync(home.root, { recursive: true });
});

test('missing library links are made, whoever else is making them', () => {
  const native = join(folder, 'native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  const links = ['a.so', 'a.so.1'].map((name) => ({ source: 'native/lib/a.so.1.2', target: `native/lib/${name}` }));
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  writeFileSync(join(native, 'lib', 'a.so.1.2'), '');
  expect([makeLinks(native), makeLinks(native)]).toEqual([true, true]);
  for (const { target } of links) expect(readlinkSync(join(dirname(native), target))).toBe('a.so.1.2');
  expect(lstatSync(join(native, 'lib', 'a.so')).isSymbolicLink()).toBe(true);
  expect(existsSync(join(native, 'lib', 'a.so.2'))).toBe(false);
});
