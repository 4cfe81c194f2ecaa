import { newId, type Actor } from '@hezhi/contract';
import { sql, verify } from '@hezhi/server';
import type { TestClient } from '@hezhi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { authenticate, bulkStaff, hashPassword, registerHomeProof } from './index.ts';
import { community, district, grid, password, town, type Town } from './town.fixture.ts';

const other = '610402010002';
const DAY = 86_400_000;
const residents = ['lan', 'mei', 'qiang', 'bo', 'fang', 'tao'] as const;
type Who = (typeof residents)[number];
let t: Town;
const ids = {} as Record<Who | 'clerk2' | 'clerk3', string>;
const clients = new Map<string, TestClient>();

/** One session for everybody who appears; long enough for the months of these tests is only a new one. */
async function as(account: string): Promise<TestClient> {
  const kept = clients.get(account) ?? (await t.logIn(account));
  clients.set(account, kept);
  return kept;
}

/** Lets days pass; sessions of staff end meanwhile. */
function pass(days: number): void {
  t.clock.advance(days * DAY);
  clients.clear();
}

beforeAll(async () => {
  t = await town();
  const passwordHash = await hashPassword(password);
  for (const key of [...residents, 'clerk2', 'clerk3'] as const) ids[key] = newId();
  const community2 = newId();
  const post = { role: 'community_clerk', area: community };
  await bulkStaff(t.house, district, {
    orgs: [{ id: community2, kind: 'community', name: '天王社区居委会', area: other, parent: t.orgs.street }],
    people: [
      ...residents.map((key, i) => ({ id: ids[key], name: `居民${key}`, phone: `1390000123${i}`, area: i === 0 ? grid : community })),
      { id: ids.clerk2, name: '李同事', home: { area: community } },
      { id: ids.clerk3, name: '张天王' },
    ],
    accounts: [
      ...residents.map((name) => ({ name, person: ids[name], kind: 'resident' as const, passwordHash })),
      ...(['clerk2', 'clerk3'] as const).map((name) => ({ name, person: ids[name], kind: 'staff' as const, passwordHash })),
    ],
    posts: [
      { id: newId(), person: ids.clerk2, org: t.orgs.community, ...post },
      { id: newId(), person: ids.clerk3, org: community2, ...post, area: other },
    ],
  });
});
afterAll(() => t[Symbol.asyncDispose]());

const choose = async (who: Who, area: string) => (await as(who)).ask(routes.chooseHome, { body: { area, how: 'list' } });
const home = async (who: Who) => (await as(who)).call(routes.myHome);
const lines = async (clerk: string, state: 'declared' | 'confirmed' | 'refused' = 'declared', q?: string) =>
  (await as(clerk)).call(routes.homes, { query: { state, limit: 100, ...(q ? { q } : {}) } });
const decide = async (
  clerk: string,
  who: readonly Who[],
  decision: 'confirm' | 'refuse',
  reason?: string,
  state: 'declared' | 'confirmed' | 'refused' = 'declared',
) => {
  const { items } = await lines('clerk', state);
  const people = who.map((key) => ({ person: ids[key], version: items.find((one) => one.id === ids[key])!.version }));
  return (await as(clerk)).ask(routes.decideHomes, { body: { people, decision, ...(reason === undefined ? {} : { reason }) } });
};

