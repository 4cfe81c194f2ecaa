import type { Words } from '@hezhi/contract/light';
import type { TemplateWords } from './terms.ts';

/** The names of the `{placeholders}` of a text, once each, in alphabetical order. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
}

/** Placeholders of words; null when the languages do not have the same. */
function common(words: Words): string[] | null {
  const all = [words['zh-Hans'], words.en, ...(words['zh-Hant'] === undefined ? [] : [words['zh-Hant']])].map(placeholders);
  return all.every((one) => one.join() === all[0]!.join()) ? all[0]! : null;
}

const found = new WeakMap<TemplateWords, readonly string[]>();

/** Placeholders that a template's words use. */
export function placeholdersOf(words: TemplateWords): readonly string[] {
  let names = found.get(words);
  if (!names)
    found.set(
      words,
      (names = [...new Set([words.title, words.body, ...(words.sms ? [words.sms] : [])].flatMap((one) => placeholders(one['zh-Hans'])))].sort()),
    );
  return names;
}

/**
 * Why the words of a template cannot stand, or null: each part has the same placeholders in each language, no brace is left alone, and only names
 * of `known` (where given) are used.
 */
export function templateFault(
  words: TemplateWords,
  known?: readonly string[],
): { part: 'title' | 'body' | 'sms'; fault: 'languages' | 'brace' | 'unknown' } | null {
  for (const part of ['title', 'body', 'sms'] as const) {
    const one = words[part];
    if (!one) continue;
    for (const text of [one['zh-Hans'], one.en, one['zh-Hant'] ?? '']) if (/[{}]/.test(text.replace(/\{\w+\}/g, ''))) return { part, fault: 'brace' };
    const names = common(one);
    if (!names) return { part, fault: 'languages' };
    if (known && names.some((name) => !known.includes(name))) return { part, fault: 'unknown' };
  }
  return null;
}
