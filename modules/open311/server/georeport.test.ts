import { inGrid } from '@hezhi/cases/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open311Test, type Open311Test } from '../testing/house.ts';

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
/** Element names below the root, in order, each once. */
const elements = (xml: string): string[] => [...new Set([...xml.matchAll(/<([a-z_]+)\/?>/g)].map((found) => found[1]!))];
const one = async (number: string) => (await t.get(`v2/requests/${number}.json`)).json[0];

describe('every operation in both formats, by the names of the standard', () => {
  test('discovery: two endpoints at least, each with its formats', async () => {
    const xml = await t.get('v2/discovery.xml');
    expect([xml.status, xml.type]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(xml.text.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<discovery>')).toBe(true);
    expect(elements(xml.text)).toEqual([
      'discovery',
      'changeset',
      'contact',
      'key_service',
      'endpoints',
      'endpoint',
      'specification',
      'url',
      'type',
      'formats',
      'format',
    ]);
    const { json, type } = await t.get('discovery.json');
    expect(type).toBe('application/json; charset=utf-8');
    expect(json.endpoints.map((endpoint: { type: string }) => endpoint.type)).toEqual(['production', 'test']);
    expect(json.endpoints[0].formats).toEqual(['text/xml', 'application/json']);
    expect((await t.get('discovery')).type).toBe('text/xml; charset=utf-8');
  });

  test('services and a definition', async () => {
    const xml = await t.get('v2/services');
    expect([xml.status, xml.type, elements(xml.text)]).toEqual([
      200,
      'text/xml; charset=utf-8',
      ['services', 'service', 'service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group'],
    ]);
    const { json } = await t.get('v2/services.json', { jurisdiction_id: t.town.street });
    expect(json.length).toBe(xml.text.split('<service>').length - 1);
    expect(json.find((service: { service_code: string }) => service.service_code === 'A01')).toMatchObject({
      metadata: true,
      type: 'realtime',
      group: '市容环境',
    });
    const definition = await t.get('v2/services/A01.xml');
    expect(elements(definition.text)).toEqual([
      'service_definition',
      'service_code',
      'attributes',
      'attribute',
      'variable',
      'code',
      'datatype',
      'required',
      'datatype_description',
      'order',
      'description',
      'values',
      'value',
      'key',
      'name',
    ]);
    expect((await t.get('v2/services/A01.json')).json).toMatchObject({
      service_code: 'A01',
      attributes: [
        { variable: true, code: 'volume', datatype: 'singlevaluelist', required: false, order: 1, values: [{ key: 'bag' }, { key: 'cart' }, { key: 'truck' }] },
      ],
    });
    expect((await t.get('v2/services/A02.json')).json).toEqual({ service_code: 'A02', attributes: [] });
  });

  test('the words come in the language asked for', async () => {
    const reply = await t.app.inject({ method: 'GET', url: '/open311/v2/services/A01.json', headers: { 'accept-language': 'en' } });
    expect(reply.json().attributes[0]).toMatchObject({ description: 'About how much', values: [{ name: 'A few bags' }, {}, {}] });
  });

  test('a report in XML and JSON, found by its number', async () => {
    const xml = await report({ account_id: '42' }, {}, 'v2/requests.xml');
    expect([xml.status, xml.type, elements(xml.text)]).toEqual([
      201,
      'text/xml; charset=utf-8',
      ['service_requests', 'request', 'service_request_id', 'service_notice', 'account_id'],
    ]);
    expect(xml.text).toContain('<account_id>42</account_id>');
    const number = /<service_request_id>([^<]+)/.exec(xml.text)![1]!;
    const got = await t.get(`v2/requests/${number}.xml`);
    expect([got.status, elements(got.text)]).toEqual([
      200,
      [
        'service_requests',
        'request',
        'service_request_id',
        'status',
        'status_notes',
        'service_name',
        'service_code',
        'description',
        'agency_responsible',
        'service_notice',
        'requested_datetime',
        'updated_datetime',
        'expected_datetime',
        'address',
        'address_id',
        'zipcode',
        'lat',
        'long',
        'media_url',
      ],
    ]);
    expect(await one(number)).toMatchObject({ status: 'open', service_code: 'B03', description: null, lat: null, agency_responsible: '测试一社区' });
  });
});

describe('what is wrong is told as a list of errors', () => {
  const wrong: [string, Record<string, string>, number, RegExp][] = [
    ['no key', { api_key: '' }, 403, /api_key/],
    ['a key that is none', { api_key: 'xyz' }, 403, /api_key/],
    ['no service', { service_code: '' }, 400, /service_code/],
    ['a service that is none', { service_code: 'Z99' }, 404, /Z99/],
    ['no place', { lat: '', long: '' }, 400, /address_string/],
    ['half a place', { long: '' }, 400, /WGS84/],
    ['no degrees', { lat: '91' }, 400, /WGS84/],
    ['a place of nobody', { lat: '10', long: '10' }, 400, /lat, long/],
    ['an unknown address', { lat: '', long: '', address_string: '不存在的地方九千九百号' }, 400, /./],
    ['a code elsewhere', { lat: '', long: '', address_id: '110101001001' }, 400, /610402/],
    ['an unknown jurisdiction', { jurisdiction_id: '110101' }, 404, /110101/],
    ['a phone that is none', { phone: 'call me' }, 400, /phone/],
    ['a mail that is none', { email: 'x' }, 400, /email/],
    ['a link that is none', { media_url: 'javascript:alert(1)' }, 400, /media_url/],
    ['control characters', { description: 'a\u0000b' }, 400, /description/],
  ];
  test.each(wrong)('%s', async (_name, more, status, words) => {
    const got = await report(more);
    expect([got.status, got.json]).toEqual([status, [{ code: status, description: expect.stringMatching(words) }]]);
    const xml = await report(more, {}, 'v2/requests.xml');
    expect([xml.status, elements(xml.text)]).toEqual([status, ['errors', 'error', 'code', 'description']]);
  });
  test.each([
    ['v2/services/Z99.json', {}, 404],
    ['v2/services.json', { jurisdiction_id: '999999' }, 404],
    ['v2/requests/2020-0101-000001.json', {}, 404],
    ['v2/tokens/nothing-of-this-kind.json', {}, 404],
    ['v2/requests.json', { start_date: '2026-01-01' }, 400],
    ['v2/requests.json', { start_date: '2026-02-30T00:00:00Z' }, 400],
    ['v2/requests.json', { start_date: '2026-01-01T00:00:00Z', end_date: '2026-05-01T00:00:00Z' }, 400],
    ['v2/requests.json', { status: 'pending' }, 400],
    ['v2/requests.json', { page_size: '0' }, 400],
    ['v2/servicerequestupdates.json', { end_date: 'yesterday' }, 400],
  ] as const)('GET %s %j is %i', async (path, query, status) => {
    const got = await t.get(path, query as Record<string, string>);
    expect([got.status, got.json]).toEqual([status, [{ code: status, description: expect.any(String) }]]);
  });
  test('JSON is no form; an address that is none is 404, a method that is none 405', async () => {
    const json = await t.app.inject({ method: 'POST', url: '/open311/v2/requests.json', payload: { api_key } });
    expect([json.statusCode, json.json()[0].code]).toEqual([415, 415]);
    expect((await t.app.inject({ method: 'GET', url: '/open311/v3/services.xml' })).statusCode).toBe(404);
    expect((await t.app.inject({ method: 'DELETE', url: '/open311/v2/services.xml' })).statusCode).toBe(405);
  });
  test('a session gives nothing here: who is logged in is a stranger too', async () => {
    const reply = await t.as(t.who.admin).inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'service_code=B03',
    });
    expect(reply.statusCode).toBe(403);
  });
});
