import { describe, expect, test } from 'vitest';
import tree from './categories.json' with { type: 'json' };
import departments from './departments.json' with { type: 'json' };
import reasons from './reasons.json' with { type: 'json' };

const leaves = tree.flatMap((group) => group.leaves);
const HAN = /\p{Script=Han}/u;
const KEY = /^[a-z][a-zA-Z_]*$/;

function expectNamed(name: { 'zh-Hans': string; en: string }, where: string) {
  expect(Object.keys(name).sort(), where).toEqual(['en', 'zh-Hans']);
  expect(name['zh-Hans'], where).toMatch(HAN);
  expect(name.en.trim(), where).not.toBe('');
  expect(name.en, where).not.toMatch(HAN);
}

const unique = (keys: readonly string[]) => expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);

describe('the category tree', () => {
  test('has 10 to 14 groups and about 90 leaves, each code once and under its group', () => {
    expect(tree.length).toBeGreaterThanOrEqual(10);
    expect(tree.length).toBeLessThanOrEqual(14);
    expect(leaves.length).toBeGreaterThanOrEqual(75);
    expect(leaves.length).toBeLessThanOrEqual(95);
    unique([...tree.map(({ code }) => code), ...leaves.map(({ code }) => code)]);
    unique(leaves.map(({ name }) => name['zh-Hans']));
    for (const group of tree) {
      expect(group.code).toMatch(/^[A-Z]$/);
      for (const leaf of group.leaves) expect(leaf.code).toMatch(new RegExp(`^${group.code}\\d\\d$`));
    }
  });

  test('names everything in both languages', () => {
    for (const group of tree) expectNamed(group.name, group.code);
    for (const leaf of leaves) {
      expectNamed(leaf.name, leaf.code);
      expectNamed(leaf.example, leaf.code);
      for (const question of leaf.questions) {
        expectNamed(question.label, leaf.code);
        for (const option of question.options ?? []) expectNamed(option.label, `${leaf.code} ${question.key}`);
      }
    }
  });

  test('gives every leaf a known lead, a level, a tier', () => {
    const known = new Set(departments.map(({ key }) => key));
    for (const leaf of leaves) {
      expect(known, leaf.code).toContain(leaf.lead);
      expect(['grid', 'community', 'street', 'department'], leaf.code).toContain(leaf.settle);
      expect([1, 2, 3, 4], leaf.code).toContain(leaf.tier);
    }
    unique(departments.map(({ key }) => key));
    for (const department of departments) expectNamed(department.name, department.key);
  });

  test('limits are whole, positive, in known units and fit the tier (rules.md 2)', () => {
    for (const leaf of leaves) {
      expect(Object.keys(leaf.limits), leaf.code).toEqual(['accept', 'dispatch', 'handle', 'verify']);
      for (const { amount, unit } of Object.values(leaf.limits)) {
        expect(Number.isInteger(amount) && amount > 0, leaf.code).toBe(true);
        expect(['working-minutes', 'working-days', 'minutes', 'days'], leaf.code).toContain(unit);
      }
      const { accept, dispatch, handle } = leaf.limits;
      if (leaf.tier !== 1) continue;
      // Danger to life or property: the clock never sleeps and help is there within two hours.
      for (const limit of [accept, dispatch, handle]) expect(limit.unit, leaf.code).toBe('minutes');
      expect(handle.amount, leaf.code).toBeLessThanOrEqual(120);
    }
    const handle = (code: string) => leaves.find((leaf) => leaf.code === code)?.limits.handle;
    expect(handle('A01')).toEqual({ amount: 240, unit: 'working-minutes' });
    expect(handle('A02')).toEqual({ amount: 120, unit: 'working-minutes' });
    expect(handle('A03')).toEqual({ amount: 2, unit: 'working-days' });
    expect(handle('D01')).toEqual({ amount: 20, unit: 'working-days' });
  });

  test('has 6 to 15 hints a leaf, none twice in a leaf, none shared by more than three leaves', () => {
    const owners = new Map<string, number>();
    for (const leaf of leaves) {
      expect(leaf.hints.length, leaf.code).toBeGreaterThanOrEqual(6);
      expect(leaf.hints.length, leaf.code).toBeLessThanOrEqual(15);
      unique(leaf.hints);
      for (const hint of leaf.hints) {
        expect(hint, leaf.code).toMatch(/^[\p{Script=Han}0-9A-Z]+$/u);
        owners.set(hint, (owners.get(hint) ?? 0) + 1);
      }
    }
    expect([...owners].filter(([, count]) => count > 3)).toEqual([]);
  });

  test('asks at most three further questions, each a plain field', () => {
    for (const leaf of leaves) {
      expect(leaf.questions.length, leaf.code).toBeLessThanOrEqual(3);
      unique(leaf.questions.map(({ key }) => key));
      for (const question of leaf.questions) {
        expect(question.key).toMatch(KEY);
        expect(['number', 'text', 'choice', 'boolean', 'date']).toContain(question.type);
        expect(question.options !== undefined, `${leaf.code} ${question.key}`).toBe(question.type === 'choice');
        unique((question.options ?? []).map(({ value }) => value));
      }
    }
  });
});

describe('the listed reasons', () => {
  test('every list has unique keys and names in both languages', () => {
    expect(Object.keys(reasons)).toEqual(['return', 'pause', 'extension', 'void', 'rework', 'outcome', 'divert']);
    for (const [list, entries] of Object.entries(reasons)) {
      unique(entries.map(({ key }) => key));
      for (const { key, name, needsNote } of entries) {
        expect(key, list).toMatch(KEY);
        expectNamed(name, `${list} ${key}`);
        expect(typeof needsNote).toBe('boolean');
      }
    }
  });

  test('no pause and no extension is without end; there are six reasons to divert (rules.md 2)', () => {
    for (const { key, maxDays } of [...reasons.pause, ...reasons.extension]) expect(Number.isInteger(maxDays) && maxDays > 0, key).toBe(true);
    expect(reasons.divert).toHaveLength(6);
    for (const { key, advice } of reasons.divert) expectNamed(advice, key);
  });
});
