import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { traditionalCharacters } from './characters.ts';

const load = createRequire(import.meta.url);
const { Converter } = load('opencc-js/cn2t') as { Converter: (pair: { from: string; to: string }) => (text: string) => string };
const ours = traditionalCharacters();
const theirs = Converter({ from: 'cn', to: 'hk' });

test('every word of the dictionary becomes what opencc makes of it', () => {
  const words = (load('opencc-js/dict/STPhrases') as { default: string }).default.split('|').map((pair) => pair.split(' ')[0]!);
  expect(words.length).toBeGreaterThan(40_000);
  expect(words.filter((word) => ours(word) !== theirs(word))).toEqual([]);
});

test('any text does, words over the edge of words too (but descriptions of characters, ⿰ and its like)', () => {
  const words = (load('opencc-js/dict/STPhrases') as { default: string }).default.split('|').map((pair) => pair.split(' ')[0]!);
  const piece = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...'台里面干发后里才回复系统為為裏{{name}}，。 a1𠮷'),
    fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !/[\u2ff0-\u2fff]/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => ours(pieces.join('')) === theirs(pieces.join(''))),
    { numRuns: 3000 },
  );
});
