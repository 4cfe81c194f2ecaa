import { newId } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import { expect, it } from 'vitest';
import { DAY, ownersTest, routes } from '../testing/house.ts';

it('shows the keepers’ shares of the key once: a repetition is answered without them, and nothing that is kept holds them', async () => {
  await using t = await ownersTest();
  const { id: group } = await t.compound(Array.from({ length: 3 }, () => ({ area: '100' })));
  const { id } = (await t.propose(t.who.clerk, group)).body;
  await t.step(t.who.clerk, id, 'accept');
  const clerk = t.as(t.who.clerk);
  await clerk.call(routes.publishRoll, { params: { id }, body: { id: newId() } });
  await t.pass(7 * DAY);
  const opens = t.clock.now() + 15 * DAY;
  const body = {
    id: newId(),
    opensAt: new Date(opens).toISOString(),
    closesAt: new Date(opens + 7 * DAY).toISOString(),
    secrecy: 'secret' as const,
    keepers: { need: 2, names: ['甲', '乙', '丙'] },
  };
  const first = await clerk.call(routes.announce, { params: { id }, body }, { key: 'announce' });
  expect(first.shares.map(({ name }) => name)).toEqual(['甲', '乙', '丙']);
  expect(await clerk.call(routes.announce, { params: { id }, body }, { key: 'announce' })).toEqual({ ballot: body.id, shares: [] });
  const kept = await t.db.all<{ reply: { sealed?: string } | null }>(sql`SELECT reply FROM kernel.command`);
  const told = kept.map(({ reply }) => (reply?.sealed ? t.house.vault.open(Buffer.from(reply.sealed, 'base64'), 'kernel.command') : JSON.stringify(reply)));
  expect(told.some((one) => one.includes(body.id))).toBe(true);
  for (const { share } of first.shares) expect(told.filter((one) => one.includes(share))).toEqual([]);
});
