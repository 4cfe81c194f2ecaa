import { room as ballots } from '@hezhi/ballots/server';
import { routes as caseRoutes } from '@hezhi/cases/contract';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { room as covenants } from '@hezhi/covenants/server';
import { room as deliberations } from '@hezhi/deliberations/server';
import { bulkStaff, bulkTerritory } from '@hezhi/directory/server';
import { room as duty } from '@hezhi/duty/server';
import { findStored } from '@hezhi/matters/server';
import { proceduresPart, readPack, routes as methods, valuesOf } from '@hezhi/methods/contract';
import { room as methodsRoom, shippedPacks } from '@hezhi/methods/server';
import { room as opinions } from '@hezhi/opinions/server';
import { room as publicity } from '@hezhi/publicity/server';
import { drain, sql } from '@hezhi/server';
import { routes as whistles } from '@hezhi/whistles/contract';
import { room as whistlesRoom } from '@hezhi/whistles/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parts } from './parts.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let t: CasesTest;
beforeAll(async () => {
  t = await casesTest({ more: [duty, methodsRoom, whistlesRoom, ballots, deliberations, covenants, opinions, publicity] });
  t.clock.set('2026-11-23T10:00:00+08:00');
});
afterAll(() => t[Symbol.asyncDispose]());

const note = { note: '照章办理，情况属实' };
const keys = ['jiayuguan', 'shuangluan', 'changning', 'weibin', 'qionglai'] as const;
const versionOf = (key: string): number => readPack(shippedPacks().get(key)!, parts).pack!.manifest.version;
const put = (by: Actor, key: string, area: string) => {
  t.clock.advance(1000);
  return t.as(by).call(methods.install, { body: { id: newId(t.house.now()), key, version: versionOf(key), area, settings: {}, reason: '试行' } });
};
const back = (by: Actor, area: string) => {
  t.clock.advance(1000);
  return t.as(by).call(methods.withdraw, { body: { id: newId(t.house.now()), area, reason: '试行期满' } });
};
const procedureOf = async (id: string): Promise<[string, number]> => {
  const row = (await findStored(t.house.db, t.town.district, id))!;
  return [row.procedure, row.procedure_version];
};
const stateOf = async (id: string): Promise<string> => (await findStored(t.house.db, t.town.district, id))!.state;
/** The name of the procedure that a new case in the first grid begins with. */
const nameNow = async (): Promise<string> => {
  const { id } = (await t.report(t.who.resident)).body;
  const [key, version] = await procedureOf(id);
  const row = await t.house.db.find<{ name: string }>(
    sql`SELECT body->'name'->>'zh-Hans' AS name FROM matters.procedure WHERE key = ${key} AND version = ${version}`,
  );
  return row!.name;
};

/** Steps that only one place has, at the moment at which they are taken. */
const own: Record<(typeof keys)[number], (id: string) => Promise<void>> = {
  jiayuguan: (id) => t.go(id, [t.who.community, 'first_answer', note]),
  shuangluan: (id) =>
    t.go(id, [t.who.community, 'act_as_agent', note], [t.who.department, 'appoint', { at: '2026-11-25T02:00:00.000Z', note: '上午到家里看' }]),
  changning: (id) => t.go(id, [t.who.street, 'to_meeting', note], [t.who.street, 'resume', note]),
  weibin: async () => {},
  qionglai: (id) => t.go(id, [t.who.grid, 'look_again', note], [t.who.department, 'ask_elders', note]),
};

