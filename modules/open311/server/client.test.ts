import { newId } from '@hezhi/contract';
import { inGrid } from '@hezhi/cases/testing';
import { bulkStaff, bulkTerritory } from '@hezhi/directory/server';
import { keepProcedure, procedureOf, upgradeMatter } from '@hezhi/matters/server';
import { drain, makeCall, sql } from '@hezhi/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open311Test, type Got, type Open311Test } from '../testing/house.ts';

let t: Open311Test;
let key: { id: string; secret: string };
beforeAll(async () => {
  t = await open311Test();
  key = await t.key();
});
afterAll(() => t.close());

const at = { lat: String(inGrid[1]), long: String(inGrid[0]) };
const filled = (more: Record<string, string> = {}) => ({ api_key: key.secret, service_code: 'B03', description: '楼道灯坏了三天没人修', ...at, ...more });
const report = (more: Record<string, string> = {}, headers: Record<string, string> = {}, path = 'v2/requests.json') => t.post(path, filled(more), headers);
const numberOf = (got: Got): string => {
  expect([got.status, got.text.slice(0, 400)]).toEqual([201, expect.anything()]);
  return got.json[0].service_request_id;
};
const idOf = async (number: string): Promise<string> =>
  (await t.db.find<{ id: string }>(sql`SELECT id FROM matters.matter WHERE district = ${t.town.district} AND number = ${number}`))!.id;
