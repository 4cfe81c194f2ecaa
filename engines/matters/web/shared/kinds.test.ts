import { kindsOf } from '@hezhi/web';
import { lazy } from 'react';
import { expect, test } from 'vitest';
import { defineKind, kindScreens, layersOf } from './kinds.ts';

const slot = () => lazy(async () => ({ default: () => null }));
const words = { 'zh-Hans': async () => ({ default: {} }), 'zh-Hant': async () => ({ default: {} }), en: async () => ({ default: {} }) };

test('a room adds tools and sections to another room’s kind; of everything else the first is heard', () => {
  const [facts, other, print, blow, room] = [slot(), slot(), slot(), slot(), slot()];
  const kinds = kindsOf([
    { room: 'cases', words, pages: [], kinds: { case: defineKind({ facts, owners: 'GET /cases/:id/handlers', tools: [{ order: 90, element: print }] }) } },
    { room: 'whistles', words, pages: [], kinds: { case: defineKind({ facts: other, tools: [{ order: 10, element: blow }] }), whistle: {} } },
    { room: 'hotline', words, pages: [], kinds: { '*': defineKind({ parts: [{ order: 1, element: room }] }) } },
  ]);
  const found = kindScreens(kinds, 'case');
  expect(found.facts).toBe(facts);
  expect(found.owners).toBe('GET /cases/:id/handlers');
  expect(found.tools?.map((one) => one.element)).toEqual([blow, print]);
  expect(found.parts?.map((one) => one.element)).toEqual([room]);
  expect(kindScreens(kinds, 'case')).toBe(found);
  expect(kindScreens(kinds, 'whistle').facts).toBeUndefined();
  expect(kindScreens(kinds, 'unheard').parts?.length).toBe(1);
});

test('layers of a map come from all kinds, each once, in order', () => {
  const [late, early, each] = [slot(), slot(), slot()];
  const kinds = kindsOf([
    {
      room: 'visits',
      words,
      pages: [],
      kinds: { visit: defineKind({ layers: [{ order: 20, element: late }] }), '*': defineKind({ layers: [{ order: 15, element: each }] }) },
    },
    { room: 'warnings', words, pages: [], kinds: { warning: defineKind({ layers: [{ order: 10, element: early }] }), case: {} } },
  ]);
  expect(layersOf(kinds).map((one) => one.element)).toEqual([early, each, late]);
});
