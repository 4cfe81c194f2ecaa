import { newId, type Actor } from '@hezhi/contract';
import { routes as matterRoutes } from '@hezhi/matters/contract';
import { findStored } from '@hezhi/matters/server';
import { drain, sql, verifyAll } from '@hezhi/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proceduresPart, routes } from '../contract/index.ts';
import { methodsTest, type MethodsTest } from '../testing/house.ts';
import { proceduresAt, standingAt } from './book.ts';
import { allChanges } from './queries.ts';
import { inForce } from './index.ts';

let t: MethodsTest;
let street: Actor;
let district: Actor;
beforeAll(async () => {
  t = await methodsTest();
  street = await t.installer('street');
  district = await t.installer('district');
});
afterAll(() => t.close());

const install = (area: string, more: { seq?: number; version?: number; settings?: object } = {}) => ({
  body: { id: newId(t.house.now()), key: 'rivertown', version: 1, area, reason: '试行', ...more } as never,
});
const withdrawal = (area: string, seq?: number) => ({ body: { id: newId(t.house.now()), area, reason: '试行期满', ...(seq === undefined ? {} : { seq }) } });
const versionOf = async (id: string): Promise<[string, number]> => {
  const row = (await findStored(t.house.db, t.town.district, id))!;
  return [row.procedure, row.procedure_version];
};

describe('the library', () => {
  it('shows packs with their story, a readable flow and settings', async () => {
    const { items } = await t.as(street).call(routes.packs);
    expect(items.map(({ key, name, parts }) => [key, name, parts.map((one) => one.key)])).toEqual([
      ['rivertown', '河镇巡河法', ['procedures', 'roles', 'posts']],
    ]);
    const pack = await t.as(street).call(routes.pack, { params: { key: 'rivertown' } });
    expect(pack.story).toHaveLength(2);
    expect(pack.flows[0]).toMatchObject({ name: '巡河件', states: [{ name: '待看', first: true }, { name: '在办' }, { name: '办结', final: true }] });
    expect(pack.flows[0]!.states[0]!.steps[0]).toMatchObject({ name: '交办', who: ['社区居委会（村委会）'], to: [{ name: '在办', when: '' }] });
    expect(pack.settings[0]).toMatchObject({ label: '查看时限', defaultText: '60 工作分钟', boundsText: '30 – 240 工作分钟', unit: '工作分钟', scale: 1 });
    expect(pack.notes).toEqual([]);
    expect((await t.as(street).ask(routes.pack, { params: { key: 'nowhere' } })).problem()).toMatchObject({ status: 404, code: 'methods.not_found' });
  });

  it('publishes schemas to anybody', async () => {
    const reply = await t.withToken(null).inject({ url: '/api/methods/schemas/procedures.schema.json' });
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/schema+json; charset=utf-8']);
    expect(reply.json()).toMatchObject({ type: 'object', properties: { states: {}, legs: {} } });
    expect((await t.withToken(null).inject({ url: '/api/methods/schemas/secrets.schema.json' })).statusCode).toBe(404);
  });

  it('is closed to those without the right', async () => {
    expect((await t.as(await t.town.resident()).ask(routes.packs)).status).toBe(403);
    expect((await t.as(await t.town.actor('department')).ask(routes.install, install(t.town.street))).status).toBe(403);
  });
});

