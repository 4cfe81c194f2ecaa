import { systemActor } from '@hezhi/contract';
import { fireDue, makeCall, nextDue, sql, verifyAll } from '@hezhi/server';
import { expect, test } from 'vitest';
import { mattersTest, type MattersTest } from '../testing/house.ts';
import { runClock, takeStep } from './index.ts';

const days = 86_400_000;
const timeline = ({ db }: MattersTest, id: string) =>
  db.all<{ seq: number; step: string; at: string }>(sql`SELECT seq, step, at FROM matters.entry WHERE matter = ${id} ORDER BY seq`);

test('a clock that is run to a moment writes what the timers would have written, each at its own moment', async () => {
  await using t = await mattersTest();
  const begun = t.clock.now();
  const given = async (): Promise<string> => {
    const { id } = await t.open(await t.town.resident());
    return id;
  };
  const [slow, quick] = [await given(), await given()];
  const call = makeCall(t.house, { actor: systemActor(t.town.district) });
  const after = await t.house.db.tx((db) => runClock(call.with({ db }), t.town.district, quick, begun + 3 * days));
  expect(after?.legs[0]).toMatchObject({ overdue: true, org: t.town.orgs.street });

  // The other one waits for its timers, which fire on time.
  for (let next = await nextDue(t.house); next !== null && next <= begun + 3 * days; next = await nextDue(t.house)) {
    t.clock.set(next);
    await fireDue(t.house);
  }
  const told = await timeline(t, quick);
  expect(told.map(({ step }) => step)).toEqual(['open', 'nearly_due', 'overdue', 'escalated']);
  expect(told).toEqual(await timeline(t, slow));
  expect(await t.db.find(sql`SELECT count(*) FROM kernel.timer WHERE due_at <= ${new Date(begun + 3 * days).toISOString()}`)).toEqual({ count: 0 });
  expect((await verifyAll(t.house)).all).toEqual([]);

  expect(await runClock(call, t.town.district, '01930000-0000-7000-8000-000000000000', begun)).toBeNull();
  await takeStep(makeCall(t.house, { actor: await t.town.resident() }), t.town.district, quick, { step: 'comment', data: { note: '还没有人来' } });
});
