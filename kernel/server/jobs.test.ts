import { systemActor } from '@hezhi/contract';
import { testHouse } from '@hezhi/testing';
import { expect, it } from 'vitest';
import { claimCommand, defineRoom, findCommand, makeCall, sql, startWorkers } from './index.ts';

it("sends jobs in the caller's transaction and works on them", async () => {
  let told: (data: unknown) => void = () => {};
  const done = new Promise((resolve) => (told = resolve));
  const room = defineRoom({ name: 'sample', jobs: [{ queue: 'sample.job', work: async (call, data) => told({ ...data, in: call.actor.district }) }] });
  await using t = await testHouse({ rooms: [room] });
  await t.house.db
    .tx(async (db) => {
      await t.house.jobs.send(db, 'sample.job', { n: 'undone' });
      throw new Error('no');
    })
    .catch(() => {});
  await t.house.db.tx((db) => t.house.jobs.send(db, 'sample.job', { n: 'kept', district: '610402' }));
  await expect(t.house.jobs.send(t.house.db, 'nobody.listens', {})).rejects.toThrow('no room works');
  const workers = await startWorkers(t.house);
  expect(await done).toEqual({ n: 'kept', district: '610402', in: '610402' });
  await workers.stop();
  expect(await t.db.all(sql`SELECT name, cron, timezone FROM pgboss.schedule`)).toEqual([
    { name: 'kernel.purge', cron: '30 3 * * *', timezone: 'Asia/Shanghai' },
  ]);
});

it('forgets commands after two days', async () => {
  await using t = await testHouse();
  const actor = systemActor('610402');
  const scope = { district: '610402', actor: 'system', key: 'k' };
  await makeCall(t.house, { actor, key: 'k' }).write({ a: 1 }).run(t.house.db);
  t.clock.advance(47 * 3_600_000);
  await t.house.jobs.runNow('kernel.purge');
  expect(await findCommand(t.house.db, scope)).toMatchObject({ reply: { a: 1 } });
  t.clock.advance(2 * 3_600_000);
  await t.house.jobs.runNow('kernel.purge');
  expect(await findCommand(t.house.db, scope)).toBeUndefined();
});

it('lets one of many claim a key, and another only after the first was left for dead', async () => {
  await using t = await testHouse();
  const scope = { district: '', actor: 'anonymous', key: 'k' };
  const claim = (fingerprint = 'f') => claimCommand(t.house.db, scope, fingerprint, t.clock.now(), t.clock.now() - 60_000);
  expect((await Promise.all(Array.from({ length: 10 }, () => claim()))).filter(Boolean)).toHaveLength(1);
  t.clock.advance(60_001);
  expect([await claim('other'), await claim(), await claim()]).toEqual([false, true, false]);
});