describe('a resident', () => {
  test('says where they live once in 30 days, down to the grid and no further, and may take it back', async () => {
    // Registering said it already and leaves one change free.
    expect(await home('lan')).toMatchObject({
      home: { area: community, areaName: '渭滨街道渭滨社区', grid, gridName: '第一网格', state: 'declared', reason: null, neighbours: 7 },
      freeAt: null,
    });
    expect((await choose('lan', '610402')).problem().code).toBe('directory.home_level');
    expect((await choose('lan', '610402010')).problem().code).toBe('directory.home_level');
    expect((await choose('lan', '310105001001')).problem().code).toBe('directory.home_district');
    expect((await choose('lan', '610402010009')).problem().code).toBe('directory.territory_not_found');
    const moved = await choose('lan', other);
    expect(moved.body).toMatchObject({ home: { area: other, grid: null, state: 'declared', neighbours: null } });
    expect(Date.parse(moved.body.freeAt!)).toBe(t.clock.now() + 30 * DAY);
    expect((await choose('lan', community)).problem()).toMatchObject({
      status: 409,
      code: 'directory.home_soon',
      detail: '社区每30天可以改一次，12月23日起可以再改。刚搬家或选错了，请联系原社区工作人员更改',
    });
    // Where somebody is known to belong serves other ends and other people: it tells nothing of the move.
    expect((await t.db.find<{ area: string }>(sql`SELECT area FROM directory.person WHERE id = ${ids.lan}`))?.area).toBe(grid);
    await (await as('lan')).call(routes.withdrawHome);
    expect(await home('lan')).toMatchObject({ home: null });
    expect((await (await as('lan')).ask(routes.withdrawHome)).problem().code).toBe('directory.home_none');
    // Taking back is no way around the 30 days.
    expect((await choose('lan', community)).problem().code).toBe('directory.home_soon');
    pass(30);
    expect((await choose('lan', community)).body).toMatchObject({ home: { area: community, state: 'declared' } });
    // Within one community the grid is free.
    expect((await choose('lan', grid)).body).toMatchObject({ home: { area: community, grid } });
    expect((await choose('lan', community)).body).toMatchObject({ home: { grid: null } });
  });

  test('carries the home from the next request on, while it stands', async () => {
    const { token } = await t.withToken(null).call(routes.logIn, { body: { account: 'tao', password } });
    const carried = async (): Promise<Actor['home']> => (await authenticate(t.house, { headers: { authorization: `Bearer ${token}` } } as never)).actor.home;
    expect(await carried()).toEqual({ area: community, confirmed: false });
    await decide('clerk', ['tao'], 'confirm');
    expect(await carried()).toEqual({ area: community, confirmed: true });
    await decide('clerk', ['tao'], 'refuse', '核对后不住在这里', 'confirmed');
    expect(await carried()).toBe(null);
    // Whom a community refused was mistaken and may say so at once.
    await t.withToken(token).call(routes.chooseHome, { body: { area: other } });
    expect(await carried()).toEqual({ area: other, confirmed: false });
  });

  test('is confirmed at once where a register names them', async () => {
    registerHomeProof(t.house, 'register', async (_, of) => of.person === ids.fang && of.area === other);
    expect((await choose('fang', other)).body).toMatchObject({ home: { state: 'confirmed' } });
    expect((await lines('clerk3', 'confirmed')).items).toMatchObject([{ id: ids.fang, byRegister: true, decidedBy: null }]);
  });
});

