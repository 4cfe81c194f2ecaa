import type { Words } from '@hezhi/contract/light';
import type { ByDef, OwnerRef } from '@hezhi/matters/contract';
import { isWords } from '../check/translations.ts';
import { limitWords } from './limits.ts';
import { byWords, effectWords, guardWords, isEffect, isGuard, ownerWords } from './procedure-words.ts';
import { cut } from './turned.ts';
import { propertyWords, valueNames } from './words.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
/** What a key is called; the key itself where nothing is known. */
export type Names = (key: string) => Words;

/** Names from several maps, the first that knows; then the words of values. */
export const namesFrom = (...maps: readonly ReadonlyMap<string, Words>[]): Names => {
  const seek = (key: string): Words => {
    const found = maps.map((one) => one.get(key)).find((one) => one !== undefined);
    return found ?? (Object.hasOwn(valueNames, key) ? valueNames[key]! : w(String(key), String(key)));
  };
  return seek;
};

/** A value in words: limits, owners, effects, conditions by what they mean; text as it is; keys by their names. */
export function valueOf(value: unknown, names: Names, property?: string): Words {
  if (value === undefined || value === null) return w('无', 'none');
  if (typeof value === 'boolean') return value ? w('是', 'yes') : w('否', 'no');
  if (typeof value === 'number') return w(String(value), String(value));
  if (typeof value === 'string') return quotable(names(value));
  if (Array.isArray(value)) return value.length === 0 ? w('空', 'nothing') : joined(value.map((one) => valueOf(one, names, property)));
  if (isWords(value)) return quotable({ 'zh-Hans': String(value['zh-Hans']), en: String(value.en) });
  const bag = value as Record<string, unknown>;
  if (typeof bag['amount'] === 'number' && typeof bag['unit'] === 'string') return limitWords(bag as Parameters<typeof limitWords>[0]);
  if (typeof bag['of'] === 'string' && typeof bag['else'] === 'object') {
    const own = names(bag['of']);
    const other = valueOf(bag['else'], names);
    return w(`按类别的${own['zh-Hans']}时限，否则 ${other['zh-Hans']}`, `the category’s limit (${own.en}), else ${other.en}`);
  }
  if (isEffect(bag)) return effectWords(bag, names, (one) => valueOf(one, names));
  if (isGuard(bag)) return guardWords(bag, names, (one) => valueOf(one, names));
  if (property === 'by') return byWords(bag as ByDef, names);
  if (property === 'owner') return ownerWords(bag as OwnerRef, names);
  const called = bag['name'] ?? bag['label'] ?? bag['words'];
  if (isWords(called)) return quotable({ 'zh-Hans': String(called['zh-Hans']), en: String(called.en) });
  const parts = Object.entries(bag).map(([key, one]): Words => {
    const name = propertyWords[key] ?? w(key, key);
    const told = valueOf(one, names, key);
    return w(`${name['zh-Hans']} ${told['zh-Hans']}`, `${name.en} ${told.en}`);
  });
  return parts.length === 0 ? w('空', 'nothing') : joined(parts);
}

const joined = (all: readonly Words[]): Words => w(cut(all.map((one) => one['zh-Hans']).join('、')), cut(all.map((one) => one.en).join(', ')));
const quotable = (words: Words): Words => w(cut(words['zh-Hans']), cut(words.en));