describe('putting in force', () => {
  const area = () => t.town.communities[1];

  it('previews in words, writes nothing, and names what is missing', async () => {
    const preview = await t.as(street).call(routes.preview, { body: { key: 'rivertown', version: 1, area: t.town.street } });
    expect(preview).toMatchObject({ seq: 0, replaces: null, same: false, faults: [], needs: [], organisations: [] });
    expect(preview.procedures).toEqual([{ kind: 'sample', kindName: '样例', from: '样例', to: '巡河件', open: expect.any(Number) as number }]);
    expect(preview.differences.map((one) => one.text)).toContain('增加办理流程「巡河件」');
    expect(preview.posts).toEqual([{ role: '巡河员', level: '社区（村）', least: 1, lacking: 2, of: 2, names: expect.any(Array) as string[] }]);
    expect(standingAt(t.house, t.town.street).standing).toBeNull();
  });

  it('holds for new matters there and below, the most special first; running ones keep theirs; withdrawn, the former holds again', async () => {
    const clerk = await t.town.actor('community2');
    const before = await t.open(clerk, { area: t.town.grids[2] });
    const first = await t.as(street).call(routes.install, install(area(), { seq: 0 }));
    expect(first).toMatchObject({ changed: true, seq: 1, pack: 'rivertown' });
    const inside = await t.open(clerk, { area: t.town.grids[2] });
    const outside = await t.open(await t.town.actor('community'), { area: t.town.grids[0] });
    expect([await versionOf(before.id), await versionOf(inside.id), await versionOf(outside.id)]).toEqual([
      ['sample', 1],
      ['sample', 1001],
      ['sample', 1],
    ]);
    // Against what is in force nothing but the setting differs, in any writing.
    const seen = await t.as(street).call(routes.preview, { body: { key: 'rivertown', version: 1, area: area(), settings: { work_days: 4 } } });
    expect(seen.differences.map((one) => one.text)).toEqual(['责任段「办理」的时限：2 个工作日 → 4 个工作日']);
    const slow = await t.as(street).call(routes.install, install(area(), { settings: { work_days: 4 } }));
    expect(slow).toMatchObject({ changed: true, seq: 2 });
    expect(inForce(t.house, t.town.grids[2], proceduresPart).find((one) => one.file.includes('sample'))?.value.legs['work']?.limit).toEqual({
      amount: 4,
      unit: 'working-days',
    });
    expect(proceduresAt(t.house, 'sample', t.town.grids[2])).toEqual([{ key: 'sample', version: 1002 }]);
    t.clock.advance(1000);
    const place = await t.as(street).call(routes.place, { params: { area: area() } });
    expect(place.chain).toMatchObject([{ name: '河镇巡河法', settings: [{ label: '办理天数', value: '4 个工作日' }], former: { pack: 'rivertown' }, seq: 2 }]);
    expect(await t.as(street).call(routes.withdraw, withdrawal(area(), 2))).toMatchObject({ pack: 'rivertown', version: 1, seq: 3 });
    expect(proceduresAt(t.house, 'sample', t.town.grids[2])).toEqual([{ key: 'sample', version: 1001 }]);
    t.clock.advance(1000);
    expect(await t.as(street).call(routes.withdraw, withdrawal(area()))).toMatchObject({ pack: null, seq: 4 });
    expect(await versionOf((await t.open(clerk, { area: t.town.grids[2] })).id)).toEqual(['sample', 1]);
    expect((await t.as(street).ask(routes.withdraw, withdrawal(area()))).problem()).toMatchObject({ status: 409, code: 'methods.not_in_force' });
    const history = await t.as(street).call(routes.history, { query: { area: area(), limit: 3 } });
    expect(history.items.map((one) => [one.action, one.by])).toEqual([
      ['withdraw', '测试street'],
      ['withdraw', '测试street'],
      ['install', '测试street'],
    ]);
    expect((await t.as(street).call(routes.history, { query: { area: area(), cursor: history.next ?? '' } })).items).toHaveLength(1);
  });

  it('the same again changes nothing, the same request is done once', async () => {
    const sent = install(t.town.communities[0]);
    const once = await t.as(street).call(routes.install, sent, { key: 'k1' });
    expect(await t.as(street).call(routes.install, sent, { key: 'k1' })).toEqual(once);
    expect(await t.as(street).call(routes.install, install(t.town.communities[0]))).toMatchObject({ changed: false, id: once.id, seq: once.seq });
    await t.as(street).call(routes.withdraw, withdrawal(t.town.communities[0]));
  });

  it('refuses other territories, grids, unknown packs and settings out of bounds', async () => {
    const ask = async (actor: Actor, input: ReturnType<typeof install>) => (await t.as(actor).ask(routes.install, input)).problem().code;
    expect(await ask(street, install(t.town.district))).toBe('methods.outside');
    expect(await ask(street, install('310105'))).toBe('methods.outside');
    expect(await ask(district, install('610402099'))).toBe('methods.bad_place');
    expect(await ask(street, install(t.town.street, { version: 7 }))).toBe('methods.not_found');
    expect(await ask(street, install(t.town.street, { settings: { work_days: 6 } }))).toBe('methods.bad_setting');
    expect(await ask(street, install(t.town.street, { settings: { wind: 1 } }))).toBe('methods.bad_setting');
    expect(await ask(street, install(t.town.street, { seq: 9 }))).toBe('methods.faster');
  });

  it('of two changes at one place one wins and the other is told', async () => {
    const place = t.town.street;
    const { seq } = standingAt(t.house, place);
    const [a, b] = await Promise.all(
      [1, 3].map((work_days) => t.as(work_days === 1 ? street : district).ask(routes.install, install(place, { seq, settings: { work_days } }))),
    );
    expect([a!.status, b!.status].toSorted((x, y) => x - y)).toEqual([200, 409]);
    const lost = [a!, b!].find((one) => one.status === 409)!;
    expect(lost.problem()).toMatchObject({ code: 'methods.faster', detail: expect.stringContaining('rivertown') as string });
    expect(standingAt(t.house, place).seq).toBe(seq + 1);
    await t.as(street).call(routes.withdraw, withdrawal(place));
  });
});

