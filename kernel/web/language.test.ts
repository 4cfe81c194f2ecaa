import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { pluralOf } from './language.ts';

test('a sentence of several numbers has the word that goes with each', async () => {
  const made = createInstance();
  const words = { roll: '{{units}} {{units, plural(one: unit; other: units)}}, {{heads}} {{heads, plural(one: owner; other: owners)}}' };
  await made.init({ lng: 'en', resources: { en: { owners: words } }, defaultNS: 'owners', interpolation: { escapeValue: false } });
  made.services.formatter?.add('plural', pluralOf);
  expect(made.t('roll', { units: 1, heads: 2 })).toBe('1 unit, 2 owners');
  expect(made.t('roll', { units: 0, heads: '1' })).toBe('0 units, 1 owner');
  expect(made.t('roll', { units: '1,204', heads: 1 })).toBe('1,204 units, 1 owner');
});
