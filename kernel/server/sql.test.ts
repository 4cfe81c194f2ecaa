import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render, sql, type Sql } from './sql.ts';

/** A piece beside what it must become: texts, with each value as its own number. */
type Known = { piece: Sql; said: (string | { value: unknown })[] };
const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant([1, 2]));
const known = fc.letrec<{ one: Known }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('now()', 'true', '').map((text): Known => ({ piece: sql.raw(text), said: [text] })),
    value.map((held): Known => ({ piece: sql`a = ${held}`, said: ['a = ', { value: held }] })),
    fc
      .tuple(value, tie('one'))
      .map(([held, inner]): Known => ({ piece: sql`(${held}, ${inner.piece})`, said: ['(', { value: held }, ', ', ...inner.said, ')'] })),
    fc
      .tuple(tie('one'), value)
      .map(([inner, held]): Known => ({ piece: sql`(${inner.piece}, ${held})`, said: ['(', ...inner.said, ', ', { value: held }, ')'] })),
    fc.tuple(fc.array(tie('one'), { maxLength: 40 }), fc.constantFrom(' AND ', ', ')).map(([list, between]): Known => ({
      piece: sql.join(
        list.map(({ piece }) => piece),
        between,
        'none',
      ),
      said: list.length === 0 ? ['none'] : list.flatMap(({ said }, i) => (i === 0 ? said : [between, ...said])),
    })),
  ),
})).one;

function expected(said: Known['said']): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const text = said.map((part) => (typeof part === 'string' ? part : `$${values.push(part.value)}`)).join('');
  return { text, values };
}

test('a statement is its texts and its values in their order, however it is put together', () => {
  fc.assert(
    fc.property(fc.array(known, { minLength: 1, maxLength: 8 }), (list) => {
      for (const { piece, said } of [...list, ...list]) expect(render(piece)).toMatchObject(expected(said));
    }),
    { numRuns: 300 },
  );
});

test('statements of one text have one name and one text object, of two texts two', () => {
  const id = 7;
  const [one, other] = [render(sql`SELECT ${id}`), render(sql`SELECT ${sql`${id}`}`)];
  expect([other.name, other.text]).toEqual([one.name, one.text]);
  expect(render(sql`SELECT ${id} `).name).not.toBe(one.name);
});

test('more holes than a number has bits are told apart', () => {
  const texts = Array.from({ length: 61 }, (_, i) => (i === 0 || i === 60 ? '' : ','));
  const wide = Object.assign(texts, { raw: texts });
  const at = (...places: number[]): Sql => sql(wide, ...Array.from({ length: 60 }, (_, i) => (places.includes(i) ? sql.raw('x') : i)));
  for (const places of [[0], [49], [50], [59], [0, 59], [1, 59], [50, 59], [0, 49], [1, 49]]) {
    const said = render(at(...places)).text.split(',');
    expect(said.flatMap((one, i) => (one === 'x' ? [i] : []))).toEqual(places);
  }
});
