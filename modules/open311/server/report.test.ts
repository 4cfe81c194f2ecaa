import { inGrid } from '@hezhi/cases/testing';
import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { deliverDue } from '@hezhi/notices/server';
import { drain, sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes as cases } from '@hezhi/cases/contract';
import { open311Test, type Got, type Open311Test } from '../testing/house.ts';

let t: Open311Test;
let api_key: string;
beforeAll(async () => {
  t = await open311Test();
  api_key = (await t.key()).secret;
});
afterAll(() => t.close());

const at = { lat: String(inGrid[1]), long: String(inGrid[0]) };
const report = (more: Record<string, string | string[]> = {}, headers: Record<string, string> = {}, path = 'v2/requests.json') =>
  t.post(path, { api_key, service_code: 'B03', description: '楼道灯坏了三天没人修', ...at, ...more }, headers);
const numberOf = (got: Got): string => {
  expect([got.status, got.text.slice(0, 400)]).toEqual([201, expect.anything()]);
  return got.json[0].service_request_id;
};
const idOf = async (number: string): Promise<string> =>
  (await t.db.find<{ id: string }>(sql`SELECT id FROM matters.matter WHERE district = ${t.town.district} AND number = ${number}`))!.id;
const one = async (number: string) => (await t.get(`v2/requests/${number}.json`)).json[0];

describe('a report becomes a case of the channel open311', () => {
  test('with contact sealed, the body named to the staff, and the words told to the public once accepted', async () => {
    const number = numberOf(
      await report({
        description: '3栋2单元门口的灯不亮，我叫王芳，电话13812345678',
        first_name: '芳',
        last_name: '王',
        phone: '138-1234-5678',
        email: 'fang@example.cn',
        device_id: 'device-7',
        media_url: ['https://example.org/1,2.jpg', 'https://example.org/2.jpg'],
        service_request_id_ext: 'FMS-77',
      }),
    );
    const id = await idOf(number);
    const stored = JSON.stringify(await t.db.all(sql`SELECT c.*, encode(c.contact_sealed, 'escape') AS sealed FROM cases.case c WHERE c.id = ${id}`));
    expect(stored).not.toMatch(/fang@example|device-7/);
    const { case: facts, matter, timeline } = await t.as(t.who.community).call(cases.get, { params: { id } });
    expect([matter.channel, facts.reporter.kind, facts.contact]).toEqual(['open311', 'visitor', { name: '王**', phone: '138****5678' }]);
    expect(timeline[0]!.data['answers']).toBe(
      '来自 Open311：随手拍；对方编号：FMS-77；照片链接：https://example.org/1,2.jpg；照片链接：https://example.org/2.jpg',
    );
    expect(await t.as(t.who.community).call(cases.contact, { params: { id }, body: { purpose: '核实位置' } })).toEqual({
      name: '王芳',
      phone: '13812345678',
      email: 'fang@example.cn',
    });
    expect((await t.get('v2/requests.json')).json.some((row: { service_request_id: string }) => row.service_request_id === number)).toBe(false);
    await t.go(id, [t.who.community, 'accept']);
    const shown = await one(number);
    expect(shown).toMatchObject({
      status: 'open',
      status_notes: '已受理，正在安排',
      address_id: '610402010001',
      lat: 34.335,
      long: 108.705,
      agency_responsible: '渭滨街道办',
      service_notice: expect.stringContaining('渭滨街道办'),
      expected_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
    expect(JSON.stringify(shown)).not.toMatch(/王芳|1381234|FMS-77|example\.org|2单元/);
    expect((await t.get('v2/requests.json')).json[0]).toEqual(shown);
  });

  test('closed once it is over, with the date it was', async () => {
    const number = numberOf(await report());
    const id = await idOf(number);
    const { community, street, department } = t.who;
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'finish', { outcome: 'solved', note: '换了灯泡' }],
    );
    expect(await one(number)).toMatchObject({ status: 'open', agency_responsible: '区环卫中心' });
    await t.go(id, [community, 'verify']);
    t.clock.advance(8 * 86_400_000);
    await drain(t.house);
    const closed = await one(number);
    expect([closed.status, closed.service_notice, closed.expected_datetime, closed.agency_responsible]).toEqual(['closed', null, null, '区环卫中心']);
  });

  test('a photo for the public is told by its address, others are not', async () => {
    const number = numberOf(await report());
    const id = await idOf(number);
    const { community, street, department } = t.who;
    const photo = await t.photo(department);
    await t.go(
      id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'finish', { outcome: 'solved', note: '换了灯泡', photos: [photo] }],
    );
    expect((await one(number)).media_url).toBe(null);
    // As if the procedure listed it for the public: its audience is kept with the file.
    await t.db.run(sql`UPDATE documents.file SET audience = '["public", "staff"]' WHERE id = ${photo}`);
    const { media_url } = await one(number);
    expect(media_url).toMatch(new RegExp(`^http://.+/api/files/610402/${photo}$`));
    expect((await t.app.inject({ method: 'GET', url: new URL(media_url).pathname })).statusCode).toBe(200);
  });

  test('declined: its sender is told that it is closed, the public has no words of it', async () => {
    const number = numberOf(await report());
    await t.go(await idOf(number), [t.who.community, 'decline', { reason: 'beyond_duty', note: '不属于受理范围' }]);
    expect(await one(number)).toMatchObject({ status: 'closed', description: null, address: null, lat: null });
    expect((await t.get('v2/requests.json')).text).not.toContain(number);
  });

  test('placed by coordinates, by the code of a territory, or by words', async () => {
    const place = async (more: Record<string, string>) =>
      (await t.as(t.who.district).call(matters.get, { params: { id: await idOf(numberOf(await report({ lat: '', long: '', ...more }))) } })).matter.area;
    expect(await place(at)).toBe('610402010001001');
    expect(await place({ address_id: '610402010002' })).toBe('610402010002');
    expect(await place({ address_string: '渭滨家园' })).toBe('610402010001001');
  });

  test('attributes are the answers to the category’s questions; those of others are left', async () => {
    const number = numberOf(await report({ service_code: 'A01', 'attribute[volume]': 'cart', 'attribute[easting]': '1', 'attribute[title]': 'x' }));
    expect(await t.db.find(sql`SELECT answers FROM cases.case WHERE id = ${await idOf(number)}`)).toEqual({ answers: { volume: 'cart' } });
    const wrong = await report({ service_code: 'A01', 'attribute[volume]': 'heap' });
    expect([wrong.status, wrong.json]).toEqual([400, [{ code: 400, description: expect.stringMatching(/^attribute\[volume\]: /) }]]);
    await t.as(t.who.admin).call(cases.addCategory, {
      body: {
        code: 'A99',
        name: { 'zh-Hans': '测试类别', en: 'Test' },
        hints: [],
        tier: 3,
        limits: {
          accept: { amount: 1, unit: 'days' },
          dispatch: { amount: 1, unit: 'days' },
          handle: { amount: 1, unit: 'days' },
          verify: { amount: 1, unit: 'days' },
        },
        lead: 'sanitation',
        settle: 'grid',
        example: { 'zh-Hans': '例', en: 'e' },
        active: true,
        questions: [
          { key: 'n', label: { 'zh-Hans': '几处', en: 'How many' }, type: 'number', required: true, min: 1, max: 9 },
          { key: 'b', label: { 'zh-Hans': '危险吗', en: 'Dangerous' }, type: 'boolean', required: true },
          { key: 'd', label: { 'zh-Hans': '哪天', en: 'Which day' }, type: 'date' },
          { key: 's', label: { 'zh-Hans': '编号', en: 'Number' }, type: 'text', max: 20 },
        ],
      },
    });
    expect(
      (await t.get('v2/services/A99.json')).json.attributes.map((one: Record<string, unknown>) => [
        one['code'],
        one['datatype'],
        one['required'],
        one['datatype_description'],
      ]),
    ).toEqual([
      ['n', 'number', true, '1 到 9'],
      ['b', 'singlevaluelist', true, null],
      ['d', 'datetime', false, null],
      ['s', 'string', false, null],
    ]);
    const missing = await report({ service_code: 'A99', 'attribute[n]': '3' });
    expect([missing.status, missing.json[0].description]).toEqual([400, 'attribute[b]: 请填写“危险吗”']);
    const full = await report({
      service_code: 'A99',
      'attribute[n]': '3',
      'attribute[b][]': 'false',
      'attribute[d]': '2026-11-20T23:30:00Z',
      'attribute[s]': '',
    });
    expect(await t.db.find(sql`SELECT answers FROM cases.case WHERE id = ${await idOf(numberOf(full))}`)).toEqual({
      answers: { n: 3, b: false, d: '2026-11-21' },
    });
  });

  test('4,000 characters are taken, one more is not', async () => {
    numberOf(await report({ description: '灯'.repeat(4000) }));
    expect((await report({ description: '灯'.repeat(4001) })).status).toBe(400);
  });

  test('a multipart form is taken too', async () => {
    const fields = { api_key, service_code: 'B03', description: '灯坏了', ...at };
    const body = Object.entries(fields).map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    const file = '--x\r\ncontent-disposition: form-data; name="media"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\nbytes\r\n--x--\r\n';
    const reply = await t.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: body.join('') + file,
    });
    expect(reply.statusCode).toBe(201);
  });
});

