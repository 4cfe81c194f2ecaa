import { newId, type Refusal } from '@hezhi/contract';
import { drain, fireDue, makeCall, openHouse, sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { newNonce, routes, type TallyFile } from '../contract/index.ts';
import { ballotOf, castBallot, castsOf, countBallot, enterPaper } from './index.ts';
import { ballotRooms, ballotsTest, DAY, HOUR, plainRule, type BallotsTest } from '../testing/house.ts';

const tally = async (t: BallotsTest, id: string): Promise<TallyFile> =>
  (await t.withToken(null).call(routes.tally, { params: { district: t.town.district, id } })) as unknown as TallyFile;

describe('at the same moment', () => {
  it('double submits, two tabs and two servers leave one ballot standing for each voter', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(4);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const id = await t.openBallot(roll);
    const strict = await t.openBallot(roll, { rule: plainRule({ change_until_close: false, collision: 'first' }) });
    const second = await openHouse({
      settings: t.house.settings,
      rooms: ballotRooms,
      url: t.url,
      now: t.clock.now,
      log: t.house.log,
      vault: t.house.vault,
      poolSize: 6,
    });
    try {
      const work: Promise<unknown>[] = [];
      for (const [i, voter] of voters.entries()) {
        for (const house of [t.house, second]) {
          const call = makeCall(house, { actor: voter });
          for (let n = 0; n < 4; n++)
            work.push(castBallot(call, { ballot: id, id: newId(), entry: entries[i]!, vote: { q1: n % 2 ? 'yes' : 'no' }, nonce: newNonce() }));
          for (let n = 0; n < 4; n++) work.push(castBallot(call, { ballot: strict, id: newId(), entry: entries[i]!, vote: { q1: 'yes' }, nonce: newNonce() }));
        }
        // One form sent twice under one key.
        const body = { id: newId(), entry: entries[i]!, vote: { q1: 'abstain' }, nonce: newNonce() };
        for (let n = 0; n < 2; n++) work.push(t.as(voter).call(routes.cast, { params: { district: t.town.district, id }, body }, { key: 'once' }));
      }
      const done = await Promise.allSettled(work);
      const refused = done.filter((one) => one.status === 'rejected').map((one) => (one.reason as Refusal).def?.code);
      // Where votes may not change, one of eight holds; everywhere else all hold.
      expect(refused).toEqual(Array.from({ length: 7 * voters.length }, () => 'ballots.voted_already'));
      for (const entry of entries) {
        const casts = await castsOf(t.call(t.who.community), t.town.district, id, entry);
        expect(casts).toHaveLength(9);
        expect(casts.filter(({ stands }) => stands)).toHaveLength(1);
      }
    } finally {
      await second.close();
    }
    await t.pass(DAY);
    expect((await tally(t, id)).cast).toMatchObject({ ballots: 4, displaced: 32 });
    expect((await tally(t, strict)).cast).toMatchObject({ ballots: 4, displaced: 0 });
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('casts around the close: what was acknowledged is counted, what was refused is not', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(60);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const id = await t.openBallot(roll);
    t.clock.advance(DAY - 1);
    const acknowledged: string[] = [];
    const cast = async (i: number): Promise<void> => {
      const cast_id = newId();
      await castBallot(t.call(voters[i]!), { ballot: id, id: cast_id, entry: entries[i]!, vote: { q1: 'yes' }, nonce: newNonce() }).then(
        () => acknowledged.push(cast_id),
        (error: unknown) => expect((error as Refusal).def.code).toBe('ballots.closed'),
      );
    };
    // Calls that began before the close race with the close itself.
    const work = Array.from({ length: 40 }, (_, i) => cast(i));
    t.clock.advance(1);
    work.push(fireDue(t.house).then(() => undefined));
    for (let i = 40; i < 60; i++) work.push(cast(i));
    await Promise.all(work);
    await drain(t.house);
    const there = await t.db.all<{ id: string }>(sql`SELECT id FROM ballots.cast WHERE ballot = ${id} ORDER BY id`);
    expect(there.map((row) => row.id)).toEqual(acknowledged.toSorted());
    const found = await ballotOf(t.call(t.who.community), id);
    expect(found?.state).toBe('counted');
    expect((await tally(t, id)).cast.ballots).toBe(acknowledged.length);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('two collectors with the same paper make one ballot, whoever writes first', async () => {
    await using t = await ballotsTest();
    const { roll, entries } = await t.roll(Array.from({ length: 8 }, () => ({})));
    const id = await t.openBallot(roll);
    const received_at = new Date(t.clock.now()).toISOString();
    const work = entries.flatMap((entry, i) =>
      (['community', 'colleague', 'grid'] as const).map((role) =>
        enterPaper(t.call(t.who[role]), {
          district: t.town.district,
          ballot: id,
          entry,
          paper: `P-${i}000`,
          channel: 'paper',
          received_at,
          vote: { q1: 'yes' },
          nonce: 'ef'.repeat(16),
        }),
      ),
    );
    const done = await Promise.allSettled(work);
    for (const one of done) if (one.status === 'rejected') expect((one.reason as Refusal).def.code).toBe('ballots.paper_settled');
    expect(done.filter((one) => one.status === 'fulfilled' && one.value.state === 'valid')).toHaveLength(8);
    await t.pass(DAY);
    expect((await tally(t, id)).cast).toMatchObject({ ballots: 8, displaced: 0 });
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});

describe('counting', () => {
  it('killed in the middle has not happened, and is run again; two at once count once', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(12);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const id = await t.ballot(roll, { secrecy: 'secret', keepers: null });
    await t.pass(HOUR);
    for (const [i, voter] of voters.entries()) {
      const { box } = await t.sealed(id, entries[i]!, { q1: 'yes' });
      await castBallot(t.call(voter), { ballot: id, id: newId(), entry: entries[i]!, box });
    }
    // The table into which the tally goes is gone while the timer counts: its transaction dies after everything has been computed.
    await t.db.run(sql`ALTER TABLE ballots.tally RENAME TO tally_gone`);
    t.clock.advance(DAY);
    await drain(t.house).catch(() => undefined);
    expect((await ballotOf(t.call(t.who.community), id))?.state).toBe('closed');
    expect(await t.db.all(sql`SELECT 1 FROM ballots.keybox`)).toHaveLength(1);
    await t.db.run(sql`ALTER TABLE ballots.tally_gone RENAME TO tally`);
    const counts = await Promise.allSettled([1, 2, 3].map(() => countBallot(t.call(t.who.community), t.town.district, id)));
    expect(counts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await tally(t, id)).sums['q1']).toMatchObject({ yes: { heads: 12 } });
    expect(await t.db.all(sql`SELECT 1 FROM ballots.keybox`)).toHaveLength(0);
    await t.pass(HOUR);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});
