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
      expect(JSON.parse(write({ items, next }))).toEqual(JSON.parse(JSON.stringify({ items, next })));
    }),
    { numRuns: 100 },
  );
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
