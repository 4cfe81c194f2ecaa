import fc from 'fast-check';
import type { AnyRoute } from '@hezhi/contract';
import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { community, district, town } from './town.fixture.ts';

/** Values that break careless servers, beside some that are right. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    "' OR 1=1",
    '%',
    '\\',
    '王',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01',
    '2026-02-30',
    district,
    community,
    '999999',
    '-1',
    '1e400',
    null,
    [],
    {},
    true,
    0,
    -1,
    1.5,
    2 ** 53,
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.uuid(),
);
const text = odd.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
const names = [
  'q',
  'cursor',
  'limit',
  'sort',
  'kind',
  'area',
  'org',
  'person',
  'parent',
  'from',
  'to',
  'version',
  'account',
  'password',
  'code',
  'phone',
  'name',
  'role',
  'codes',
  'valid_from',
  'valid_to',
  'post',
  'purpose',
  'fields',
  'language',
  'return',
  'state',
];

test('no route answers 500, whatever it is sent, by a visitor or by anybody with a post', async () => {
  await using t = await town();
  const clients = [t.withToken(null), ...(await Promise.all(['admin', 'security', 'auditor', 'dispatcher'].map((name) => t.logIn(name))))];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<AnyRoute>(...Object.values(routes).filter((route) => route !== routes.logOut)),
      fc.constantFrom(...clients.keys()),
      text,
      fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 4 }),
      fc.oneof(fc.dictionary(fc.constantFrom(...names), odd), odd),
      async (route, who, param, query, body) => {
        const url = `/api${route.path.replace(/:\w+/g, () => encodeURIComponent(param.toWellFormed()) || 'x')}?${new URLSearchParams(query).toString()}`;
        const payload =
          route.method === 'GET' || route.method === 'DELETE' ? {} : { payload: JSON.stringify(body ?? null), headers: { 'content-type': 'application/json' } };
        const reply = await clients[who]!.inject({ method: route.method, url, ...payload });
        if (reply.statusCode >= 500) throw new Error(`${route.method} ${url} ${JSON.stringify(body)}: ${reply.body}`);
        if (reply.statusCode >= 400) expect(reply.json()).toMatchObject({ status: reply.statusCode, code: expect.any(String) });
      },
    ),
    { numRuns: 1500 },
  );
});

test('dates that a calendar knows but a database does not are refused or kept, never an error of ours', async () => {
  await using t = await town();
  const [admin, auditor] = [await t.logIn('admin'), await t.logIn('auditor')];
  for (const year of ['0000', '0001', '1899', '9999']) {
    const org = { kind: 'merchant', name: `商户${year}`, area: community, valid_from: `${year}-01-01` };
    expect((await admin.ask(routes.createOrganisation, { body: org })).status).toBeLessThan(500);
    expect(
      (await admin.ask(routes.addTerritory, { body: { code: `61040201000${year.slice(0, 4)}`, name: '新网格', valid_from: `${year}-01-01` } })).status,
    ).toBeLessThan(500);
    const post = { person: t.people['clerk']!, role: 'mediator', org: t.orgs.street, area: '610402010', from: `${year}-01-01T00:00:00Z` };
    expect((await admin.ask(routes.createPost, { body: post })).status).toBeLessThan(500);
    expect((await auditor.ask(routes.listAudit, { query: { from: `${year}-01-01T00:00:00Z` } })).status).toBeLessThan(500);
  }
});