describe('the community', () => {
  test('alone sees who says to live there', async () => {
    const seen = await lines('clerk');
    expect(seen).toMatchObject({ area: community, areaName: '渭滨社区' });
    expect(seen.items.map((one) => one.id)).toEqual(expect.arrayContaining([ids.mei, ids.qiang, ids.bo]));
    expect(seen.items.find((one) => one.id === ids.mei)).toMatchObject({ phone: '139****1231', state: 'declared', byRegister: false });
    expect(JSON.stringify(seen)).not.toContain('13900001231');
    expect((await lines('clerk', 'declared', 'juminmei')).items.map((one) => one.id)).toEqual([ids.mei]);
    expect((await lines('clerk', 'declared', '139 0000 1232')).items.map((one) => one.id)).toEqual([ids.qiang]);
    const foreign = (await lines('clerk3')).items.map((one) => one.id);
    expect(foreign).not.toContain(ids.mei);
    for (const account of ['dispatcher', 'supervisor', 'admin', 'grid', 'mei'])
      expect((await (await as(account)).ask(routes.homes)).problem().code).toBe('kernel.forbidden');
    // Pages follow on one another.
    const first = await (await as('clerk')).call(routes.homes, { query: { limit: 2 } });
    const second = await (await as('clerk')).call(routes.homes, { query: { limit: 2, cursor: first.next! } });
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(seen.items.slice(0, 4).map((one) => one.id));
  });

  test('confirms many or refuses with a reason that the person reads; of another community’s people it knows nothing', async () => {
    expect((await decide('clerk3', ['mei'], 'confirm')).problem().code).toBe('directory.person_not_found');
    expect((await decide('clerk', ['mei'], 'refuse')).problem().code).toBe('directory.home_reason');
    const people = (await lines('clerk')).items.filter((one) => one.id === ids.mei || one.id === ids.qiang).map(({ id, version }) => ({ person: id, version }));
    const body = { people, decision: 'confirm' as const };
    expect(await (await as('clerk')).call(routes.decideHomes, { body }, { key: 'both' })).toEqual({ decided: 2 });
    expect((await (await as('clerk')).ask(routes.decideHomes, { body }, { key: 'both' })).headers['idempotency-replayed']).toBe('true');
    expect((await (await as('clerk')).ask(routes.decideHomes, { body })).problem().code).toBe('directory.home_changed');
    expect((await home('mei')).home?.state).toBe('confirmed');
    expect((await decide('clerk', ['mei'], 'refuse', '已搬到外区', 'confirmed')).status).toBe(200);
    expect((await home('mei')).home).toMatchObject({ state: 'refused', reason: '已搬到外区' });
    expect((await lines('clerk', 'refused')).items).toMatchObject([{ id: ids.mei, decidedBy: '王clerk', reason: '已搬到外区' }]);
    expect((await decide('clerk', ['mei'], 'confirm', undefined, 'refused')).status).toBe(200);
    // One's own is for a colleague.
    const own = (await lines('clerk')).items.find((one) => one.id === ids.clerk2)!;
    const mine = { people: [{ person: own.id, version: own.version }], decision: 'confirm' as const };
    expect((await (await as('clerk2')).ask(routes.decideHomes, { body: mine })).problem().code).toBe('directory.home_own');
    expect((await (await as('clerk')).ask(routes.decideHomes, { body: mine })).status).toBe(200);
  });

  test('of two who decide on the same person one wins, and the other is told; of two choices one stands', async () => {
    for (let round = 0; round < 4; round++) {
      const state = (await home('bo')).home!.state;
      const { version } = (await lines('clerk', state)).items.find((one) => one.id === ids.bo)!;
      const body = { people: [{ person: ids.bo, version }], decision: state === 'refused' ? ('confirm' as const) : ('refuse' as const), reason: '核对' };
      const clerks = [await as('clerk'), await as('clerk2')];
      const both = await Promise.all(clerks.map((one) => one.ask(routes.decideHomes, { body })));
      expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    }
    const client = await as('qiang');
    const chosen = await Promise.all([0, 1, 2].map(() => client.ask(routes.chooseHome, { body: { area: other } })));
    expect(chosen.filter((one) => one.status === 200).length).toBeGreaterThanOrEqual(1);
    // Told that it changed, or that it was chosen a moment ago (the same choice again changes nothing).
    expect(chosen.every((one) => one.status === 200 || one.problem().code === 'directory.home_changed')).toBe(true);
    expect((await home('qiang')).home).toMatchObject({ area: other, state: 'declared' });
  });

  test('corrects where somebody lives at any time; there it waits to be confirmed anew', async () => {
    const line = (await lines('clerk3')).items.find((one) => one.id === ids.qiang)!;
    const move = async (clerk: string, area: string, version = line.version) =>
      (await as(clerk)).ask(routes.moveHome, { params: { person: ids.qiang }, body: { version, area, reason: '本人来社区说明选错了' } });
    expect((await move('clerk', community)).problem().code).toBe('directory.person_not_found');
    expect((await move('clerk3', community, line.version - 1)).problem().code).toBe('directory.home_changed');
    expect((await move('clerk3', '310105001001')).problem().code).toBe('directory.home_district');
    const until = (await home('qiang')).freeAt;
    expect((await move('clerk3', grid)).body).toEqual({ area: community, areaName: '渭滨街道渭滨社区' });
    expect(await home('qiang')).toMatchObject({ home: { area: community, grid, state: 'declared' }, freeAt: until });
    expect((await lines('clerk3')).items.map((one) => one.id)).not.toContain(ids.qiang);
    expect((await lines('clerk')).items.map((one) => one.id)).toContain(ids.qiang);
    const log = await (await as('auditor')).call(routes.listAudit, { query: { limit: 100 } });
    expect(log.items.find((one) => one.action === 'home.move')).toMatchObject({ target: ids.qiang, detail: { before: other, area: grid } });
    for await (const finding of verify(t.house)) expect(finding).toBe(null);
  });
});
