import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { sql, verifyAll } from '@hezhi/server';
import { testApp, type TestApp, type TestClient } from '@hezhi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors, permissions, pointIn, routes, type Position } from '../contract/index.ts';
import { randomTiles, square } from '../contract/sample.ts';
import { findAddress, locate, locateAny, nearestAddress, room, saveCompounds, saveRoads, saveShapes, SHAPES_CHANGED } from './index.ts';
import { community, district, drawTown, grids } from './places.fixture.ts';

let t: TestApp;
let visitor: TestClient;
const planner = (area: string, ...keys: { key: string }[]): Actor => ({
  kind: 'person',
  person: newId(),
  name: '规划员',
  district,
  post: { id: newId(), role: 'planner', org: newId(), area, permissions: keys.map(({ key }) => key) },
  permissions: keys.map(({ key }) => key),
  language: 'zh-Hans',
});

beforeAll(async () => {
  t = await testApp({ rooms: [directory, room] });
  await drawTown(t);
  visitor = t.withToken(null);
});
afterAll(() => t.close());

describe('locate', () => {
  test('the narrowest drawn territory; borders to the lowest code; holes and the outside to nobody', async () => {
    expect(await locate(t.house, district, [108.703, 34.333])).toEqual({ code: grids[0], grid: grids[0], community, street: '610402010', district });
    expect((await locate(t.house, district, [108.71, 34.34]))!.grid).toBe(grids[0]);
    expect((await locate(t.house, district, [108.7100001, 34.34]))!.grid).toBe(grids[1]);
    expect(await locate(t.house, district, [108.73, 34.34])).toEqual({
      code: '610402010002',
      grid: null,
      community: '610402010002',
      street: '610402010',
      district,
    });
    expect((await locate(t.house, district, [108.76, 34.36]))!.code).toBe(district);
    expect((await locate(t.house, district, [108.905, 34.335]))!.code).toBe(district);
    expect(await locate(t.house, district, [108.915, 34.345])).toBeNull();
    expect(await locate(t.house, district, [1, 1])).toBeNull();
    expect(await locate(t.house, '999999', [108.703, 34.333])).toBeNull();
  });

  test('over all districts; a new border counts at once', async () => {
    expect((await locateAny(t.house, [108.703, 34.333]))!.grid).toBe(grids[0]);
    expect(await locateAny(t.house, [120.5, 30.5])).toBeNull();
    const hints: string[] = [];
    const quiet = t.house.live.subscribe((hint) => void hints.push(`${hint.topic} ${hint.district}`));
    const { tiles } = randomTiles(30, 3, [120.5, 30.4, 120.6, 30.6], '3301020010');
    expect(await saveShapes(t.house, '330102', tiles)).toEqual({ added: 30, changed: 0, unchanged: 0 });
    quiet();
    expect(hints).toEqual([`${SHAPES_CHANGED} 330102`]);
    for (const { code, area } of tiles) expect((await locate(t.house, null, pointIn(area)))!.grid).toBe(code);
  });

  test('GET /places/locate names the areas and the place, in two languages; outside is 404', async () => {
    const found = await visitor.call(routes.locate, { query: { lon: '108.7024', lat: '34.3329' } });
    expect(found).toMatchObject({ grid: grids[0], community, address: '渭滨家园 1号楼附近' });
    expect(found.areas.map(({ name, level }) => `${level} ${name}`)).toEqual(['district 秦都区', 'street 渭滨街道', 'community 渭滨社区', 'grid 第一网格']);
    const english = await visitor.ask(routes.locate, { query: { lon: '108.7024', lat: '34.3329' } }, { headers: { 'accept-language': 'en' } });
    expect(english.body.address).toBe('near 渭滨家园 1号楼');
    const outside = await visitor.ask(routes.locate, { query: { lon: '1', lat: '1' } });
    expect([outside.status, outside.problem().code]).toEqual([404, errors.outside.code]);
    for (const query of [
      { lon: '', lat: '1' },
      { lon: '181', lat: '1' },
      { lon: '1', lat: 'NaN' },
      { lon: '1e2', lat: '1' },
    ]) {
      const wrong = await visitor.ask(routes.locate, { query });
      expect([wrong.status, wrong.problem().code]).toEqual([422, 'kernel.invalid']);
    }
  });
});

