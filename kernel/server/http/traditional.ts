import { traditionalCharacters } from './characters.ts';
import own from './traditional.json' with { type: 'json' };

// Longest first, so that 文件夹 is not taken for 文件.
const known = new Map(Object.entries(own));
const pattern = new RegExp([...known.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
const made = new Map<string, string>();
let convert: ((text: string) => string) | null = null;

/**
 * A sentence of the product in traditional characters (Hong Kong forms), derived from zh-Hans: the house's own words of `traditional.json` where it has
 * them (also where the converter is mistaken), opencc for the rest; placeholders stay. Screens and server speak by it alike. Never for people's data.
 */
export function toTraditional(text: string): string {
  const before = made.get(text);
  if (before !== undefined) return before;
  convert ??= traditionalCharacters();
  let result = '';
  let at = 0;
  for (const hit of text.matchAll(pattern)) {
    result += convert(text.slice(at, hit.index)) + (known.get(hit[0]) ?? '');
    at = hit.index + hit[0].length;
  }
  result += convert(text.slice(at));
  made.set(text, result);
  return result;
}
