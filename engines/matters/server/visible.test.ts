import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import { routes, visible, type Snapshot } from '../contract/index.ts';
import { mattersTest, type MattersTest } from '../testing/house.ts';
import { countInbox } from './queries-list.ts';
import { reachPieces } from './reach.ts';

/** Random posts x random matters: list, get, search, count and export agree with the one reference predicate (house rule 3, decision 6). */
let t: MattersTest;
const areas = ['610402010001001', '610402010001002', '610402010002001', '610402010001', '610402010', '610402', '610402011'];
const stored: { id: string; number: string; s: Pick<Snapshot, 'district' | 'area' | 'secrecy'>; parties: string[] }[] = [];
let orgs: string[];
let persons: string[];

beforeAll(async () => {
  t = await mattersTest();
  orgs = Object.values(t.town.orgs);
  persons = [t.town.people.resident, t.town.people.neighbour];
  const residents = [await t.town.resident('resident'), await t.town.resident('neighbour')];
  for (let i = 0; i < 60; i++) {
    const area = areas[i % 3]!;
    const one = await t.open(residents[i % 2]!, { area, title: `可见性${i}`, text: `可见性试验 第${i}件` });
    const secrecy = i % 7 === 0 ? 1 : 0;
    if (secrecy === 1) await t.db.run(sql`UPDATE matters.matter SET secrecy = 1 WHERE id = ${one.id}`);
    const extra = i % 5 === 0 ? [orgs[i % orgs.length]!] : [];
    for (const party of extra) {
      await t.db.run(sql`INSERT INTO matters.party VALUES (${t.town.district}, ${party}, ${one.id}, now()) ON CONFLICT DO NOTHING`);
      await t.db.run(
        sql`UPDATE matters.text SET grams = grams || array_to_tsvector(${reachPieces(t.house.now(), area, [party])}::text[]) WHERE matter = ${one.id}`,
      );
    }
    const parties = (await t.db.all<{ party: string }>(sql`SELECT party FROM matters.party WHERE matter = ${one.id}`)).map((row) => row.party);
    stored.push({ id: one.id, number: one.number, s: { district: t.town.district, area, secrecy }, parties });
  }
});
afterAll(() => t.close());

const actors: fc.Arbitrary<Actor> = fc
  .record({
    staff: fc.boolean(),
    org: fc.nat(5),
    area: fc.constantFrom(...areas),
    reads: fc.boolean(),
    acts: fc.boolean(),
    person: fc.nat(2),
    elsewhere: fc.boolean(),
  })
  .map(({ staff, org, area, reads, acts, person, elsewhere }): Actor => {
    const permissions = ['matters.export', ...(reads ? ['matters.read_area'] : []), ...(acts ? ['matters.act_for_org'] : [])];
    const district = elsewhere ? '130803' : '610402';
    const who = persons[person] ?? newId();
    const post = staff ? { id: newId(), role: 'x', org: orgs[org] ?? newId(), area: elsewhere ? '130803001' : area, permissions } : null;
    return { kind: 'person', person: who, name: '', district, post, permissions: staff ? permissions : [], language: 'zh-Hans' };
  });

test('list, get, search, count and export show exactly what the reference predicate allows', async () => {
  await fc.assert(
    fc.asyncProperty(actors, async (actor) => {
      const client = t.as(actor);
      const expected = stored
        .filter(({ s, parties }) => visible(s, parties, actor))
        .map(({ id }) => id)
        .sort();
      const ids = (list: { items: { id: string }[] }) => list.items.map((one) => one.id).sort();
      const all: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.call(routes.list, { query: { limit: 25, ...(cursor ? { cursor } : {}) } });
        all.push(...page.items.map((one) => one.id));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(all.sort()).toEqual(expected);
      expect(ids(await client.call(routes.list, { query: { limit: 100, q: '可见性试验' } }))).toEqual(expected);
      expect((await client.call(routes.count, { query: { q: '可见性' } })).count).toBe(expected.length);
      if (actor.post) {
        const csv = (await client.ask(routes.export, { query: {} })).text;
        expect(
          stored
            .filter(({ number }) => csv.includes(number))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(expected);
      }
      for (const { id } of [stored[0]!, stored[7]!, stored[11]!, stored[25]!]) {
        expect((await client.ask(routes.get, { params: { id } })).status).toBe(expected.includes(id) ? 200 : 404);
      }
    }),
    { numRuns: 60 },
  );
});

test('search finds a Chinese phrase of any length, a number, and nothing that only resembles it', async () => {
  const resident = await t.town.resident();
  const { id, number } = await t.open(resident, { text: '三号楼电梯困人，物业没人接电话', title: '电梯困人' });
  const client = t.as(await t.town.actor('community'));
  for (const q of ['电梯', '梯困', '电梯困人', '三号楼电梯困人，物业', '梯', number])
    expect(
      (await client.call(routes.list, { query: { q } })).items.map((one) => one.id),
      q,
    ).toContain(id);
  for (const q of ['电困', '物业电梯', '不存在', "'; DROP TABLE x; --"])
    expect(
      (await client.call(routes.list, { query: { q } })).items.map((one) => one.id),
      q,
    ).not.toContain(id);
});

test('the inbox pages through every open leg by deadline, once each', async () => {
  const clerk = await t.town.actor('community');
  const seen: string[] = [];
  let cursor: string | undefined;
  let last = '';
  do {
    const page = await t.as(clerk).call(routes.inbox, { query: { view: 'mine', limit: 7, ...(cursor ? { cursor } : {}) } });
    for (const { leg } of page.items) {
      expect(leg.dueAt >= last).toBe(true);
      last = leg.dueAt;
      seen.push(leg.id);
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  const open = await t.db.all<{ id: string }>(sql`SELECT id FROM matters.leg WHERE org = ${t.town.orgs.community} AND ended_at IS NULL`);
  expect(seen.sort()).toEqual(open.map((row) => row.id).sort());
  expect((await t.as(clerk).call(routes.inboxCounts)).mine).toBe(open.length);
});

test('the counters are those of a plain count, each up to the cap and no further', async () => {
  const clerk = await t.town.actor('community');
  const legs = await t.db.all<{ due: string }>(
    sql`SELECT sort_at AS due FROM matters.leg WHERE org = ${t.town.orgs.community} AND ended_at IS NULL ORDER BY sort_at`,
  );
  const due = legs.map((leg) => Date.parse(leg.due));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(due[0]! - 1, ...due),
      fc.integer({ min: 0, max: due.at(-1)! - due[0]! + 2 }),
      fc.integer({ min: 1, max: due.length + 1 }),
      async (now, ahead, cap) => {
        const counts = await countInbox(t.db, t.town.district, clerk, new Date(now).toISOString(), new Date(now + ahead).toISOString(), cap);
        const [overdue, nearly] = [due.filter((one) => one <= now).length, due.filter((one) => one > now && one <= now + ahead).length];
        expect(counts).toEqual({
          mine: Math.min(cap, due.length),
          org: Math.min(cap, due.length),
          watching: 0,
          overdue: Math.min(cap, overdue),
          nearly_due: Math.min(cap, nearly),
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('a cursor that was tampered with is refused with a sentence', async () => {
  const client = t.as(await t.town.actor('community'));
  for (const cursor of ['x', 'AAAA', Buffer.from('2026-01-01 nonsense').toString('base64url')]) {
    expect((await client.ask(routes.list, { query: { cursor } })).problem().code).toBe('matters.bad_cursor');
    expect((await client.ask(routes.inbox, { query: { cursor } })).problem().code).toBe('matters.bad_cursor');
  }
});
