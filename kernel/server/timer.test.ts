import { randomUUID } from 'node:crypto';
import { testHouse, type TestHouse } from '@hezhi/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineRoom, dropTimers, fireDue, nextDue, openHouse, setTimers, sql, startTimers, timerLag, Write, type Room } from './index.ts';

const D = '610402';
let t: TestHouse;
let fail: (id: string) => boolean = () => false;

const room: Room = defineRoom({
  name: 'sample',
  timers: [
    {
      topic: 'sample.due',
      fire: async (call, timer) => {
        await call.db.run(
          sql`INSERT INTO sample.fired VALUES (${timer.district}, ${timer.id}, ${new Date(timer.dueAt).toISOString()}, ${new Date(call.now).toISOString()})`,
        );
        if (fail(timer.id)) throw new Error('not today');
      },
    },
    {
      topic: 'sample.again',
      fire: async (call, timer) => {
        const write = call.write();
        setTimers(write, [{ district: D, id: randomUUID(), dueAt: call.now, topic: 'sample.due', data: {} }]);
        await write.run(call.db);
        void timer;
      },
    },
  ],
});

beforeEach(async () => {
  fail = () => false;
  t = await testHouse({ rooms: [room] });
  await t.db.pool.query(`CREATE SCHEMA sample; CREATE TABLE sample.fired (district text, id uuid, due timestamptz, at timestamptz);
    GRANT USAGE ON SCHEMA sample TO hezhi_app; GRANT SELECT, INSERT ON sample.fired TO hezhi_app`);
});
afterEach(() => t.close());

async function set(moments: readonly number[], topic = 'sample.due'): Promise<string[]> {
  const timers = moments.map((dueAt) => ({ district: D, id: randomUUID(), dueAt, topic, data: {} }));
  const write = new Write();
  setTimers(write, timers);
  await write.run(t.house.db);
  return timers.map(({ id }) => id);
}
const fired = (): Promise<{ id: string; due: string; at: string }[]> => t.db.all(sql`SELECT id, due, at FROM sample.fired ORDER BY at, due`);
const until = async (so: () => Promise<boolean>): Promise<void> => {
  while (!(await so())) await new Promise((resolve) => setImmediate(resolve));
};

it('fires what is due, at the moment, and nothing else (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 5 }),
      async (offsets, advances) => {
        await t.db.pool.query('TRUNCATE sample.fired, kernel.timer');
        const start = t.clock.now();
        await set(offsets.map((offset) => start + offset));
        for (const step of [0, ...advances]) {
          t.clock.advance(step);
          await fireDue(t.house);
          const passed = t.clock.now() - start;
          expect((await fired()).map(({ due }) => Date.parse(due) - start).sort((a, b) => a - b)).toEqual(
            offsets.filter((offset) => offset <= passed).sort((a, b) => a - b),
          );
        }
      },
    ),
    { numRuns: 15 },
  );
});

it('fires each timer exactly once with two workers in two processes', async () => {
  const other = await openHouse({ settings: t.house.settings, rooms: [room], url: t.url, now: t.clock.now, log: t.house.log, vault: t.house.vault });
  await set(Array.from({ length: 1000 }, (_, i) => t.clock.now() - i));
  const workers = [startTimers(t.house), startTimers(other)];
  await until(async () => (await nextDue(t.house)) === null);
  await Promise.all(workers.map((worker) => worker.stop()));
  const all = await fired();
  expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([1000, 1000]);
  await other.close();
});

it('puts off an effect that fails, undoes what it did, fires the others, and never forgets it', async () => {
  const due = t.clock.now() - 5000;
  const ids = await set(Array.from({ length: 30 }, () => due));
  fail = (id) => id === ids[7];
  await fireDue(t.house);
  expect((await fired()).map(({ id }) => id).sort()).toEqual(ids.filter((id) => id !== ids[7]).sort());
  expect(await nextDue(t.house)).toBe(t.clock.now() + 1000);
  t.clock.advance(1000);
  await fireDue(t.house);
  expect(await nextDue(t.house)).toBe(t.clock.now() + 4000);
  fail = () => false;
  t.clock.advance(4000);
  expect(await timerLag(t.house)).toEqual({ overdue: 1, lateSeconds: 0 });
  await fireDue(t.house);
  expect((await fired()).find(({ id }) => id === ids[7])).toMatchObject({ due: new Date(due).toISOString().replace('.000', '') });
  expect(await nextDue(t.house)).toBeNull();
});

it('gives timers back when the worker is killed in the middle', async () => {
  const ids = await set([t.clock.now()]);
  const dead = t.house.db.tx(async (db) => {
    await db.run(sql`DELETE FROM kernel.timer WHERE id = ${ids[0]}`);
    await t.db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()`);
    await db.run(sql`SELECT 1`);
  });
  await expect(dead).rejects.toThrow();
  await fireDue(t.house);
  expect((await fired()).map(({ id }) => id)).toEqual(ids);
});

it('drops timers with the write, and lets one that is being fired be', async () => {
  const [a, b, c] = await set([t.clock.now(), t.clock.now(), t.clock.now()]);
  await t.house.db.tx(async (worker) => {
    await worker.run(sql`SELECT 1 FROM kernel.timer WHERE id = ${a} FOR UPDATE`);
    const write = new Write();
    dropTimers(write, D, [a!, b!]);
    await write.run(t.house.db);
  });
  await fireDue(t.house);
  expect((await fired()).map(({ id }) => id)).toHaveLength(2);
  expect((await fired()).map(({ id }) => id)).toEqual(expect.arrayContaining([a, c]));
});

it('moves a timer that is set again', async () => {
  const [id] = await set([t.clock.now()]);
  const write = new Write();
  setTimers(write, [{ district: D, id: id!, dueAt: t.clock.now() + 60_000, topic: 'sample.due', data: {} }]);
  await write.run(t.house.db);
  expect(await fireDue(t.house)).toBe(0);
  t.clock.advance(60_000);
  expect(await fireDue(t.house)).toBe(1);
});

it('wakes a sleeping worker for a nearer timer, and one set inside an effect', async () => {
  const worker = startTimers(t.house);
  await until(
    async () =>
      (await t.db.pool.query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%ORDER BY due_at LIMIT 1%' AND datname = current_database()`)).rowCount !== 0,
  );
  await set([t.clock.now()], 'sample.again');
  await until(async () => (await fired()).length === 1);
  await worker.stop();
  expect(await nextDue(t.house)).toBeNull();
});

it('keeps a timer that nobody knows what to do with', async () => {
  await set([t.clock.now()], 'sample.unknown');
  await fireDue(t.house);
  expect(await nextDue(t.house)).toBe(t.clock.now() + 1000);
});
