import { newId } from '@hezhi/contract';
import { expect, it } from 'vitest';
import { checkRule, newNonce, pollRule, routes } from '../contract/index.ts';
import { ballotsTest, DAY, halfRule, HOUR, plainRule } from '../testing/index.ts';

it('offers the rules of law and the poll at a place of the post, none below the law of its subject', async () => {
  await using t = await ballotsTest();
  const { items, gaps } = await t.by('community').call(routes.rules, { query: { area: t.town.communities[0] } });
  // Residents' meetings since 2026: no share is made up, and whoever sets up a vote is told why there is no rule.
  expect(gaps.map((one) => one['zh-Hans'])).toEqual([expect.stringMatching(/居民委员会组织法（2025年修订.*请对照原文/)]);
  expect(items.every(({ unconfirmed }) => unconfirmed.length === 0)).toBe(true);
  const law = items.filter(({ from }) => from === 'law').map(({ rule }) => rule);
  expect(law.filter(({ subject }) => subject?.startsWith('owners.'))).toHaveLength(9);
  for (const rule of law) expect(checkRule(rule, '2026-11-23')).toEqual({ faults: [], blocking: false });
  const rebuild = law.find(({ subject }) => subject === 'owners.rebuild')!;
  expect(rebuild.agree).toEqual([
    { measure: 'area', at_least: '3/4', of: 'taking_part' },
    { measure: 'heads', at_least: '3/4', of: 'taking_part' },
  ]);
  expect(items.at(-1)).toMatchObject({ from: 'poll', rule: { key: pollRule.key, binding: false } });
  await expect(t.by('community').call(routes.rules, { query: { area: t.town.communities[1] } })).rejects.toThrow('ballots.outside');
});

it('lists voters by name with units and weights, by page, by unit, and those who are still to be asked', async () => {
  await using t = await ballotsTest();
  const [one, two, three] = t.voters(3);
  const { roll, entries } = await t.roll([
    { person: one!.person, area: '80.50', label: '1号楼101', head: 'a' },
    { person: one!.person, area: '20', label: '2号楼101', head: 'a' },
    { person: two!.person, area: '100', label: '1号楼102' },
    { person: three!.person, area: '100', label: '3号楼101' },
  ]);
  const id = await t.openBallot(roll);
  const clerk = t.by('community');
  const first = await clerk.call(routes.turnout, { params: { id }, query: { limit: 2 } });
  expect(first.items.map(({ label }) => label)).toEqual([expect.stringContaining('1号楼101'), '1号楼102']);
  expect(first.items[0]).toMatchObject({ area: 1_005_000, voted: false, voted_at: null, units: [{ label: '1号楼101' }, { label: '2号楼101' }] });
  const second = await clerk.call(routes.turnout, { params: { id }, query: { limit: 2, cursor: first.next! } });
  expect(second).toMatchObject({ items: [{ label: '3号楼101' }], next: null });
  const byUnit = await clerk.call(routes.turnout, { params: { id }, query: { entry: entries[1]! } });
  expect(byUnit.items.map((voter) => voter.id)).toEqual([first.items[0]!.id]);
  expect((await clerk.call(routes.turnout, { params: { id }, query: { q: '2号楼' } })).items).toHaveLength(1);
  const mine = await t.as(one!).call(routes.mine);
  expect(mine.items).toMatchObject([{ ballot: id, units: 2, area: 1_005_000 }]);
  await t
    .as(one!)
    .call(routes.cast, { params: { district: t.town.district, id }, body: { id: newId(), entry: entries[1]!, vote: { q1: 'yes' }, nonce: newNonce() } });
  const waiting = await clerk.call(routes.turnout, { params: { id }, query: { waiting: 'true' as never } });
  expect(waiting.items.map(({ label }) => label)).toEqual(['1号楼102', '3号楼101']);
  // A grid worker collects for the whole community's ballot; the community next door has nothing to do with it.
  expect((await t.by('grid').call(routes.turnout, { params: { id } })).items).toHaveLength(3);
  await expect(t.by('community2').call(routes.turnout, { params: { id } })).rejects.toThrow('ballots.not_found');
});

it('tells nobody who has voted where the rule says so', async () => {
  await using t = await ballotsTest();
  const [one] = t.voters(1);
  const { roll, entries } = await t.roll([{ person: one!.person }, {}]);
  const id = await t.openBallot(roll, { rule: plainRule({ running: 'nobody' }) });
  await t
    .as(one!)
    .call(routes.cast, { params: { district: t.town.district, id }, body: { id: newId(), entry: entries[0]!, vote: { q1: 'yes' }, nonce: newNonce() } });
  for (const waiting of [undefined, 'true' as never]) {
    const { items } = await t.by('community').call(routes.turnout, { params: { id }, query: waiting ? { waiting } : {} });
    expect(items.map(({ voted, voted_at }) => [voted, voted_at])).toEqual([
      [null, null],
      [null, null],
    ]);
  }
});

it('prints the result of a counted ballot, and nothing before', async () => {
  await using t = await ballotsTest();
  const voters = t.voters(6);
  const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person, area: '89.34' })));
  const id = await t.ballot(roll, { rule: halfRule({ notice_days: 15 }), opensAt: t.clock.now() + 15 * DAY + HOUR, closesAt: t.clock.now() + 16 * DAY });
  await t.pass(15 * DAY + HOUR);
  const place = { district: t.town.district, id };
  for (const [i, voter] of voters.entries())
    await t.as(voter).call(routes.cast, { params: place, body: { id: newId(), entry: entries[i]!, vote: { q1: i < 4 ? 'yes' : 'no' }, nonce: newNonce() } });
  const get = () => t.withToken(null).inject({ method: 'GET', url: `/api/public/ballots/${t.town.district}/${id}/paper` });
  expect((await get()).statusCode).toBe(404);
  await t.pass(DAY);
  const paper = await get();
  expect(paper.statusCode).toBe(200);
  expect(paper.headers['content-type']).toBe('application/pdf');
  expect(paper.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
});
