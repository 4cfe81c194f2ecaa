import { sql } from '@hezhi/server';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channels, standing, type Arrived, type Rule } from '../contract/index.ts';
import { ballotsTest } from '../testing/house.ts';
import { validCasts } from './queries-count.ts';

it('the database and the pure rule agree which of a voter’s ballots stands', async () => {
  await using t = await ballotsTest();
  const { roll, entries } = await t.roll(Array.from({ length: 6 }, () => ({})));
  const ballot = await t.openBallot(roll);
  const one = fc.record({ voter: fc.nat({ max: 5 }), channel: fc.constantFrom(...channels), proxy: fc.boolean(), minute: fc.nat({ max: 3 }), id: fc.uuid() });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(one, { minLength: 1, maxLength: 40, selector: ({ id }) => id }),
      fc.constantFrom<Rule['collision']>('last', 'first', 'paper', 'online'),
      async (list, collision) => {
        await t.db.run(sql`TRUNCATE ballots.cast`);
        const rows = list.map((cast, i) => ({ ...cast, seq: i + 1, at: new Date(t.clock.now() + cast.minute * 60_000).toISOString() }));
        await t.db.run(sql`
          INSERT INTO ballots.cast (district, ballot, lane, seq, id, entry, voter, channel, proxy, at, mac, chain)
          SELECT ${t.town.district}, ${ballot}, 0, n.seq, n.id, n.voter, n.voter, n.channel, n.proxy, n.at, '', ''
          FROM unnest(${rows.map(({ seq }) => seq)}::bigint[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ voter }) => entries[voter])}::uuid[],
            ${rows.map(({ channel }) => channel)}::text[], ${rows.map(({ proxy }) => proxy)}::boolean[], ${rows.map(({ at }) => at)}::timestamptz[]) AS n (seq, id, voter, channel, proxy, at)`);
        const there = await validCasts(t.house.db, t.town.district, ballot, roll, { collision });
        const expected = [...Map.groupBy(rows, ({ voter }) => voter).values()].map((casts) => standing({ collision }, casts as Arrived[])!.valid.id);
        expect(there.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
      },
    ),
    { seed: 20261122, numRuns: 60 },
  );
});