/** Lives cases by the pack in force until every state of its procedure was seen; each of them ends. Gives the states. */
async function live(pack: (typeof keys)[number]): Promise<{ seen: Set<string>; ids: string[] }> {
  const { community, street, department, district, resident, grid } = t.who;
  const seen = new Set<string>();
  const ids: string[] = [];
  const open = async (): Promise<string> => {
    const reply = await t.report(resident);
    expect(reply.status, reply.text).toBe(201);
    ids.push(reply.body.id);
    seen.add(await stateOf(reply.body.id));
    return reply.body.id;
  };
  const go = async (id: string, ...steps: readonly (readonly [Actor, string, Record<string, unknown>?])[]): Promise<void> => {
    for (const step of steps) {
      await t.go(id, step);
      seen.add(await stateOf(id));
    }
  };
  const to = { to: { org: t.town.orgs.department } };
  const done = { outcome: 'solved', note: '已处理完毕' };

  // The whole way, through all levels, to a review by the level above.
  const whole = await open();
  await go(whole, [community, 'pass_to_street', note], [street, 'register'], [street, 'dispatch', to]);
  await own[pack](whole);
  await go(whole, [department, 'take'], [department, 'finish', done], [community, 'ask_street_verify', note], [street, 'ask_district_verify', note]);
  await go(whole, [district, 'verify'], [resident, 'rate', { score: 5, solved: 'yes' }], [resident, 'ask_review', note], [street, 'dismiss', note]);

  // The community calls, the street whistles, the department comes.
  const called = await open();
  await go(called, [community, 'call_street', note]);
  const blown = await t
    .as(street)
    .ask(whistles.blow, { body: { kind: 'routine', text: '请到场联合处置', case: called, lead: [{ org: t.town.orgs.department }], assist: [] } as never });
  expect(blown.status, blown.text).toBe(201);
  await drain(t.house);
  seen.add(await stateOf(called));
  const whistle = (blown.body as { id: string }).id;
  expect((await procedureOf(whistle))[1] > 1000, pack).toBe(pack === 'jiayuguan');
  await t.go(
    whistle,
    [department, 'check_in', { note: '已派人' }],
    [department, 'report_done', { outcome: 'solved', note: '已联合处置', necessity: 'necessary' }],
  );
  await drain(t.house);
  expect(await stateOf(called)).toBe('verifying');
  await go(called, [community, 'verify'], [resident, 'rate', { score: 4, solved: 'yes' }]);

  // What ends early.
  await go(await open(), [community, 'decline', { reason: 'beyond_duty', note: '属于合同纠纷，请走司法途径' }]);
  await go(await open(), [resident, 'withdraw', note]);
  const [first, second] = [await open(), await open()];
  expect((await t.as(street).ask(caseRoutes.merge, { params: { id: second }, body: { into: first, note: '同一件事' } as never })).status).toBe(200);
  seen.add(await stateOf(second));
  await go(first, [grid, 'settle', { outcome: 'solved_on_spot', note: '现场已修好' }], [community, 'verify'], [resident, 'rate', { score: 5, solved: 'yes' }]);

  // Three levels of the grid: it tries, passes up, and the street sends down.
  if (pack === 'weibin') {
    const up = await open();
    await go(up, [community, 'to_grid', note], [grid, 'take'], [grid, 'grid_up', note]);
    expect((await t.matter(community, up)).matter).toMatchObject({ state: 'reported', marks: expect.arrayContaining(['grid_tried']) as string[] });
    expect((await t.step(community, up, 'to_grid', note)).status).toBe(409);
    await go(up, [community, 'accept'], [street, 'send_down', note]);
    expect((await t.matter(community, up)).legs.map((leg) => [leg.key, leg.owner.org])).toEqual([['handle', t.town.orgs.community]]);
    await go(up, [community, 'take'], [community, 'finish', done], [community, 'verify'], [resident, 'rate', { score: 5, solved: 'yes' }]);
  }
  return { seen, ids };
}

