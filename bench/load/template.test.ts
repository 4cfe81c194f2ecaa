import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '@hezhi/contract';
import { fill, templateOf, type Sent } from './template.ts';

const ids = Array.from({ length: 6 }, () => newId());
const [target, other, fixed, fresh] = ids as [string, string, string, string];
const part = fc.oneof(fc.constantFrom(...ids, '2026-1122-000123', 'key.with+signs'), fc.string());
const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.boolean(),
  fc.array(part, { maxLength: 4 }).map((list) => list.join('|')),
  fc.array(part, { maxLength: 3 }),
);

test('filled with what was captured, a template gives the captured statements again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 5 }), { minLength: 1, maxLength: 3 }), (lists) => {
      const sent: Sent[] = lists.map((values, i) => ({ name: `s${i}`, text: `SELECT ${i}`, values }));
      const template = templateOf(sent, [target, other], new Set([fixed]), ['key.with+signs']);
      // What was fresh is found by walking the captured values in the same order.
      const seen = ['key.with+signs'];
      const token = /key\.with\+signs|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d{4}-\d{6}/g;
      for (const text of lists.flat(2)) {
        if (typeof text !== 'string') continue;
        for (const [found] of text.matchAll(token)) if (![target, other, fixed, ...seen].includes(found)) seen.push(found);
      }
      expect(template.statements.map(({ values }) => values.map((one) => fill(one, [target, other, ...seen])))).toEqual(lists);
    }),
  );
});

test('targets and fresh ids change together in every place, fixed ids stay', () => {
  const sent: Sent[] = [{ name: 's', text: '', values: [target, `{"matter":"${target}","org":"${fixed}","event":"${fresh}"}`, [fresh, fixed], 7] }];
  const template = templateOf(sent, [target], new Set([fixed]));
  expect(template.fresh).toEqual(['id']);
  expect(template.statements[0]!.values.map((one) => fill(one, ['T', 'N']))).toEqual(['T', `{"matter":"T","org":"${fixed}","event":"N"}`, ['N', fixed], 7]);
});