describe('addresses', () => {
  test.each([
    [[108.7024, 34.3326], '渭滨家园 1号楼'],
    [[108.7024, 34.3329], '渭滨家园 1号楼附近'],
    [[108.704, 34.3345], '渭滨家园'],
    [[108.717, 34.34005], '人民路'],
    [[108.7101, 34.3401], '人民路与团结巷交叉口附近'],
    [[108.717, 34.336], '渭滨社区'],
    [[108.717, 34.3409], '人民路附近'],
  ] as [Position, string][])('%j is %s', async (point, text) => expect((await nearestAddress(t.house, district, point))!.text).toBe(text));

  test('outside every border there are no words', async () => expect(await nearestAddress(t.house, district, [1, 1])).toBeNull());

  const texts = async (q: string): Promise<string[]> => (await findAddress(t.house, district, q)).map(({ text }) => text);
  test('found by Chinese text, initials and full pinyin, with the number of a building', async () => {
    for (const q of ['渭滨家', 'wbjy', 'weibinjia', 'WBJY', 'wei bin jia yuan']) expect((await texts(q))[0]).toBe('渭滨家园');
    for (const q of ['渭滨家园3号楼', '渭滨家园 3', 'wbjy3', '渭滨家园３栋']) expect((await texts(q))[0]).toBe('渭滨家园 3号楼');
    expect(await texts('渭滨家园1')).toEqual(['渭滨家园 1号楼', '渭滨家园 13号楼']);
    expect(await texts('渭滨')).toEqual(['渭滨家园', '渭滨社区', '渭滨家园 1号楼', '渭滨家园 2号楼', '渭滨家园 3号楼', '渭滨家园 13号楼']);
    expect((await texts('人民')).slice(0, 2).sort()).toEqual(['人民新村', '人民路']);
    expect(await texts('tuanjie')).toContain('团结村');
    for (const q of ['没有这里', '%', "'", '_', '\\', '']) expect(await texts(q)).toEqual([]);
  });

  test('GET /places/addresses gives points that lie where they say', async () => {
    const { items } = await visitor.call(routes.findAddresses, { query: { q: '渭滨家园2号楼', district } });
    expect(items[0]).toMatchObject({ text: '渭滨家园 2号楼', kind: 'building', code: grids[0], area_name: '渭滨街道渭滨社区第一网格' });
    expect((await locate(t.house, district, items[0]!.point.coordinates))!.grid).toBe(grids[0]);
    expect((await visitor.ask(routes.findAddresses, { query: { q: ' ', district } })).status).toBe(422);
  });
});

