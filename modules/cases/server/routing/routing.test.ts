import { newId } from '@hezhi/contract';
import { room as duty } from '@hezhi/duty/server';
import { endPost } from '@hezhi/directory/server';
import { makeCall, sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../../testing/house.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest({ more: [duty] })));
afterAll(() => t.close());

const admin = () => t.as(t.who.district);
const rule = (part: Record<string, unknown>) => ({ id: newId(), leg: 'accept' as const, subject: '', area: t.town.district, org: t.town.orgs.street, ...part });
let revision = 0;
/** Writes the draft, whatever its revision. */
async function draft(rules: ReturnType<typeof rule>[], note = '') {
  const saved = await admin().call(routes.saveRoutingDraft, { body: { revision, note, rules } });
  revision = saved.revision;
  return saved;
}
async function publish(body: { valid_from?: string } = {}) {
  const done = await admin().call(routes.publishRouting, { body: { revision, ...body } });
  revision = 0;
  return done;
}
const acceptedBy = async (id: string) => (await t.matter(t.who.district, id)).legs.find((leg) => leg.key === 'accept')?.owner.name;

describe('the rules of dispatch', () => {
  test('without any a case goes to its community', async () => {
    expect(await admin().call(routes.routing)).toEqual({ now: null, later: [], draft: null });
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('测试一社区');
  });

  test('are kept as a draft with what is wrong with them, and faulty ones are not published', async () => {
    const { orgs, posts, communities } = t.town;
    const [a, b, c, d, e, f] = [
      rule({ subject: 'B03' }),
      rule({ subject: 'B03', hours: 'any' }),
      rule({ subject: 'A', days: 'rest', hours: 'working' }),
      rule({ subject: 'A02', org: orgs.department }),
      rule({ area: '610402999' }),
      rule({ subject: 'A03', post: posts.community, leg: 'handle' }),
    ];
    const saved = await draft([
      a!,
      b!,
      c!,
      d!,
      e!,
      f!,
      rule({ org: newId(), subject: 'C' }),
      rule({ leg: 'handle', area: communities[0], org: orgs.department }),
    ]);
    const codes = (id: string) => saved.findings.filter((one) => one.rule === id).map((one) => one.code);
    expect([codes(b!.id), codes(c!.id), codes(d!.id), codes(e!.id), codes(f!.id)]).toEqual([
      ['tie'],
      ['never'],
      ['no_right'],
      ['area_unknown'],
      ['post_elsewhere'],
    ]);
    expect(saved.findings.map((one) => one.sentence)).toEqual(
      expect.arrayContaining(['与第1条范围相同、时间重叠，分不出先后', '“区环卫中心”没有人有权受理', '指定的单位不存在或已撤销']),
    );
    expect(saved.rules[7]).toMatchObject({ area_name: '渭滨街道测试一社区', owner_name: '区环卫中心', subject_name: '全部类别' });
    expect((await admin().ask(routes.publishRouting, { body: { revision } })).problem()).toMatchObject({ status: 409, code: 'cases.routing_faulty' });
    expect((await t.as(t.who.street).ask(routes.routing)).status).toBe(403);
    expect((await t.as(t.who.admin).call(routes.routing)).draft?.findings).toHaveLength(saved.findings.length);
  });

  test('two who write at once: one is told', async () => {
    const body = { revision, note: '', rules: [rule({})] };
    const replies = await Promise.all([1, 2].map(() => admin().ask(routes.saveRoutingDraft, { body })));
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    revision += 1;
    expect((await admin().ask(routes.publishRouting, { body: { revision: revision - 1 } })).problem().code).toBe('cases.routing_changed');
  });

  test('the preview says what of last month would have gone elsewhere, by rule and case by case', async () => {
    const there = (await t.report(t.who.resident, { category: 'A02', place: { point: [108.725, 34.335], address: 'x' } })).body;
    const [all, own] = [rule({ subject: 'A' }), rule({ subject: 'B03', org: t.town.orgs.community })];
    await draft([all, own]);
    const seen = await admin().call(routes.previewRouting, { query: { revision } });
    expect([seen.total, seen.looked, seen.next]).toEqual([2, 2, null]);
    expect(seen.rules).toEqual(
      expect.arrayContaining([
        { rule: all.id, leg: 'accept', cases: 1, moved: 1 },
        { rule: own.id, leg: 'accept', cases: 1, moved: 0 },
      ]),
    );
    expect(seen.moved).toMatchObject([{ id: there.id, number: there.number, from: '测试二社区', to: '渭滨街道办', rule: all.id }]);
    // The administrator of the system keeps rules but sees no cases: figures only.
    expect(await t.as(t.who.admin).call(routes.previewRouting, { query: { revision } })).toMatchObject({ total: 2, moved: [] });
    expect((await admin().ask(routes.previewRouting, { query: { revision: revision + 1 } })).problem().code).toBe('cases.routing_changed');
  });

  test('once published the most special rule has the case, says why, and the receipt names the owner', async () => {
    const { street, community2 } = t.town.orgs;
    await draft(
      [
        rule({ subject: 'B', org: street }),
        rule({ subject: 'B03', area: t.town.grids[0], org: community2 }),
        rule({ subject: 'B03', area: t.town.grids[0], hours: 'off', org: street, post: t.town.posts.street }),
        rule({ leg: 'handle', subject: 'B', org: t.town.orgs.department }),
      ],
      '试行',
    );
    const done = await publish();
    expect(done).toMatchObject({ version: 1, state: 'now', rules: 4, note: '试行' });
    const reply = (await t.report(t.who.resident)).body;
    expect(reply.sentence).toContain('测试二社区');
    const matter = await t.matter(t.who.community2, reply.id);
    expect(matter.legs[0]).toMatchObject({ key: 'accept', owner: { name: '测试二社区' } });
    expect(matter.timeline[0]!.data).toMatchObject({ routed: '按分派规则（第1版第2条）' });
    expect(JSON.stringify((await t.matter(t.who.resident, reply.id)).timeline)).not.toContain('分派规则');
    await t.go(reply.id, [t.who.community2, 'accept']);
    const { items } = await t.as(t.who.street).call(routes.handlers, { params: { id: reply.id } });
    expect(items[0]).toMatchObject({ name: '区环卫中心', suggested: true, why: { 'zh-Hans': '按分派规则' } });
    expect(items.filter((one) => one.suggested)).toHaveLength(1);
    // Elsewhere in the group the street; another group as before; in the evening the street's post.
    expect(await acceptedBy((await t.report(t.who.resident, { category: 'B04' })).body.id)).toBe('渭滨街道办');
    expect(await acceptedBy((await t.report(t.who.resident, { category: 'A02' })).body.id)).toBe('测试一社区');
    t.clock.advance(9 * 3_600_000);
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('渭滨街道办 测试street');
    t.clock.advance(15 * 3_600_000);
  });

  test('a later version waits for its moment; an old one comes back by publishing it again', async () => {
    const [first] = (await admin().call(routes.routingVersions)).items;
    await draft([rule({ org: t.town.orgs.centre })]);
    expect((await admin().ask(routes.publishRouting, { body: { revision, valid_from: '2026-01-01T00:00:00+08:00' } })).problem().code).toBe(
      'cases.routing_past',
    );
    const moment = new Date(t.clock.now() + 3_600_000).toISOString();
    expect(await publish({ valid_from: moment })).toMatchObject({ version: 2, state: 'later' });
    expect((await admin().call(routes.routing)).later).toMatchObject([{ version: 2 }]);
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('测试二社区');
    t.clock.advance(3_600_000);
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('区治理中心');
    t.clock.advance(60_000);
    const old = await admin().call(routes.routingVersion, { params: { version: first!.version } });
    await draft(old.rules.map(({ subject_name: _s, area_name: _a, owner_name: _o, ...rest }) => rest) as never);
    expect(await publish()).toMatchObject({ version: 3, state: 'now', rules: 4 });
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('测试二社区');
    const versions = await admin().call(routes.routingVersions, { query: { limit: 2 } });
    expect(versions.items.map((one) => [one.version, one.state])).toEqual([
      [3, 'now'],
      [2, 'past'],
    ]);
    expect((await admin().call(routes.routingVersions, { query: { cursor: versions.next! } })).items.map((one) => one.version)).toEqual([1]);
    expect((await admin().ask(routes.routingVersion, { params: { version: 9 } })).status).toBe(404);
  });

  test('whoever reports while rules are published gets the old or the new, and afterwards the new', async () => {
    await draft([rule({ org: t.town.orgs.centre })]);
    const [replies, published] = await Promise.all([Promise.all(Array.from({ length: 12 }, () => t.report(t.who.resident))), publish()]);
    expect(published.version).toBe(4);
    const owners = await Promise.all(replies.map((one) => acceptedBy(one.body.id)));
    expect(owners.every((name) => name === '测试二社区' || name === '区治理中心')).toBe(true);
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('区治理中心');
  });

  test('published twice at once is published once, and a repeated key gets the same answer', async () => {
    const at = await draft([rule({ org: t.town.orgs.street })]);
    const replies = await Promise.all([1, 2].map(() => admin().ask(routes.publishRouting, { body: { revision: at.revision } })));
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    revision = 0;
    await draft([rule({ org: t.town.orgs.street, duty: true })]);
    const again = await Promise.all([1, 2].map(() => admin().ask(routes.publishRouting, { body: { revision } }, { key: 'publish-once' })));
    expect(new Set(again.map((one) => JSON.stringify(one.body))).size).toBe(1);
    revision = 0;
    const audited = await t.db.all(sql`SELECT FROM directory.audit WHERE entry::text LIKE '%case_routing.publish%'`);
    expect(audited).toHaveLength(6);
  });

  test('a post that ended since leaves the case to who answers for it; nobody on duty leaves it to the organisation', async () => {
    t.clock.advance(10 * 3_600_000);
    expect(await acceptedBy((await t.report(t.who.resident)).body.id)).toBe('渭滨街道办');
    await draft([rule({ org: t.town.orgs.community, post: t.town.posts.colleague, area: t.town.communities[0] })]);
    await publish();
    const post = await t.db.find<{ version: number }>(sql`SELECT version FROM directory.post WHERE id = ${t.town.posts.colleague}`);
    await endPost(makeCall(t.house, { actor: t.who.admin }), t.town.posts.colleague, post!.version);
    expect(await acceptedBy((await t.report(t.who.resident, { place: { point: inGrid, address: 'x' } })).body.id)).toContain('测试一社区');
    const targets = await admin().call(routes.routingTargets, { query: { q: '街道办' } });
    expect(targets.items[0]).toMatchObject({ org: t.town.orgs.street, post: null, legs: ['accept', 'handle'] });
    expect((await t.findings()).filter((one) => one)).toEqual([]);
  });
});
