import { expect, test } from 'vitest';
import { baseCategories, LeafInput } from '../../contract/index.ts';
import type { Leaf } from './client.ts';
import { differences, freshKey, toSend, valuesOf } from './leaf-values.ts';

const leaves: Leaf[] = baseCategories.map((row) => ({ ...structuredClone(row), leadName: row.name, active: true, version: 1, own: false }) as unknown as Leaf);

test('what was not touched is sent as it was, for every category that ships', () => {
  for (const leaf of leaves) {
    const sent = toSend(leaf, structuredClone(valuesOf(leaf)));
    expect(differences(valuesOf(leaf), sent)).toEqual([]);
    expect(LeafInput.safeParse(sent).success).toBe(true);
  }
});

test('a new question gets a key that the contract takes, a changed name loses its old Traditional form', () => {
  const leaf = leaves[0]!;
  const typed = {
    ...valuesOf(leaf),
    name: { 'zh-Hans': '新名称', en: 'New name' },
    questions: [
      { key: '', label: { 'zh-Hans': '哪里', en: 'Where' }, type: 'choice' as const, options: [{ value: '', label: { 'zh-Hans': '楼上', en: 'Above' } }] },
    ],
  };
  const sent = toSend({ ...leaf, name: { ...leaf.name, 'zh-Hant': '舊名' } }, typed);
  expect(LeafInput.safeParse(sent).success).toBe(true);
  expect(sent.name).toEqual({ 'zh-Hans': '新名称', en: 'New name' });
  expect(differences(valuesOf(leaf), sent).toSorted()).toEqual(['name', 'questions']);
  expect(freshKey('q')).toMatch(/^q_[a-p]{12}$/);
});