const cases = async (): Promise<number> => (await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM cases.case`))!.n;

describe('windows and pages', () => {
  test('the last 90 days, or the stretch that is asked for; open or closed; so many a page; by several numbers and services', async () => {
    await using own = await open311Test();
    const { secret } = await own.key();
    const send = async (more: Record<string, string> = {}) => {
      const number = numberOf(await own.post('v2/requests.json', { api_key: secret, service_code: 'B03', description: '灯坏了', ...at, ...more }));
      const { id } = (await own.db.find<{ id: string }>(sql`SELECT id FROM matters.matter WHERE number = ${number}`))!;
      await own.go(id, [own.who.community, 'accept']);
      return number;
    };
    const old = await send();
    own.clock.advance(100 * 86_400_000);
    const [a, b, c] = [await send(), await send({ service_code: 'A01' }), await send()];
    const now = own.clock.now();
    const iso = (days: number) => new Date(now - days * 86_400_000).toISOString();
    const list = async (query: Record<string, string> = {}) =>
      (await own.get('v2/requests.json', query)).json.map((row: { service_request_id: string }) => row.service_request_id).toSorted();
    expect(await list()).toEqual([a, b, c].toSorted());
    expect(await list({ start_date: iso(120), end_date: iso(90) })).toEqual([old]);
    expect(await list({ start_date: iso(150) })).toEqual([old]);
    expect(await list({ end_date: iso(50) })).toEqual([old]);
    expect(await list({ service_code: 'A01,A02' })).toEqual([b]);
    expect(await list({ status: 'closed' })).toEqual([]);
    expect(await list({ status: 'open,closed' })).toHaveLength(3);
    expect(await list({ service_request_id: `${old}, ${a}`, status: 'closed' })).toEqual([old, a].toSorted());
    const pages = [await list({ page_size: '2' }), await list({ page: '2', page_size: '2' }), await list({ page: '3', page_size: '2' })];
    expect(pages.map((page) => page.length)).toEqual([2, 1, 0]);
    expect(new Set(pages.flat())).toEqual(new Set([a, b, c]));
    expect(await list({ jurisdiction_id: '', status: '', start_date: '' })).toHaveLength(3);
    expect((await own.get('v2/requests.json', { service_request_id: Array.from({ length: 1001 }, (_, i) => String(i)).join() })).status).toBe(400);
  });
});

describe('several jurisdictions', () => {
  test('must be named, are told apart, and a key is good for its own', async () => {
    await using own = await open311Test();
    const now = own.clock.now();
    await bulkTerritory(own.house, [
      { code: '51', name: '四川省' },
      { code: '5101', name: '成都市' },
      { code: '510183', name: '邛崃市' },
      { code: '610402011', name: '别的街道' },
    ]);
    await bulkStaff(own.house, '510183', {
      orgs: [{ id: newId(now), kind: 'district_centre', name: '邛崃治理中心', area: '510183', valid_from: '2020-01-01' }],
      people: [],
      accounts: [],
      posts: [],
    });
    own.clock.advance(60_000);
    const { secret } = await own.key();
    const form = { api_key: secret, service_code: 'B03', description: '灯坏了', ...at };
    expect((await own.get('v2/services.json')).json).toEqual([{ code: 400, description: expect.stringContaining('jurisdiction_id') }]);
    expect((await own.post('v2/requests.json', form)).status).toBe(400);
    const number = numberOf(await own.post('v2/requests.json', { ...form, jurisdiction_id: '610402' }));
    expect((await own.post('v2/requests.json', { ...form, jurisdiction_id: '510183' })).status).toBe(403);
    expect((await own.get(`v2/requests/${number}.json`, { jurisdiction_id: '610402010' })).status).toBe(200);
    for (const jurisdiction_id of ['510183', '610402011']) expect((await own.get(`v2/requests/${number}.json`, { jurisdiction_id })).status).toBe(404);
    const elsewhere = await own.post('v2/requests.json', { ...form, jurisdiction_id: '610402011' });
    expect([elsewhere.status, elsewhere.json[0].description]).toEqual([400, expect.stringContaining('610402011')]);
    const street = await own.key({ jurisdiction: '610402011' });
    expect((await own.post('v2/requests.json', { ...form, api_key: street.secret, jurisdiction_id: '610402' })).status).toBe(400);
    expect((await own.post('v2/requests.json', { ...form, api_key: street.secret, jurisdiction_id: '610402010' })).status).toBe(403);
  });
});

describe('updates, both ways', () => {
  test('a body hears what happens to its requests and adds to them; the public hears what is public', async () => {
    const number = numberOf(await report({ description: '灯坏了，电话13812345678' }));
    const id = await idOf(number);
    const { community, street, department } = t.who;
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'report_progress', { note: '已到现场，联系人：李明，13900001111' }],
      [department, 'remark', { note: '内部话' }],
    );
    const post = (more: Record<string, string> = {}) =>
      t.post('v2/servicerequestupdates.json', {
        api_key: key.secret,
        service_request_id: number,
        update_id: 'u-1',
        updated_datetime: '2026-11-23T10:00:00+08:00',
        status: 'OPEN',
        description: '还没有修好',
        ...more,
      });
    const sent = await post();
    expect([sent.status, sent.json]).toEqual([201, [{ update_id: expect.stringMatching(new RegExp(`^${number}\\.\\d+$`)) }]]);
    const all = await Promise.all(Array.from({ length: 5 }, () => post()));
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set([sent.text]));
    const { timeline } = await t.matter(community, id);
    expect(timeline.filter(({ step }) => step === 'comment').map(({ data }) => data['note'])).toEqual(['【对方状态：未解决】\n还没有修好']);
    await t.go(id, [department, 'finish', { outcome: 'solved', note: '换了灯泡' }], [community, 'verify']);
    await drain(t.house);

    const own = (await t.get('v2/servicerequestupdates.json', { api_key: key.secret, service_request_id: number })).json;
    expect(own.map((row: Record<string, string>) => [row['status'], row['external_status_code']])).toEqual([
      ['investigating', 'accepted'],
      ['action_scheduled', 'dispatched'],
      ['action_scheduled', 'dispatched'],
      ['in_progress', 'verifying'],
      ['fixed', 'rating'],
    ]);
    expect(own[2].description).toContain('已到现场');
    expect(own[3].description).toContain('换了灯泡');
    expect(JSON.stringify(own)).not.toMatch(/1390000|李明|内部话|还没有修好/);

    const open = (await t.get('v2/servicerequestupdates.json', { service_request_id: number })).json;
    expect(open.map((row: Record<string, string>) => row['external_status_code'])).toEqual(['accepted', 'dispatched', 'dispatched', 'verifying', 'rating']);
    expect(open[2].description).toBe('承办人反馈了进展');
    expect(open[3].description).toBe('处置完成，等社区核查\n结果: 已解决');
    expect(JSON.stringify(open)).not.toContain('换了灯泡');
    const xml = await t.get('v2/servicerequestupdates.xml', { service_request_id: number });
    expect(xml.text).toMatch(
      /^<\?xml[^>]+>\n<service_request_updates><request_update><update_id>[^<]+<\/update_id><service_request_id>[^<]+<\/service_request_id><status>investigating<\/status>/,
    );
    const later = new Date(t.clock.now() + 60_000).toISOString();
    expect((await t.get('v2/servicerequestupdates.json', { start_date: later })).json).toEqual([]);
    const first = await t.get('v2/servicerequestupdates.json', { service_request_id: number, page: '1', page_size: '1' });
    expect(first.json).toEqual([open[0]]);
  });

  test('what was told before an upgrade stays told by the version of its time', async () => {
    const number = numberOf(await report());
    const id = await idOf(number);
    const { community, street, department } = t.who;
    await t.go(id, [community, 'accept'], [street, 'dispatch', { to: { org: t.town.orgs.department } }]);
    await drain(t.house);
    const read = async (): Promise<{ description: string }[]> => (await t.get('v2/servicerequestupdates.json', { service_request_id: number })).json;
    const before = await read();
    expect(before.map((one) => one.description)).toEqual(['社区已受理，报街道安排', expect.any(String)]);
    // The new version knows no state of the old name, and tells acceptance and progress in other words.
    const row = (await t.db.find<{ version: number }>(sql`SELECT procedure_version AS version FROM matters.matter WHERE id = ${id}`))!;
    const body = JSON.parse(JSON.stringify(await procedureOf(t.house, 'standard_case', row.version)).replaceAll('"accepted"', '"taken_on"'));
    for (const step of ['accept', 'report_progress']) body.steps[step].told = { 'zh-Hans': '新版的说法', en: 'As the new version says it' };
    const fresh = await keepProcedure(t.house.db, body);
    const call = { ...makeCall(t.house, { actor: street }), now: t.clock.now() };
    const mapping = { states: { accepted: 'taken_on' }, legs: {} };
    await upgradeMatter(call, t.town.district, id, { key: fresh.key, version: fresh.version, mapping });
    // Before the upgrade is worked off and after it.
    expect(await read()).toEqual(before);
    await t.go(id, [department, 'report_progress', { note: '已到现场' }]);
    await drain(t.house);
    const after = await read();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map((one) => one.description)).toEqual(['新版的说法']);
  });

  test('what is wrong with an update is said', async () => {
    const number = numberOf(await report());
    const other = await t.key({ name: '另一平台' });
    const post = (more: Record<string, string>) =>
      t.post('v2/servicerequestupdates.json', { api_key: key.secret, service_request_id: number, update_id: newId(), description: '补充', ...more });
    for (const [more, status] of [
      [{ api_key: '' }, 403],
      [{ api_key: other.secret }, 403],
      [{ service_request_id: '' }, 400],
      [{ service_request_id: '2020-0101-000001' }, 404],
      [{ update_id: '' }, 400],
      [{ description: '' }, 400],
      [{ status: 'SOMETHING' }, 400],
      [{ updated_datetime: 'now' }, 400],
      [{ description: '长'.repeat(4000) }, 400],
    ] as const)
      expect([more, (await post(more as Record<string, string>)).status]).toEqual([more, status]);
    expect((await post({ description: '', status: 'closed' })).status).toBe(201);
    // A resident's case is nobody else's to add to, known or not.
    const resident = (await t.report(t.who.resident)).body;
    expect((await post({ service_request_id: resident.number })).status).toBe(404);
    await t.go(resident.id, [t.who.community, 'accept']);
    expect((await post({ service_request_id: resident.number })).status).toBe(403);
  });
});

test('the test endpoint checks everything and keeps nothing but that it was tried', async () => {
  const before = await cases();
  const sent = await report({ first_name: '王芳', phone: '13812345678' }, {}, 'test/v2/requests.json');
  const number = numberOf(sent);
  expect(number).toMatch(/^TEST-/);
  expect((await report({ service_code: 'Z99' }, {}, 'test/v2/requests.json')).status).toBe(404);
  expect((await report({ lat: '10' }, {}, 'test/v2/requests.json')).status).toBe(400);
  expect(await cases()).toBe(before);
  expect((await t.get(`test/v2/requests/${number}.json`)).json[0]).toMatchObject({
    service_request_id: number,
    status: 'open',
    service_code: 'B03',
    lat: 34.335,
  });
  expect((await t.get(`v2/requests/${number}.json`)).status).toBe(404);
  expect(JSON.stringify(await t.db.all(sql`SELECT answer FROM open311.receipt`))).not.toMatch(/王芳|1381234/);
  const update = { api_key: key.secret, service_request_id: number, update_id: '1', description: '试试' };
  expect((await t.post('test/v2/servicerequestupdates.json', update)).status).toBe(201);
  const real = numberOf(await report());
  expect((await t.post('test/v2/servicerequestupdates.json', { ...update, service_request_id: real })).status).toBe(201);
  expect((await t.matter(t.who.community, await idOf(real))).timeline).toHaveLength(1);
  expect((await t.get('test/v2/services.json')).status).toBe(200);
});

test('a client of somebody else: discovery, services, definition, report, token, request, updates', async () => {
  const path = (url: string) => new URL(url).pathname.replace(/^\/open311\//, '');
  const { endpoints } = (await t.get('discovery.json')).json;
  const base = path(endpoints.find((endpoint: { type: string }) => endpoint.type === 'production').url);
  const services = (await t.get(`${base}/services.json`)).json;
  const service = services.find((one: { metadata: boolean }) => one.metadata);
  const { attributes } = (await t.get(`${base}/services/${service.service_code}.json`)).json;
  const answers = Object.fromEntries(
    attributes
      .filter((one: { values?: unknown }) => one.values)
      .map((one: { code: string; values: { key: string }[] }) => [`attribute[${one.code}]`, one.values[0]!.key]),
  ) as Record<string, string>;
  const token = newId();
  const sent = await t.post(`${base}/requests.json`, { ...filled(), service_code: service.service_code, ...answers }, { 'idempotency-key': token });
  expect(Object.keys(sent.json[0])).toEqual(['service_request_id', 'service_notice', 'account_id']);
  const [{ service_request_id }] = (await t.get(`${base}/tokens/${token}.json`)).json;
  expect(service_request_id).toBe(numberOf(sent));
  expect((await t.get(`${base}/requests/${service_request_id}.json`)).json[0]).toMatchObject({ status: 'open', service_code: service.service_code });
  await t.go(await idOf(service_request_id), [t.who.community, 'accept']);
  await drain(t.house);
  const heard = (await t.get(`${base}/servicerequestupdates.json`, { service_request_id, api_key: key.secret })).json;
  expect(heard).toMatchObject([{ service_request_id, status: 'investigating', description: '社区已受理，报街道安排' }]);
});

test('whatever is written in a report, the interface tells nothing of who wrote it', async () => {
  const phone = fc.stringMatching(/^1[3-9]\d{9}$/);
  const planted = fc.record({ phone, other: phone, mail: fc.stringMatching(/^[a-z]{6}\d{3}@[a-z]{5}\.cn$/), room: fc.integer({ min: 101, max: 999 }) });
  await fc.assert(
    fc.asyncProperty(planted, fc.boolean(), async (secret, accept) => {
      const number = numberOf(
        await report({
          description: `${secret.room}室门口灯坏了，打${secret.other}或写${secret.mail}`,
          first_name: '楚楚',
          last_name: '欧阳',
          phone: secret.phone,
          email: secret.mail,
          address_string: `渭滨家园3号楼${secret.room}室`,
        }),
      );
      const id = await idOf(number);
      if (accept) await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department }, note: `联系${secret.phone}` }]);
      await t.go(id, [t.who.community, 'comment', { note: `住户电话${secret.phone}` }]);
      await drain(t.house);
      const query = { service_request_id: number };
      const told = await Promise.all([
        t.get(`v2/requests/${number}.xml`),
        t.get('v2/requests.json', query),
        t.get('v2/requests.xml'),
        t.get('v2/servicerequestupdates.json', query),
        t.get('v2/servicerequestupdates.xml', { ...query, api_key: key.secret }),
      ]);
      for (const { status, text } of told) {
        expect(status).toBe(200);
        for (const one of [secret.phone, secret.other, secret.mail, '欧阳', '楚楚', `${secret.room}室`, '渭滨家园3号楼', '108.7051', '34.3351'])
          expect(text).not.toContain(one);
      }
    }),
    { numRuns: 6 },
  );
});

test('nothing of it disturbs the house', async () => {
  await drain(t.house);
  expect(await t.findings()).toEqual([]);
});