describe('maps', () => {
  const get = (path: string, headers: Record<string, string> = {}) => visitor.inject({ method: 'GET', url: `/api/places/map/${path}`, headers });

  test('borders of a level, kept by browsers until they change', async () => {
    const reply = await get(`${district}/shapes?level=grid&within=${community}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toContain('application/geo+json');
    expect(reply.headers['cache-control']).toContain('public');
    const { features } = routes.shapes.reply.parse(reply.json());
    expect(features.map(({ properties }) => properties.name)).toEqual(['第一网格', '第二网格', '第三网格', '第四网格']);
    const etag = String(reply.headers.etag);
    expect((await get(`${district}/shapes?level=grid&within=${community}`, { 'if-none-match': etag })).statusCode).toBe(304);
    expect((await get(`${district}/shapes?level=community`)).json().features).toHaveLength(2);
    expect((await get(`${district}/shapes?level=grid&within=610402010002`)).statusCode).toBe(404);
    expect((await get(`${district}/shapes?level=grid&within=620201`)).statusCode).toBe(404);
    expect((await get('999999/shapes')).statusCode).toBe(404);
    expect((await get(`${district}/shapes?level=planet`)).statusCode).toBe(422);
  });

  test('roads and buildings of an extent; buildings only where they can be seen', async () => {
    const layers = async (bbox: string): Promise<string[]> => {
      const { features, complete } = routes.base.reply.parse((await get(`${district}/base?bbox=${bbox}`)).json());
      expect(complete).toBe(true);
      return features.map(({ properties }) => `${properties.layer} ${properties.name}`).sort();
    };
    expect(await layers('108.702,34.332,108.7025,34.333')).toEqual(['building 1号楼']);
    expect(await layers('108.70,34.33,108.72,34.35')).toHaveLength(6);
    expect(await layers('108,34,109,35')).toEqual(['road 人民路', 'road 团结巷']);
    for (const [bbox, code] of [
      ['108,34,107,35', errors.wrong_box.code],
      ['1,2,3', 'kernel.invalid'],
      ['1..2,3,4,5', errors.wrong_box.code],
      ['100,20,110,30', errors.box_too_large.code],
    ])
      expect((await get(`${district}/base?bbox=${bbox}`)).json().code).toBe(code);
  });

  test('compounds, all or of a territory', async () => {
    const names = async (query: string): Promise<string[]> =>
      routes.compounds.reply
        .parse((await get(`${district}/compounds${query}`)).json())
        .features.map(({ properties }) => properties.name)
        .sort();
    expect(await names('')).toEqual(['人民新村', '渭滨家园']);
    expect(await names(`?within=${grids[3]}`)).toEqual(['人民新村']);
    expect(await names('?bbox=108.70,34.33,108.706,34.336')).toEqual(['渭滨家园']);
  });
});

describe('drawing', () => {
  test('rows with faults are all told and nothing is saved', async () => {
    const before = await t.db.all(sql`SELECT code, version FROM places.shape ORDER BY 1, 2`);
    const attempt = saveShapes(t.house, district, [
      { code: `${community}005`, area: square(108.8, 34.3, 0.01) },
      { code: '620201001001001', area: square(108.8, 34.3, 0.01) },
      {
        code: `${community}005`,
        area: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [2, 2],
              [2, 0],
              [0, 3],
              [0, 0],
            ],
          ],
        },
      },
    ]);
    await expect(attempt).rejects.toMatchObject({ def: errors.rows, values: { count: 3 } });
    const faults = await attempt.catch((error: { faults: { path: string; code: string }[] }) => error.faults);
    expect(faults).toMatchObject([
      { path: '/features/1/properties/code', code: 'places.row_code' },
      { path: '/features/2/properties/code', code: 'places.row_twice' },
      { path: '/features/2/geometry', code: 'places.row_crossing' },
    ]);
    expect(await t.db.all(sql`SELECT code, version FROM places.shape ORDER BY 1, 2`)).toEqual(before);
    await expect(
      saveCompounds(t.house, district, {
        compounds: [],
        buildings: [{ compound: newId(), number: '1号楼', grid: district, polygon: square(1, 1, 1), floors: -1, units: 1 }],
      }),
    ).rejects.toMatchObject({ def: errors.rows, values: { count: 3 } });
    await expect(saveRoads(t.house, district, [{ name: 'x', kind: 'main', line: { type: 'LineString', coordinates: [[1, 1]] } }])).rejects.toMatchObject({
      def: errors.rows,
    });
  });

  test('a redrawn border keeps its history, the same one changes nothing', async () => {
    const code = '610402011001001';
    const versions = () =>
      t.db.all<{ version: number; valid_to: string | null }>(sql`SELECT version, valid_to FROM places.shape WHERE code = ${code} ORDER BY version`);
    const save = (side: number) => saveShapes(t.house, district, [{ code, area: square(109.5, 34.5, side) }]);
    expect(await save(0.01)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await save(0.01)).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await save(0.02)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await versions()).toHaveLength(1);
    t.clock.advance(86_400_000);
    expect(await save(0.03)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await versions()).toEqual([
      { version: 1, valid_to: '2026-11-24' },
      { version: 2, valid_to: null },
    ]);
    expect((await locate(t.house, district, [109.525, 34.525]))!.grid).toBe(code);
    await Promise.all([0.04, 0.05, 0.06].map(save));
    expect((await versions()).filter(({ valid_to }) => valid_to === null)).toHaveLength(1);
  });

  test('POST /places/shapes needs the right and the territory', async () => {
    const feature = (code: string) => ({ body: { features: [{ geometry: square(109.6, 34.6, 0.01), properties: { code } }] } });
    expect((await visitor.ask(routes.saveShapes, feature(`${community}009`))).status).toBe(401);
    expect((await t.as(planner(district, permissions.read)).ask(routes.saveShapes, feature(`${community}009`))).status).toBe(403);
    const mine = t.as(planner(community, permissions.manage));
    expect((await mine.ask(routes.saveShapes, feature('610402010002001'))).problem().code).toBe(errors.outside_territory.code);
    expect((await mine.ask(routes.saveShapes, feature('620201001001001'))).problem().errors![0]!.code).toBe('places.row_code');
    expect(await mine.call(routes.saveShapes, feature(`${community}009`))).toEqual({ added: 1, changed: 0, unchanged: 0 });
    const wrong = await mine.ask(routes.saveShapes, {
      body: { features: [{ geometry: { type: 'Point', coordinates: [1, 1] }, properties: { code: `${community}009` } }] },
    });
    expect([wrong.status, wrong.problem().code, wrong.problem().errors!.length]).toEqual([422, errors.rows.code, 1]);
  });

  test('GET /places/tiling/:code tells gaps and overlaps', async () => {
    const mine = t.as(planner('610402010', permissions.read));
    await t.db.run(sql`DELETE FROM places.shape WHERE code = ${`${community}009`}`);
    t.house.live.publish({ district, topic: SHAPES_CHANGED, data: {} });
    expect(await mine.call(routes.checkTiling, { params: { code: community } })).toEqual({ ok: true, parts: 4, faults: [] });
    const street = await mine.call(routes.checkTiling, { params: { code: '610402010' } });
    expect(street).toMatchObject({ ok: false, parts: 2, faults: [{ kind: 'gap' }] });
    expect(street.faults[0]!.square_metres).toBeCloseTo(918 * 2224, -5);
    expect((await mine.ask(routes.checkTiling, { params: { code: '610402010002' } })).status).toBe(404);
    expect((await mine.ask(routes.checkTiling, { params: { code: '620201' } })).status).toBe(403);
  });

  test('verify finds a border that nobody could have saved', async () => {
    const mine = async () => (await verifyAll(t.house, [district])).all.filter((finding) => finding.room === 'places');
    expect(await mine()).toEqual([]);
    await t.db.run(sql`UPDATE places.shape SET area = '{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}' WHERE code = ${grids[0]}`);
    expect((await mine()).map(({ where }) => where)).toEqual([grids[0]]);
  });
});
