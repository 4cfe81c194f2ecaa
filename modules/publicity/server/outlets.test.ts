import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { sql } from '@hezhi/server';
import { licence, openColumns, openDegrees, routes } from '../contract/index.ts';
import { readAtom } from '../testing/atom.ts';
import { xml } from './feed.ts';
import { room } from './index.ts';
import { evening } from './tell.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest({ more: [room] })));
afterAll(() => t.close());
async function accepted(more: Record<string, unknown> = {}): Promise<string> {
  const { id } = (await t.report(t.who.resident, more)).body;
  await t.go(id, [t.who.community, 'accept']);
  t.clock.advance(60_000);
  return id;
}
const get = (path: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  t.withToken(null).inject({ method: 'GET', url: `/api/public/${path}?${new URLSearchParams({ district: t.town.district, ...query })}`, headers });
const month = () => new Date(t.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
const toDepartment = () => ({ to: { org: t.town.orgs.department } });

describe('the feed', () => {
  test('is valid Atom for every cut, with ids that stay', async () => {
    const id = await accepted({ description: '楼道灯 <坏了> & “三天”没人修]]>' });
    for (const query of [
      {},
      { area: t.town.street },
      { area: t.town.communities[0] },
      { category: 'B' },
      { category: 'B03' },
      { area: t.town.grids[2] },
    ] as Record<string, string>[]) {
      const reply = await get('feed.atom', query);
      expect(reply.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
      const feed = readAtom(reply.body);
      expect(readAtom((await get('feed.atom', query)).body).id).toBe(feed.id);
      expect(feed.entries.map((one) => one.id)).toEqual(query['area'] === t.town.grids[2] ? [] : [`urn:uuid:${id}`]);
      expect(feed.self).toContain(new URLSearchParams({ district: t.town.district, ...query }).toString());
    }
    const ids = await Promise.all(
      [{}, { category: 'B' }, { area: t.town.street }].map(async (query) => readAtom((await get('feed.atom', query as Record<string, string>)).body).id),
    );
    expect(new Set(ids).size).toBe(3);
    expect(readAtom((await get('feed.atom', {}, { 'accept-language': 'en' })).body).title).toMatch(/^Public cases of/);
    expect((await get('feed.atom', { area: '610499999' })).statusCode).toBe(404);
    expect((await get('feed.atom', { category: 'x' })).statusCode).toBe(422);
  });

  test('says when something public changed, and only then; what the reader has is not sent again', async () => {
    const id = await accepted();
    const read = async () => readAtom((await get('feed.atom')).body).entries.find((one) => one.id === `urn:uuid:${id}`)!;
    const first = await read();
    const reply = await get('feed.atom');
    const etag = String(reply.headers['etag']);
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", W/${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': String(reply.headers['last-modified']) },
    ] as Record<string, string>[]) {
      const again = await get('feed.atom', {}, headers);
      expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    }
    t.clock.advance(3_600_000);
    await t.go(id, [t.who.community, 'comment', { note: '内部备注' }]);
    expect(await read()).toEqual(first);
    t.clock.advance(3_600_000);
    await t.go(id, [t.who.street, 'dispatch', toDepartment()]);
    const second = await read();
    expect(Date.parse(second.updated)).toBe(t.clock.now());
    expect(second.published).toBe(first.published);
    expect((await get('feed.atom', {}, { 'if-none-match': etag })).statusCode).toBe(200);
    // The newest change comes first, and the feed is as new as that.
    const feed = readAtom((await get('feed.atom')).body);
    expect(feed.entries[0]!.id).toBe(`urn:uuid:${id}`);
    expect(feed.updated).toBe(second.updated);
  });

  test('whatever text there is, it is XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const doc = `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:a</id><title>${xml(text)}</title><updated>2026-01-01T00:00:00Z</updated><author><name>x</name></author><link rel="self" href="http://a/"/></feed>`;
        expect(readAtom(doc).title).toBe(xmlKeeps(text));
      }),
      { numRuns: 40 },
    );
  });
});

/** What of a text XML can carry. */
const xmlKeeps = (text: string): string => [...text].filter((one) => /^(?:[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]|[\u{10000}-\u{10FFFF}])$/u.test(one)).join('');

/** Reads CSV strictly (RFC 4180). */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cells.lastIndex < text.length) {
    const row: string[] = [];
    for (let end = ','; end === ',';) {
      const from = cells.lastIndex;
      const found = cells.exec(text);
      if (!found) throw new Error(`no CSV at ${text.slice(from, from + 40)}`);
      row.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
      end = found[3]!;
    }
    rows.push(row);
  }
  return rows;
}

