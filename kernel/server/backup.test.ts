import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { emptyDatabase, testHouse, type TestDatabase, type TestHouse } from '@hezhi/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  backup,
  BackupDamaged,
  checkBackup,
  defineRoom,
  emit,
  filesBelow,
  intoFolder,
  openHouse,
  restore,
  setTimer,
  sql,
  verifyAll,
  Write,
  type House,
  type Room,
} from './index.ts';

const D = '610402';
let folder: string;
let file: string;
let t: TestHouse;
let target: TestDatabase;
let room: Room;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hezhi-backup-'));
  file = join(folder, 'house.backup');
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(
    join(folder, 'migrations/202612010000-sample.sql'),
    `CREATE SCHEMA sample; GRANT USAGE ON SCHEMA sample TO hezhi_app;
     CREATE TABLE sample.a (district text COLLATE "C", id uuid, n bigint GENERATED ALWAYS AS IDENTITY, words text, raw bytea, data jsonb, at timestamptz, long int GENERATED ALWAYS AS (length(words)) STORED, PRIMARY KEY (district, id));
     CREATE TABLE sample.child (district text COLLATE "C", id uuid, parent uuid, PRIMARY KEY (district, id), FOREIGN KEY (district, parent) REFERENCES sample.a);
     CREATE TABLE sample.b_first (code text PRIMARY KEY); INSERT INTO sample.b_first VALUES ('by migration');
     GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA sample TO hezhi_app;`,
  );
  room = defineRoom({
    name: 'sample',
    migrations: pathToFileURL(`${folder}/migrations/`),
    jobs: [{ queue: 'sample.job', work: async () => {} }],
    verify: [
      {
        name: 'rows',
        check: async function* (house: House, district, digest) {
          for (const row of await house.db.all<{ line: string }>(sql`SELECT a::text AS line FROM sample.a a WHERE district = ${district} ORDER BY id`))
            digest(row.line);
          const lost = await house.db.all<{ id: string }>(sql`SELECT id FROM sample.a WHERE district = ${district} AND words = 'wrong'`);
          for (const { id } of lost) yield { room: 'sample', check: 'rows', where: id, what: 'is wrong' };
        },
      },
    ],
  });
  [t, target] = await Promise.all([testHouse({ rooms: [room] }), emptyDatabase()]);
  await fill(1000);
});
afterEach(async () => {
  await t.close();
  await target.drop();
  rmSync(folder, { recursive: true });
});

async function fill(rows: number): Promise<void> {
  await t.house.db.run(sql`INSERT INTO sample.a (district, id, words, raw, data, at)
    SELECT ${D}, gen_random_uuid(), E'第' || i || E'行\t\\ "引号"\n', sha256(i::text::bytea), jsonb_build_object('i', i, 's', NULL), now() FROM generate_series(1, ${rows}::int) i`);
  await t.house.db.run(sql`INSERT INTO sample.child SELECT district, gen_random_uuid(), id FROM sample.a`);
  const write = new Write();
  emit(write, { district: D, topic: 'sample.x', data: {}, at: t.clock.now() });
  setTimer(write, { district: D, id: randomUUID(), dueAt: t.clock.now() + 1000, topic: 'sample.x', data: {} });
  await write.run(t.house.db);
}
const openTarget = () => openHouse({ settings: t.house.settings, rooms: [room], url: target.url, log: t.house.log, vault: t.house.vault });

it('restores elsewhere what it saved: same digest, same rows, same files, next numbers free', async () => {
  await t.house.jobs.send(t.house.db, 'sample.job', { district: D });
  const files = join(folder, 'files');
  mkdirSync(join(files, '61'), { recursive: true });
  writeFileSync(join(files, '61/photo.jpg'), Buffer.alloc(300_000, 7));
  const sums = await backup(t.house, file, filesBelow(files));
  expect(sums.tables.find(({ table }) => table === 'sample.a')).toMatchObject({ rows: 1000 });
  const manifest = await restore(target.url, file, [room], { onFile: intoFolder(join(folder, 'restored')) });
  expect(manifest.note).toContain('keys are not in this file');
  expect(readFileSync(join(folder, 'restored/61/photo.jpg')).equals(readFileSync(join(files, '61/photo.jpg')))).toBe(true);
  const house = await openTarget();
  const [before, after] = [await verifyAll(t.house), await verifyAll(house)];
  expect(after).toEqual(before);
  expect(after.districts).toMatchObject([{ district: D, checks: 1 }]);
  expect(
    await house.db
      .find(sql`SELECT (SELECT count(*) FROM kernel.event) AS e, (SELECT count(*) FROM kernel.timer) AS t, (SELECT count(*) FROM sample.b_first) AS b,
    (SELECT count(*) FROM pgboss.job WHERE name = 'sample.job') AS j`),
  ).toEqual({ e: 1, t: 1, b: 1, j: 1 });
  await house.db.run(sql`INSERT INTO sample.a (district, id) VALUES (${D}, gen_random_uuid())`);
  expect((await house.db.find<{ n: number }>(sql`SELECT max(n) AS n FROM sample.a`))?.n).toBe(1001);
  await house.close();
});

