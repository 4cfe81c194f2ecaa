import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { api, logIn, type Api, type Json } from './world/api.ts';
import { copyData, endPostgres } from './world/folders.ts';
import { anything, fitting, spoilt } from './world/schema.ts';
import { startServer, type Server } from './world/server.ts';

/** The HTTP API by its description alone: whatever comes, the reply is one that the description promises, and rights are what it says. */
const data = join(inject('folder'), 'openapi');
const seed = Number(process.env['HEZHI_E2E_RANDOM'] ?? 2222);
const accounts = ['resident', 'grid', 'community', 'street', 'department', 'district', 'mediator', 'hotline', 'admin', 'security', 'auditor'];
let server: Server;
let document: Json;
let ajv: Ajv2020;
const people = new Map<string, { api: Api; permissions: readonly string[] }>();

type Operation = { method: string; path: string; what: Json };
const operations = (): Operation[] =>
  Object.entries<Json>(document['paths'])
    .flatMap(([path, item]) => Object.entries<Json>(item).map(([method, what]) => ({ method: method.toUpperCase(), path, what })))
    .filter(
      // A stream has no end; who logs out or changes posts has no further part in this.
      ({ method, path }) =>
        path.startsWith('/api/') && path !== '/api/live' && path !== '/api/sessions/current/post' && !(method === 'DELETE' && path === '/api/sessions/current'),
    );

beforeAll(async () => {
  server = await startServer(copyData(inject('seed'), data));
  document = await api(server.address).call('GET', '/openapi.json');
  ajv = new Ajv2020({ strict: false, validateFormats: false, schemas: [{ $id: 'api', components: document['components'] }] });
  for (const account of accounts) {
    const one = await logIn(server.address, account);
    people.set(account, { api: one, permissions: (await one.call('GET', '/sessions/current'))['permissions'] });
  }
});
afterAll(async () => {
  const ended = await server?.stop();
  endPostgres(data);
  if (ended && ended.code !== 0) throw new Error(`The server ended with ${ended.code}:\n${ended.err}`);
});

const compiled = new Map<string, ValidateFunction>();
function check(operation: Operation, status: number): ValidateFunction | null {
  const schema = Object.values<Json>(operation.what['responses'][status]?.content ?? {})[0]?.['schema'];
  if (!schema) return null;
  const name = `${operation.method} ${operation.path} ${status}`;
  let found = compiled.get(name);
  if (!found) compiled.set(name, (found = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')))));
  return found;
}

type Asked = { path: string; body: unknown };

/** Requests of an operation: good ones, and ones with something wrong in them. */
function requests({ path, what }: Operation, good: boolean, ids: readonly string[]): Arbitrary<Asked> {
  const { components } = document as { components: Json };
  const parameters = ((what['parameters'] ?? []) as Json[]).filter((one) => one['in'] === 'path' || one['in'] === 'query');
  const value = (one: Json): Arbitrary<unknown> => {
    if (one['name'] === 'id' && good) return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 7 }));
    return good ? fitting(one['schema'], components, one['name']) : fc.oneof(anything, fitting(one['schema'], components, one['name']));
  };
  const body = what['requestBody']?.content?.['application/json']?.schema as Json | undefined;
  return fc
    .tuple(
      fc.record<Record<string, unknown>, string>(Object.fromEntries(parameters.map((one) => [one['name'] as string, value(one)])), {
        requiredKeys: parameters.filter((one) => one['in'] === 'path' || (good && one['required'])).map((one) => one['name'] as string),
      }),
      body ? (good ? fitting(body, components) : fc.oneof(spoilt(body, components), anything)) : fc.constant(undefined),
    )
    .map(([record, typed]) => {
      const values = record as Record<string, unknown>;
      const query = new URLSearchParams();
      for (const { name, in: where } of parameters as { name: string; in: string }[])
        if (where === 'query' && values[name] !== undefined) query.append(name, write(values[name]));
      const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(write(values[name])) || '-');
      return { path: `${filled.slice(4)}${query.size > 0 ? `?${query}` : ''}`, body: typed };
    });
}

/** In an address; Node itself refuses addresses beyond 16 kB. */
const write = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 400).toWellFormed();

/** What is wrong with a reply, or null. */
function fault(operation: Operation, reply: { status: number; body: Json; text: string }, permissions: readonly string[] | null): string | null {
  const { what } = operation;
  const { status, body } = reply;
  if (status >= 500) return `answered ${status}: ${reply.text.slice(0, 300)}`;
  const access = what['x-access'] as string;
  const needed = what['x-permission'] as string[];
  if (permissions === null && access !== 'anyone' && status !== 401) return `nobody got ${status} instead of 401`;
  if (permissions !== null && access === 'permission') {
    const holds = needed.some((one) => permissions.includes(one));
    if (!holds && status !== 403) return `who holds none of ${needed.join()} got ${status} instead of 403`;
  }
  if (!what['responses'][status]) return `answered ${status}, which the description does not know: ${reply.text.slice(0, 200)}`;
  if (status >= 400) {
    const codes = (what['responses'][status]['x-codes'] ?? []) as string[];
    if (!codes.includes(body?.['code'])) return `answered ${status} with the code ${body?.['code']}, which the description does not know`;
    if (/\{\w+\}/.test(body['detail'])) return `left a place empty: ${body['detail']}`;
  }
  const valid = check(operation, status);
  return valid && !valid(body) ? `broke its schema (${status}): ${ajv.errorsText(valid.errors)}` : null;
}