test('two people who reported the same by one body each get the answer by SMS, once, and in words that ask for nothing they cannot do', async () => {
  const phones = ['13811110001', '13811110002'];
  const numbers = [numberOf(await report({ phone: phones[0]! })), numberOf(await report({ phone: phones[1]! }))];
  const [main, other] = [await idOf(numbers[0]!), await idOf(numbers[1]!)];
  const { community, street, department } = t.who;
  await t.as(community).call(cases.merge, { params: { id: other }, body: { into: main } });
  await t.go(main, [community, 'accept'], [street, 'dispatch', { to: { org: t.town.orgs.department } }]);
  await t.go(main, [department, 'finish', { outcome: 'solved', note: '灯已换' }], [community, 'verify']);
  for (let n = 0; n < 3; n++) await drain(t.house);
  await deliverDue(t.house);
  const results = async (to: string) =>
    (await t.withToken(null).call(notices.sandbox, { query: { to, channel: 'sms' } })).items
      .map(({ text }) => text)
      .filter((text) => /已有结果|办完/.test(text));
  expect(await results(phones[0]!)).toEqual([`您反映的问题（编号${numbers[0]}）已办完并核查。`]);
  expect(await results(phones[1]!)).toEqual([expect.stringContaining(`您反映的问题（编号${numbers[1]}）已有结果：`)]);
});