it('is of one moment while writes go on', async () => {
  let going = true;
  const writing = (async () => {
    while (going) await fill(50);
  })();
  const sums = await backup(t.house, file);
  going = false;
  await writing;
  const rows = (table: string): number => sums.tables.find((one) => one.table === table)!.rows;
  // Each filling adds, in this order, rows, as many children as there are rows, one event and one timer together.
  expect(rows('kernel.event')).toBe(rows('kernel.timer'));
  await restore(target.url, file, [room]);
});

it('finds what is wrong and says where', async () => {
  const id = randomUUID();
  await t.house.db.run(sql`INSERT INTO sample.a (district, id, words) VALUES (${D}, ${id}, 'wrong')`);
  expect((await verifyAll(t.house)).all).toEqual([{ room: 'sample', check: 'rows', where: id, what: 'is wrong' }]);
});

it('goes only into an empty database', async () => {
  await backup(t.house, file);
  await expect(restore(t.url, file, [room])).rejects.toThrow('not empty');
});

it('refuses a damaged, cut or foreign file, and leaves the database empty', async () => {
  await backup(t.house, file);
  await expect(backup(t.house, file.replace('house', 'no/house'))).rejects.toThrow();
  const whole = readFileSync(file);
  const broken = join(folder, 'broken');
  for (const bytes of [whole.subarray(0, whole.length - 200), whole.subarray(0, 15), Buffer.from('PK not a backup at all')]) {
    writeFileSync(broken, bytes);
    await expect(restore(target.url, broken, [room])).rejects.toThrow(BackupDamaged);
  }
  // A bit that carries nothing (zstd ends with an empty frame) may flip; every other is noticed before the database is touched.
  const sound = await checkBackup(file);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), async (place, bit) => {
      const flipped = Buffer.from(whole);
      flipped[place]! ^= 1 << bit;
      writeFileSync(broken, flipped);
      const read = await checkBackup(broken).catch((error: unknown) => error);
      if (!(read instanceof BackupDamaged)) expect(read).toEqual(sound);
    }),
    { numRuns: 200 },
  );
  await restore(target.url, file, [room]);
});

it('restores a backup of an older version and migrates on; refuses one of a newer', async () => {
  await backup(t.house, file);
  writeFileSync(join(folder, 'migrations/202612020000-more.sql'), 'ALTER TABLE sample.a ADD COLUMN more int DEFAULT 5');
  await restore(target.url, file, [room]);
  const house = await openTarget();
  expect(await house.db.find(sql`SELECT sum(more) AS n FROM sample.a`)).toEqual({ n: 5000 });
  await house.close();
  const newer = join(folder, 'newer.backup');
  const late = await openTarget();
  await backup(late, newer);
  await late.close();
  rmSync(join(folder, 'migrations/202612020000-more.sql'));
  const empty = await emptyDatabase();
  await expect(restore(empty.url, newer, [room])).rejects.toThrow('newer version');
  await empty.drop();
});

it('refuses files that would leave the folder', async () => {
  const evil = (async function* () {
    yield {
      path: '../evil',
      stream: (async function* () {
        yield Buffer.from('x');
      })(),
    };
  })();
  await backup(t.house, file, evil);
  await expect(restore(target.url, file, [room], { onFile: intoFolder(join(folder, 'in')) })).rejects.toThrow('outside its folder');
  expect(existsSync(join(folder, 'evil'))).toBe(false);
});