/** Whoever holds a right is let in by it, if only to be told that the rest is wrong. */
class Doors {
  readonly #tried = new Map<string, boolean>();
  note(operation: Operation, account: string, reply: { status: number; body: Json | null }): void {
    const name = `${account}: ${operation.method} ${operation.path}`;
    this.#tried.set(name, (this.#tried.get(name) ?? false) || reply.body?.['code'] !== 'kernel.forbidden');
  }
  shut(): string[] {
    return [...this.#tried].filter(([, open]) => !open).map(([name]) => `${name} is shut to who holds the right`);
  }
}

test('whatever anybody sends to any route, the reply is one of those described, and rights are as described', async () => {
  const { items } = await people.get('street')!.api.call<{ items: Json[] }>('GET', '/matters?limit=20');
  const ids = items.map((one) => one['id'] as string);
  const found: string[] = [];
  const doors = new Doors();
  let count = 0;
  let random = seed;
  for (const operation of operations()) {
    // Real records are read by all, and worked on where that is what they are for.
    const pool = operation.method === 'GET' || /\/(matters|cases|drafts)\//.test(operation.path) ? ids : ['01900000-0000-7000-8000-000000000000'];
    const ways = [true, false].map((good) => requests(operation, good, pool));
    for (const account of [null, ...accounts]) {
      const person = account === null ? null : people.get(account)!;
      const holds =
        person === null
          ? operation.what['x-access'] === 'anyone'
          : operation.what['x-access'] !== 'permission' || operation.what['x-permission'].some((one: string) => person.permissions.includes(one));
      for (const way of ways)
        for (const asked of fc.sample(way, { seed: ++random, numRuns: holds ? 2 : 1 })) {
          const reply = await (person?.api ?? api(server.address)).ask(operation.method, asked.path, asked.body);
          count++;
          if (account !== null && operation.what['x-access'] === 'permission' && holds) doors.note(operation, account, reply);
          const wrong = fault(operation, reply, person?.permissions ?? null);
          if (wrong)
            found.push(`${account ?? 'nobody'}: ${operation.method} ${asked.path.slice(0, 200)} ${(JSON.stringify(asked.body) ?? '').slice(0, 300)} ${wrong}`);
        }
    }
  }
  console.log(`${count} requests to ${operations().length} operations, HEZHI_E2E_RANDOM=${seed}`);
  expect([...found, ...doors.shut()].join('\n')).toBe('');
});

/** Ids and numbers of another place that nobody of the first place may ever be told. */
async function foreign(): Promise<{ matters: Json[]; ids: Set<string> }> {
  const supervisor = await logIn(server.address, 'district.jiayuguan');
  const admin = await logIn(server.address, 'admin.jiayuguan');
  const { items: matters } = await supervisor.call<{ items: Json[] }>('GET', '/matters?limit=100');
  const others: Json[] = [];
  for (const path of ['/accounts', '/people', '/organisations', '/posts'])
    others.push(...(await admin.call<{ items: Json[] }>('GET', `${path}?limit=50`)).items);
  return {
    matters,
    ids: new Set(
      [...matters, ...others]
        .flatMap((one) => [one['id'], one['number']])
        .filter((one): one is string => typeof one === 'string' && one.length > 12 && !one.startsWith('2026-')),
    ),
  };
}

test('nobody of one place is told anything of another, by list, search, export, map or figure', async () => {
  const { matters, ids } = await foreign();
  expect(ids.size).toBeGreaterThan(20);
  const found: string[] = [];
  const queries = [
    '',
    '?limit=100',
    '?limit=100&area=620201',
    '?limit=100&view=all',
    '?q=路&limit=100',
    '?limit=100&parent=620201',
    '?from=2026-01-01&to=2026-12-31',
  ];
  for (const [account, person] of people)
    for (const { method, path } of operations()) {
      if (method !== 'GET' || path.includes('{') || /^\/api\/(public|openapi|territory|places|sessions\/oidc|sandbox|health)/.test(path)) continue;
      for (const query of queries) {
        const { text } = await person.api.ask('GET', path.slice(4) + query);
        const told = [...ids].find((id) => text.includes(id));
        if (told) found.push(`${account}: GET ${path.slice(4)}${query} tells ${told}`);
      }
    }
  for (const [account, person] of people)
    for (const { id, revision } of matters.slice(0, 3)) {
      for (const path of [`/matters/${id}`, `/cases/${id}`, `/cases/${id}/handlers`, `/cases/${id}/print.pdf`]) {
        const { status } = await person.api.ask('GET', path);
        if (![403, 404].includes(status)) found.push(`${account}: GET ${path} answered ${status}`);
      }
      for (const step of ['comment', 'accept', 'void', 'urge']) {
        const { status } = await person.api.ask('POST', `/matters/${id}/steps`, { step, revision, data: { note: '别处的人' } });
        if (status !== 404) found.push(`${account}: ${step} on another place's matter answered ${status}`);
      }
    }
  expect(found).toEqual([]);
});

test('a clerk of one community does not see what lies in another street', async () => {
  const { items } = await people.get('district')!.api.call<{ items: Json[] }>('GET', '/matters?limit=100');
  const elsewhere = items.filter((one) => typeof one['area'] === 'string' && !one['area'].startsWith('610402010'));
  expect(elsewhere.length).toBeGreaterThan(0);
  for (const account of ['community', 'grid', 'street', 'resident'])
    for (const { id } of elsewhere.slice(0, 5)) expect([account, (await people.get(account)!.api.ask('GET', `/matters/${id}`)).status]).toEqual([account, 404]);
});

test('a browser of another site cannot use somebody’s cookie', async () => {
  const cookie = `hezhi_session=${people.get('street')!.api.token}`;
  const ask = (headers: Record<string, string>) => api(server.address).ask('PUT', '/me/language', { language: 'zh-Hans' }, { cookie, ...headers });
  expect((await ask({})).status).toBe(403);
  expect((await ask({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await ask({ origin: server.address, 'sec-fetch-site': 'same-origin' })).status).toBeLessThan(300);
});
