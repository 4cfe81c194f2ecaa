import { newId } from '@hezhi/contract';
import { actorForPost, bulkStaff } from '@hezhi/directory/server';
import type { Actor } from '@hezhi/contract';
import { routes as blowing } from '@hezhi/whistles/contract';
import { room as whistles } from '@hezhi/whistles/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published } from '../contract/index.ts';
import type { Message } from '../sandbox/index.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';

type Told = {
  matter: { id: string; kind: string; description: string; state: string };
  legs: { id: string; key: string }[];
  may: { step: string; fields: { key: string; type: string; required: boolean }[] }[];
  result?: { outcome: { code: string } | null };
};
const told = (message: Message | undefined): Told => message!.data as Told;
const point: [number, number] = [108.705, 34.335];

describe('a department\u2019s body and its whistles', () => {
  let t: ExchangeTest;
  let urban: { org: string; actor: Actor };
  beforeAll(async () => {
    t = await exchangeTest({ more: [whistles] });
    const now = t.clock.now();
    const [org, person, post] = [newId(now), newId(now), newId(now)];
    const from = new Date(now - 300 * 86_400_000).toISOString();
    await bulkStaff(t.house, t.town.district, {
      orgs: [{ id: org, kind: 'urban_management', name: '区城管局', area: t.town.district, parent: t.town.orgs.centre, valid_from: from.slice(0, 10) }],
      people: [{ id: person, name: '测试城管', area: null }],
      accounts: [{ name: 't-urban', person, kind: 'staff', passwordHash: null }],
      posts: [{ id: post, person, role: 'department_handler', org, area: t.town.district, from }],
    });
    urban = { org, actor: await actorForPost(t.house, person, post) };
  });
  afterAll(() => t.close());

  const blow = async (more: object): Promise<string> =>
    (
      await t.as(t.who.street).call(blowing.blow, {
        body: { kind: 'routine', text: '夜市占道经营，油烟扰民', lead: [], assist: [], place: { point }, ...more } as never,
      })
    ).id;
  const heard = (type: string, id: string): Message | undefined => t.sandbox.of(`hezhi.matter.${type}.v1`).findLast((one) => told(one).matter.id === id);

  it('hears of the whistle, checks in with its position, reports, and hears how it ended', async () => {
    const id = await blow({ lead: [{ org: t.town.orgs.department }], assist: [{ org: urban.org }] });
    await t.flow();
    const assigned = heard('assigned', id);
    expect(told(assigned)).toMatchObject({ matter: { kind: 'whistle', description: '夜市占道经营，油烟扰民' }, legs: [{ key: 'check_in_lead' }] });
    expect(published['hezhi.matter.assigned.v1']!.safeParse(assigned!.data).success).toBe(true);
    expect(told(assigned).may.map((one) => one.step)).toEqual(['arrive', 'ask_return', 'comment']);
    expect(told(assigned).may[0]!.fields).toContainEqual(expect.objectContaining({ key: 'point', type: 'point' }));

    expect(await t.sandbox.step({ matter: id, step: 'arrive', point: [120, 30] })).toMatchObject({ status: 422, body: { errors: [{ path: '/data/point' }] } });
    expect((await t.sandbox.step({ matter: id, step: 'arrive', point, note: '已到场' })).status).toBe(200);
    await t.flow();
    const at = await t.as(t.who.street).call(blowing.facts, { params: { id } });
    await t.go(id, [urban.actor, 'check_in', {}], [urban.actor, 'report_assist', { note: '已劝离' }]);
    const own = at.responses.find((one) => one.org === t.town.orgs.department);
    expect([own?.status, own?.checkedInBy, own?.distance]).toEqual(['at_work', null, 0]);

    expect((await t.sandbox.step({ matter: id, step: 'finish', outcome: 'solved', note: '已清理' })).status).toBe(422);
    const fields = told(heard('assigned', id) ?? heard('updated', id)).may.find((one) => one.step === 'finish')?.fields ?? [];
    expect(fields.filter((one) => one.required).map((one) => one.key)).toEqual(['outcome', 'note', 'necessity']);
    const choice = (key: string): string => (fields.find((one) => one.key === key) as unknown as { options: { value: string }[] }).options[0]!.value;
    expect((await t.sandbox.step({ matter: id, step: 'finish', outcome: choice('outcome'), necessity: choice('necessity'), note: '已清理' })).status).toBe(200);
    await t.go(id, [t.who.street, 'rate_department', { department: { org: t.town.orgs.department }, score: 5 }]);
    await t.go(id, [t.who.street, 'rate_department', { department: { org: urban.org }, score: 5 }]);
    await t.flow();
    expect(told(heard('closed', id)).result?.outcome?.code).toBe(choice('outcome'));
    expect(await t.findings()).toEqual([]);
  });

  it('where it only helps it reports in its own way; a whistle that is not its own it knows nothing of', async () => {
    const id = await blow({ lead: [{ org: urban.org }], assist: [{ org: t.town.orgs.department }] });
    const other = await blow({ lead: [{ org: urban.org }] });
    await t.flow();
    expect(heard('assigned', other)).toBeUndefined();
    expect(await t.sandbox.step({ matter: other, step: 'arrive' })).toMatchObject({ body: { code: 'exchange.unknown_matter' } });
    expect((await t.sandbox.step({ matter: id, step: 'arrive' })).status).toBe(200);
    expect((await t.sandbox.step({ matter: id, step: 'finish', note: '已配合' })).status).toBe(200);
    const facts = await t.as(t.who.street).call(blowing.facts, { params: { id } });
    expect(facts.responses.find((one) => one.org === t.town.orgs.department)?.status).toBe('done');
  });
});
