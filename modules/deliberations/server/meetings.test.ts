import { newId } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { DAY, deliberationsTest, meetingRoutes, routes, type DeliberationsTest } from '../testing/house.ts';

/** A topic whose participants are settled and whose notice is over. */
async function ready(t: DeliberationsTest, procedure = 'nine_steps'): Promise<string> {
  const id = await t.proposed({ procedure });
  await t.cosigned(id);
  await t.step(t.who.clerk, id, 'accept', { note: '列入' });
  await t.settled(id);
  await t.pass(8 * DAY);
  return id;
}
const call = (t: DeliberationsTest, topic: string, more: Record<string, unknown> = {}) => {
  const id = newId();
  const body = {
    id,
    kind: 'council',
    topic,
    title: '协商会',
    mode: 'both',
    place: '议事厅',
    link: '会议号 123',
    startsAt: new Date(t.clock.now() + 9 * DAY).toISOString(),
    chair: { person: t.who.clerk.person, name: '王芳' },
    secretary: { person: null, name: '赵记录' },
    ...more,
  };
  return t.as(t.who.clerk).ask(meetingRoutes.announce, { body: body as never });
};

describe('meetings', () => {
  it('are called by the rule of their kind and told to those expected', async () => {
    await using t = await deliberationsTest();
    const { who, residents, town } = t;
    const topic = await ready(t);
    const early = await call(t, topic, { startsAt: new Date(t.clock.now() + DAY).toISOString() });
    expect(early.problem()).toMatchObject({ status: 422, code: 'deliberations.notice_short' });
    expect((await call(t, topic, { place: '' })).problem().code).toBe('deliberations.place_needed');
    expect((await call(t, topic, { link: '' })).problem().code).toBe('deliberations.link_needed');
    expect((await call(t, topic, { kind: 'residents_meeting' })).problem().code).toBe('deliberations.electors_needed');
    expect((await call(t, topic, { kind: 'nothing' })).problem().code).toBe('deliberations.meeting_kind_unknown');
    expect((await call(t, topic, { secretary: { person: who.clerk.person, name: '王芳' } })).problem().code).toBe('deliberations.same_officers');
    expect((await call(t, topic, { startsAt: new Date(t.clock.now() - DAY).toISOString() })).problem().code).toBe('deliberations.meeting_past');
    const { id } = (await call(t, topic)).body;
    await t.pass(0);
    const told = await t.house.db.all<{ person: string }>(sql`SELECT person FROM notices.notice WHERE template = 'deliberations.invited'`);
    expect(new Set(told.map((one) => one.person))).toEqual(new Set(residents.slice(0, 6).map((one) => one.person)));
    expect(told).toHaveLength(6);
    const open = await t.withToken(null).call(meetingRoutes.meeting, { params: { district: town.district, id } });
    expect(open).toMatchObject({ entitled: 6, needed: 4, link: null, you: { invited: false } });
    expect((await t.as(residents[0]!).call(meetingRoutes.meeting, { params: { district: town.district, id } })).link).toBe('会议号 123');
    expect((await t.as(who.resident).ask(meetingRoutes.cancel, { params: { id }, body: { reason: '不想开' } })).problem().code).toBe(
      'deliberations.not_organiser',
    );
    expect((await t.as(who.other).ask(meetingRoutes.open, { params: { id }, body: {} })).problem().code).toBe('deliberations.not_organiser');
    expect((await t.as(who.clerk).ask(meetingRoutes.open, { params: { id }, body: {} })).problem().code).toBe('deliberations.too_early');
    await t.as(who.clerk).call(meetingRoutes.cancel, { params: { id }, body: { reason: '停电' } });
    expect((await t.as(who.clerk).ask(meetingRoutes.open, { params: { id }, body: {} })).problem().code).toBe('deliberations.wrong_state');
    const listed = await t.withToken(null).call(meetingRoutes.publicMeetings, { query: { district: town.district } });
    expect(listed.items).toMatchObject([{ id, state: 'cancelled' }]);
  });

  it('count a quorum exactly, take codes for five minutes, proxies by mandate, guests without counting', async () => {
    await using t = await deliberationsTest();
    const { who, residents, town } = t;
    const topic = await ready(t);
    const { id } = (await call(t, topic)).body;
    const params = { id };
    const signIn = (i: number, body: { code?: string; online?: boolean }) => t.as(residents[i]!).ask(meetingRoutes.signIn, { params, body });
    expect((await signIn(0, { online: true })).problem().code).toBe('deliberations.wrong_state');
    await t.pass(9 * DAY);
    await t.as(who.clerk).call(meetingRoutes.open, { params, body: {} });
    const { code, path } = await t.as(who.clerk).call(meetingRoutes.code, { params });
    expect(path).toContain(code);
    expect((await signIn(0, { code: 'ABCDEFGH' })).problem().code).toBe('deliberations.wrong_code');
    expect((await signIn(0, { code: code.toLowerCase() })).body).toMatchObject({ counted: true, how: 'code' });
    expect((await signIn(1, { online: true })).body).toMatchObject({ counted: true, how: 'online' });
    expect((await signIn(7, { online: true })).problem().code).toBe('deliberations.wrong_code');
    expect((await signIn(7, { code })).body).toMatchObject({ counted: false });
    await t.pass(11 * 60_000);
    expect((await signIn(2, { code })).problem().code).toBe('deliberations.wrong_code');
    const { items } = await t.as(who.clerk).call(meetingRoutes.seats, { params, query: {} });
    const free = items.filter((one) => !one.present);
    expect(free).toHaveLength(4);
    const enter = (body: Record<string, unknown>) => t.as(who.clerk).ask(meetingRoutes.attend, { params, body: { id: newId(), ...body } });
    expect((await enter({ seat: newId() })).problem().code).toBe('deliberations.seat_unknown');
    expect((await enter({ seat: items.find((one) => one.present)!.seat })).problem().code).toBe('deliberations.signed_already');
    expect((await enter({ seat: free[0]!.seat, proxy: '女儿' })).body).toMatchObject({ how: 'proxy', proxy: '女儿', counted: true });
    expect(await t.as(who.clerk).call(meetingRoutes.close, { params, body: {} })).toEqual({ entitled: 6, present: 3, needed: 4, attained: false });
    expect((await signIn(3, { code })).problem().code).toBe('deliberations.wrong_state');
    // Without its quorum the meeting is no meeting: the topic stays where it is.
    expect((await t.step(who.clerk, topic, 'conclude', { note: '开过了' })).problem().status).toBe(409);
    // No position of a phone is anywhere in what was kept.
    const columns = await t.house.db.all<{ name: string }>(
      sql`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'deliberations' AND table_name = 'attendance'`,
    );
    expect(columns.map((one) => one.name).toSorted()).toEqual(['at', 'district', 'how', 'id', 'meeting', 'name', 'person', 'proxy', 'seat']);
    expect(town.district).toBe('610402');
  });

  it('publish minutes only when both have confirmed the same draft, without names and homes', async () => {
    await using t = await deliberationsTest();
    const { who, residents, town } = t;
    const topic = await ready(t);
    const { id } = (await call(t, topic, { mode: 'on_site', link: '' })).body;
    const params = { id };
    await t.pass(9 * DAY);
    await t.as(who.clerk).call(meetingRoutes.open, { params, body: {} });
    const { items } = await t.as(who.clerk).call(meetingRoutes.seats, { params, query: {} });
    for (const one of items) await t.as(who.clerk).call(meetingRoutes.attend, { params, body: { id: newId(), seat: one.seat } });
    await t.as(who.clerk).call(meetingRoutes.close, { params, body: { onPaper: 2 } });
    const client = t.as(who.clerk);
    expect((await client.ask(meetingRoutes.publishMinutes, { params, body: { version: 1 } })).problem().code).toBe('deliberations.minutes_none');
    await client.call(meetingRoutes.writeMinutes, { params, body: { text: '初稿', base: 0 } });
    await client.call(meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 1 } });
    expect((await t.as(who.colleague).ask(meetingRoutes.writeMinutes, { params, body: { text: '另稿', base: 0 } })).problem().code).toBe(
      'deliberations.minutes_changed',
    );
    const text = '居民1同意。居民2住3号楼2单元501，电话13800001111，反对。王芳主持。';
    expect((await t.as(who.colleague).call(meetingRoutes.writeMinutes, { params, body: { text, base: 1, note: '补记' } })).shown).not.toMatch(
      /居民1|501|1380000/,
    );
    expect((await client.ask(meetingRoutes.publishMinutes, { params, body: { version: 2 } })).problem().code).toBe('deliberations.minutes_unconfirmed');
    expect((await client.ask(meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 1 } })).problem().code).toBe(
      'deliberations.minutes_changed',
    );
    expect((await t.as(who.colleague).ask(meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 2 } })).problem().code).toBe(
      'deliberations.confirm_other',
    );
    await client.call(meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 2 } });
    expect((await client.ask(meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 2 } })).problem().code).toBe(
      'deliberations.minutes_confirmed',
    );
    // The secretary has no account: the office records the signature on paper.
    const both = await t.as(who.colleague).call(meetingRoutes.confirmMinutes, { params, body: { role: 'secretary', version: 2 } });
    expect(both.versions[0]!.confirmed).toMatchObject([
      { role: 'chair', onPaper: false },
      { role: 'secretary', onPaper: true, name: '赵记录' },
    ]);
    await client.call(meetingRoutes.publishMinutes, { params, body: { version: 2 } });
    expect((await client.ask(meetingRoutes.writeMinutes, { params, body: { text: '改', base: 2 } })).problem().code).toBe('deliberations.minutes_published');
    const seen = await t.withToken(null).call(meetingRoutes.meeting, { params: { district: town.district, id } });
    expect(seen.minutes!.text).toContain('王芳主持');
    expect(seen.minutes!.text).not.toMatch(/居民1|501|1380000/);
    expect((await t.as(residents[0]!).ask(meetingRoutes.minutes, { params })).problem().code).toBe('deliberations.not_organiser');
    expect((await t.step(who.clerk, topic, 'conclude', { note: '开过了' })).status).toBe(200);
  });
});

