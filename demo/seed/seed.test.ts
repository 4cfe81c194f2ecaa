import { room as cases } from '@hezhi/cases/server';
import { routes as directoryRoutes } from '@hezhi/directory/contract';
import { authenticate, room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '@hezhi/matters/server';
import { locate, room as places } from '@hezhi/places/server';
import { drain, nextDue, sql, verifyAll } from '@hezhi/server';
import { testApp, testHouse, type TestHouse } from '@hezhi/testing';
import { expect, test, vi } from 'vitest';
import { PROFILES } from '../geography/profiles.ts';
import { demoPassword, room as demo, seedDemo, type Scale } from './index.ts';

vi.setConfig({ testTimeout: 240_000 });

const rooms = [directory, places, figures, documents, matters, cases, demo];
const progress = (): void => {};
const small: Scale = { places: ['jiayuguan'], weeks: 2, total: 60, ready: 1 };

/** What a town has come to, as anybody could count it: nothing of it depends on chance or on the order of work. */
async function shape({ db }: TestHouse): Promise<unknown> {
  return {
    states: await db.all(sql`SELECT state, subject, count(*) FROM matters.matter GROUP BY 1, 2 ORDER BY 1, 2`),
    marks: await db.all(sql`SELECT m, count(*) FROM matters.matter, unnest(marks) m GROUP BY 1 ORDER BY 1`),
    steps: await db.all(sql`SELECT step, at, count(*) FROM matters.entry GROUP BY 1, 2 ORDER BY 1, 2`),
    ratings: await db.all(sql`SELECT rating, count(*) FROM matters.matter GROUP BY 1 ORDER BY 1`),
    files: await db.all(sql`SELECT count(*), sum(bytes) AS bytes FROM documents.file`),
  };
}

test('a small town is whole: no step refused, no finding, every clock in its place, and a second run changes nothing', async () => {
  await using house = await testHouse({ rooms });
  const seeding = await seedDemo(house.house, { progress, scale: small });
  await seeding.background;
  await drain(house.house);
  expect(seeding.tally.failed).toBe(0);
  expect([...seeding.tally.refusals]).toEqual([]);
  expect(seeding.tally.made).toBeGreaterThan(30);
  expect(await house.db.find(sql`SELECT planned FROM demo.founding`)).toEqual({ planned: seeding.tally.made });
  expect(await house.db.find(sql`SELECT count(*) FROM matters.matter`)).toEqual({ count: seeding.tally.made });

  const first = await verifyAll(house.house);
  expect(first.all).toEqual([]);
  expect(await nextDue(house.house)).toBeGreaterThan(house.clock.now());
  expect(await house.db.find(sql`SELECT count(*) FROM matters.entry WHERE at > ${new Date(house.clock.now()).toISOString()}`)).toEqual({ count: 0 });
  const backwards = sql`SELECT count(*) FROM matters.entry a JOIN matters.entry b USING (district, matter) WHERE b.seq = a.seq + 1 AND b.at < a.at`;
  expect(await house.db.find(backwards)).toEqual({ count: 0 });
  // A case is overdue from its due moment on, not from the moment somebody looked.
  const late = await house.db.all<{ at: string; due_at: string }>(sql`
    SELECT e.at, l.due_at FROM matters.entry e JOIN matters.leg l USING (district, matter) WHERE e.step = 'overdue' AND l.overdue AND l.started_at < e.at AND l.due_at <= e.at`);
  expect(late.length).toBeGreaterThan(0);
  expect(late.some(({ at, due_at }) => at === due_at)).toBe(true);

  const again = await seedDemo(house.house, { progress, scale: small });
  await again.background;
  expect(again.tally.made).toBe(0);
  expect((await verifyAll(house.house)).digest).toBe(first.digest);
});

test('an interrupted run goes on where it stopped, and comes to the same town as one without a break', async () => {
  await using broken = await testHouse({ rooms });
  const begun = await seedDemo(broken.house, { progress, scale: small });
  await begun.stop();
  const { planned } = (await broken.db.find<{ planned: number }>(sql`SELECT planned FROM demo.founding`))!;
  expect(begun.tally.made).toBeGreaterThan(0);
  expect(begun.tally.made).toBeLessThan(planned);
  const resumed = await seedDemo(broken.house, { progress, scale: small });
  await resumed.background;
  expect(begun.tally.made + resumed.tally.made).toBe(planned);

  await using whole = await testHouse({ rooms });
  const straight = await seedDemo(whole.house, { progress, scale: small, lanes: 1 });
  await straight.background;
  await drain(broken.house);
  await drain(whole.house);
  expect(await shape(broken)).toEqual(await shape(whole));
  expect((await verifyAll(broken.house)).all).toEqual([]);
});

test('a run that is broken off before the town is usable leaves whole cases only', async () => {
  await using house = await testHouse({ rooms });
  const abort = new AbortController();
  const run = seedDemo(house.house, { signal: abort.signal, scale: small, progress: (sentence) => void (sentence.includes('%') && abort.abort()) });
  await expect(run).rejects.toThrow(/abort/i);
  await drain(house.house);
  const { made } = (await house.db.find<{ made: number }>(sql`SELECT count(*) AS made FROM demo.made`))!;
  expect(await house.db.find(sql`SELECT count(*) FROM matters.matter`)).toEqual({ count: made });
  expect((await verifyAll(house.house)).all).toEqual([]);
});

test('a house in use is left alone', async () => {
  await using house = await testHouse({ rooms });
  await house.db.run(
    sql`INSERT INTO directory.person (district, id, name, pinyin, language) VALUES ('110101', gen_random_uuid(), '某人', 'mouren', 'zh-Hans')`,
  );
  const told: string[] = [];
  await (
    await seedDemo(house.house, { progress: (sentence) => void told.push(sentence), scale: small })
  ).background;
  expect(told).toEqual(['The database holds another district already: no demo is seeded.']);
});

test('the accounts of contract.md log in, each with its role; officers only in the first place', async () => {
  await using app = await testApp({ rooms, authenticate: (house) => (request) => authenticate(house, request) });
  await seedDemo(app.house, { progress, scale: { weeks: 1, total: 0 } });
  const roles = {
    resident: null,
    grid: 'grid_worker',
    community: 'community_clerk',
    street: 'street_dispatcher',
    department: 'department_handler',
    district: 'district_supervisor',
    mediator: 'mediator',
    admin: 'administrator',
    hotline: 'hotline_agent',
  };
  const logIn = (account: string) => app.withToken(null).call(directoryRoutes.logIn, { body: { account, password: demoPassword } });
  let count = 0;
  for (const { key, district } of PROFILES) {
    for (const [name, role] of Object.entries(roles)) {
      const account = key === 'weibin' ? name : `${name}.${key}`;
      const session = await logIn(account);
      expect([account, session.district, session.current?.role ?? null]).toEqual([account, district, role]);
      count++;
    }
  }
  expect(count).toBe(45);
  expect((await logIn('security')).current?.role).toBe('security_officer');
  expect((await logIn('auditor')).current?.role).toBe('auditor');
  const street = await logIn('street');
  expect(street.current).toMatchObject({ area: '610402010' });

  // Every community of the five places is drawn and staffed; a press name stands for several communities.
  const drawn = await app.db.find(
    sql`SELECT count(*) FROM directory.territory t WHERE t.level = 'grid' AND NOT EXISTS (SELECT 1 FROM places.shape s WHERE s.code = t.code)`,
  );
  expect(drawn).toEqual({ count: 0 });
  expect((await app.db.all(sql`SELECT code FROM directory.press_name WHERE name = '荣华' ORDER BY code`)).length).toBe(4);
  expect((await locate(app.house, '610402', [108.7, 34.33]))?.district).toBe('610402');
  expect((await verifyAll(app.house)).all).toEqual([]);
});
