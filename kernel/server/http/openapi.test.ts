import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHouse, type TestHouse } from '@hezhi/testing';
import { buildApp } from './app.ts';
import { authenticator, room } from './sample.ts';

type Json = Record<string, any>; // oxlint-disable-line no-explicit-any -- a document of any shape is looked through
let kit: TestHouse;
let document: Json;
beforeAll(async () => {
  kit = await testHouse({ rooms: [room] });
  const app = buildApp(kit.house, { authenticate: authenticator(), version: '1.2.3' });
  document = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json();
  await app.close();
});
afterAll(() => kit.close());

const operations = () =>
  Object.entries<Json>(document['paths']).flatMap(([path, item]) => Object.entries<Json>(item).map(([method, operation]) => ({ path, method, operation })));

test('every route stands in it, once, with a name of its own', () => {
  const names = operations().map(({ operation }) => operation['operationId']);
  expect(new Set(names).size).toBe(names.length);
  for (const { route } of room.routes!)
    expect(document['paths'][`/api${route.path.replace(/:(\w+)/g, '{$1}')}`][route.method.toLowerCase()].summary).toBe(route.summary);
});

test('every operation has its parameters, replies, rights and security', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]);
    expect((operation['parameters'] ?? []).filter((each: Json) => each['in'] === 'path').map((each: Json) => each['name'])).toEqual(inPath);
    expect(operation['responses']).toBeTypeOf('object');
    for (const [status, reply] of Object.entries<Json>(operation['responses'])) {
      expect(status).toMatch(/^[2-5]\d\d$/);
      expect(reply['description']).toBeTypeOf('string');
      if (Number(status) >= 400 && path !== '/api/health') expect(reply['x-codes'].length).toBeGreaterThan(0);
    }
    expect(operation['security'].length).toBeGreaterThan(0);
    for (const each of operation['security']) for (const scheme of Object.keys(each)) expect(document['components'].securitySchemes).toHaveProperty(scheme);
  }
  const make = document['paths']['/api/things'].post;
  expect(make).toMatchObject({ 'x-permission': ['sample.make'], 'x-features': ['T1'], 'x-access': 'permission' });
  expect(make.responses['409']['x-codes']).toEqual(['kernel.key_running', 'sample.full']);
  expect(make.requestBody.content['application/json'].example).toEqual({ name: 'A' });
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const check = (schema: Json) => ajv.compile({ components: document['components'], ...schema });

test('every reference leads somewhere and every schema is a JSON Schema', () => {
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key === '$ref')
        expect(
          (each as string)
            .slice(2)
            .split('/')
            .reduce<Json | undefined>((node, part) => node?.[part], document),
          `${at} ${String(each)}`,
        ).toBeDefined();
      if (key === 'schema') expect(() => check(each as Json), at).not.toThrow();
      walk(each, `${at}/${key}`);
    }
  };
  walk(document, '#');
  expect(document['components'].schemas).toHaveProperty('SampleThing');
});

test('the schemas accept what the routes accept', () => {
  const body = check(document['paths']['/api/things'].post.requestBody.content['application/json'].schema);
  expect([body({ name: 'A' }), body({ name: '' }), body({})]).toEqual([true, false, false]);
  const limit = document['paths']['/api/mine/{id}'].get.parameters.find((each: Json) => each['name'] === 'limit');
  expect(limit).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', maximum: 100 } });
});
