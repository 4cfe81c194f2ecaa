import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PackWorld } from '@hezhi/methods/contract';
import {
  groups,
  laidOver,
  lawful,
  leastFor,
  periodWords,
  PostingsFile,
  postingsPart,
  rhythms,
  shippedClass,
  shippedClasses,
  stricter,
  type PackPostingClass,
} from './index.ts';

const name = { 'zh-Hans': '三会结果', en: 'Results of the three meetings' };
const fresh = { key: 'three_meetings', name, group: 'decision', basis: name, days: 7 };
const faults = (one: object): [string, string][] =>
  postingsPart.check!(PostingsFile.parse({ classes: [one] }), {} as PackWorld).map(({ code, words }) => [code, words['zh-Hans']] as [string, string]);

describe('classes of a pack', () => {
  test('where a pack says nothing, or the same, everything is as it ships', () => {
    expect(laidOver(shippedClasses, [])).toEqual(shippedClasses);
    const same = shippedClasses.map(({ key, words }): PackPostingClass => ({ key, name: words }));
    expect(laidOver(shippedClasses, same)).toEqual(shippedClasses);
  });

  test('stand in the stead of what ships, field by field; new ones come behind', () => {
    const made = laidOver(shippedClasses, PostingsFile.parse({ classes: [fresh, { key: 'finance', name, days: 20 }] }).classes);
    const finance = shippedClass('finance')!;
    expect(made.find((one) => one.key === 'finance')).toEqual({ ...finance, words: name, days: 20 });
    expect(made.at(-1)).toEqual({
      key: 'three_meetings',
      group: 'decision',
      words: name,
      basis: name,
      days: 7,
      every: null,
      second: true,
      answer_days: 5,
      least: { every: null, days: 3 },
    });
  });

  test('below the law they are refused with its article', () => {
    expect(faults({ key: 'finance', name, every: 'half' })).toEqual([['publicity.class_below', expect.stringContaining('村民委员会组织法第三十条')]]);
    expect(faults({ key: 'affairs', name, every: null })[0]![1]).toContain('至少每季度公示一次');
    expect(faults({ key: 'finance', name, days: 4 })[0]).toEqual(['publicity.class_below', expect.stringContaining('至少公示 5 天')]);
    expect(faults({ ...fresh, days: 2 })[0]![0]).toBe('publicity.class_below');
    for (const every of rhythms.slice(0, 2)) expect(faults({ key: 'finance', name, every, days: 5 })).toEqual([]);
  });

  test('a new one says what it is; headings, placeholders and personal data are looked at', () => {
    expect(faults(fresh)).toEqual([]);
    expect(faults({ key: 'other', name }).map(([code]) => code)).toEqual(['publicity.class_lacks', 'publicity.class_lacks', 'publicity.class_lacks']);
    expect(faults({ key: 'finance', name, group: 'party' })[0]![0]).toBe('publicity.class_group');
    const template = (text: string) => ({ ...fresh, template: { title: name, text: { 'zh-Hans': text, en: 'x' } } });
    expect(faults(template('{place}{period}'))).toEqual([]);
    expect(faults(template('{person}'))).toEqual([['publicity.template_name', '模板里只能用 {place} 和 {period}，没有 {person}']]);
    expect(faults(template('电话13800138000'))[0]![0]).toBe('publicity.template_personal');
  });

  test('the stricter of two rules is lawful where one of them is, and never laxer than either', () => {
    const rules = fc.record({
      days: fc.integer({ min: 1, max: 90 }),
      every: fc.constantFrom(...rhythms, null),
      second: fc.boolean(),
      answer_days: fc.integer({ min: 1, max: 15 }),
    });
    fc.assert(
      fc.property(rules, rules, fc.constantFrom(...shippedClasses.map((one) => one.key), 'new_one'), fc.constantFrom(...groups), (a, b, key, group) => {
        const one = { least: leastFor(key, group) };
        const both = stricter(a, b);
        if (lawful(one, a) || lawful(one, b)) expect([both.days >= a.days && both.days >= b.days, lawful(one, { ...both, days: 90 })]).toEqual([true, true]);
        expect(stricter(b, a)).toEqual(both);
        expect(stricter(both, a)).toEqual(both);
        expect(lawful({ least: a }, both) && lawful({ least: b }, both)).toBe(true);
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });
});

test('periods are said as people say them', () => {
  expect(['2026-10', '2026-Q3', '2026-H2', '2026'].map((key) => periodWords(key))).toEqual([
    { 'zh-Hans': '2026年10月', en: 'October 2026' },
    { 'zh-Hans': '2026年第3季度', en: 'the third quarter of 2026' },
    { 'zh-Hans': '2026年下半年', en: 'the second half of 2026' },
    { 'zh-Hans': '2026年', en: '2026' },
  ]);
});
