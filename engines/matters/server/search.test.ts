import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, systemActor } from '@hezhi/contract';
import { makeCall, sql, verify, type Finding } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { mattersTest, type MattersTest } from '../testing/house.ts';
import { queryOf } from './grams.ts';
import { openMatter } from './index.ts';
import { countMatters } from './queries-list.ts';
import { searchNewest } from './queries-search.ts';
import { reachPieces, windowsBefore } from './reach.ts';

let t: MattersTest;
/** Newest first. */
const stored: { id: string; number: string; text: string; at: number }[] = [];
const words = ['路灯不亮', '电梯困人', '井盖松动', '路灯、电梯都坏了'];

beforeAll(async () => {
  t = await mattersTest();
  const actor = await t.town.resident();
  // The town's posts begin now, so the newest lies ahead.
  const now = t.house.now() + 12_000 * 3_600_000;
  // Hours, weeks, months and years back: every window has some, and some lie on one moment.
  const ages = [0, 1, 1, 5, 26, 60, 200, 240, 300, 500, 900, 1300, 1500, 2200, 2200, 4000, 7000, 9000, 11_000, 12_000].map((hours) => hours * 3_600_000);
  for (const [i, age] of ages.entries()) {
    const [at, text] = [now - age, words[i % 4]!];
    const common = { district: t.town.district, kind: 'sample', title: text, searchText: text, area: t.town.grids[0], point: null, subject: 'A01', tier: 3 };
    const opening = { ...common, id: newId(at), channel: 'resident', asker: actor.person, public: true, limits: {}, data: { note: text } };
    const { id, number } = await openMatter(makeCall(t.house, { actor, now: at }), opening, () => {});
    stored.push({ id, number, text, at });
  }
  stored.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
});
afterAll(() => t.close());

test('page by page a search gives all that a plain look at every text gives, newest first, however little of the newest is looked at', async () => {
  const queries = ['路灯', '电梯', '井盖松动', '不亮', '都坏', '困人电', stored[7]!.number, '没有'];
  // Who asked for all, who has the community, and the house itself.
  const readers = [await t.town.resident(), await t.town.actor('community'), systemActor(t.town.district)];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...queries), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), fc.nat(2), async (q, limit, newest, nth) => {
      const actor = readers[nth]!;
      const expected = stored.filter(({ text, number }) => number === q || text.includes(q)).map(({ id }) => id);
      const found: string[] = [];
      for (let after: { at: string; id: string } | null = null, more = true; more;) {
        const rows = await searchNewest(t.db, t.town.district, actor, sql`m.district = ${t.town.district}`, { q, grams: queryOf(q)! }, after, limit, newest);
        found.push(...rows.map(({ id }) => id));
        more = rows.length === limit;
        after = more ? { at: rows.at(-1)!.opened_at, id: rows.at(-1)!.id } : null;
      }
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('they are counted to whatever cap', async () => {
  const readers = [await t.town.resident(), await t.town.actor('community'), systemActor(t.town.district)];
  for (const actor of readers)
    for (const q of ['路灯', '电梯', '不亮', '没有', stored[7]!.number])
      for (const [cap, stage] of [
        [1, undefined],
        [3, undefined],
        [5, 'report'],
        [50, undefined],
        [2, 'handle'],
      ] as const) {
        const expected = stage === 'handle' ? 0 : stored.filter(({ text, number }) => number === q || text.includes(q)).length;
        const query = { limit: 20, sort: 'opened_desc' as const, q, ...(stage ? { stage } : {}) };
        expect(await countMatters({ house: t.house, db: t.db, actor }, t.town.district, query, cap)).toBe(Math.min(cap, expected));
      }
});

test('whoever a matter comes to finds it by the index; `verify` says where a search would not', async () => {
  const [resident, clerk, department] = [await t.town.resident(), await t.town.actor('community'), await t.town.actor('department')];
  const giver = {
    ...clerk,
    post: { ...clerk.post!, permissions: [...clerk.post!.permissions, 'sample.give'] },
    permissions: [...clerk.permissions, 'sample.give'],
  };
  const q = '墙皮脱落';
  const find = async (): Promise<string[]> => {
    const rows = await searchNewest(t.db, t.town.district, department, sql`m.district = ${t.town.district}`, { q, grams: queryOf(q)! }, null, 5, 1);
    return rows.map(({ id }) => id);
  };
  const given: string[] = [];
  // The second is what the newest of the department's own is.
  for (const text of ['墙皮脱落砸车', '护栏缺了一截']) {
    const { id } = await t.open(resident, { text });
    expect(await find()).toEqual(given.slice(0, 1));
    await t.as(giver).call(routes.step, { params: { id }, body: { step: 'give', data: { to: { org: t.town.orgs.department } } } });
    given.push(id);
    expect(await find()).toEqual(given.slice(0, 1));
  }
  const found = async (): Promise<Finding[]> => {
    const all: Finding[] = [];
    for await (const one of verify(t.house)) all.push(one);
    return all;
  };
  expect(await found()).toEqual([]);
  await t.db.run(sql`UPDATE matters.text SET grams = ts_delete(grams, ${`!${t.town.orgs.department.slice(-12)}`}) WHERE matter = ${given[0]}`);
  expect(await found()).toMatchObject([{ room: 'matters', check: 'reach', what: expect.stringContaining(t.town.orgs.department.slice(-12)) }]);
});

test('what was opened within a window bears one of its pieces, and the windows grow', () => {
  const moment = fc.integer({ min: Date.UTC(2004, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 0, max: 1000 * 86_400_000 }),
      fc.nat(40 * 86_400_000),
      fc.constantFrom([''], ['#610402001', '!89abcdef0123']),
      (at, back, seen, reader) => {
        let before = at;
        for (const { reach, since } of windowsBefore(at, seen, reader)) {
          expect(since).toBeLessThanOrEqual(before);
          before = since;
          if (at - back >= since) expect(['', ...reachPieces(at - back, '610402001002003', [])].some((piece) => reach.includes(piece))).toBe(true);
        }
      },
    ),
  );
});