describe('laws', () => {
  it('what is in force at any code is what the history says, after any sequence of installations and withdrawals', async () => {
    const places = [t.town.district, t.town.street, t.town.communities[0], t.town.communities[1]];
    const move = fc.record({ place: fc.nat(places.length - 1), days: fc.integer({ min: 1, max: 3 }), away: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 8 }), async (moves) => {
        for (const { place, days, away } of moves) {
          const reply = await t
            .as(district)
            .ask(
              away ? routes.withdraw : routes.install,
              (away ? withdrawal(places[place]!) : install(places[place]!, { settings: { work_days: days } })) as never,
            );
          expect([200, 409]).toContain(reply.status);
        }
        const history = await allChanges(t.house.db);
        for (const code of [...places, ...t.town.grids, '610402011']) {
          // Naively: count backwards from the newest change, a withdrawal cancels the installation before it.
          let expected: string | null = null;
          for (const width of [12, 9, 6]) {
            if (expected !== null || code.length < width) continue;
            let gone = 0;
            for (const change of history.filter((one) => one.area === code.slice(0, width)).toReversed()) {
              if (change.action === 'withdraw') gone++;
              else if (gone > 0) gone--;
              else {
                expected = `${change.area} ${change.procedures[0]!.version}`;
                break;
              }
            }
          }
          const own = [12, 9, 6].map((width) => code.slice(0, width)).find((area) => area.length <= code.length && standingAt(t.house, area).standing);
          const here = proceduresAt(t.house, 'sample', code)[0];
          expect(here ? `${own} ${here.version}` : null).toBe(expected);
        }
      }),
      { numRuns: 12, seed: 20261122 },
    );
    for (const place of places) while (standingAt(t.house, place).standing) await t.as(district).call(routes.withdraw, withdrawal(place));
  });
});

describe('running matters', () => {
  it('go on by the version in force when somebody says so: clocks stay, the chain holds, figures agree', async () => {
    const clerk = await t.town.actor('community');
    const { id } = await t.open(clerk, { area: t.town.grids[0] });
    await t.as(street).call(routes.install, install(t.town.street));
    // The shipped sample knows states and legs that this method has no place for.
    const { items } = await t.as(street).call(routes.upgrades, { query: { area: t.town.street } });
    expect(items.find((one) => one.id === id)).toMatchObject({ possible: false, why: '新版流程中没有对应的状态或责任段', from: 1 });
    const fresh = await t.open(clerk, { area: t.town.grids[0] });
    const before = (await findStored(t.house.db, t.town.district, fresh.id))!;
    await t.as(street).call(routes.install, install(t.town.street, { settings: { look_limit: { amount: 120, unit: 'working-minutes' } } }));
    const offered = (await t.as(street).call(routes.upgrades, { query: { area: t.town.street } })).items.find((one) => one.id === fresh.id)!;
    expect(offered).toMatchObject({ possible: true, stateName: '待看', stateAfter: '待看' });
    expect((await t.as(street).ask(routes.upgrade, { params: { id: fresh.id }, body: { revision: 9 } })).problem().code).toBe('matters.stale');
    expect((await t.as(street).ask(routes.upgrade, { params: { id }, body: { revision: 1 } })).problem().code).toBe('matters.not_upgradable');
    await t.as(street).call(routes.upgrade, { params: { id: fresh.id }, body: { revision: offered.revision } });
    const after = (await findStored(t.house.db, t.town.district, fresh.id))!;
    expect([after.procedure_version, after.revision]).toEqual([offered.to, before.revision + 1]);
    expect(after.legs![0]).toEqual(before.legs![0]);
    const page = await t.as(street).call(matterRoutes.get, { params: { id: fresh.id } });
    expect(page.timeline.at(-1)).toMatchObject({ step: 'upgraded', name: { 'zh-Hans': '改按新版流程办理' }, actor: { name: '测试street' } });
    await t.as(clerk).call(matterRoutes.step, { params: { id: fresh.id }, body: { step: 'give', data: {} } });
    await drain(t.house);
    expect((await verifyAll(t.house)).all).toEqual([]);
    await t.as(street).call(routes.withdraw, withdrawal(t.town.street));
    await t.as(street).call(routes.withdraw, withdrawal(t.town.street));
  });
});

