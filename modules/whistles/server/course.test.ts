import { drain } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inGrid, whistlesTest, type WhistlesTest } from '../testing/house.ts';

let t: WhistlesTest;
beforeAll(async () => {
  t = await whistlesTest();
});
afterAll(() => t[Symbol.asyncDispose]());

const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted((a, b) => (a < b ? -1 : 1));
const start = '2026-11-23T10:00:00+08:00';
const place = { area: '610402', point: [108.7051, 34.335] };
const done = { outcome: 'solved', note: '已联合整治', necessity: 'necessary' };

describe('the course of a whistle', () => {
  it('each department has its own leg; it ends when every lead has reported, then it is rated and closes by itself', async () => {
    const { who, orgs } = t;
    t.clock.set(start);
    const id = await t.blown({ lead: [{ org: orgs.urban }, { org: orgs.sanitation }], assist: [{ org: orgs.market }] });
    const seen = await t.matter(who.street, id);
    expect(seen.matter).toMatchObject({ state: 'waiting', kind: 'whistle', subject: 'routine' });
    expect(sorted(seen.legs.map((leg) => [leg.key, leg.owner.org]))).toEqual(
      sorted([
        ['check_in_assist', orgs.market],
        ['check_in_lead', orgs.urban],
        ['check_in_lead', orgs.sanitation],
        ['coordinate', t.town.orgs.street],
      ]),
    );
    await t.go(id, [who.urban, 'check_in', { note: '已派人' }], [who.sanitation, 'check_in'], [who.market, 'check_in']);
    expect((await t.step(who.urban, id, 'report_assist', { note: '?' })).problem().code).toBe('matters.not_owner');
    await t.go(id, [who.urban, 'progress', { note: '正在清理' }]);
    expect((await t.matter(who.urban, id)).matter.state).toBe('handling');
    await t.go(id, [who.urban, 'report_done', done]);
    expect((await t.matter(who.urban, id)).matter.state).toBe('handling');
    await t.go(id, [who.colleague, 'report_done', { ...done, necessity: 'needless' }]);
    const after = await t.matter(who.street, id);
    expect(after.matter.state).toBe('rating');
    // The assistant still at work ends with the leads; without a case the whistler rates.
    expect(after.legs.map((leg) => [leg.key, leg.owner.org])).toEqual([['rate', t.town.orgs.street]]);
    const rate = (org: string, score: number) => t.step(who.street, id, 'rate_department', { department: { org }, score });
    expect((await rate(orgs.urban, 5)).body.state).toBe('rating');
    expect((await rate(orgs.urban, 1)).problem()).toMatchObject({ code: 'whistles.rated_already', errors: [{ path: '/body/data/department' }] });
    expect((await rate(t.town.orgs.community, 1)).problem().code).toBe('whistles.not_rateable');
    expect((await rate(orgs.sanitation, 3)).body.state).toBe('rating');
    expect((await rate(orgs.market, 4)).body.state).toBe('closed');
    const { responses, needless, found } = await t.facts(who.market, id);
    expect(sorted(responses.map(({ org, status, score }) => [org, status, score]))).toEqual(
      sorted([
        [orgs.urban, 'done', 5],
        [orgs.sanitation, 'done', 3],
        [orgs.market, 'closed', 4],
      ]),
    );
    expect([needless, found]).toEqual([false, { necessary: 1, needless: 1 }]);
    await t.go(id, [who.district, 'review_whistle', { verdict: 'needless', note: '社区可自行解决' }]);
    expect(await t.facts(who.street, id)).toMatchObject({ needless: true, verdict: 'needless' });
  });

  it('silence is recorded by the clock in the row of the department, and stays when it comes late', async () => {
    const { who } = t;
    t.clock.set(start);
    const id = await t.blown();
    t.clock.set('2026-11-24T11:00:00+08:00');
    await drain(t.house);
    expect((await t.matter(who.street, id)).matter.marks).toContain('silent');
    expect((await t.facts(who.street, id)).responses.map((one) => one.silent)).toEqual([true, true]);
    await t.go(id, [who.urban, 'check_in']);
    const urban = (await t.facts(who.street, id)).responses.find((one) => one.role === 'lead')!;
    expect(urban).toMatchObject({ silent: true, status: 'at_work', minutes: 25 * 60 });
    expect(urban.workingMinutes).toBeLessThan(urban.minutes!);
  });

  it('a release is asked, refused, disputed and designated, each department for itself; a designated one cannot refuse', async () => {
    const { who, orgs } = t;
    t.clock.set(start);
    const id = await t.blown({ lead: [{ org: orgs.urban }], assist: [{ org: orgs.market }] });
    const asked = { reason: 'not_our_duty', note: '不是我局职责' };
    expect((await t.step(who.urban, id, 'ask_designation', { note: '有争议' })).problem().code).toBe('matters.not_had_by');
    await t.go(id, [who.urban, 'refuse', asked], [who.market, 'refuse', { ...asked, reason: 'needless' }]);
    const paused = await t.matter(who.street, id);
    const refusals = paused.steps.find((step) => step.key === 'refuse_refusal')!;
    // Which of the two is meant must be said, by the name of the department.
    expect(sorted(refusals.choose.map((one) => one.name))).toEqual(sorted(['区城管局', '区市场监管局']));
    expect((await t.step(who.street, id, 'refuse_refusal', { note: '职责清明' })).problem().code).toBe('matters.which_leg');
    const legOf = (name: string) => refusals.choose.find((one) => one.name === name)!.id;
    expect((await t.step(who.street, id, 'agree_refusal', {}, legOf('区市场监管局'))).status).toBe(200);
    await t.go(id, [who.street2, 'refuse_refusal', { note: '按职责清单由你局主办' }]);
    expect((await t.step(who.urban, id, 'refuse', asked)).problem().code).toBe('matters.had_by');
    await t.go(id, [who.urban, 'ask_designation', { note: '职责清单有歧义' }]);
    expect((await t.matter(who.district, id)).legs.find((leg) => leg.key === 'check_in_lead')!.paused).not.toBeNull();
    const wrong = await t.step(who.district, id, 'designate', { to: { org: t.town.orgs.community }, note: '?' });
    expect(wrong.problem()).toMatchObject({ code: 'whistles.department_unable', errors: [{ path: '/body/data/to' }] });
    await t.go(id, [who.district, 'designate', { to: { org: orgs.sanitation }, note: '由环卫主办' }]);
    expect((await t.step(who.sanitation, id, 'refuse', asked)).problem().code).toBe('matters.had_by');
    expect((await t.step(who.urban, id, 'check_in')).status).toBe(403);
    await t.go(id, [who.sanitation, 'check_in'], [who.sanitation, 'report_done', done]);
    const { responses } = await t.facts(who.street, id);
    expect(sorted(responses.map(({ org, status, refusal, via }) => [org, status, refusal, via]))).toEqual(
      sorted([
        [orgs.urban, 'reassigned', 'refused', 'open'],
        [orgs.market, 'refused', 'agreed', 'open'],
        [orgs.sanitation, 'done', null, 'designate'],
      ]),
    );
  });

  it('an on-site kind demands a position inside the district to check in, and says how far it is', async () => {
    const { who } = t;
    t.clock.set(start);
    const id = await t.blown({ kind: 'emergency' });
    expect((await t.step(who.urban, id, 'check_in')).problem()).toMatchObject({
      status: 422,
      code: 'whistles.position_needed',
      errors: [{ path: '/body/data/place' }],
    });
    const away = { area: '610402', point: [109.9, 34.335] };
    expect((await t.step(who.urban, id, 'check_in', { place: away })).problem().code).toBe('whistles.outside');
    await t.go(id, [who.urban, 'check_in', { place }], [who.grid, 'sign_in', { with: '物业 张工', place }]);
    const lead = (await t.facts(who.street, id)).responses.find((one) => one.role === 'lead')!;
    expect(lead.distance).toBe(9);
    expect(lead.checkedInBy).toBe('测试urban');
  });

  it('departments join later, get more time, are reminded; a withdrawn whistle ends them all', async () => {
    const { who, orgs } = t;
    t.clock.set(start);
    const id = await t.blown({ assist: [] });
    expect((await t.step(who.street, id, 'add_department', {})).problem().code).toBe('whistles.department_needed');
    expect((await t.step(who.street, id, 'add_department', { lead: [{ org: orgs.urban }] })).problem().code).toBe('whistles.department_twice');
    await t.go(id, [who.street, 'add_department', { assist: [{ org: orgs.market }] }], [who.street, 'remind', { note: '请尽快到场' }]);
    await t.go(id, [who.urban, 'check_in'], [who.market, 'check_in'], [who.urban, 'ask_extension', { days: 3, note: '需要招标' }]);
    await t.go(id, [who.market, 'ask_extension', { days: 1, note: '人手不足' }]);
    const before = (await t.matter(who.street, id)).legs;
    const grants = (await t.matter(who.street, id)).steps.find((step) => step.key === 'grant_extension')!;
    await t.step(who.street, id, 'grant_extension', {}, grants.choose.find((one) => one.name === '区市场监管局')!.id);
    const after = (await t.matter(who.street, id)).legs;
    const due = (legs: typeof before, org: string) => legs.find((leg) => leg.owner.org === org && leg.key.startsWith('respond'))!.dueAt;
    expect(due(after, orgs.urban)).toBe(due(before, orgs.urban));
    expect(due(after, orgs.market) > due(before, orgs.market)).toBe(true);
    await t.go(id, [who.street, 'withdraw', { note: '问题已消除' }]);
    expect((await t.facts(who.urban, id)).responses.map((one) => one.status)).toEqual(['withdrawn', 'withdrawn']);
  });

  it('of two reports at once the whistle keeps both, and the last lead ends it', async () => {
    const { who, orgs } = t;
    t.clock.set(start);
    const id = await t.blown({ lead: [{ org: orgs.urban }, { org: orgs.market }], assist: [], place: { point: inGrid } });
    await t.go(id, [who.urban, 'check_in'], [who.market, 'check_in']);
    const report = (by: typeof who.urban) => t.step(by, id, 'report_done', done);
    const replies = await Promise.all([report(who.urban), report(who.market)]);
    for (const [i, reply] of replies.entries()) if (reply.status === 409) await report(i === 0 ? who.urban : who.market);
    expect((await t.matter(who.street, id)).matter.state).toBe('rating');
    t.clock.set('2026-12-10T10:00:00+08:00');
    await drain(t.house);
    expect((await t.matter(who.street, id)).matter).toMatchObject({ state: 'closed', marks: expect.arrayContaining(['unrated']) as never });
  });
});

it('verify recounts every row from the timelines and finds nothing', async () => {
  expect(await t.findings()).toEqual([]);
});
