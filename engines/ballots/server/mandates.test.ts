import { newId, type Refusal } from '@hezhi/contract';
import { makeCall, sql, verifyAll } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNonce, routes } from '../contract/index.ts';
import { ballotsTest, DAY, plainRule, type BallotsTest } from '../testing/house.ts';
import { bindMandate, castBallot, giveMandate } from './index.ts';
import { withdrawMandate } from './mandates.ts';

let t: BallotsTest;
beforeAll(async () => {
  t = await ballotsTest();
});
afterAll(() => t.close());

const given = (ballot: string, entry: string, more: { person?: string | null; name?: string } = {}) => ({
  district: t.town.district,
  ballot,
  id: newId(),
  entry,
  proxy_name: more.name ?? '李强',
  person: more.person ?? null,
  files: [],
});
const rule = (max = 1) => plainRule({ proxy: { max } });

describe('a mandate', () => {
  it('is withdrawn by the office, the giver’s account or the giver’s code, with who, when and why; then it casts no more', async () => {
    const [owner, proxy, stranger] = t.voters(3);
    const { roll, entries } = await t.roll([{ person: owner!.person, head: 'A' }, { person: owner!.person, head: 'A' }, {}, {}]);
    const id = await t.openBallot(roll, { rule: rule() });
    const params = { district: t.town.district, id };
    const clerk = t.by('community');
    const cast = (mandate: string, entry: string) =>
      t.as(proxy!).ask(routes.cast, { params, body: { id: newId(), entry, vote: { q1: 'yes' }, nonce: newNonce(), mandate } });

    // By the office. The proxy’s place is free again.
    const one = given(id, entries[0]!, { person: proxy!.person! });
    await giveMandate(t.call(t.who.community), one);
    const mine = async () => (await t.as(proxy!).call(routes.mine)).items.filter(({ ballot }) => ballot === id).map(({ mandate }) => mandate);
    expect(await mine()).toEqual([one.id]);
    await clerk.call(routes.withdrawMandate, { params: { id, mandate: one.id }, body: { reason: '委托人书面撤回' } });
    expect(await mine()).toEqual([]);
    expect((await cast(one.id, entries[0]!)).problem().code).toBe('ballots.mandate_gone');
    expect((await clerk.ask(routes.withdrawMandate, { params: { id, mandate: one.id }, body: { reason: '再来一次' } })).problem().code).toBe(
      'ballots.mandate_gone',
    );
    const paper = {
      entry: entries[0]!,
      paper: 'P-0001',
      channel: 'paper' as const,
      received_at: new Date(t.clock.now()).toISOString(),
      nonce: 'ab'.repeat(16),
    };
    expect((await clerk.ask(routes.enterPaper, { params: { id }, body: { ...paper, vote: { q1: 'yes' }, mandate: one.id } })).problem().code).toBe(
      'ballots.mandate_gone',
    );

    // By the giver’s account; strangers find nothing.
    const two = given(id, entries[1]!, { person: proxy!.person! });
    await giveMandate(t.call(t.who.community), two);
    const place = { ...params, mandate: two.id };
    expect((await t.as(stranger!).ask(routes.withdrawMyMandate, { params: place, body: { reason: '不再委托' } })).problem().code).toBe('ballots.mandate_gone');
    expect((await t.as(stranger!).call(routes.myMandates, { params })).items).toEqual([]);
    expect((await t.as(owner!).call(routes.myMandates, { params })).items).toMatchObject([
      { id: two.id, proxy_name: '李强', used: false, ended_at: null },
      { id: one.id, ended_at: expect.any(String) },
    ]);
    await t.as(owner!).call(routes.withdrawMyMandate, { params: place, body: { reason: '不再委托' } });
    expect((await cast(two.id, entries[0]!)).problem().code).toBe('ballots.mandate_gone');

    // By the code of the giver, and of nobody else.
    const three = given(id, entries[2]!, { person: proxy!.person! });
    await giveMandate(t.call(t.who.community), three);
    const codes = JSON.parse((await clerk.inject({ method: 'POST', url: `/api/ballots/${id}/codes`, payload: {} })).body) as {
      items: { voter: string; code: string }[];
    };
    const codeOf = (voter: string): string => codes.items.find((line) => line.voter === voter)!.code;
    const visitor = t.withToken(null);
    expect((await visitor.call(routes.openCode, { params, body: { code: codeOf(entries[2]!) } })).mandates).toMatchObject([{ id: three.id }]);
    const byCode = (code: string) => visitor.ask(routes.withdrawByCode, { params: { ...params, mandate: three.id }, body: { code, reason: '改由本人投票' } });
    expect((await byCode(codeOf(entries[3]!))).problem().code).toBe('ballots.mandate_gone');
    expect((await byCode(codeOf(entries[2]!))).status).toBe(200);

    // What stays of it.
    expect((await clerk.call(routes.mandates, { params: { id } })).items.map(({ ended_via, ended_reason }) => [ended_via, ended_reason])).toEqual([
      ['code', '改由本人投票'],
      ['account', '不再委托'],
      ['staff', '委托人书面撤回'],
    ]);
    const log = await t.db.all<{ actor: string | null; via: string; reason: string }>(
      sql`SELECT entry::jsonb->>'actor' AS actor, entry::jsonb->'detail'->>'via' AS via, entry::jsonb->'detail'->>'reason' AS reason
        FROM directory.audit WHERE action = 'ballots.mandate_withdrawn' ORDER BY at, via DESC`,
    );
    expect(log).toHaveLength(3);
    expect(log).toEqual(
      expect.arrayContaining([
        { actor: t.who.community.person, via: 'staff', reason: '委托人书面撤回' },
        { actor: owner!.person, via: 'account', reason: '不再委托' },
        { actor: null, via: 'code', reason: '改由本人投票' },
      ]),
    );
    expect((await verifyAll(t.house)).all).toEqual([]);
    await t.db.run(sql`UPDATE ballots.mandate_end SET reason = '另一个理由' WHERE mandate = ${one.id}`);
    expect((await verifyAll(t.house)).all).toMatchObject([{ check: 'mandates', what: 'its withdrawal is not what was recorded' }]);
    await t.db.run(sql`UPDATE ballots.mandate_end SET reason = '委托人书面撤回' WHERE mandate = ${one.id}`);
  });

  it('with which a vote was cast, online or on a paper that waits for its second entry, is not withdrawn', async () => {
    const [proxy] = t.voters(1);
    const { roll, entries } = await t.roll([{}, {}]);
    const id = await t.openBallot(roll, { rule: rule(2) });
    const [first, second] = [given(id, entries[0]!, { person: proxy!.person! }), given(id, entries[1]!)];
    for (const one of [first, second]) await giveMandate(t.call(t.who.community), one);
    await castBallot(t.call(proxy!), { ballot: id, id: newId(), entry: entries[0]!, vote: { q1: 'yes' }, nonce: newNonce(), mandate: first.id });
    await t.by('community').call(routes.enterPaper, {
      params: { id },
      body: {
        entry: entries[1]!,
        paper: 'P-0002',
        channel: 'paper',
        received_at: new Date(t.clock.now()).toISOString(),
        vote: { q1: 'yes' },
        nonce: 'ab'.repeat(16),
        mandate: second.id,
      },
    });
    for (const { id: mandate } of [first, second])
      expect((await t.by('community').ask(routes.withdrawMandate, { params: { id, mandate }, body: { reason: '撤回' } })).problem().code).toBe(
        'ballots.mandate_used',
      );
  });

  it('withdrawn while the proxy casts: one of the two holds, never both', async () => {
    const [proxy] = t.voters(1);
    const { roll, entries } = await t.roll(Array.from({ length: 12 }, () => ({})));
    const id = await t.openBallot(roll, { rule: rule(12) });
    const mandates = entries.map((entry) => given(id, entry, { person: proxy!.person! }));
    for (const one of mandates) await giveMandate(t.call(t.who.community), one);
    const work = mandates.map(async (one, i) => {
      const cast = () =>
        castBallot(makeCall(t.house, { actor: proxy! }), {
          ballot: id,
          id: newId(),
          entry: one.entry,
          vote: { q1: 'yes' },
          nonce: newNonce(),
          mandate: one.id,
        });
      const end = () => withdrawMandate(t.call(t.who.community), { district: t.town.district, ballot: id, mandate: one.id, reason: '撤回' });
      const both = await Promise.allSettled<unknown>(i % 2 ? [cast(), end()] : [end(), cast()]);
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = both.find((two) => two.status === 'rejected')!;
      expect(['ballots.mandate_gone', 'ballots.mandate_used']).toContain((refused.reason as Refusal).def.code);
    });
    await Promise.all(work);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});

describe('the account of a proxy', () => {
  it('is bound by the phone it logs in with, once, within the limit of the rule, and votes from then on', async () => {
    const resident = await t.town.resident();
    const { roll, entries } = await t.roll([{}, {}, {}]);
    const id = await t.openBallot(roll, { rule: rule(2) });
    const place = { district: t.town.district, ballot: id };
    const clerk = t.by('community');
    const phone = '13911112222';
    await t.db.run(
      sql`UPDATE directory.person SET phone_sealed = ${t.house.vault.seal(phone, 'person.phone')}, phone_lookup = ${t.house.vault.lookup(phone, 'person.phone')} WHERE id = ${resident.person}`,
    );
    const made: ReturnType<typeof given>[] = [];
    for (const entry of entries) {
      const one = given(id, entry, { name: `代理${entry.slice(-2)}` });
      made.push(one);
      await giveMandate(t.call(t.who.community), one);
    }
    const bind = (mandate: string, to = phone) => clerk.ask(routes.bindMandate, { params: { id, mandate }, body: { phone: to } });
    expect((await bind(made[0]!.id, '13900000000')).problem().code).toBe('ballots.no_account');
    expect((await bind(made[0]!.id, '+86 139-1111-2222')).status).toBe(200);
    expect((await bind(made[0]!.id)).problem().code).toBe('ballots.mandate_bound');
    // Two at once for the last place.
    const raced = await Promise.allSettled([made[1]!, made[2]!].map(({ id: mandate }) => bindMandate(t.call(t.who.community), { ...place, mandate, phone })));
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lines = (await clerk.call(routes.mandates, { params: { id } })).items;
    expect(lines.filter(({ bound }) => bound)).toHaveLength(2);
    const [mine] = (await t.as(resident).call(routes.mine)).items.filter((line) => line.ballot === id && line.mandate === made[0]!.id);
    expect(mine).toMatchObject({ entry: entries[0]!, voted_at: null });
    await t.as(resident).call(routes.cast, {
      params: { district: t.town.district, id },
      body: { id: newId(), entry: mine!.entry, vote: { q1: 'yes' }, nonce: newNonce(), mandate: made[0]!.id },
    });
    // Given with the phone at once; and where nothing is cast online it cannot be.
    const offline = await t.openBallot(roll, { rule: rule(2), channels: ['paper'] });
    const body = { id: newId(), entry: entries[0]!, proxy_name: '李强', phone };
    expect((await clerk.ask(routes.giveMandate, { params: { id: offline }, body })).problem().code).toBe('ballots.channel_closed');
    const other = await t.openBallot(roll, { rule: rule(2) });
    await clerk.call(routes.giveMandate, { params: { id: other }, body });
    expect((await t.as(resident).call(routes.mine)).items.find(({ ballot }) => ballot === other)).toMatchObject({ mandate: body.id });
    await t.pass(DAY);
    expect((await verifyAll(t.house)).all).toEqual([]);
    await t.db.run(sql`UPDATE ballots.mandate_account SET person = ${newId()} WHERE mandate = ${made[0]!.id}`);
    expect((await verifyAll(t.house)).all).toMatchObject([{ what: 'its account is not the one that was recorded' }]);
  });
});
