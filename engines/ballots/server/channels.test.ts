import { newId } from '@hezhi/contract';
import { sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { checkReceipt, newNonce, paperMark, recompute, routes, voteText, type TallyFile, type Vote } from '../contract/index.ts';
import { castsOf, giveMandate } from './index.ts';
import { ballotsTest, DAY, HOUR, plainRule, yesNo, type BallotsTest } from '../testing/house.ts';

const place = (t: BallotsTest, id: string) => ({ district: t.town.district, id });
const tally = async (t: BallotsTest, id: string): Promise<TallyFile> =>
  (await t.withToken(null).call(routes.tally, { params: place(t, id) })) as unknown as TallyFile;
const at = (t: BallotsTest, before = 0): string => new Date(t.clock.now() - before).toISOString();

describe('papers', () => {
  it('become ballots when two different people entered the same; a third settles what differs', async () => {
    await using t = await ballotsTest();
    const { roll, entries } = await t.roll([{}, {}, {}, {}, {}, {}]);
    const id = await t.openBallot(roll);
    await t.pass(HOUR);
    const received_at = at(t, 60_000);
    const enter = (role: 'community' | 'colleague' | 'grid' | 'grid2', paper: string, entry: string, choice: string, more: object = {}) =>
      t.by(role).ask(routes.enterPaper, {
        params: { id },
        body: { entry, paper, channel: 'paper', received_at, vote: { q1: choice }, nonce: 'ab'.repeat(16), ...more },
      });
    expect((await enter('community', 'P-0001', entries[0]!, 'yes')).body).toMatchObject({ state: 'waiting' });
    expect((await enter('community', 'P-0001', entries[0]!, 'yes')).problem().code).toBe('ballots.same_collector');
    expect((await t.by('community').call(routes.papers, { params: { id }, query: { open: 'true' } as never })).items).toMatchObject([
      { paper: 'P-0001', state: 'waiting', label: '1号', mine: true },
    ]);
    // Counting waits for it.
    expect((await enter('colleague', 'P-0001', entries[0]!, 'yes')).body).toMatchObject({ state: 'valid' });
    expect((await enter('grid', 'P-0001', entries[0]!, 'yes')).problem().code).toBe('ballots.paper_settled');
    await enter('community', 'P-0002', entries[1]!, 'yes');
    expect((await enter('colleague', 'P-0002', entries[1]!, 'no')).body).toMatchObject({ state: 'differs' });
    expect((await enter('grid', 'P-0002', entries[1]!, 'no')).body).toMatchObject({ state: 'valid' });
    await enter('community', 'P-0003', entries[2]!, 'yes');
    expect((await enter('colleague', 'P-0003', entries[3]!, 'yes')).body).toMatchObject({ state: 'differs' });
    expect((await enter('community', 'P-0009', entries[2]!, 'yes', { channel: 'home' })).problem().code).toBe('ballots.witness_needed');
    expect((await enter('community', 'P-0009', entries[2]!, 'yes', { received_at: at(t, -DAY) })).problem().code).toBe('ballots.paper_late');
    expect(
      (
        await t
          .by('district')
          .ask(routes.enterPaper, { params: { id }, body: { entry: entries[0]!, paper: 'P-0001', channel: 'paper', received_at, vote: {}, nonce: newNonce() } })
      ).problem().status,
    ).toBe(403);
    await t.pass(DAY);
    // The third paper is not settled: nothing is counted until it is, also after the close.
    expect((await t.by('community').call(routes.one, { params: { id } })).state).toBe('closed');
    expect((await t.by('community').ask(routes.count, { params: { id }, body: {} })).problem()).toMatchObject({
      code: 'ballots.papers_waiting',
      detail: '还有 1 张纸质票没有录完，不能计票',
    });
    await enter('grid', 'P-0003', entries[2]!, 'yes');
    await t.by('community').call(routes.count, { params: { id }, body: {} });
    const file = await tally(t, id);
    expect([file.cast.ballots, file.form]).toEqual([3, 'sums']);
    expect(file.sums['q1']).toMatchObject({ yes: { heads: 2 }, no: { heads: 1 } });
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('are compared by a mark in sealed ballots, and give the voter the same receipt', async () => {
    await using t = await ballotsTest();
    const { roll, entries } = await t.roll([{}, {}, {}, {}, {}]);
    const id = await t.openBallot(roll, { secrecy: 'receipt' });
    const view = await t.withToken(null).call(routes.publicOne, { params: place(t, id) });
    const received_at = at(t);
    const printed = newNonce();
    for (const [i, entry] of entries.entries()) {
      const nonce = i === 0 ? printed : newNonce();
      for (const role of ['community', 'colleague'] as const) {
        const vote: Vote = { q1: i < 3 ? 'yes' : 'no' };
        const { sealVote } = await import('../contract/seal.ts');
        const text = voteText([yesNo()], vote);
        const box = await sealVote(view.seal!.key, { ballot: id, voter: entry }, text, nonce, view.seal!.length);
        // One paper whose mark lies about what is in the box.
        const mark = i === 4 ? paperMark(id, entry, voteText([yesNo()], { q1: 'yes' }), nonce) : paperMark(id, entry, text, nonce);
        await t.by(role).call(routes.enterPaper, { params: { id }, body: { entry, paper: `S-000${i}`, channel: 'meeting', received_at, box, mark } });
      }
    }
    await t.pass(DAY);
    const file = await tally(t, id);
    expect(file.cast).toMatchObject({ ballots: 5, spoiled: 1 });
    expect(file.sums['q1']).toMatchObject({ yes: { heads: 3 }, no: { heads: 1 }, '!': { heads: 1 } });
    expect(checkReceipt(file, printed)!.votes).toEqual([{ question: 'q1', choice: 'yes', weights: { heads: 1, area: 1_000_000 } }]);
  });
});

describe('one voter by every channel', () => {
  it('has one valid ballot, whose the collision rule says, and the displaced ones stay', async () => {
    await using t = await ballotsTest();
    const [owner, proxy, ...others] = t.voters(6);
    const { roll, entries } = await t.roll([
      { person: owner!.person, head: 'A' },
      { person: owner!.person, head: 'A' },
      ...others.map(({ person }) => ({ person })),
    ]);
    for (const [collision, stands] of [
      ['last', 'code'],
      ['first', 'online'],
      ['paper', 'paper'],
      ['online', 'code'],
    ] as const) {
      const id = await t.openBallot(roll, { rule: plainRule({ collision, proxy: { max: 1 } }), secrecy: 'open' });
      const params = place(t, id);
      const mandate = newId();
      await giveMandate(t.call(t.who.community), {
        district: params.district,
        ballot: id,
        id: mandate,
        entry: entries[1]!,
        proxy_name: '李强',
        person: proxy!.person,
        files: [],
      });
      await t.as(proxy!).call(routes.cast, { params, body: { id: newId(), entry: entries[0]!, vote: { q1: 'no' }, nonce: newNonce(), mandate } });
      expect((await t.as(proxy!).call(routes.mine)).items.find(({ ballot }) => ballot === id)).toMatchObject({ mandate, label: '1号、2号', units: 2 });
      await t.pass(60_000);
      await t.as(owner!).call(routes.cast, { params, body: { id: newId(), entry: entries[1]!, vote: { q1: 'yes' }, nonce: newNonce() } });
      await t.pass(60_000);
      const received_at = at(t);
      for (const role of ['community', 'colleague'] as const)
        await t.by(role).call(routes.enterPaper, {
          params: { id },
          body: { entry: entries[0]!, paper: 'P-0001', channel: 'paper', received_at, vote: { q1: 'abstain' }, nonce: 'cd'.repeat(16) },
        });
      await t.pass(60_000);
      const codes = JSON.parse((await t.by('community').inject({ method: 'POST', url: `/api/ballots/${id}/codes`, payload: {} })).body) as {
        items: { voter: string; label: string; code: string }[];
      };
      const { code } = codes.items.find(({ label }) => label === '1号、2号')!;
      const visitor = t.withToken(null);
      expect(await visitor.call(routes.openCode, { params, body: { code: code.toLowerCase() } })).toMatchObject({ label: '1号、2号', units: 2 });
      await visitor.call(routes.castByCode, { params, body: { id: newId(), entry: entries[0]!, code, vote: { q1: 'no' }, nonce: newNonce() } });
      const casts = await castsOf(t.call(t.who.community), params.district, id, entries[0]!);
      expect(casts.map(({ channel, proxy: by }) => `${channel}${by ? ' by proxy' : ''}`)).toEqual(['online by proxy', 'online', 'paper', 'code']);
      expect(casts.filter(({ stands: is }) => is).map(({ channel }) => channel)).toEqual([stands]);
      expect(casts[0]!.why).toBe('by_own_vote');
      await t.pass(DAY);
      const file = await tally(t, id);
      expect(file.cast).toEqual({ ballots: 1, spoiled: 0, displaced: 3, totals: { heads: 1, area: 2_000_000 } });
      expect(recompute(file).faults).toEqual([]);
    }
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('limits proxies, codes and guesses', async () => {
    await using t = await ballotsTest();
    const [proxy] = t.voters(1);
    const { roll, entries } = await t.roll([{}, {}, {}]);
    const id = await t.openBallot(roll, { rule: plainRule({ proxy: { max: 2 } }) });
    const params = place(t, id);
    const give = (entry: string) =>
      giveMandate(t.call(t.who.community), { district: params.district, ballot: id, id: newId(), entry, proxy_name: '李强', person: proxy!.person, files: [] });
    const given = await Promise.allSettled(entries.map(give));
    await t.db.run(sql`UPDATE ballots.mandate SET person = ${newId()} WHERE number = 1`);
    expect((await verifyAll(t.house)).all).toMatchObject([{ check: 'mandates', what: 'it is not what was recorded' }]);
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(given.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { def: { code: 'ballots.proxy_limit' } } });
    const visitor = t.withToken(null);
    const guess = () => visitor.ask(routes.openCode, { params, body: { code: 'AAAAA-AAAAA' } });
    for (let i = 0; i < 5; i++) expect((await guess()).problem().code).toBe('ballots.code_wrong');
    expect((await guess()).problem().status).toBe(429);
    const plain = await t.openBallot(roll);
    expect(
      (
        await t
          .as(proxy!)
          .ask(routes.cast, { params: place(t, plain), body: { id: newId(), entry: entries[0]!, vote: { q1: 'yes' }, nonce: newNonce(), mandate: newId() } })
      ).problem().code,
    ).toBe('ballots.no_proxies');
  });
});
