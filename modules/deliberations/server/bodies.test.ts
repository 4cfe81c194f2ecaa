import { newId } from '@hezhi/contract';
import { install } from '@hezhi/methods/server';
import { makeCall, sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { shippedSettings } from '../contract/index.ts';
import { bodyRoutes, DAY, deliberationsTest, matters, meetingRoutes, routes, type DeliberationsTest } from '../testing/house.ts';

async function founded(t: DeliberationsTest, more: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const body = {
    id,
    kind: 'lane',
    name: '渭滨里弄管会',
    area: t.town.communities[0],
    founded: '2026-01-10',
    rhythm: '每月第一个周六',
    places: [{ name: '弄口亭', address: '渭滨里1号' }],
    ...more,
  };
  await t.as(t.who.clerk).call(bodyRoutes.addBody, { body: body as never });
  return id;
}
const member = (t: DeliberationsTest, i: number, role: 'chair' | 'secretary' | 'member' = 'member') => ({
  id: newId(),
  person: t.residents[i]!.person!,
  name: `居民${i + 1}`,
  role,
  chosen: 'elected' as const,
  from: '2026-01-10',
});

describe('bodies', () => {
  it('have members once each, are changed by who manages them, and end', async () => {
    await using t = await deliberationsTest();
    const { who, town } = t;
    const id = await founded(t);
    const clerk = t.as(who.clerk);
    const first = member(t, 0, 'chair');
    expect(await clerk.call(bodyRoutes.addMember, { params: { id }, body: first })).toMatchObject({ name: '居民1', role: 'chair' });
    expect((await clerk.ask(bodyRoutes.addMember, { params: { id }, body: { ...first, id: newId() } })).problem().code).toBe('deliberations.member_already');
    expect((await clerk.ask(bodyRoutes.addMember, { params: { id }, body: { ...member(t, 1), to: '2025-01-01' } })).problem().code).toBe(
      'deliberations.term_wrong',
    );
    expect((await clerk.ask(bodyRoutes.addMember, { params: { id }, body: { ...member(t, 1), person: newId() } })).problem().code).toBe(
      'deliberations.person_unknown',
    );
    await clerk.call(bodyRoutes.addMember, {
      params: { id },
      body: { id: newId(), name: '只有姓名', role: 'member', chosen: 'volunteer', from: '2026-01-10' },
    });
    const view = await clerk.call(bodyRoutes.body, { params: { id } });
    expect(view).toMatchObject({ members: 2, missing: ['secretary'], version: 1, kindName: { 'zh-Hans': '弄管会' } });
    expect((await t.as(who.neighbour).ask(bodyRoutes.members, { params: { id } })).problem().status).toBe(404);
    expect((await t.as(t.residents[0]!).call(bodyRoutes.members, { params: { id } })).items).toHaveLength(2);
    expect((await t.as(who.other).ask(bodyRoutes.endBody, { params: { id }, body: { version: 1 } })).problem().status).toBe(404);
    expect(
      (
        await t.as(who.other).ask(bodyRoutes.addBody, { body: { id: newId(), kind: 'lane', name: 'x', area: town.communities[0], founded: '2026-01-10' } })
      ).problem().code,
    ).toBe('deliberations.out_of_area');
    expect(
      (await clerk.ask(bodyRoutes.addBody, { body: { id: newId(), kind: 'nothing', name: 'x', area: town.communities[0], founded: '2026-01-10' } })).problem()
        .code,
    ).toBe('deliberations.body_kind_unknown');
    const saved = await clerk.call(bodyRoutes.saveBody, { params: { id }, body: { name: '渭滨里弄堂管理会', founded: '2026-01-10', version: 1 } });
    expect(saved).toMatchObject({ name: '渭滨里弄堂管理会', version: 2 });
    expect((await clerk.ask(bodyRoutes.saveBody, { params: { id }, body: { name: 'y', founded: '2026-01-10', version: 1 } })).problem().code).toBe(
      'deliberations.changed',
    );
    // A term ends with its last day, by the clock.
    await clerk.call(bodyRoutes.addMember, { params: { id }, body: { ...member(t, 4), to: '2026-11-24' } });
    await t.pass(2 * DAY);
    expect((await clerk.call(bodyRoutes.members, { params: { id }, query: { former: 'true' } })).items).toMatchObject([
      { name: '居民5', endedOn: '2026-11-24' },
    ]);
    await clerk.call(bodyRoutes.endMember, { params: { id, member: first.id }, body: {} });
    expect((await clerk.call(bodyRoutes.members, { params: { id }, query: { former: 'true' } })).items.map((one) => one.id)).toContain(first.id);
    expect(await clerk.call(bodyRoutes.endBody, { params: { id }, body: { version: 2 } })).toMatchObject({ members: 0 });
    expect((await clerk.ask(bodyRoutes.addMember, { params: { id }, body: member(t, 2) })).problem().code).toBe('deliberations.body_ended');
    expect((await clerk.call(bodyRoutes.bodies)).items).toEqual([]);
    expect((await clerk.call(bodyRoutes.bodies, { query: { ended: 'true' } })).items).toHaveLength(1);
  });

  it('its chair proposes without co-signers, calls the members, and everybody’s calendar shows it', async () => {
    await using t = await deliberationsTest();
    const { who, town, residents } = t;
    const id = await founded(t);
    for (const [i, role] of (['chair', 'secretary', 'member'] as const).entries())
      await t.as(who.clerk).call(bodyRoutes.addMember, { params: { id }, body: member(t, i, role) });
    const chair = t.as(residents[0]!);
    expect((await t.propose(residents[2]!, { body: id })).problem().code).toBe('deliberations.not_organiser');
    expect((await t.propose(residents[0]!, { body: id })).body).toMatchObject({ state: 'screening' });
    const meeting = newId();
    const startsAt = new Date(t.clock.now() + 3 * DAY).toISOString();
    const officers = { chair: { person: residents[0]!.person, name: '居民1' }, secretary: { person: residents[1]!.person, name: '居民2' } };
    const body = { id: meeting, kind: 'members', body: id, title: '月度例会', mode: 'on_site' as const, place: '弄口亭', startsAt, ...officers };
    expect(await chair.call(meetingRoutes.announce, { body })).toMatchObject({ entitled: 3, needed: 2 });
    const ical = await t.withToken(null).inject({ method: 'GET', url: `/api/public/calendar/${town.district}?body=${id}` });
    expect(ical.headers['content-type']).toContain('text/calendar');
    expect(ical.payload).toMatch(/BEGIN:VCALENDAR[\s\S]*SUMMARY:成员会议：月度例会[\s\S]*LOCATION:弄口亭/);
    const { path } = await t.as(residents[2]!).call(bodyRoutes.ownCalendar);
    expect((await t.withToken(null).inject({ method: 'GET', url: path })).payload).toContain('月度例会');
    const again = await t.as(residents[2]!).call(bodyRoutes.ownCalendar);
    expect((await t.withToken(null).inject({ method: 'GET', url: path })).statusCode).toBe(404);
    await t.as(residents[2]!).call(bodyRoutes.dropCalendar);
    expect((await t.withToken(null).inject({ method: 'GET', url: again.path })).statusCode).toBe(404);
    await t.pass(3 * DAY);
    await chair.call(meetingRoutes.open, { params: { id: meeting }, body: {} });
    const { code } = await chair.call(meetingRoutes.code, { params: { id: meeting } });
    for (const i of [0, 1]) await t.as(residents[i]!).call(meetingRoutes.signIn, { params: { id: meeting }, body: { code } });
    expect(await chair.call(meetingRoutes.close, { params: { id: meeting }, body: {} })).toEqual({ entitled: 3, present: 2, needed: 2, attained: true });
  });

  it('rounds raise what was found as case and topic, once', async () => {
    await using t = await deliberationsTest();
    const { who, residents } = t;
    const id = await founded(t);
    await t.as(who.clerk).call(bodyRoutes.addMember, { params: { id }, body: member(t, 3) });
    const round = {
      id: newId(),
      route: '一弄到三弄',
      findings: [
        { text: '路灯不亮', raise: 'case' as const, category: 'B03' },
        { text: '弄口要不要装门', raise: 'topic' as const },
        { text: '一切正常', raise: 'none' as const },
      ],
    };
    const made = await t.as(residents[3]!).call(bodyRoutes.addRound, { params: { id }, body: round });
    expect(made.findings.map((one) => one.raised)).toEqual(['case', 'topic', 'none']);
    expect(made.findings[0]!.number).not.toBe('');
    expect((await t.as(residents[3]!).call(bodyRoutes.addRound, { params: { id }, body: round })).findings).toEqual(made.findings);
    expect((await t.as(residents[5]!).ask(bodyRoutes.addRound, { params: { id }, body: { ...round, id: newId() } })).problem().status).toBe(404);
    const { items } = await t.as(who.clerk).call(bodyRoutes.rounds, { params: { id } });
    expect(items).toMatchObject([{ id: round.id, by: '居民4', findings: made.findings }]);
    // The case says from which round it came, and leads back to it; who made the round follows it as the own.
    const [raised] = made.findings;
    const page = await t.as(who.clerk).call(matters.get, { params: { id: raised!.id! } });
    expect(JSON.stringify(page)).toContain('巡查：一弄到三弄');
    expect((await t.as(residents[3]!).ask(matters.get, { params: { id: raised!.id! } })).status).toBe(200);
    const origin = (by: typeof who.clerk, matter: string) => t.as(by).call(bodyRoutes.roundOf, { params: { matter } });
    expect(await origin(who.clerk, raised!.id!)).toMatchObject({ round: { id: round.id, body: id, route: '一弄到三弄' } });
    expect(await origin(who.clerk, made.findings[1]!.id!)).toMatchObject({ round: { id: round.id } });
    expect(await origin(residents[5]!, raised!.id!)).toEqual({ round: null });
    expect(await origin(who.clerk, newId())).toEqual({ round: null });
    expect((await t.talk(residents[4]!, made.findings[1]!.id!)).title).toBe('弄口要不要装门');
  });

  it('what was only noted on a round becomes a case later, once, of however many who press at the same moment', async () => {
    await using t = await deliberationsTest();
    const { who, residents } = t;
    const id = await founded(t);
    const round = { id: newId(), route: '二弄', findings: [{ text: '井盖松动', raise: 'none' as const }] };
    await t.as(who.clerk).call(bodyRoutes.addRound, { params: { id }, body: round });
    const turn = (by = who.clerk, finding = 0) =>
      t.as(by).ask(bodyRoutes.findingToCase, { params: { id, round: round.id, finding }, body: { category: 'B03', address: '二弄 8 号门口' } });
    expect((await turn(residents[5]!)).problem().code).toBe('deliberations.body_not_found');
    expect((await turn(who.clerk, 1)).problem().code).toBe('deliberations.finding_not_found');
    const wrong = await t.as(who.clerk).ask(bodyRoutes.findingToCase, { params: { id, round: round.id, finding: 0 }, body: { category: 'Z99', address: '' } });
    expect(wrong.problem().code).toBe('cases.category_unknown');
    const both = await Promise.all([turn(), turn(who.colleague)]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(both.find((one) => one.status === 409)!.problem().code).toBe('deliberations.finding_raised');
    const made = both.find((one) => one.status === 201)!.body;
    expect(await t.db.find(sql`SELECT count(*)::int AS n FROM matters.matter WHERE kind = 'case'`)).toEqual({ n: 1 });
    const [shown] = (await t.as(who.clerk).call(bodyRoutes.rounds, { params: { id } })).items;
    expect(shown!.findings).toEqual([{ text: '井盖松动', raised: 'case', id: made.id, number: made.number }]);
    expect(await t.as(who.clerk).call(bodyRoutes.roundOf, { params: { matter: made.id } })).toMatchObject({ round: { id: round.id, body: id } });
    expect((await turn()).problem().code).toBe('deliberations.finding_raised');
    expect((await verifyAll(t.house)).all).toEqual([]);
    await t.db.run(sql`DELETE FROM deliberations.round_raised`);
    await t.db.run(sql`UPDATE deliberations.round SET findings = jsonb_set(findings, '{0,id}', to_jsonb(${made.id}::text))`);
    expect((await verifyAll(t.house)).all.map(({ what }) => what)).toEqual(['what finding 1 became is not on record']);
  });

  it('the supervision group objects as such, and what is settled is told', async () => {
    await using t = await deliberationsTest();
    const { who, residents, town } = t;
    const group = await founded(t, { kind: 'supervision_group', name: '监督小组' });
    await t.as(who.clerk).call(bodyRoutes.addMember, { params: { id: group }, body: member(t, 8) });
    const settings = await t.withToken(null).call(routes.settings, { query: { area: town.communities[0] } });
    expect(settings.procedures.map((one) => one.procedure)).toEqual(['nine_steps', 'three_meetings', 'residents_meeting']);
    const id = await t.proposed();
    expect((await t.talk(residents[8]!, id)).you).toMatchObject({ supervisor: true, participant: false });
    expect((await t.as(residents[8]!).ask(routes.object, { params: { id }, body: { id: newId(), words: '程序有问题' } })).problem().code).toBe(
      'deliberations.objections_closed',
    );
    expect((await t.as(who.clerk).ask(routes.participants, { params: { id } })).status).toBe(200);
    expect((await t.as(residents[8]!).ask(routes.participants, { params: { id } })).problem().code).toBe('deliberations.not_organiser');
  });
});

it('goes by the pack that is in force where it works, and only there', async () => {
  await using t = await deliberationsTest();
  const { who, town, house } = t;
  const said = (text: string) => ({ 'zh-Hans': text, en: 'Test' });
  const council = shippedSettings.meetings.find((one) => one.key === 'council')!;
  const nine = shippedSettings.procedures.find((one) => one.procedure === 'nine_steps')!;
  const manifest = {
    key: 'rivertown',
    version: 1,
    name: said('河镇议事法'),
    summary: said('试验'),
    story: said('试验'),
    needs: ['deliberations'],
    sources: [{ document: '测试', title: '测试' }],
  };
  const files = new Map(
    Object.entries({
      'pack.yaml': manifest,
      'meetings.yaml': { meetings: [{ ...council, notice: { amount: 1, unit: 'days' }, quorum: { of: 'invited', share: [1, 2], more: true } }] },
      'deliberation.yaml': { procedures: [{ ...nine, cosigners: 2 }] },
    }).map(([file, body]) => [file, JSON.stringify(body)]),
  );
  const input = { id: newId(), key: 'rivertown', version: 1, area: town.communities[0], settings: {}, reason: '试验' };
  await install(makeCall(house, { actor: who.street, now: t.clock.now() }), input as never, files);
  const read = (area: string) => t.withToken(null).call(routes.settings, { query: { area } });
  const [inside, outside] = [await read(town.communities[0]), await read(town.communities[1])];
  expect(inside.procedures.find((one) => one.procedure === 'nine_steps')?.cosigners).toBe(2);
  expect(inside.meetings.find((one) => one.key === 'council')?.quorum).toEqual({ of: 'invited', share: [1, 2], more: true });
  expect(inside.meetings).toHaveLength(outside.meetings.length);
  expect(outside.procedures.find((one) => one.procedure === 'nine_steps')?.cosigners).toBe(5);
  const id = await t.proposed();
  for (const one of t.residents.slice(0, 2)) await t.as(one).call(routes.cosign, { params: { id } });
  expect(await t.state(id)).toBe('screening');
});