describe('publishing', () => {
  it('makes a method of one’s own out of an adopted one, for others to adopt', async () => {
    const own = (key: string, settings: object) => ({
      body: {
        key,
        from: { key: 'rivertown', version: 1 },
        settings: settings as never,
        area: t.town.street,
        name: { 'zh-Hans': '渭滨巡河法', en: 'The river watch of Weibin' },
        summary: { 'zh-Hans': '办理更快。', en: 'Sooner done.' },
        story: { 'zh-Hans': '试行一年。', en: 'A year of trial.' },
      },
    });
    expect(await t.as(street).call(routes.publish, own('weibin-river', { work_days: 1 }))).toEqual({ key: 'weibin-river', version: 1 });
    expect(await t.as(street).call(routes.publish, own('weibin-river', { work_days: 3 }))).toEqual({ key: 'weibin-river', version: 2 });
    expect((await t.as(street).ask(routes.publish, own('rivertown', {}))).problem().code).toBe('methods.key_taken');
    expect((await t.as(street).ask(routes.publish, own('weibin-fast', { work_days: 0 }))).problem().code).toBe('methods.bad_setting');
    const pack = await t.as(district).call(routes.pack, { params: { key: 'weibin-river' } });
    expect(pack).toMatchObject({ version: 2, home: '秦都区渭滨街道', versions: [2, 1], derived: { key: 'rivertown', name: '河镇巡河法' }, notes: [] });
    const { items } = await t.as(district).call(routes.compare, { query: { a: 'weibin-river', av: 1, b: 'weibin-river', bv: 2 } });
    expect(items.map((one) => one.text)).toEqual(expect.arrayContaining(['版本：1 → 2', '责任段「办理」的时限：1 个工作日 → 3 个工作日']));
  });

  it('tells everybody how a place works', async () => {
    await t.as(street).call(routes.install, { body: { id: newId(t.house.now()), key: 'weibin-river', version: 2, area: t.town.street } });
    const { items } = await t.withToken(null).call(routes.publicMethods, { query: { area: t.town.district } });
    expect(items).toMatchObject([
      {
        name: '渭滨巡河法',
        areaName: '秦都区渭滨街道',
        figures: [{ label: '巡河长度', value: '12' }],
        flows: [{ name: '巡河件', steps: [{ name: '查看' }, { name: '办理', limit: '3 个工作日' }] }],
      },
    ]);
    await t.as(street).call(routes.withdraw, withdrawal(t.town.street));
  });
});

it('files of a pack altered in the database are found by verify', async () => {
  await t.as(street).call(routes.install, install(t.town.street));
  expect((await verifyAll(t.house)).all).toEqual([]);
  await t.db.run(sql`UPDATE methods.pack SET files = jsonb_set(files, '{posts.yaml}', '"posts: []"') WHERE key = 'rivertown'`);
  expect((await verifyAll(t.house)).all).toMatchObject([{ room: 'methods', what: 'the files of the pack were altered' }]);
});
