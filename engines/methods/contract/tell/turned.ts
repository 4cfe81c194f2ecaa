import type { Words } from '@hezhi/contract/light';
import { isWords } from '../check/translations.ts';
import { fill } from '../faults.ts';
import { canonical } from './differ.ts';

type Bag = Readonly<Record<string, unknown>>;
type Say = (value: unknown, property?: string) => Words;
const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });

/** The most of a value that stands in a sentence, in characters. */
export const longest = 120;
export const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** The two texts cut to what can be read; where they begin alike beyond that, from a little before the place at which they part. */
function parted(before: string, after: string): [string, string] {
  if (cut(before) !== cut(after) || before === after) return [cut(before), cut(after)];
  let at = 0;
  while (before[at] === after[at]) at++;
  const from = Math.max(0, at - 20);
  return [`…${cut(before.slice(from))}`, `…${cut(after.slice(from))}`];
}

/** Text in full, where a value is text and no key that has a name. */
function inFull(value: unknown, told: Words, language: 'zh-Hans' | 'en'): string | null {
  const words = isWords(value) ? value[language] : undefined;
  if (typeof words === 'string') return words;
  return typeof value === 'string' && told[language] === cut(value) ? value : null;
}

/**
 * `{place}: {before} → {after}` in both languages. Where the two read the same in a language (only the other language was changed, a part that its words leave out, another one of the same name)
 * it says what it is that changed: nobody is shown a change from X to X.
 */
export function turned(place: Words, before: unknown, after: unknown, say: Say, property: (key: string) => Words, last?: string): Words {
  const told = [say(before, last), say(after, last)] as const;
  const line = (language: 'zh-Hans' | 'en'): string => {
    const colon = language === 'en' ? ': ' : '：';
    const [a, b] = [inFull(before, told[0], language), inFull(after, told[1], language)];
    const [was, is] = a !== null && b !== null ? parted(a, b) : [told[0][language], told[1][language]];
    return `${place[language]}${colon}${was === is ? instead(before, after, say, property)[language] : `${was} → ${is}`}`;
  };
  return w(line('zh-Hans'), line('en'));
}

/** What changed although both read the same. */
function instead(before: unknown, after: unknown, say: Say, property: (key: string) => Words): Words {
  if (isWords(before) && isWords(after)) return inOther(before as Bag, after as Bag);
  if (isBag(before) && isBag(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => canonical(before[key]) !== canonical(after[key]));
    const parts = keys.map((key) => turned(property(key), before[key], after[key], say, property, key));
    if (parts.length > 0) return w(parts.map((one) => one['zh-Hans']).join('；'), parts.map((one) => one.en).join('; '));
  }
  return w('改为同名的另一项', 'another one of the same name');
}

/** Text that was changed in another language than the one that is read. Chinese that changed changes the traditional characters too. */
function inOther(before: Bag, after: Bag): Words {
  const differs = (language: string): boolean => before[language] !== after[language];
  const english = parted(String(before['en']), String(after['en'])).join(' → ');
  if (differs('zh-Hans')) return w('文字有改动', 'only the Chinese wording was changed');
  if (differs('en')) return fill(w('只改了英文：{english}', 'wording changed'), { english });
  return w('只改了繁体中文的文字', 'only the wording in traditional Chinese was changed');
}

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