it('three meetings: a hearing before, coordination where interests collide, a review of what was done', async () => {
  await using t = await deliberationsTest();
  const { who } = t;
  const id = await ready(t, 'three_meetings');
  await t.meet(id, 'council');
  // Another kind of meeting is not a hearing.
  expect((await t.step(who.clerk, id, 'conclude', { note: '开过了' })).problem().status).toBe(409);
  await t.meet(id, 'hearing');
  await t.as(t.residents[0]!).call(routes.position, { params: { id }, body: { stance: 'for' } });
  expect((await t.step(who.clerk, id, 'conclude', { note: '听证结束' })).status).toBe(200);
  expect((await t.step(who.clerk, id, 'coordinate', { note: '两栋楼对位置有分歧' })).status).toBe(200);
  expect((await t.step(who.clerk, id, 'form_opinion', { opinion: '装在东侧' })).problem().status).toBe(409);
  const agreed = { result: 'agreed', note: '装在东侧，晚十点后不充电' };
  expect((await t.step(who.clerk, id, 'coordination_done', agreed)).problem().status).toBe(409);
  await t.meet(id, 'coordination');
  expect((await t.step(who.clerk, id, 'coordination_done', agreed)).status).toBe(200);
  expect((await t.step(who.clerk, id, 'form_opinion', { opinion: '装在东侧' })).status).toBe(200);
  await t.vote(id, 5);
  await t.pass(9 * DAY);
  const task = newId();
  const due = new Date(t.clock.now() + 20 * DAY).toISOString().slice(0, 10);
  await t.as(who.clerk).call(routes.addTask, { params: { id }, body: { id: task, title: '安装', text: '十个', owner: { org: t.town.orgs.department }, due } });
  await t.step(who.department, task, 'report_done', { note: '好了' });
  await t.step(who.clerk, task, 'accept_done');
  await t.pass(0);
  expect((await t.step(who.clerk, id, 'carried_out', { note: '完成' })).body.state).toBe('reviewing');
  expect((await t.step(who.clerk, id, 'reviewed', { note: '满意' })).problem().status).toBe(409);
  await t.meet(id, 'review');
  expect((await t.step(who.clerk, id, 'reviewed', { note: '满意' })).body.state).toBe('evaluating');
}, 30_000);
