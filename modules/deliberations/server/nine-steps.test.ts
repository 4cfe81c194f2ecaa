import { newId } from '@hezhi/contract';
import { sql, verify } from '@hezhi/server';
import type { Actor } from '@hezhi/contract';
import { describe, expect, it } from 'vitest';
import { DAY, deliberationsTest, matters, routes, type DeliberationsTest } from '../testing/house.ts';

/** Brings a topic to the ballot. */
async function toBallot(t: DeliberationsTest, kind = 'council', more = {}): Promise<string> {
  const { who, residents } = t;
  const id = await t.proposed(more);
  await t.cosigned(id);
  expect((await t.step(who.clerk, id, 'accept', { note: '涉及多户安全，列入议题' })).status).toBe(200);
  await t.settled(id);
  await t.pass(8 * DAY);
  expect(await t.state(id)).toBe('deliberating');
  await t.meet(id, kind);
  for (const [i, one] of residents.slice(0, 6).entries())
    await t.as(one).call(routes.position, { params: { id }, body: { stance: i < 4 ? 'for' : 'against', words: '我的电话13900000000', named: i === 0 } });
  expect((await t.step(who.clerk, id, 'conclude', { note: '多数赞成' })).status).toBe(200);
  for (const [i, one] of residents.slice(0, 6).entries())
    await t.as(one).call(routes.position, { params: { id }, body: { stance: i < 4 ? 'for' : 'against', words: '我的电话13900000000', named: i === 0 } });
  expect((await t.step(who.clerk, id, 'form_opinion', { opinion: '在东侧空地装10个充电桩' })).status).toBe(200);
  return id;
}