describe('open data', () => {
  test('holds the columns of the dictionary and nothing else, the same in both formats, under a licence', async () => {
    await accepted({ description: '我叫张建国，电话13800138000，路灯不亮', place: { point: [108.70512, 34.33567], address: '渭滨家园3栋2单元501室' } });
    const id = await accepted({ category: 'A01' });
    await t.go(
      id,
      [t.who.street, 'dispatch', toDepartment()],
      [t.who.department, 'finish', { outcome: 'solved', note: '已清' }],
      [t.who.community, 'verify'],
      [t.who.resident, 'rate', { score: 4 }],
    );
    const about = await t.withToken(null).call(routes.openData, { query: { district: t.town.district } });
    expect(about).toMatchObject({ publisher: '秦都区', licence: { url: licence.url }, months: [{ month: month(), n: 4 }] });
    expect(about.columns.map(({ key }) => key)).toEqual(openColumns.map(({ key }) => key));
    const csv = await get('open-data/cases.csv', { month: month() });
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="hezhi-610402-${month()}.csv"`,
      link: `<${licence.url}>; rel="license"`,
    });
    expect(csv.body.startsWith('\uFEFF')).toBe(true);
    const [head, ...lines] = readCsv(csv.body.slice(1));
    expect(head).toEqual(openColumns.map(({ key }) => key));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toHaveLength(openColumns.length);
    expect(csv.body).not.toMatch(/张建国|1380013|501室|108\.70512|34\.33567|测试resident|路灯不亮，/);
    const geo = await get('open-data/cases.geojson', { month: month() });
    expect(geo.headers['content-type']).toBe('application/geo+json; charset=utf-8');
    const { type, features } = JSON.parse(geo.body) as {
      type: string;
      features: { type: string; geometry: { coordinates: number[] } | null; properties: Record<string, unknown> }[];
    };
    expect(type).toBe('FeatureCollection');
    expect(features.map((one) => one.properties['number'])).toEqual(lines.map((line) => line[0]));
    for (const one of features)
      expect(Object.keys(one.properties).toSorted()).toEqual(
        openColumns
          .map(({ key }) => key as string)
          .filter((key) => key !== 'lon' && key !== 'lat')
          .toSorted(),
      );
    // Days only, and no time of a day anywhere.
    expect(lines.every((line) => /^\d{4}-\d\d-\d\d$/.test(line[6]!))).toBe(true);
    expect(csv.body).not.toMatch(/\d\d:\d\d/);
    const one = readCsv((await get('open-data/cases.csv', { month: month(), category: 'A' })).body.slice(1));
    expect(one.slice(1).map((line) => [line[1], line[11]])).toEqual([['A01', '4']]);
    expect(readCsv((await get('open-data/cases.csv', { month: '2020-01' })).body.slice(1))).toEqual([head]);
    expect((await get('open-data/cases.csv', { month: '2026-13' })).statusCode).toBe(422);
    expect((await get('open-data/cases.csv', { month: month(), district: '110101' })).statusCode).toBe(404);
  });

  test('tells places more roughly where public cases are few', async () => {
    // Few so far: about a kilometre.
    const points = async () =>
      readCsv((await get('open-data/cases.csv', { month: month() })).body.slice(1))
        .slice(1)
        .map((line) => [line[12], line[13]]);
    expect(new Set((await points()).map(String))).toEqual(new Set(['108.71,34.34']));
    await accepted({ place: { point: inGrid, address: 'x' } });
    expect((await points()).map(String)).toContain('108.705,34.335');
    expect([openDegrees(108.70512, false), openDegrees(108.70512, true)]).toEqual([108.71, 108.705]);
  });

  test('is no formula in any spreadsheet, whatever an administrator called a category or community', async () => {
    await t.db.run(sql`UPDATE directory.territory SET name = '=HYPERLINK("http://evil","x")' WHERE code = ${t.town.communities[0]}`);
    t.house.live.publish({ district: t.town.district, topic: 'directory.territory', data: {} });
    for (let n = 0; n < 50 && !(await get('open-data/cases.csv', { month: month() })).body.includes('HYPERLINK'); n++)
      await new Promise((next) => setImmediate(next));
    const csv = (await get('open-data/cases.csv', { month: month() })).body.slice(1);
    expect(csv).toContain('HYPERLINK');
    for (const line of readCsv(csv).slice(1)) for (const value of line) expect(value).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('comes page by page, in order, with nothing twice', async () => {
    const [first] = await t.db.all<{ id: string }>(sql`SELECT id FROM matters.matter ORDER BY number LIMIT 1`);
    await t.db.run(sql`INSERT INTO matters.matter SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'number', 'X-' || n))).*
      FROM matters.matter m, generate_series(1, 1050) n WHERE m.id = ${first!.id}`);
    await t.db.run(
      sql`INSERT INTO cases.case SELECT (jsonb_populate_record(c, jsonb_build_object('id', m.id))).* FROM matters.matter m, cases.case c WHERE m.number LIKE 'X-%' AND c.id = ${first!.id}`,
    );
    const lines = readCsv((await get('open-data/cases.csv', { month: month() })).body.slice(1))
      .slice(1)
      .map((line) => line[0]);
    expect(lines.length).toBe(1055);
    expect(new Set(lines).size).toBe(1055);
  });
});

test('the evening is 18:00 in China, always ahead', () => {
  expect(evening(Date.parse('2026-11-22T17:59:00+08:00'))).toBe(Date.parse('2026-11-22T18:00:00+08:00'));
  expect(evening(Date.parse('2026-11-22T18:00:00+08:00'))).toBe(Date.parse('2026-11-23T18:00:00+08:00'));
  expect(evening(Date.parse('2026-11-22T00:30:00+08:00'))).toBe(Date.parse('2026-11-22T18:00:00+08:00'));
});
