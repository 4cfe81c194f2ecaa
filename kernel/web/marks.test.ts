import { expect, test } from 'vitest';
import { marksOf } from './marks.ts';

test('each language sets its own marks between words', () => {
  const [zh, en] = [marksOf('zh-Hans'), marksOf('en')];
  expect([zh.list(['甲', null, '乙']), en.list(['a', '', 'b'])]).toEqual(['甲、乙', 'a, b']);
  expect([zh.clauses(['甲', '乙']), en.clauses(['a', 'b'])]).toEqual(['甲；乙', 'a; b']);
  expect([zh.words(['区县', '党代表']), en.words(['District', 'delegate'])]).toEqual(['区县党代表', 'District delegate']);
  expect([zh.says('备案', '已报'), en.says('Filed', 'yes'), en.says('Filed', '')]).toEqual(['备案：已报', 'Filed: yes', 'Filed']);
  expect([zh.aside('甲', '乙'), en.aside('a', 'b'), en.aside('a', null)]).toEqual(['甲（乙）', 'a (b)', 'a']);
  expect(marksOf('zh-Hant').colon).toBe('：');
});
