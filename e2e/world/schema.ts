import fc, { type Arbitrary } from 'fast-check';
import type { Json } from './api.ts';

/** What people and programs type to see what breaks. */
const nasty = [
  '',
  ' ',
  "' OR 1=1 --",
  '%',
  '_',
  '\\',
  '\u0000',
  'é',
  '👩🏽‍🚒',
  '../../etc/passwd',
  '{{name}}',
  '<script>alert(1)</script>',
  '=HYPERLINK("x")',
  '\u202Eabc',
  '九'.repeat(3000),
  'null',
  '-1',
  '1e400',
  '9007199254740993',
  '2026-02-30',
];
/** Things that exist in the demo, by the name under which they are asked for. */
const known: Readonly<Record<string, readonly string[]>> = {
  district: ['610402', '620201', '110101'],
  area: ['610402', '610402010', '610402010001', '610402010001001'],
  parent: ['610402', '610402010'],
  code: ['610402010', 'B03', 'B'],
  category: ['B03', 'A01'],
  subject: ['B03', 'A'],
  q: ['路灯', '楼道', '2026'],
  step: ['accept', 'comment', 'dispatch', 'urge'],
  bbox: ['108.6,34.3,108.8,34.4'],
  near: ['108.7,34.33'],
  lon: ['108.7'],
  lat: ['34.33'],
  state: ['open', 'closed', 'handling'],
};

const typed = /u0000-/;
const patterns = new Map<string, Arbitrary<string>>();

/** Values that a schema of the description allows. `name` leads to words that mean something here. */
export function fitting(schema: Json, components: Json, name = ''): Arbitrary<unknown> {
  if (typeof schema['$ref'] === 'string')
    return fitting(
      schema['$ref']
        .slice(2)
        .split('/')
        .reduce<Json>((node, part) => node[part], { components }),
      components,
      name,
    );
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choice = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (choice) return fc.oneof(...choice.map((one) => fitting(one, components, name)));
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.length > 1) return fc.oneof(...types.map((type) => fitting({ ...schema, type }, components, name)));
  switch (types[0]) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: bound(schema['minimum'], -1000), max: Math.max(bound(schema['minimum'], -1000), bound(schema['maximum'], 100_000)) });
    case 'number':
      return fc.double({ min: bound(schema['minimum'], -1e6), max: bound(schema['maximum'], 1e6), noNaN: true, noDefaultInfinity: true });
    case 'string':
      return words(schema, name);
    case 'array':
      return list(schema, components, name);
    case 'object':
      return record(schema, components);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const bound = (value: unknown, otherwise: number): number => (typeof value === 'number' && Math.abs(value) < 1e6 ? value : otherwise);

function words(schema: Json, name: string): Arbitrary<string> {
  const own = known[name];
  const any = text(schema);
  return own && schema['format'] !== 'uuid' ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: any }) : any;
}

function text(schema: Json): Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.uuid({ version: [4, 7] });
  if (schema['format'] === 'date-time')
    return fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
  if (schema['format'] === 'date')
    return fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const pattern = schema['pattern'] as string | undefined;
  const maxLength = Math.min(bound(schema['maxLength'], 40), 300);
  const minLength = Math.min(bound(schema['minLength'], 0), maxLength);
  if (!pattern || typed.test(pattern))
    return fc
      .string({ minLength, maxLength, unit: fc.constantFrom(...'渭滨街道路灯不亮3号楼 abcXYZ_%\'"\\<>&，。！😀'.match(/./gu)!) })
      .map((one) => one.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, ''));
  let made = patterns.get(pattern);
  if (!made) {
    try {
      made = fc.stringMatching(new RegExp(pattern.replaceAll('\\p{L}', 'a-z').replaceAll('\\p{N}', '0-9')));
    } catch {
      made = fc.constantFrom('/desk', 'a');
    }
    patterns.set(pattern, made);
  }
  return made;
}

function list(schema: Json, components: Json, name: string): Arbitrary<unknown> {
  const first = schema['prefixItems'] as Json[] | undefined;
  if (first) return fc.tuple(...first.map((one) => fitting(one, components)));
  return fc.array(fitting((schema['items'] as Json | undefined) ?? {}, components, name), {
    minLength: bound(schema['minItems'], 0),
    maxLength: Math.min(bound(schema['maxItems'], 3), 3),
  });
}

function record(schema: Json, components: Json): Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const requiredKeys = (schema['required'] ?? []) as string[];
  if (Object.keys(properties).length === 0) return fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });
  return fc.record(Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, fitting(each, components, key)])), { requiredKeys });
}

/** Values that no schema expects. */
export const anything: Arbitrary<unknown> = fc.oneof(fc.constantFrom<unknown>(...nasty, null, [], {}, 0, -1, 1e308, true), fc.jsonValue({ maxDepth: 3 }));

/** One fitting value with one part of it put wrong. */
export const spoilt = (schema: Json, components: Json): Arbitrary<unknown> =>
  fc.tuple(fitting(schema, components), anything, fc.nat()).map(([value, wrong, at]) => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return wrong;
    const key = Object.keys(value)[at % Object.keys(value).length]!;
    return { ...value, [key]: wrong };
  });
