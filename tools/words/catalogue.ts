import { toTraditional } from '@hezhi/server/traditional';

export type Catalogue = { [key: string]: string | Catalogue };

/** A whole catalogue in traditional characters. */
export function traditional(words: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? toTraditional(value) : traditional(value)]));
}

/** `a.b.c` -> text. */
export function flatten(words: Catalogue, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(before + key, value);
    else for (const [path, text] of flatten(value, `${before}${key}.`)) found.set(path, text);
  }
  return found;
}

const plural = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}|<(\w+)>/g)].map((hit) => hit[1] ?? hit[2] ?? ''))].sort().join(' ');

/** What differs between the first language and another: missing, superfluous, empty, other placeholders. Plural endings count as one key. */
export function comparison(first: Catalogue, other: Catalogue): string[] {
  const merge = (words: Catalogue) => {
    const merged = new Map<string, string[]>();
    for (const [key, text] of flatten(words)) merged.set(key.replace(plural, ''), [...(merged.get(key.replace(plural, '')) ?? []), text]);
    return merged;
  };
  const a = merge(first);
  const b = merge(other);
  const faults: string[] = [];
  for (const [key, texts] of a) {
    const there = b.get(key);
    if (!there) faults.push(`${key} is missing in en`);
    else {
      // The singular may leave its number out ("one photo"); no other difference is allowed.
      const wanted = placeholders(texts.join(' '));
      if (placeholders(there.join(' ')) !== wanted && !(wanted === 'count' && placeholders(there.join(' ')) === '')) {
        const names = [...new Set(texts.flatMap((text) => placeholders(text).split(' ')))].join(' ');
        faults.push(`${key} has other placeholders in en (zh-Hans: ${names || 'none'})`);
      }
      if ([...texts, ...there].some((text) => text.trim() === '')) faults.push(`${key} is empty`);
    }
  }
  for (const key of b.keys()) if (!a.has(key)) faults.push(`${key} is in en only`);
  return faults;
}
