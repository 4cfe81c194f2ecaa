import { createServer } from 'node:net';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { api } from './world/api.ts';
import { copyData, endPostgres, makeFolder, postmasterOf, root } from './world/folders.ts';
import { hezhi, ordinary, run, startServer, type Ended } from './world/server.ts';

/** Starting, stopping, wrong settings, backup and restore, as the person at the terminal meets them. */
const folder = inject('folder');
const used: string[] = [];
const dataOf = (name: string): string => {
  const path = join(folder, name);
  used.push(path);
  return path;
};
afterAll(() => {
  for (const path of used) endPostgres(path);
});

const main = join(root, 'apps/server/main.ts');
const start = (env: Readonly<Record<string, string>>): Promise<Ended> => run([main], { HEZHI_PORT: '0', HEZHI_LOG: 'warn', ...env }, 120);

/** One or two plain sentences, no stack, nothing promised, exit 1. */
function told(ended: Ended, what: RegExp): void {
  expect([ended.code, ended.err]).toEqual([1, expect.stringMatching(what)]);
  expect(ended.err).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(ended.err.trim().split('\n').length).toBeLessThanOrEqual(3);
  expect(ended.out).not.toMatch(/^ready/m);
}

test('a second start of the demo is quick, says what there is, answers, and ends by Ctrl-C without leaving anything', async () => {
  const data = copyData(inject('seed'), dataOf('again'));
  const first = await startServer(data);
  expect((await first.stop()).code).toBe(0);
  expect(postmasterOf(data)).toBeNull();
  const began = performance.now();
  const second = await startServer(data);
  console.log(`A second start took ${Math.round(performance.now() - began)} ms.`);
  expect(second.said()).toMatch(/Demo accounts exist/);
  expect((await api(second.address).ask('GET', '/health')).body).toMatchObject({ status: 'ok' });
  const { code, err } = await second.stop();
  expect([code, err]).toEqual([0, '']);
  expect(postmasterOf(data)).toBeNull();
});

test('a port in use is one sentence', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => void other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)));
  try {
    told(await start({ HEZHI_PORT: String(port), HEZHI_DATA: dataOf('port') }), new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is already in use`));
  } finally {
    other.close();
  }
});

test.each([
  ['HEZHI_PORT', 'eighty', /^HEZHI_PORT is "eighty"/],
  ['HEZHI_DEMO', 'yes', /^HEZHI_DEMO is "yes"/],
  ['HEZHI_CRYPTO', 'rot13', /^HEZHI_CRYPTO is "rot13"/],
  ['DATABASE_URL', 'mysql://x', /^DATABASE_URL is not an address/],
  ['DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none', /database/i],
  ['HEZHI_KEY_FILE', '/nowhere/keys.json', /\/nowhere\/keys\.json/],
])('%s=%s is told in a sentence', async (name, value, what) => {
  const data = name === 'HEZHI_KEY_FILE' ? copyData(inject('seed'), dataOf('keys')) : dataOf('settings');
  told(await start({ HEZHI_DATA: data, [name]: value }), what);
});

test('outside the demo a start without keys is refused', async () => {
  told(await start({ HEZHI_DEMO: '0', HEZHI_DATA: dataOf('nokeys') }), /^HEZHI_KEY_FILE is not set/);
});

test('a data folder that is a file, or may not be written, is one sentence', async () => {
  told(await start({ HEZHI_DATA: join(root, 'package.json') }), /package\.json/);
  // Even root may not write there.
  told(await start({ HEZHI_DATA: '/sys/hezhi' }), /\/sys\/hezhi/);
  const locked = dataOf('locked');
  mkdirSync(locked);
  chmodSync(locked, 0o555);
  told(await run([main], { HEZHI_PORT: '0', HEZHI_LOG: 'warn', HEZHI_DATA: locked }, 120, ordinary), /locked/);
});

test('an ordinary user starts an empty house outside the demo: no demo accounts, keys of its own', async () => {
  const data = dataOf('own');
  mkdirSync(data);
  const keys = join(data, 'keys.json');
  cpSync(join(inject('seed'), 'keys.json'), keys);
  for (const path of [data, keys]) if (ordinary.uid !== undefined) chownSync(path, ordinary.uid, ordinary.gid);
  const server = await startServer(data, { HEZHI_DEMO: '0', HEZHI_KEY_FILE: keys }, ordinary);
  expect((await api(server.address).ask('GET', '/health')).body).toMatchObject({ status: 'ok' });
  expect((await api(server.address).ask('POST', '/sessions', { account: 'street', password: 'hezhi-demo' })).status).toBe(401);
  expect(server.said()).not.toMatch(/Demo accounts/);
  expect((await server.stop()).code).toBe(0);
});

test('backup while it runs, restore elsewhere: the same town, by the same digest', async () => {
  const data = copyData(inject('seed'), dataOf('origin'));
  const file = join(makeFolder(join(folder, 'kept')), 'town.backup');
  const server = await startServer(data);
  const saved = await hezhi(data, 'backup', file);
  expect([saved.code, saved.out]).toEqual([0, expect.stringMatching(/tables, \d+ rows, \d+ files/)]);
  const before = await hezhi(data, 'verify');
  expect(before.out).toMatch(/^0 findings/);
  await server.stop();

  const elsewhere = makeFolder(dataOf('elsewhere'));
  cpSync(join(data, 'keys.json'), join(elsewhere, 'keys.json'));
  const restored = await hezhi(elsewhere, 'restore', file);
  const digest = (text: string): string | undefined => /digest (\w+)/.exec(text)?.[1];
  expect([restored.code, digest(restored.out)]).toEqual([0, digest(before.out)]);
  const again = await startServer(elsewhere);
  const { token } = await api(again.address).call<{ token: string }>('POST', '/sessions', { account: 'street', password: 'hezhi-demo' });
  expect((await api(again.address, token).call<{ items: unknown[] }>('GET', '/matters?limit=5')).items).toHaveLength(5);
  await again.stop();
  // A second restore on top is refused, and so is a damaged file.
  const twice = await hezhi(elsewhere, 'restore', file);
  expect([twice.code, twice.err.trim()]).toEqual([1, expect.stringMatching(/empty/i)]);
  rmSync(file);
  expect(existsSync(file)).toBe(false);
});
