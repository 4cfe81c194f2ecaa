import { sql, type Db } from '@hezhi/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mattersTest, type MattersTest } from '../testing/house.ts';
import { lockStored } from './queries.ts';

let t: MattersTest;
beforeAll(async () => void (t = await mattersTest()));
afterAll(() => t.close());

test('who waits for somebody else’s write gets the legs of that write, not those from before it', async () => {
  const { id } = await t.open(await t.town.resident());
  // Who waits for a row holds its tuple lock.
  const waits = (db: Db): Promise<unknown> => db.find(sql`SELECT 1 AS one FROM pg_locks WHERE locktype = 'tuple' AND relation = 'matters.matter'::regclass`);
  let waiting: ReturnType<typeof lockStored> | null = null;
  await t.db.tx(async (tx) => {
    await tx.run(sql`UPDATE matters.matter SET revision = revision + 1, overdue = true WHERE id = ${id}`);
    await tx.run(sql`UPDATE matters.leg SET revision = revision + 1, overdue = true WHERE matter = ${id}`);
    waiting = t.db.tx((other) => lockStored(other, t.town.district, id));
    while (!(await waits(tx))) await new Promise((resolve) => setImmediate(resolve));
  });
  const found = await waiting!;
  expect(found).toMatchObject({ revision: 2, overdue: true, legs: [{ overdue: true, revision: 2 }] });
});
