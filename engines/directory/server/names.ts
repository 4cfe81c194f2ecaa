import { pinyin } from 'pinyin-pro';

/** What a name is searched by: full pinyin and initials, `wangxiaoming wxm`. Surnames of people are read as surnames (单 shan, 仇 qiu). */
export function pinyinOf(name: string, kind: 'person' | 'thing'): string {
  const plain = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const;
  const read = kind === 'person' ? pinyin(name, { ...plain, surname: 'head' }) : pinyin(name, plain);
  const syllables = read.map((one) => one.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return `${syllables.join('')} ${syllables.map((one) => (/^\d/.test(one) ? one : one.slice(0, 1))).join('')}`;
}

/** A LIKE pattern that finds the text anywhere. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
/** The same for pinyin: lower case, without spaces. */
export const anywhereInPinyin = (text: string): string => anywhere(text.toLowerCase().replace(/\s/g, ''));
