import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Id, Moment, pageOf } from '@hezhi/contract';
import { serialiser } from './serialise.ts';

const Leaf = z
  .object({ id: Id, at: Moment.nullable(), share: z.number().nullable(), done: z.boolean(), word: z.enum(['a', 'b']).nullable() })
  .meta({ id: 'SerialiseLeaf' });
const Tree = z
  .object({
    leaf: Leaf.nullable(),
    leaves: z.array(Leaf),
    point: z.tuple([z.number(), z.number()]),
    either: z.union([z.string(), z.int()]),
    shape: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), x: z.string() }), z.object({ kind: z.literal('b'), y: Id.nullable() })]).nullable(),
    table: z.record(z.string(), z.number()),
    any: z.unknown(),
    maybe: z.string().optional(),
    get children() {
      return z.array(Tree);
    },
  })
  .meta({ id: 'SerialiseTree' });

const id = fc.uuid({ version: 7 });
const at = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((each) => each.toISOString());
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each));
const leaf = fc.record({ id, at: fc.option(at), share: fc.option(number), done: fc.boolean(), word: fc.option(fc.constantFrom('a', 'b')) });
const treeOf = (depth: number): fc.Arbitrary<unknown> =>
  fc.record(
    {
      leaf: fc.option(leaf),
      leaves: fc.array(leaf, { maxLength: 3 }),
      point: fc.tuple(number, number),
      either: fc.oneof(fc.string({ unit: 'binary' }).filter(wellFormed), fc.integer()),
      shape: fc.option(fc.oneof(fc.record({ kind: fc.constant('a'), x: fc.string() }), fc.record({ kind: fc.constant('b'), y: fc.option(id) }))),
      table: fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
        number,
        { noNullPrototype: true, maxKeys: 3 },
      ),
      any: fc.jsonValue({ maxDepth: 2 }),
      children: depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 2 }),
    },
    { noNullPrototype: true },
  );
function wellFormed(text: string): boolean {
  return text.isWellFormed();
}

test('the compiled text says what JSON.stringify says', () => {
  const write = serialiser(pageOf(Tree), false, 'test');
  fc.assert(
    fc.property(fc.array(treeOf(2), { maxLength: 3 }), fc.option(fc.string()), (items, next) => {
      expect(JSON.parse(write({ items, next }).toString())).toEqual(JSON.parse(JSON.stringify({ items, next })));
    }),
    { numRuns: 100 },
  );
});

test('kept values are written as all others are, and once', () => {
  let asked = 0;
  const Kept = z.object({ name: z.string(), leaf: Leaf.nullable() }).meta({ id: 'SerialiseKept', 'x-kept': true });
  const Page = z.object({ at: Moment.nullable(), kept: z.array(Kept), more: z.array(Kept).optional(), end: z.boolean() }).meta({ id: 'SerialiseKeptPage' });
  const write = serialiser(Page, false, 'test');
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: fc.string({ unit: 'binary' }).filter(wellFormed), leaf: fc.option(leaf) }, { noNullPrototype: true }), { maxLength: 3 }),
      fc.option(at),
      fc.boolean(),
      (kept, moment, end) => {
        const value = { at: moment, kept, end, ...(end ? { more: [...kept, ...kept] } : {}) };
        for (let time = 0; time < 2; time++) expect(JSON.parse(write(value).toString())).toEqual(JSON.parse(JSON.stringify(value)));
      },
    ),
    { numRuns: 100, seed: 20261123 },
  );
  const one = {
    get name() {
      asked++;
      return 'A';
    },
    leaf: null,
  };
  const first = write({ at: null, kept: [one], end: true });
  const before = asked;
  expect(write({ at: null, kept: [one], end: true })).toEqual(first);
  expect([first.includes('"kept":[{"name":"A","leaf":null}]'), asked]).toEqual([true, before]);
  expect(() => serialiser(z.object({ kept: z.array(Kept) }), true, 'GET /x')({})).toThrow('GET /x');
});

test('what the schema does not list never leaves', () => {
  const write = serialiser(z.object({ name: z.string() }), true, 'test');
  expect(write({ name: 'A', secret: 1 })).toBe('{"name":"A"}');
});

test('a default stands in, a missing member and a null are told under test', () => {
  const write = serialiser(z.object({ name: z.string(), note: z.string().default('none') }), true, 'GET /x');
  expect(write({ name: 'A' })).toBe('{"name":"A","note":"none"}');
  expect(() => write({ name: null })).toThrow('GET /x');
  expect(() => serialiser(z.object({ name: z.string() }), false, 'GET /x')({})).toThrow('required');
});
