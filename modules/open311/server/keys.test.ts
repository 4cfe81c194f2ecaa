import { newId } from '@hezhi/contract';
import { inGrid } from '@hezhi/cases/testing';
import { sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { open311Test, type Got, type Open311Test } from '../testing/house.ts';
import { purgeReceipts } from './queries-receipts.ts';

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
const cases = async (): Promise<number> => (await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM cases.case`))!.n;

describe('the same twice is once', () => {
  test('by the number in the reporting system, for a day', async () => {
    const first = await report({ service_request_id_ext: 'A-1' });
    const before = await cases();
    const again = await report({ service_request_id_ext: 'A-1', description: '灯还是坏的' });
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(await cases()).toBe(before);
    numberOf(await report({ service_request_id_ext: 'A-2' }));
    t.clock.advance(25 * 3_600_000);
    expect(numberOf(await report({ service_request_id_ext: 'A-1' }))).not.toBe(numberOf(first));
  });
  test('by Idempotency-Key; another request under it is refused', async () => {
    const headers = { 'idempotency-key': newId() };
    const first = await report({}, headers);
    expect((await report({}, headers)).json).toEqual(first.json);
    const other = await report({ description: '别的事' }, headers);
    expect([other.status, other.json[0].code]).toEqual([400, 400]);
    // Who lost the answer finds the number by the key that was sent; others cannot guess it.
    const found = await t.get(`v2/tokens/${headers['idempotency-key']}.json`);
    expect([found.status, found.json]).toEqual([200, [{ service_request_id: numberOf(first), token: headers['idempotency-key'] }]]);
    expect((await t.get(`v2/tokens/${newId()}.xml`)).status).toBe(404);
  });
  test('twenty at once', async () => {
    const before = await cases();
    const all = await Promise.all(Array.from({ length: 20 }, () => report({ 'attribute[fixmystreet_id]': '900' })));
    expect(new Set(all.map(numberOf)).size).toBe(1);
    expect(await cases()).toBe(before + 1);
  });
  test('what another key sent under the same number is another case', async () => {
    const other = await t.key({ name: '另一平台' });
    const [a, b] = [await report({ service_request_id_ext: 'S-1' }), await report({ service_request_id_ext: 'S-1', api_key: other.secret })];
    expect(numberOf(a)).not.toBe(numberOf(b));
  });
  test('receipts are forgotten when their time is over', async () => {
    await purgeReceipts(t.db, new Date(t.clock.now() + 500 * 86_400_000).toISOString());
    expect(await t.db.all(sql`SELECT 1 FROM open311.receipt`)).toEqual([]);
  });
});

describe('keys', () => {
  test('are made, listed, used and ended by who may; the key itself is kept nowhere', async () => {
    const admin = t.as(t.who.admin);
    t.clock.advance(1000);
    const body = { id: newId(t.clock.now()), name: '市民随手拍', jurisdiction: t.town.street };
    const made = await admin.call(routes.addKey, { body }, { key: 'k1' });
    expect(made.key).toMatchObject({
      name: '市民随手拍',
      jurisdictionName: '渭滨街道',
      may_post: true,
      rate: 60,
      lastUsed: null,
      revokedAt: null,
      createdBy: '测试admin',
    });
    expect((await admin.call(routes.addKey, { body }, { key: 'k1' })).secret).toBe(made.secret);
    expect((await admin.ask(routes.addKey, { body })).problem()).toMatchObject({ status: 409, code: 'open311.key_exists' });
    expect(JSON.stringify(await t.db.all(sql`SELECT k.*, r.* FROM open311.key k, kernel.command r`))).not.toContain(made.secret);
    numberOf(await report({ api_key: made.secret }));
    const [first] = (await admin.call(routes.keys, { query: { limit: 1 } })).items;
    expect(first).toMatchObject({ id: body.id, lastUsed: expect.stringMatching(/^\d{4}-/) });
    const page = await admin.call(routes.keys, { query: { limit: 1 } });
    expect((await admin.call(routes.keys, { query: { limit: 1, cursor: page.next! } })).items[0]!.id).not.toBe(body.id);
    const ended = await t.as(t.who.district).call(routes.revokeKey, { params: { id: body.id } });
    expect(ended).toMatchObject({ revokedBy: '测试district' });
    expect((await report({ api_key: made.secret })).status).toBe(403);
    expect((await admin.ask(routes.revokeKey, { params: { id: body.id } })).problem().code).toBe('open311.key_revoked');
    expect((await admin.ask(routes.revokeKey, { params: { id: newId() } })).problem().code).toBe('open311.key_not_found');
    expect((await admin.call(routes.keys, { query: { state: 'revoked' } })).items.map(({ id }) => id)).toEqual([body.id]);
    const told = await t.db.all<{ action: string; entry: string }>(sql`SELECT action, entry FROM directory.audit WHERE target = ${body.id} ORDER BY seq`);
    expect(told.map(({ action }) => action)).toEqual(['open311_key.add', 'open311_key.revoke']);
    expect(JSON.stringify(told)).not.toContain(made.secret);
  });
  test('nobody else touches them, and nobody makes one for elsewhere', async () => {
    for (const who of [t.who.community, t.who.street, t.who.resident]) expect((await t.as(who).ask(routes.keys)).status).toBe(403);
    expect((await t.withToken(null).ask(routes.keys)).status).toBe(401);
    for (const jurisdiction of ['510183', '610402099'])
      expect((await t.as(t.who.admin).ask(routes.addKey, { body: { id: newId(), name: 'x', jurisdiction } })).problem().code).toBe('open311.not_covered');
    expect((await t.as(t.who.admin).call(routes.jurisdictions)).items).toEqual([
      { code: '610402', name: '秦都区' },
      { code: '610402010', name: '渭滨街道' },
    ]);
  });
  test('a key that reads only does not post; one has so many requests a minute and no more', async () => {
    const reader = await t.key({ may_post: false });
    expect((await report({ api_key: reader.secret })).status).toBe(403);
    expect((await t.get('v2/servicerequestupdates.json', { api_key: reader.secret })).status).toBe(200);
    const slow = await t.key({ rate: 3 });
    for (let i = 0; i < 3; i++) numberOf(await report({ api_key: slow.secret }));
    const refused = await report({ api_key: slow.secret });
    expect([refused.status, refused.json[0].code, refused.headers['retry-after']]).toEqual([429, 429, '20']);
    t.clock.advance(20_000);
    numberOf(await report({ api_key: slow.secret }));
  });
  test('a stranger is slowed down by address', async () => {
    await using strict = await open311Test({ rateFactor: 0.01 });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push((await strict.get('v2/services/A01.json')).status);
    expect(answers).toEqual([200, 200, 200, 429]);
  });
});
