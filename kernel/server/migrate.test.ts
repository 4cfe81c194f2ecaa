import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emptyDatabase, type TestDatabase } from '@hezhi/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineRoom, migrate, openHouse, Pool, readSettings, sql, StartupError, type Room } from './index.ts';

let folder: string;
let database: TestDatabase;
let owner: Pool;
let rooms: Room[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hezhi-migrations-'));
  database = await emptyDatabase();
  owner = new Pool(database.url, { size: 1 });
  rooms = [defineRoom({ name: 'sample', migrations: pathToFileURL(`${folder}/`) })];
  file(
    '202601010000-first.sql',
    'CREATE SCHEMA sample; CREATE TABLE sample.a (x int); GRANT USAGE ON SCHEMA sample TO hezhi_app; GRANT SELECT, INSERT ON sample.a TO hezhi_app;',
  );
  file('202701010000-third.sql', 'CREATE TABLE sample.c (x int);');
});
afterEach(async () => {
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});
const file = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const open = () => openHouse({ settings: readSettings({ HEZHI_LOG: 'silent', HEZHI_DATA: folder }), rooms, url: database.url });

it('runs all rooms in one order by name, once, also when two start at once', async () => {
  const [one, two] = await Promise.all([migrate(database.url, rooms), migrate(database.url, rooms)]);
  expect([...one, ...two]).toEqual(['202601010000-first.sql', '202611220001-kernel.sql', '202701010000-third.sql']);
  expect(await migrate(database.url, rooms)).toEqual([]);
  await (await open()).close();
});

it('undoes a file that fails, keeps those before it, and goes on when it is mended', async () => {
  file('202701020000-wrong.sql', 'CREATE TABLE sample.d (x int); SELECT 1/0;');
  await expect(migrate(database.url, rooms)).rejects.toThrow('202701020000-wrong.sql failed and changed nothing: division by zero');
  expect(await owner.find(sql`SELECT to_regclass('sample.c')::text AS c, to_regclass('sample.d')::text AS d`)).toEqual({ c: 'sample.c', d: null });
  file('202701020000-wrong.sql', 'CREATE TABLE sample.d (x int);');
  expect(await migrate(database.url, rooms)).toEqual(['202701020000-wrong.sql']);
});

it.each([
  ['a file was changed after it ran', () => file('202601010000-first.sql', 'SELECT 1'), 'was changed after'],
  ['a file comes before one that ran', () => file('202612310000-late.sql', 'SELECT 1'), 'comes before 202701010000-third.sql'],
  ['the database is newer', () => rmSync(join(folder, '202701010000-third.sql')), 'belongs to a newer version'],
  ['a name is not right', () => renameSync(join(folder, '202701010000-third.sql'), join(folder, 'third.sql')), 'YYYYMMDDHHMM-words.sql'],
])('refuses with a sentence when %s', async (_, change, says) => {
  await migrate(database.url, rooms);
  change();
  await expect(migrate(database.url, rooms)).rejects.toThrow(StartupError);
  await expect(migrate(database.url, rooms)).rejects.toThrow(says);
  await expect(open()).rejects.toThrow(says);
});

it('does not open a house on a database that is not ready', async () => {
  await expect(open()).rejects.toThrow('hezhi -- migrate');
  await migrate(database.url, rooms);
  file('202701030000-new.sql', 'SELECT 1');
  await expect(open()).rejects.toThrow('behind the program by 1 migrations');
});

it('lets the product do only what was granted', async () => {
  await migrate(database.url, rooms);
  const house = await open();
  await house.db.run(sql`INSERT INTO sample.a VALUES (1)`);
  await expect(house.db.run(sql`UPDATE sample.a SET x = 2`)).rejects.toThrow('permission denied');
  await expect(house.db.run(sql`DELETE FROM kernel.migration`)).rejects.toThrow('permission denied');
  await expect(house.db.run(sql`CREATE TABLE sample.z (x int)`)).rejects.toThrow('permission denied');
  await house.close();
});
