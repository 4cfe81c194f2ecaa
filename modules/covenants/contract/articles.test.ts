import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreed, compareArticles, compareTexts, countBuildings, numbered, quorate, type Article } from './articles.ts';

const words = fc.array(fc.constantFrom('不', '乱扔', '垃圾', '见面', '问好', '，', 'Please ', '3', '号楼'), { maxLength: 20 }).map((all) => all.join(''));

test('what is kept and added is the later text, what is kept and removed the former; the same text is all kept', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const pieces = compareTexts(a, b);
      const join = (how: string): string =>
        pieces
          .filter((one) => one.how === 'same' || one.how === how)
          .map((one) => one.text)
          .join('');
      expect(join('added')).toBe(b);
      expect(join('removed')).toBe(a);
      if (a === b) expect(pieces.every((one) => one.how === 'same')).toBe(true);
      expect(pieces.every((one, at) => one.how !== pieces[at + 1]?.how)).toBe(true);
    }),
    { seed: 6, numRuns: 300 },
  );
  expect(compareTexts('不乱扔垃圾', '不乱倒垃圾').map((one) => one.how)).toContain('removed');
});

const article = (id: string): fc.Arbitrary<Article> =>
  fc.record({ id: fc.constant(id), chapter: fc.constantFrom('', '邻里', '环境'), kind: fc.constantFrom('rule', 'encouraged', 'forbidden'), text: words });
const text = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f']).chain((ids) => fc.tuple(...ids.map(article)));

test('articles: the later order with what was taken out; each is told once; a text compared with itself tells nothing', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = compareArticles(before, after);
      expect(changes.filter((one) => one.how !== 'removed').map((one) => one.id)).toEqual(after.map((one) => one.id));
      expect(new Set(changes.filter((one) => one.how === 'removed').map((one) => one.id))).toEqual(
        new Set(before.filter((one) => !after.some((other) => other.id === one.id)).map((one) => one.id)),
      );
      expect(new Set(changes.map((one) => one.id)).size).toBe(changes.length);
      expect(compareArticles(after, after).every((one) => one.how === 'same' && !one.moved)).toBe(true);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('numbers run through the chapters; meetings need more than half, exactly', () => {
  const one = (id: string, chapter: string): Article => ({ id, chapter, kind: 'rule', text: '条' });
  expect(numbered([one('a', '总则'), one('b', '总则'), one('c', '邻里')]).map(({ number, first }) => [number, first])).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ]);
  expect([
    quorate({ entitled: 100, present: 50 }),
    quorate({ entitled: 100, present: 51 }),
    agreed({ present: 51, for: 25 }),
    agreed({ present: 51, for: 26 }),
  ]).toEqual([false, true, false, true]);
});

test('buildings with few homes are counted together, nobody is lost, and no number tells who did not sign', () => {
  const buildings = [
    { key: '1', label: '1号楼', households: 36 },
    { key: '2', label: '门房', households: 1 },
    { key: '3', label: '小楼', households: 4 },
  ];
  expect(
    countBuildings(
      buildings,
      new Map([
        ['1', 7],
        ['2', 1],
        [null, 2],
      ]),
    ),
  ).toEqual([
    { key: '1', households: 36, signed: 7 },
    { key: null, households: 5, signed: 3 },
  ]);
  expect(countBuildings([], new Map())).toEqual([]);
});
