import { randomUUID } from 'node:crypto';
import { systemActor } from '@hezhi/contract';
import { testHouse, type TestHouse } from '@hezhi/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandRepeated, emit, findCommand, isDuplicate, makeCall, setTimer, sql, statements, Write } from './index.ts';

const D = '610402';
let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
  await t.db.pool
    .query(`CREATE SCHEMA sample; CREATE TABLE sample.thing (district text, id uuid, n int, version int, PRIMARY KEY (district, id), CONSTRAINT thing_n UNIQUE (district, n));
    GRANT USAGE ON SCHEMA sample TO hezhi_app; GRANT SELECT, INSERT, UPDATE, DELETE ON sample.thing TO hezhi_app`);
});
afterAll(() => t.close());

const count = async (table: string): Promise<number> => Number((await t.db.pool.query(`SELECT count(*) n FROM ${table}`)).rows[0].n);
const insert = (id: string, n: number) => sql`INSERT INTO sample.thing VALUES (${D}, ${id}, ${n}, 1)`;

describe('a write', () => {
  it('changes every table with one statement', async () => {
    const id = randomUUID();
    const write = new Write().add(insert(id, 1), 1);
    emit(write, { district: D, topic: 'sample.made', data: { id }, at: t.clock.now() });
    setTimer(write, { district: D, id, dueAt: t.clock.now() + 1000, topic: 'sample.due', data: {} });
    const before = statements.count;
    await write.run(t.house.db);
    expect(statements.count - before).toBe(1);
    expect(await count(`kernel.event WHERE data->>'id' = '${id}'`)).toBe(1);
    expect(await count(`kernel.timer WHERE id = '${id}'`)).toBe(1);
  });

  it('undoes everything when a part touches another number of rows, and names the first refusal', async () => {
    const id = randomUUID();
    const refusal = new Error('somebody was faster');
    const write = new Write()
      .add(insert(id, 2), 1)
      .add(sql`UPDATE sample.thing SET version = 2 WHERE district = ${D} AND id = ${randomUUID()} AND version = 7`, 1, () => refusal);
    let told = false;
    write.after(() => (told = true));
    await expect(write.run(t.house.db)).rejects.toBe(refusal);
    expect(await count(`sample.thing WHERE id = '${id}'`)).toBe(0);
    expect(told).toBe(false);
  });

  it('gives a violated unique key its name', async () => {
    await new Write().add(insert(randomUUID(), 3)).run(t.house.db);
    const refusal = new Error('there is one');
    await expect(
      new Write()
        .add(insert(randomUUID(), 3))
        .onDuplicate('thing_n', () => refusal)
        .run(t.house.db),
    ).rejects.toBe(refusal);
    await expect(new Write().add(insert(randomUUID(), 3)).run(t.house.db)).rejects.toSatisfy((error) => isDuplicate(error, 'thing_n'));
  });

  it('lets exactly one of many steps from one version win', async () => {
    const id = randomUUID();
    await new Write().add(insert(id, 4)).run(t.house.db);
    const step = () =>
      new Write()
        .add(sql`UPDATE sample.thing SET version = version + 1 WHERE district = ${D} AND id = ${id} AND version = 1`, 1, () => new Error('stale'))
        .run(t.house.db);
    const results = await Promise.allSettled(Array.from({ length: 12 }, step));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(results.filter((r) => r.status === 'rejected').every((r) => (r.reason as Error).message === 'stale')).toBe(true);
  });

  it('tells what follows only after COMMIT, and never what was rolled back', async () => {
    const order: string[] = [];
    await t.house.db.tx(async (db) => {
      await new Write()
        .add(insert(randomUUID(), 5))
        .after(() => order.push('kept'))
        .run(db);
      await db
        .tx(async (inner) => {
          await new Write()
            .add(insert(randomUUID(), 6))
            .after(() => order.push('undone'))
            .run(inner);
          throw new Error('no');
        })
        .catch(() => {});
      order.push('end of work');
    });
    expect(order).toEqual(['end of work', 'kept']);
    expect(await count('sample.thing WHERE n = 6')).toBe(0);
  });

  it('does not take a transaction for done in which an error was swallowed', async () => {
    const work = t.house.db.tx(async (db) => {
      await db.run(insert(randomUUID(), 7));
      await db.run(sql`SELECT 1/0`).catch(() => {});
    });
    await expect(work).rejects.toThrow('swallowed');
    expect(await count('sample.thing WHERE n = 7')).toBe(0);
  });

  it('keeps values apart from text, whatever they are (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0')),
          { maxLength: 5 },
        ),
        async (texts) => {
          const pieces = texts.map((text) => sql`SELECT ${text}::text AS x, ${texts.length}::int AS n`);
          const rows = texts.length ? await t.house.db.all<{ x: string; n: number }>(sql`${sql.join(pieces, ' UNION ALL ')}`) : [];
          expect(rows).toEqual(texts.map((x) => ({ x, n: texts.length })));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('an idempotent command', () => {
  const call = (key: string, n: number) => makeCall(t.house, { actor: systemActor(D), key, fingerprint: `f${n}`, status: 201 });
  const run = async (key: string, n: number): Promise<void> => {
    const id = randomUUID();
    await call(key, n).write({ id, n }).add(insert(id, n), 1).run(t.house.db);
  };

  it('happens once among twenty at once, and the reply is kept', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => run('same', 100 + i)));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(results.filter((r) => r.status === 'rejected').every((r) => r.reason instanceof CommandRepeated)).toBe(true);
    expect(await count('sample.thing WHERE n >= 100 AND n < 200')).toBe(1);
    const stored = await findCommand(t.house.db, { district: D, actor: 'system', key: 'same' });
    expect(stored).toMatchObject({ status: 201, reply: { n: expect.any(Number) }, at: t.clock.now() });
  });

  it('leaves no key behind when the write is refused', async () => {
    const write = call('refused', 201)
      .write({})
      .add(sql`DELETE FROM sample.thing WHERE district = ${D} AND n = -1`, 1, () => new Error('none'));
    await expect(write.run(t.house.db)).rejects.toThrow('none');
    expect(await findCommand(t.house.db, { district: D, actor: 'system', key: 'refused' })).toBeUndefined();
    await run('refused', 201);
  });
});

describe('transactions of one pool', () => {
  it('ask one after the other what is asked at once, and nothing once one of it has failed and they are rolled back', async () => {
    const before = await count('sample.thing');
    let late: Promise<unknown> | null = null;
    const failing = t.house.db.tx(async (db) => {
      const slow = db.run(sql`SELECT pg_sleep(0.05)`).then(() => (late = db.run(insert(randomUUID(), 20_000))));
      slow.catch(() => {});
      await Promise.all([db.run(insert(randomUUID(), 20_001)), db.run(sql`SELECT 1 / ${0}::int`), slow]);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    await expect(late ?? Promise.reject(new Error('never asked'))).rejects.toThrow();
    expect(await count('sample.thing')).toBe(before);
  });

  it('leave connections to those of them that ask the pool in between, however many begin at once', async () => {
    const before = await count('sample.thing');
    const many = Array.from({ length: 30 }, (_, n) =>
      t.house.db.tx(async (db) => {
        await db.run(insert(randomUUID(), 10_000 + n));
        await t.house.db.find(sql`SELECT 1 AS one`);
        if (n % 3 === 0) throw new Error('given up');
      }),
    );
    const ends = await Promise.allSettled(many);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(await count('sample.thing')).toBe(before + 20);
  });
});
