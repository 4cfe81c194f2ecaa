import { newId } from '@hezhi/contract';
import { sql, statements, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { checkReceipt, newNonce, recompute, routes, type TallyFile } from '../contract/index.ts';
import { ballotOf, ballotsFor, castBallot } from './index.ts';
import { ballotsTest, DAY, HOUR, type BallotsTest } from '../testing/house.ts';

/** The published file of a ballot. */
const tally = async (t: BallotsTest, id: string): Promise<TallyFile> =>
  (await t.withToken(null).call(routes.tally, { params: { district: t.town.district, id } })) as unknown as TallyFile;

describe('a ballot from roll to tally', () => {
  it('is cast by account, counted at the close, published, recomputed, and verified', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(7);
    const { roll, entries } = await t.roll(voters.map(({ person }, i) => ({ person, area: `${80 + i}.5` })));
    const id = await t.openBallot(roll);
    const place = { district: t.town.district, id };
    const nonces: string[] = [];
    for (const [i, voter] of voters.slice(0, 6).entries()) {
      nonces.push(newNonce());
      const reply = await t
        .as(voter)
        .call(routes.cast, { params: place, body: { id: newId(), entry: entries[i]!, vote: { q1: i < 4 ? 'yes' : 'no' }, nonce: nonces[i]! } });
      expect(reply).toMatchObject({ ballot: id, sealed: false });
    }
    expect((await t.withToken(null).call(routes.publicOne, { params: place })).state).toBe('open');
    await t.pass(DAY);
    const found = await ballotOf(t.call(t.who.community), id);
    expect(found).toMatchObject({ state: 'counted', outcome: { outcome: 'passed' } });
    expect(await ballotsFor(t.call(t.who.community), found!.purpose)).toHaveLength(1);
    const file = await tally(t, id);
    expect(file.cast).toEqual({ ballots: 6, spoiled: 0, displaced: 0, totals: { heads: 6, area: (80.5 * 6 + 15) * 10_000 } });
    expect(recompute(file).faults).toEqual([]);
    expect(checkReceipt(file, nonces[4]!)).toEqual({ label: null, votes: [{ question: 'q1', choice: 'no', weights: { heads: 1, area: 845_000 } }] });
    expect(checkReceipt(file, newNonce())).toBeNull();
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('keeps sealed votes unreadable until the count, and destroys the key with it', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(6);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const id = await t.openBallot(roll, { secrecy: 'receipt' });
    const place = { district: t.town.district, id };
    const receipts: string[] = [];
    for (const [i, voter] of voters.entries()) {
      const { items } = await t.as(voter).call(routes.mine);
      expect(items).toMatchObject([{ ballot: id, label: `${i + 1}号`, voted_at: null }]);
      const { box, nonce } = await t.sealed(id, items[0]!.voter, { q1: i % 2 === 0 ? 'yes' : 'no' });
      receipts.push(nonce);
      await t.as(voter).call(routes.cast, { params: place, body: { id: newId(), entry: entries[i]!, box } });
    }
    const clear = newNonce();
    await t.as(voters[0]!).call(routes.cast, { params: place, body: { id: newId(), entry: entries[0]!, vote: { q1: 'no' }, nonce: clear } });
    await t.pass(DAY);
    const file = await tally(t, id);
    expect(file.sums['q1']).toEqual({ yes: { heads: 2, area: 2_000_000 }, no: { heads: 4, area: 4_000_000 } });
    expect(file.cast.displaced).toBe(1);
    expect(checkReceipt(file, receipts[0]!)).toBeNull();
    expect(checkReceipt(file, clear)?.votes[0]?.choice).toBe('no');
    expect(checkReceipt(file, receipts[2]!)?.votes[0]?.choice).toBe('yes');
    expect((await t.db.all(sql`SELECT 1 FROM ballots.keybox`)).length).toBe(0);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('takes a vote in one statement, whatever it changes', async () => {
    await using t = await ballotsTest();
    const [voter] = t.voters(1);
    const { roll, entries } = await t.roll([{ person: voter!.person }]);
    const id = await t.openBallot(roll);
    const cast = () =>
      t
        .as(voter!)
        .call(
          routes.cast,
          { params: { district: t.town.district, id }, body: { id: newId(), entry: entries[0]!, vote: { q1: 'yes' }, nonce: newNonce() } },
          { key: newId() },
        );
    await cast();
    const before = statements.count;
    await cast();
    expect(statements.count - before).toBe(1);
  });

  it('refuses what is not open, not yours, not sound, and says why', async () => {
    await using t = await ballotsTest();
    const [voter, other] = t.voters(2);
    const { roll, entries } = await t.roll([{ person: voter!.person }, { person: other!.person }]);
    const id = await t.ballot(roll);
    const params = { district: t.town.district, id };
    const body = () => ({ id: newId(), entry: entries[0]!, vote: { q1: 'yes' }, nonce: newNonce() });
    const ask = async (actor: typeof voter, more: object = {}) =>
      (await t.as(actor!).ask(routes.cast, { params, body: { ...body(), ...more } })).problem().code;
    expect(await ask(voter)).toBe('ballots.not_open');
    await t.pass(HOUR);
    expect(await ask(other)).toBe('ballots.not_your_entry');
    expect(await ask(voter, { entry: newId() })).toBe('ballots.no_entry');
    expect(await ask(voter, { vote: { q1: 'maybe' } })).toBe('ballots.vote_unsound');
    expect(await ask(voter, { nonce: undefined })).toBe('ballots.nonce_needed');
    const same = body();
    await castBallot(t.call(voter!), { ...same, ballot: id });
    expect(await ask(voter, { id: same.id })).toBe('ballots.exists');
    await t.pass(DAY);
    expect(await ask(voter)).toBe('ballots.closed');
  });
});