describe('nine steps', () => {
  it('goes from a resident’s words to an archived result, and tells everybody on the way', async () => {
    await using t = await deliberationsTest();
    const { who, residents } = t;
    const id = await toBallot(t);
    await t.vote(id, 4);
    expect(await t.state(id)).toBe('publishing');
    const talk = await t.talk(who.neighbour, id);
    expect(talk).toMatchObject({ outcome: 'passed', result: '做不做：通过；如何做：东侧空地', positions: { for: 4, against: 2, abstain: 0 }, can: ['object'] });
    // Nobody reads a phone number, and only the one who agreed is named.
    expect(talk.text).not.toContain('13800000000');
    const said = await t.withToken(null).call(routes.positions, { params: { district: t.town.district, id }, query: {} });
    expect(said.items.filter((one) => one.name !== null)).toHaveLength(1);
    expect(JSON.stringify(said)).not.toContain('13900000000');
    // An objection must be answered before anything is done.
    const objection = newId();
    await t.as(who.neighbour).call(routes.object, { params: { id }, body: { id: objection, words: '离我家窗户太近' } });
    await t.pass(10 * DAY);
    expect(await t.state(id)).toBe('publishing');
    await t.as(who.clerk).call(routes.answerObjection, { params: { id, objection }, body: { answer: '距离15米，符合规范', upheld: false } });
    expect(await t.state(id)).toBe('carrying_out');
    expect((await t.as(who.clerk).ask(routes.answerObjection, { params: { id, objection }, body: { answer: '再答', upheld: false } })).problem().code).toMatch(
      /objection_answered/,
    );
    // Carrying out: without tasks it is not done, with open ones neither.
    const done = { note: '已安装', spending: '2.1万元，维修资金' };
    expect((await t.step(who.clerk, id, 'carried_out', done)).problem().status).toBe(409);
    const task = newId();
    const due = new Date(t.clock.now() + 20 * DAY).toISOString().slice(0, 10);
    await t
      .as(who.clerk)
      .call(routes.addTask, { params: { id }, body: { id: task, title: '安装充电桩', text: '十个', owner: { org: t.town.orgs.department }, due } });
    await t.pass(0);
    expect((await t.step(who.clerk, id, 'carried_out', done)).problem().status).toBe(409);
    expect((await t.step(who.department, task, 'report_done', { note: '装好了' })).status).toBe(200);
    expect((await t.step(who.clerk, task, 'accept_done')).status).toBe(200);
    await t.pass(0);
    expect((await t.talk(null, id)).tasks).toMatchObject([{ title: '安装充电桩', ended: true, told: '装好了' }]);
    expect((await t.step(who.clerk, id, 'carried_out', done)).status).toBe(200);
    // Everyone rates once.
    await t.as(residents[0]!).call(routes.rate, { params: { id }, body: { score: 5, words: '很好' } });
    await t.as(who.neighbour).call(routes.rate, { params: { id }, body: { score: 4 } });
    expect((await t.as(who.neighbour).ask(routes.rate, { params: { id }, body: { score: 1 } })).problem().code).toBe('deliberations.rated_already');
    expect((await t.as(who.clerk).ask(routes.archive, { params: { id } })).problem().code).toBe('deliberations.not_archived');
    await t.pass(11 * DAY);
    const end = await t.talk(null, id);
    expect(end).toMatchObject({ state: 'archived', ended: true, rating: { count: 2, mean: 4.5 }, can: [] });
    expect(end.path.every((one) => one.reached !== 'ahead')).toBe(true);
    expect(end.timeline.map((one) => one.told['zh-Hans']).length).toBeGreaterThan(9);
    const findings: unknown[] = [];
    for await (const finding of verify(t.house)) findings.push(finding);
    expect(findings).toEqual([]);
    await t.house.db.run(sql`UPDATE deliberations.topic SET cosigned = cosigned + 1 WHERE id = ${id}`);
    await t.house.db.run(sql`UPDATE deliberations.meeting SET attained = NOT attained WHERE topic = ${id}`);
    for await (const finding of verify(t.house)) findings.push(finding.check);
    expect(findings).toEqual(['topics', 'meetings']);
    const paper = await t.as(who.clerk).inject({ method: 'GET', url: `/api/deliberations/${id}/archive` });
    expect(paper.statusCode).toBe(200);
    expect(paper.rawPayload.subarray(0, 4).toString()).toBe('%PDF');
  }, 60_000);

  it('is decided by the rule that was chosen, among those in force', async () => {
    await using t = await deliberationsTest();
    const id = await toBallot(t);
    const { rules } = await t.withToken(null).call(routes.settings, { query: { area: t.town.communities[0] } });
    expect(rules.map((one) => one.key)).toEqual(['deliberation_list', 'deliberation_present']);
    const [opensAt, closesAt] = [1000, DAY].map((ms) => new Date(t.clock.now() + ms).toISOString()) as [string, string];
    const body = { id: newId(), voters: 'present' as const, do: '是否加装', opensAt, closesAt, binding: false, basis: '议事规则' };
    const put = (more: object) => t.as(t.who.clerk).ask(routes.ballot, { params: { id }, body: { ...body, ...more } });
    expect((await put({ rule: 'nothing' })).problem().code).toBe('deliberations.rule_unknown');
    expect((await put({ voters: 'members' })).problem().code).toBe('deliberations.voters_none');
    expect((await put({ rule: 'deliberation_list' })).status).toBe(201);
    expect((await put({ id: newId() })).problem().code).toBe('deliberations.ballot_running');
    // Of those present nobody votes: too few take part.
    await t.pass(2 * DAY);
    expect(await t.talk(null, id)).toMatchObject({ state: 'reconsidering', outcome: 'no_quorum' });
  });

  it('a ballot that does not pass goes back to be changed, or ends', async () => {
    await using t = await deliberationsTest();
    const id = await toBallot(t);
    await t.vote(id, 2);
    expect(await t.state(id)).toBe('reconsidering');
    expect(await t.talk(null, id)).toMatchObject({ outcome: 'failed', result: '做不做：未通过；如何做：东侧空地' });
    expect((await t.step(t.who.clerk, id, 'revise', { note: '减少到5个' })).status).toBe(200);
    expect((await t.step(t.who.clerk, id, 'form_opinion', { opinion: '装5个' })).status).toBe(200);
    await t.vote(id, 6, 2);
    expect(await t.talk(null, id)).toMatchObject({ state: 'reconsidering', outcome: 'no_quorum' });
    expect((await t.step(t.who.clerk, id, 'give_up', { note: '参加人数不够' })).status).toBe(200);
    expect((await t.talk(null, id)).ended).toBe(true);
  }, 60_000);
});

