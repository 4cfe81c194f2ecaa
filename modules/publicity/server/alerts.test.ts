import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { inGrid } from '@hezhi/cases/testing';
import { drain, sql } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { publicityTest, type PublicityTest } from '../testing/house.ts';
import { registerCount } from './index.ts';

let t: PublicityTest;
beforeAll(async () => void (t = await publicityTest()));
afterAll(() => t.close());

describe('area alerts', () => {
  const circle = { lon: inGrid[0], lat: inGrid[1], radius: 500 };
  const add = (by: Actor, more: Record<string, unknown>) =>
    t.as(by).ask(routes.addAlert, { body: { id: newId(), area: null, circle: null, categories: [], often: 'once', label: '我家', ...more } as never });

  test('tell at once of what becomes public there, each case once, and never the one who asked', async () => {
    const { neighbour, resident } = t.who;
    expect((await add(neighbour, {})).problem()).toMatchObject({ status: 422, errors: [{ code: 'publicity.alert_where' }] });
    expect((await add(neighbour, { area: '610499999' })).problem().code).toBe('publicity.area_unknown');
    const one = (await add(neighbour, { circle, categories: ['B'] })).body;
    await add(neighbour, { area: t.town.communities[0] });
    await add(resident, { area: t.town.district });
    expect(one.where).toContain('500');
    const before = [(await t.told(neighbour)).length, (await t.told(resident)).length];
    const hidden = await t.accepted({ public: false });
    const fresh = (await t.report(resident)).body.id;
    expect((await t.told(neighbour)).length).toBe(before[0]);
    await t.go(fresh, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
    const news = (await t.told(neighbour)).slice(before[0]).filter((each) => each.title.includes('公开案件'));
    expect(news).toMatchObject([{ title: '“我家”有新的公开案件', link: expect.stringMatching(/^\/me\/alert\?id=/), matter: null }]);
    expect((await t.told(resident)).filter((each) => each.title.includes('公开案件'))).toEqual([]);
    const listed = await t.as(neighbour).call(routes.alertCases, { params: { id: one.id }, query: { limit: 100 } });
    expect(listed.items.map(({ id }) => id)).toContain(fresh);
    expect(listed.items.map(({ id }) => id)).not.toContain(hidden);
    expect((await t.as(resident).ask(routes.alertCases, { params: { id: one.id } })).problem().code).toBe('publicity.alert_gone');
    for (const each of (await t.as(neighbour).call(routes.alerts)).items) await t.as(neighbour).call(routes.stopAlert, { params: { id: each.id } });
    await t.as(resident).call(routes.stopAlert, { params: { id: one.id } });
    const quiet = (await t.told(neighbour)).length;
    await t.accepted();
    expect(await t.told(neighbour)).toHaveLength(quiet);
  });

  test('or once in the evening, of what is still public then', async () => {
    const { neighbour } = t.who;
    const { id } = (await add(neighbour, { circle, often: 'daily', label: '' })).body;
    const before = (await t.told(neighbour)).length;
    await t.accepted();
    await t.accepted();
    const gone = await t.accepted();
    await drain(t.house);
    await t.go(gone, [t.who.street, 'void', { reason: 'test', note: '误报' }]);
    expect(await t.told(neighbour)).toHaveLength(before);
    t.clock.advance(86_400_000);
    const news = (await t.told(neighbour)).slice(before);
    expect(news).toMatchObject([{ title: '“渭滨街道测试一社区”新增 2 件公开案件', link: `/me/alert?id=${id}` }]);
    t.clock.advance(86_400_000);
    expect(await t.told(neighbour)).toHaveLength(before + 1);
    await t
      .as(neighbour)
      .call(routes.changeAlert, { params: { id }, body: { area: t.town.street, circle: null, categories: ['A01'], often: 'once', label: '只看一类' } });
    expect((await t.as(neighbour).call(routes.alerts)).items).toMatchObject([{ id, area: t.town.street, circle: null, often: 'once', where: '渭滨街道' }]);
    await t.as(neighbour).call(routes.stopAlert, { params: { id } });
    expect(await t.db.all(sql`SELECT * FROM publicity.gathered`)).toEqual([]);
  });

  test('are ten at most, whoever hurries', async () => {
    const replies = await Promise.all(Array.from({ length: 11 }, () => add(t.who.department, { area: t.town.street })));
    expect(replies.filter((one) => one.status === 201).length).toBeGreaterThanOrEqual(10);
    expect((await add(t.who.department, { area: t.town.street })).problem()).toMatchObject({ code: 'publicity.too_many_alerts' });
  });
});

describe('figures', () => {
  test('every public number is as long as its list, for random cuts', async () => {
    await t.finished();
    await t.accepted({ public: false });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('opened', 'open', 'closed', 'closed_in_time', 'rated', 'satisfied', 'reopened' as const),
        fc.constantFrom(t.town.district, t.town.street, ...t.town.communities),
        async (measure, area) => {
          const to = new Date(t.clock.now() + 86_400_000).toISOString().slice(0, 10);
          const query = { district: t.town.district, area, to };
          const { all, rows } = await t.visitor().call(routes.figures, { query });
          const ids: string[] = [];
          for (let cursor: string | undefined; ;) {
            const page = await t.visitor().call(routes.behind, { query: { ...query, measure: measure as 'opened', limit: 3, cursor } });
            ids.push(...page.items.map(({ id }) => id));
            if (page.next === null) break;
            cursor = page.next;
          }
          expect(new Set(ids).size).toBe(all.n[measure as 'opened']);
          expect(rows.reduce((sum, row) => sum + row.n[measure as 'opened'], 0)).toBe(ids.length);
        },
      ),
      { numRuns: 20 },
    );
    const ask = (query: Record<string, string>) => t.visitor().ask(routes.figures, { query: { ...t.there(), ...query } });
    expect((await ask({ from: '2026-02-01', to: '2026-01-01' })).problem().code).toBe('publicity.period_wrong');
    expect((await ask({ from: '2020-02-01', to: '2026-01-01' })).problem().code).toBe('publicity.period_wrong');
    expect((await ask({ area: '610402999' })).problem().code).toBe('publicity.area_unknown');
  });

  test('counts come from whatever rooms registered, and count the public ones only', async () => {
    const solved = async () => (await t.visitor().call(routes.counts, { query: t.there() })).items.find((one) => one.key === 'solved')!.n;
    const before = await solved();
    await t.finished();
    await t.finished({ public: false });
    expect(await solved()).toBe(before + 1);
    registerCount(t.house, 'bookings', { 'zh-Hans': '已预约', en: 'Bookings' }, async () => 7);
    expect((await t.visitor().call(routes.counts, { query: t.there() })).items.at(-1)).toEqual({
      key: 'bookings',
      words: { 'zh-Hans': '已预约', en: 'Bookings' },
      n: 7,
    });
    expect(() => registerCount(t.house, 'bookings', { 'zh-Hans': '', en: '' }, async () => 0)).toThrow();
  });
});
