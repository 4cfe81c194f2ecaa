import { newId } from '@hezhi/contract';
import { drain } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { inGrid, whistlesTest, type WhistlesTest } from '../testing/house.ts';

let t: WhistlesTest;
beforeAll(async () => {
  t = await whistlesTest();
});
afterAll(() => t[Symbol.asyncDispose]());
const done = { outcome: 'solved', note: '已整治，夜市搬离', necessity: 'necessary' };

describe('blowing', () => {
  it('needs the right, a lead that can answer, nobody twice, and a place of the own territory', async () => {
    const { who, orgs } = t;
    expect((await t.blow(who.community)).status).toBe(403);
    expect((await t.blow(who.street, { lead: [] })).problem()).toMatchObject({ code: 'whistles.lead_needed', errors: [{ path: '/body/lead' }] });
    expect((await t.blow(who.street, { lead: [{ org: t.town.orgs.community }] })).problem().code).toBe('whistles.department_unable');
    expect((await t.blow(who.street, { assist: [{ org: orgs.urban }] })).problem()).toMatchObject({
      code: 'whistles.department_twice',
      errors: [{ path: '/body/assist' }],
    });
    expect((await t.blow(who.street, { place: {} })).problem().code).toBe('whistles.place_needed');
    expect((await t.blow(who.street, { place: { point: [110, 34] } })).problem().code).toBe('whistles.outside');
    expect((await t.blow(who.street, { kind: 'party' })).status).toBe(422);
  });

  it('is done once however often it is sent', async () => {
    const { who } = t;
    const id = newId();
    const first = await t.blow(who.street, { id }, 'k1');
    expect((await t.blow(who.street, { id }, 'k1')).body).toEqual(first.body);
    expect((await t.blow(who.street, { id })).body).toEqual(first.body);
    expect((await t.blow(who.street, { id, text: '另一件事' })).problem().code).toBe('matters.id_taken');
  });

  it('from a case: the case is whistled in the same transaction, done when the leads have reported, verified by the community that also rates', async () => {
    const { who, orgs } = t;
    const caseId = await t.accepted();
    const early = await t.blow(who.street, { case: newId() });
    expect(early.problem().code).toBe('matters.not_found');
    const tries = await Promise.all([t.blow(who.street, { case: caseId }), t.blow(who.street2, { case: caseId })]);
    // Two dispatchers at once: one whistle, and the other is told why not.
    expect(tries.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const { id } = tries.find((one) => one.status === 201)!.body;
    expect((await t.matter(who.street, caseId)).matter.state).toBe('whistled');
    expect((await t.blow(who.street, { case: caseId })).problem().code).toBe('whistles.case_state');
    expect((await t.matter(who.community, id)).links).toMatchObject([{ id: caseId, direction: 'parent' }]);
    await t.go(id, [who.urban, 'check_in'], [who.urban, 'report_done', done]);
    await drain(t.house);
    const after = await t.matter(who.community, caseId);
    expect(after.matter.state).toBe('verifying');
    expect(after.timeline.at(-1)).toMatchObject({ step: 'whistle_done', data: { note: '区城管局：已整治，夜市搬离' } });
    await t.go(id, [who.community, 'rate_department', { department: { org: orgs.urban }, score: 4 }]);
    expect((await t.matter(who.community, id)).matter.state).toBe('closed');
  });

  it('withdrawn from a case: the case waits for dispatch again and may be whistled anew', async () => {
    const { who } = t;
    const caseId = await t.accepted();
    const { id } = (await t.blow(who.street, { case: caseId })).body;
    await t.go(id, [who.street, 'withdraw', { note: '物业已自行解决' }]);
    await drain(t.house);
    expect((await t.matter(who.street, caseId)).matter.state).toBe('accepted');
    expect((await t.blow(who.street, { case: caseId })).status).toBe(201);
  });
});

describe('seeing', () => {
  it('parties and the territory see a whistle, others find nothing; lists, facts, owners and sheet alike', async () => {
    const { who, orgs } = t;
    const id = await t.blown({ assist: [], text: '只给城管看的吹哨' });
    const facts = (by: typeof who.street) => t.as(by).ask(routes.facts, { params: { id } });
    expect((await facts(who.urban)).status).toBe(200);
    expect((await facts(who.community)).status).toBe(200);
    for (const by of [who.market, who.resident]) expect((await facts(by)).problem().code).toBe('whistles.not_found');
    expect((await t.as(who.market).ask(routes.sheet, { params: { id } })).status).toBe(404);
    const listed = async (by: typeof who.street, query = {}) =>
      (await t.as(by).call(routes.list, { query: { limit: 100, ...query } })).items.map((one) => one.matter.id);
    expect(await listed(who.urban)).toContain(id);
    expect(await listed(who.market)).not.toContain(id);
    expect(await listed(who.street, { q: '只给城管' })).toEqual([id]);
    expect(await listed(who.street, { department: orgs.sanitation })).not.toContain(id);
    const owners = (await t.as(who.street).call(routes.owners, { params: { id }, query: {} })).items.map((one) => one.org);
    expect(owners.toSorted()).toEqual([orgs.market, orgs.sanitation].toSorted());
    expect((await t.as(who.street).call(routes.departments, { query: { q: 'qcgj' } })).items.map((one) => one.org)).toEqual([orgs.urban]);
    await t.go(id, [who.urban, 'sign_in', { with: '执法队员两人', place: { area: '610402', point: inGrid } }], [who.urban, 'note', { note: '已到现场' }]);
    const sheet = await t.as(who.urban).ask(routes.sheet, { params: { id } });
    expect([sheet.status, sheet.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('pages lists by key', async () => {
    const { who } = t;
    const all = (await t.as(who.street).call(routes.list, { query: { limit: 100 } })).items.map((one) => one.matter.id);
    const paged: string[] = [];
    for (let cursor: string | null = null, n = 0; n < 50; n++) {
      const page: { items: { matter: { id: string } }[]; next: string | null } = await t
        .as(who.street)
        .call(routes.list, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      paged.push(...page.items.map((one) => one.matter.id));
      cursor = page.next;
      if (!cursor) break;
    }
    expect(paged).toEqual(all);
  });
});

describe('kinds and figures', () => {
  it('a district sets its own times; whistles under way keep theirs', async () => {
    const { who } = t;
    const kinds = async () => (await t.as(who.district).call(routes.kinds)).items;
    const key = (await kinds()).find((one) => one.key === 'key_work')!;
    const { name: _, hint: __, key: ___, ...input } = key;
    const save = (body: object) => t.as(who.district).ask(routes.saveKind, { params: { key: 'key_work' }, body: body as never });
    expect((await t.as(who.street).ask(routes.saveKind, { params: { key: 'key_work' }, body: input })).status).toBe(403);
    const old = await t.blown({ kind: 'key_work' });
    expect((await save({ ...input, check_in: { amount: 15, unit: 'minutes' }, on_site: true })).body).toMatchObject({ version: 1, on_site: true });
    expect((await save(input)).problem().code).toBe('whistles.kind_changed');
    const fresh = await t.blown({ kind: 'key_work' });
    expect((await t.step(who.urban, fresh, 'check_in')).problem().code).toBe('whistles.position_needed');
    expect((await t.step(who.urban, old, 'check_in')).status).toBe(200);
    expect((await save({ ...input, active: false, version: 1 })).status).toBe(200);
    expect((await t.blow(who.street, { kind: 'key_work' })).problem().code).toBe('whistles.kind_unknown');
  });

  it('every number has the list behind it, by department, whistler and kind', async () => {
    const { who } = t;
    t.clock.advance(3 * 86_400_000);
    await drain(t.house);
    const measures = ['responses', 'checked_in', 'in_time', 'silent', 'refusal_asked', 'refused', 'done', 'done_in_time', 'rated'] as const;
    for (const [by, filter] of [
      ['department', 'department'],
      ['whistler', 'whistler'],
      ['kind', 'kind'],
    ] as const) {
      const { rows, total } = await t.as(who.district).call(routes.figures, { query: { by } });
      expect(rows.length).toBeGreaterThan(0);
      for (const measure of measures) {
        expect(rows.reduce((sum, row) => sum + row[measure], 0)).toBe(total[measure]);
        for (const row of rows) {
          const list = await t.as(who.district).call(routes.responses, { query: { limit: 100, measure, [filter]: row.key } });
          expect([by, row.key, measure, list.items.length]).toEqual([by, row.key, measure, row[measure]]);
        }
      }
      const listed = await t.as(who.district).call(routes.list, { query: { limit: 100 } });
      if (by !== 'department') expect(rows.reduce((sum, row) => sum + row.whistles, 0)).toBe(listed.items.length);
    }
    expect((await t.as(who.district).call(routes.figures, { query: {} })).total.silent).toBeGreaterThan(0);
    expect((await t.as(who.district).ask(routes.figures, { query: { from: '2026-12-02', to: '2026-12-01' } })).problem().code).toBe('whistles.wrong_period');
    expect((await t.as(who.community).ask(routes.figures, { query: {} })).status).toBe(403);
  });
});

it('verify recounts every row from the timelines and finds nothing', async () => {
  expect(await t.findings()).toEqual([]);
});
