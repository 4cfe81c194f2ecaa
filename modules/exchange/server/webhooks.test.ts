import { newId } from '@hezhi/contract';
import { currentProcedure, kindOf } from '@hezhi/matters/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published, routes } from '../contract/index.ts';
import { SandboxBody } from '../sandbox/index.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';
import { room as whistles } from '@hezhi/whistles/server';
import { allMappings, mappingFaults } from './mapping.ts';
import { purgeMessages } from './queries-messages.ts';

describe('webhooks', () => {
  let t: ExchangeTest;
  const hooks: SandboxBody[] = [];
  beforeAll(async () => {
    t = await exchangeTest();
  });
  afterAll(async () => {
    for (const hook of hooks) await hook.close();
    await t.close();
  });

  async function subscribe(given: { topics: string[]; area?: string; subjects?: string[] }): Promise<SandboxBody> {
    const hook = await SandboxBody.open({ now: t.clock.now });
    hooks.push(hook);
    const body = { id: newId(), role: 'webhook' as const, name: '数据门户', address: hook.address, ...given };
    const made = await t.as(t.who.district).call(routes.create, { body });
    hook.secrets = { sends: '', hears: made.shown[0]!.secret };
    return hook;
  }

  it('hear of public matters by topic, territory and category, once each, by the allow-list alone', async () => {
    const all = await subscribe({ topics: ['case.opened', 'case.stepped', 'case.closed'] });
    const ends = await subscribe({ topics: ['case.closed'], area: t.town.communities[0] });
    const elsewhere = await subscribe({ topics: ['case.opened'], area: t.town.communities[1] });
    const parks = await subscribe({ topics: ['case.opened'], subjects: ['C'] });
    const id = (await t.report(t.who.resident, { contact: { name: '王小明', phone: '13912345678' }, public: true })).body.id;
    await t.report(t.who.resident, { public: false, description: '不愿公开的事' });
    await t.go(id, [t.who.community, 'assign', { to: { org: t.town.orgs.community }, note: '安排人去' }]);
    await t.go(
      id,
      [t.who.community, 'finish', { outcome: 'solved', note: '王小明家门口的灯修好了' }],
      [t.who.community, 'verify'],
      [t.who.resident, 'rate', { score: 5, solved: 'yes' }],
    );
    await t.flow();
    expect(all.heard.map((one) => one.type)).toEqual([
      'hezhi.case.opened.v1',
      ...Array.from({ length: 3 }, () => 'hezhi.case.stepped.v1'),
      'hezhi.case.closed.v1',
    ]);
    expect(ends.heard.map((one) => one.type)).toEqual(['hezhi.case.closed.v1']);
    expect([elsewhere.heard, parks.heard]).toEqual([[], []]);
    for (const { data } of all.heard) {
      expect(published['hezhi.webhook.matter.v1']!.parse(data)).toEqual(data);
      expect(data['area']).toBe(t.town.communities[0]);
    }
    expect(JSON.stringify(all.heard)).not.toMatch(/王小明|1391234|渭滨家园|楼道灯|修好/);
    expect(all.heard.at(-1)!.data).toMatchObject({ id, final: true, rating: 5, steps: ['rate'] });
  });

  it('forget what was settled long ago, and keep dead letters', async () => {
    await t.db.pool.query(`UPDATE exchange.message SET state = 'dead' WHERE id = (SELECT id FROM exchange.message WHERE direction = 'out' LIMIT 1)`);
    await purgeMessages(t.house.db, new Date(t.clock.now() + 1).toISOString());
    const { rows } = await t.db.pool.query<{ state: string }>('SELECT state FROM exchange.message');
    expect(rows).toEqual([{ state: 'dead' }]);
  });
});

describe('mappings', () => {
  it('fit the procedures of the house', async () => {
    await using t = await exchangeTest({ more: [whistles] });
    for (const [at, kind] of ['case', 'whistle'].entries()) {
      const mapping = allMappings()[at]!;
      const procedure = currentProcedure(t.house, kindOf(t.house, kind));
      expect(procedure.key).toBe(mapping.procedure);
      expect(mappingFaults(mapping, procedure)).toEqual([]);
    }
  });
});