describe('five packs in one town', () => {
  it('each holds where it belongs, the others beside it', async () => {
    const { who, town } = t;
    const [one, two] = town.communities;
    const [other, third] = ['610402011', '610402010003'];
    await bulkTerritory(t.house, [
      { code: other, name: '第二街道' },
      { code: third, name: '测试三社区' },
    ]);
    const valid_from = '2026-01-01';
    await bulkStaff(t.house, town.district, {
      orgs: [
        { id: newId(), kind: 'street_office', name: '第二街道办', area: other, parent: town.orgs.centre, valid_from },
        { id: newId(), kind: 'community', name: '测试三社区', area: third, parent: town.orgs.street, valid_from },
      ],
      people: [],
      accounts: [],
      posts: [],
    });
    const places = { jiayuguan: town.district, shuangluan: other, changning: one, weibin: town.street, qionglai: two } as const;
    for (const key of keys) expect(await put(who.district, key, places[key])).toMatchObject({ changed: true, pack: key, seq: 1 });
    const { items } = await t.as(who.district).call(methods.where);
    expect(Object.fromEntries(items.map((item) => [item.pack, item.area]))).toEqual(places);
    const top = async (area: string): Promise<string[]> => (await t.as(who.district).call(methods.place, { params: { area } })).chain.map((one) => one.pack);
    expect([await top(one), await top(third), await top(other)]).toEqual([
      ['changning', 'weibin', 'jiayuguan'],
      ['weibin', 'jiayuguan'],
      ['shuangluan', 'jiayuguan'],
    ]);
    expect(await nameNow()).toBe('居民区办件');
    for (const key of keys) await back(who.district, places[key]);
    expect((await t.as(who.district).call(methods.where)).items).toEqual([]);
    expect(await nameNow()).toBe('标准案件');
  });

  it('cases go through every state of each to their end; packs change and are rolled back while matters run', async () => {
    const { who, town } = t;
    const area = town.communities[0];
    const running: [string, string, number][] = [];
    const names: string[] = ['标准案件'];
    for (const key of keys) {
      const preview = await t.as(who.district).call(methods.preview, { body: { key, version: versionOf(key), area, settings: {} } });
      expect([key, preview.faults.filter((fault) => !fault.note), preview.unstaffed, preview.organisations]).toEqual([key, [], [], []]);
      // Compared with what is in force, the newest of base among it: no change from X to X.
      for (const { text } of preview.differences) {
        const [was = '', is, ...more] = text.split(' → ');
        expect([text, is !== undefined && more.length === 0 && was.endsWith(`：${is}`)]).toEqual([text, false]);
      }
      await put(who.district, key, area);
      const { id } = (await t.report(who.resident)).body;
      running.push([key, id, (await procedureOf(id))[1]]);
      const { seen } = await live(key);
      const body = valuesOf(readPack(shippedPacks().get(key)!, parts).pack!, proceduresPart).find(({ value }) => value.kind === 'case')!.value;
      expect([...seen].toSorted(), key).toEqual(Object.keys(body.states).toSorted());
      names.push(body.name['zh-Hans']);
    }
    expect(new Set(running.map(([, , version]) => version)).size).toBe(5);
    // Rolled back one after the other: the former is in force again, what began keeps its version and ends by it.
    for (const name of names.toReversed()) {
      expect(await nameNow()).toBe(name);
      if (name !== '标准案件') await back(who.district, area);
    }
    for (const [key, id, version] of running) {
      await t.go(
        id,
        [who.community, 'assign', { to: { org: town.orgs.community } }],
        [who.community, 'take'],
        [who.community, 'finish', { outcome: 'solved', note: '已办' }],
      );
      await t.go(id, [who.community, 'verify'], [who.resident, 'rate', { score: 5, solved: 'yes' }]);
      expect([key, await stateOf(id), (await procedureOf(id))[1]]).toEqual([key, 'closed', version]);
    }
    expect((await t.as(who.district).call(methods.history, { query: { area } })).items.map((item) => item.action).slice(0, 10)).toEqual([
      ...Array.from({ length: 5 }, () => 'withdraw'),
      ...Array.from({ length: 5 }, () => 'install'),
    ]);
    expect(await t.findings()).toEqual([]);
  });
});
