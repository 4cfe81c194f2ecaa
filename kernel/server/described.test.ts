import { testHouse, type TestHouse } from '@hezhi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Db } from './index.ts';
import { render } from './sql.ts';

let t: TestHouse;
beforeAll(async () => void (t = await testHouse()));
afterAll(() => t.close());

/** How many descriptions of rows arrive while `work` runs on one connection. */
async function described(work: (db: Db) => Promise<unknown>): Promise<number> {
  let count = 0;
  const client = await t.house.db.pool.connect();
  const heard = (): void => void count++;
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
  connection.on('rowDescription', heard);
  client.release();
  await t.house.db.tx(work);
  connection.off('rowDescription', heard);
  return count;
}

const many = (n: number) => sql`
  SELECT n AS number, CASE WHEN n % 2 = 0 THEN NULL ELSE 'ä' || n END AS text, n = 1 AS flag, ARRAY[n, n + 1] AS list, jsonb_build_object('n', n) AS json,
    timestamptz '2026-11-23T01:02:03.456789Z' AS at, date '2026-11-23' AS day, 12.50::numeric AS amount, 9007199254740991::bigint AS large,
    '\\x00ff'::bytea AS bytes, 1 AS twice, 2 AS twice, n AS "constructor", 'q"uote' AS "a ""b"""
  FROM generate_series(1, ${n}::int) n ORDER BY n`;
const { text, values } = render(many(3));

test('rows read by a description that is known are those that pg itself reads', async () => {
  const plain = (await t.house.db.pool.query({ text, values })).rows as unknown[];
  expect(plain).toHaveLength(3);
  for (const _again of [1, 2, 3]) {
    expect(await t.house.db.all(many(3))).toEqual(plain);
    expect(await t.house.db.tx((db) => db.all(many(3)))).toEqual(plain);
  }
  expect(await t.house.db.all(many(0))).toEqual([]);
  expect(Object.keys((await t.house.db.find(many(1)))!)).toEqual(Object.keys(plain[0] as object));
});

test('a statement is described once a connection', async () => {
  const asked = sql`SELECT ${7}::int AS seven`;
  const count = await described(async (db) => {
    for (let i = 0; i < 5; i++) expect(await db.all(asked)).toEqual([{ seven: 7 }]);
  });
  expect(count).toBe(1);
});

test('after a refused value the connection goes on', async () => {
  const asked = (text: string) => sql`SELECT ${text}::int AS n`;
  await t.house.db.tx(async (db) => {
    expect(await db.all(asked('1'))).toEqual([{ n: 1 }]);
    await expect(db.tx((inner) => inner.all(asked('x')))).rejects.toMatchObject({ code: '22P02' });
    expect(await db.all(asked('2'))).toEqual([{ n: 2 }]);
  });
});