describe('raising and screening', () => {
  it('is told the reasons and where to go; merges leave a trace; another community cannot act', async () => {
    await using t = await deliberationsTest();
    const { who } = t;
    const one = await t.proposed();
    await t.cosigned(one);
    expect((await t.step(who.other, one, 'accept', { note: '好' })).problem().status).toBe(404);
    const declined = { reason: 'statutory', note: '这要走物业维修程序', where: '街道物业科 029-1' };
    expect((await t.step(who.clerk, one, 'decline', declined)).status).toBe(200);
    const shown = (await t.talk(who.resident, one)).timeline.at(-1)!;
    expect(shown.words.map((word) => word.text)).toContain('这要走物业维修程序');
    const into = await t.proposed({ title: '楼前充电安全' });
    const second = await t.proposed({ title: '再提充电桩' });
    expect((await t.as(who.clerk).ask(routes.merge, { params: { id: second }, body: { into, note: '' } })).status).toBe(409);
    await t.cosigned(second);
    expect((await t.as(who.clerk).ask(routes.merge, { params: { id: second }, body: { into: second, note: '' } })).problem().code).toBe(
      'deliberations.merge_self',
    );
    await t.as(who.clerk).call(routes.merge, { params: { id: second }, body: { into, note: '同一件事' } });
    expect(await t.talk(who.resident, second)).toMatchObject({ state: 'merged', mergedInto: { id: into, title: '楼前充电安全' } });
  });

  it('shows a topic to visitors only once it was taken up, and says once what is sent twice', async () => {
    await using t = await deliberationsTest();
    const { who, town } = t;
    const body = { id: newId() };
    const first = await t.propose(who.resident, body, 'k');
    expect((await t.propose(who.resident, body, 'k')).body).toEqual(first.body);
    expect((await t.propose(who.resident, body)).body.id).toBe(body.id);
    expect((await t.propose(who.neighbour, body)).problem().code).toBe('deliberations.id_taken');
    const visitor = t.withToken(null);
    expect((await visitor.ask(routes.talk, { params: { district: town.district, id: body.id } })).status).toBe(404);
    expect((await t.as(who.neighbour).call(routes.talks, { query: { district: town.district } })).items).toHaveLength(1);
    await t.cosigned(body.id);
    await t.step(who.clerk, body.id, 'accept', { note: '列入' });
    const [card] = (await visitor.call(routes.talks, { query: { district: town.district, open: 'true' } })).items;
    expect(card).toMatchObject({ id: body.id, cosigned: 5 });
    expect((await t.talk(null, body.id)).proposer).toBeNull();
    expect((await t.as(who.resident).call(matters.get, { params: { id: body.id } })).matter.state).toBe('settling');
    expect((await t.propose(who.resident, { area: '610402999' })).problem().code).toBe('deliberations.area_unknown');
    expect((await t.propose(who.resident, { procedure: 'nothing' })).problem().code).toBe('matters.unknown_procedure');
    const anonymous: Actor = { ...who.resident, permissions: [] };
    expect((await t.propose(anonymous)).problem().status).toBe(403);
  });

  it('of two who come for the last signature one is the last, and nobody signs twice', async () => {
    await using t = await deliberationsTest();
    const id = await t.proposed();
    for (const one of t.residents.slice(0, 4)) await t.as(one).call(routes.cosign, { params: { id } });
    const asked = await Promise.all([4, 5, 4, 6].map((i) => t.as(t.residents[i]!).ask(routes.cosign, { params: { id } })));
    expect(asked.filter((one) => one.status === 200).map((one) => one.body)).toEqual([{ cosigned: 5, state: 'screening' }]);
    expect(await t.talk(t.who.resident, id)).toMatchObject({ cosigned: 5, state: 'screening' });
    expect((await t.as(t.who.resident).ask(routes.cosign, { params: { id } })).problem().code).toBe('deliberations.cosign_closed');
    const rows = await t.house.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM deliberations.cosign WHERE topic = ${id}`);
    expect(rows!.n).toBe(5);
  });

  it('lapses when too few co-sign in time', async () => {
    await using t = await deliberationsTest();
    const id = await t.proposed();
    await t.pass(32 * DAY);
    expect(await t.talk(t.who.resident, id)).toMatchObject({ state: 'lapsed', ended: true });
  });
});

describe('residents’ meeting', () => {
  it('is convened on the exact share that the law asks for', async () => {
    await using t = await deliberationsTest();
    const { who } = t;
    const id = await t.proposed({ procedure: 'residents_meeting' });
    const convene = (demanding: number, total: number, by = 'residents') => t.step(who.clerk, id, 'convene', { by, demanding, total, note: '联名' });
    expect((await convene(199, 1000)).problem()).toMatchObject({ code: 'deliberations.demand_short', errors: [{ path: '/body/data/demanding' }] });
    expect((await convene(1, 4, 'groups')).problem().code).toBe('deliberations.demand_short');
    expect((await convene(200, 1000)).status).toBe(200);
    expect(await t.state(id)).toBe('settling');
  });
});
