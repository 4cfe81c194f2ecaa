import { randomUUID } from 'node:crypto';
import { testHouse, type TestHouse } from '@hezhi/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineRoom, dispatchEvents, drain, emit, hearAll, outboxLag, sql, startOutbox, Write, type House, type HouseEvent, type Room } from './index.ts';
import { openHouse } from './open-house.ts';

const D = '610402';
let heard: string[] = [];
let batches: string[][] = [];
let failTogether: (event: HouseEvent) => boolean = () => false;
let fail: (event: HouseEvent) => boolean = () => false;
let t: TestHouse;

const room: Room = defineRoom({
  name: 'sample',
  listeners: [
    {
      name: 'counts',
      topic: 'sample.made',
      handle: async (call, event) => void (await call.db.run(sql`INSERT INTO sample.seen VALUES (${event.district}, ${event.id}, 'counts')`)),
    },
    {
      name: 'may fail',
      topic: 'sample.made',
      handle: async (call, event) => {
        await call.db.run(sql`INSERT INTO sample.seen VALUES (${event.district}, ${event.id}, 'may fail')`);
        heard.push(event.id);
        if (fail(event)) await call.db.run(sql`SELECT 1/0`);
      },
    },
    hearAll('together', 'sample.made', async (call, events) => {
      await call.db.run(sql`INSERT INTO sample.seen SELECT ${call.actor.district}, e, 'together' FROM unnest(${events.map(({ id }) => id)}::uuid[]) e`);
      if (events.some(failTogether)) await call.db.run(sql`SELECT 1/0`);
      batches.push(events.map(({ id }) => id));
    }),
    {
      name: 'goes on',
      topic: 'sample.chain',
      handle: async (call, event) => {
        const left = Number(event.data['left']);
        if (left > 0) await tell(call.db, 'sample.chain', { left: left - 1 }, call.now);
        await tell(call.db, 'sample.made', {}, call.now);
      },
    },
  ],
});

beforeEach(async () => {
  heard = [];
  batches = [];
  fail = failTogether = () => false;
  t = await testHouse({ rooms: [room] });
  await t.db.pool.query(`CREATE SCHEMA sample; CREATE TABLE sample.seen (district text, event uuid, who text, PRIMARY KEY (district, event, who));
    GRANT USAGE ON SCHEMA sample TO hezhi_app; GRANT SELECT, INSERT ON sample.seen TO hezhi_app`);
});
afterEach(() => t.close());

async function tell(
  db: House['db'] | Parameters<Parameters<House['db']['tx']>[0]>[0],
  topic: string,
  data: Record<string, unknown>,
  at: number,
): Promise<void> {
  const write = new Write();
  emit(write, { district: D, topic, data, at });
  await write.run(db);
}
const tellHere = (topic = 'sample.made', data: Record<string, unknown> = {}): Promise<void> => tell(t.house.db, topic, data, t.clock.now());
const seen = async (who: string): Promise<number> => Number((await t.db.pool.query(`SELECT count(*) n FROM sample.seen WHERE who = $1`, [who])).rows[0].n);
const until = async (so: () => Promise<boolean>): Promise<void> => {
  while (!(await so())) await new Promise((resolve) => setImmediate(resolve));
};

it('gives each event to each listener, once, and tells the live subscribers after it', async () => {
  const hints: string[] = [];
  t.house.live.subscribe((hint) => hints.push(hint.topic));
  for (let i = 0; i < 250; i++) await tellHere();
  expect((await outboxLag(t.house)).events).toBe(250);
  await drain(t.house);
  expect([await seen('counts'), await seen('may fail'), await seen('together'), hints.length]).toEqual([250, 250, 250, 250]);
  expect(await outboxLag(t.house)).toEqual({ events: 0, oldestSeconds: 0, retries: 0 });
});

it('delivers events that listeners tell', async () => {
  await tellHere('sample.chain', { left: 5 });
  await drain(t.house);
  expect(await seen('counts')).toBe(6);
});

it('puts off only the listener that fails, and tries it again with growing waits', async () => {
  let broken = true;
  const poisoned = new Set<string>();
  fail = (event) => broken && event.data['bad'] === true && Boolean(poisoned.add(event.id));
  for (let i = 0; i < 10; i++) await tellHere('sample.made', { bad: i === 4 });
  await drain(t.house);
  expect([await seen('counts'), await seen('may fail'), poisoned.size]).toEqual([10, 9, 1]);
  const waiting = () =>
    t.db.find<{ attempts: number; last_error: string; listener: string }>(sql`SELECT attempts, last_error, listener FROM kernel.event_retry`);
  expect(await waiting()).toMatchObject({ attempts: 1, listener: 'sample/may fail', last_error: expect.stringContaining('division by zero') });
  t.clock.advance(1000);
  await drain(t.house);
  expect(await waiting()).toMatchObject({ attempts: 2 });
  t.clock.advance(1000);
  await drain(t.house);
  expect(await waiting()).toMatchObject({ attempts: 2 });
  broken = false;
  t.clock.advance(3000);
  await drain(t.house);
  expect(await waiting()).toBeUndefined();
  expect(await seen('may fail')).toBe(10);
});

it('gives a batch of a district to who hears all at once, in order; when that fails, one by one', async () => {
  for (let i = 0; i < 10; i++) await tellHere('sample.made', { bad: i === 4 });
  t.clock.advance(1); // Of one moment, any could be the first.
  const write = new Write();
  emit(write, { district: '610403', topic: 'sample.made', data: {}, at: t.clock.now() });
  await write.run(t.house.db);
  await drain(t.house);
  expect(batches.map((ids) => ids.length)).toEqual([10, 1]);
  expect(batches[0]).toEqual(heard.filter((id) => batches[0]!.includes(id)));
  batches = [];
  failTogether = (event) => event.data['bad'] === true;
  for (let i = 0; i < 10; i++) await tellHere('sample.made', { bad: i === 4 });
  await drain(t.house);
  expect(batches.map((ids) => ids.length)).toEqual(Array(9).fill(1));
  expect([await seen('counts'), await seen('together')]).toEqual([21, 20]);
  failTogether = () => false;
  t.clock.advance(1000);
  await drain(t.house);
  expect([await seen('counts'), await seen('together')]).toEqual([21, 21]);
});

it('loses nothing and doubles nothing with two processes at work', async () => {
  const other = await openHouse({ settings: t.house.settings, rooms: [room], url: t.url, now: t.clock.now, log: t.house.log, vault: t.house.vault });
  const workers = [startOutbox(t.house), startOutbox(other)];
  await Promise.all(Array.from({ length: 400 }, () => tellHere()));
  await until(async () => (await seen('counts')) === 400);
  await Promise.all(workers.map((worker) => worker.stop()));
  expect([await seen('may fail'), await seen('together')]).toEqual([400, 400]);
  expect(new Set(heard).size).toBe(400);
  await other.close();
});

it('wakes the dispatcher of another process', async () => {
  const other = await openHouse({ settings: t.house.settings, rooms: [room], url: t.url, now: t.clock.now, log: t.house.log, vault: t.house.vault });
  const woken = new Promise<string>((resolve) => void other.signals.onWake(resolve));
  const hinted = new Promise<unknown>((resolve) => void other.live.subscribe(resolve));
  await tellHere('sample.made', { id: randomUUID() });
  expect(await woken).toBe('event');
  await dispatchEvents(t.house);
  expect(await hinted).toMatchObject({ district: D, topic: 'sample.made' });
  await other.close();
});
