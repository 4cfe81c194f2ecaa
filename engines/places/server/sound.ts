import { pinyin } from 'pinyin-pro';

/** How a name sounds, for search by letters: initials and full pinyin without tones: `wbjy weibinjiayuan`. */
export function soundOf(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).map((part) =>
    part.toLowerCase().replace(/[^a-z0-9]/g, ''),
  );
  return `${syllables.map((part) => (/^\d/.test(part) ? part : part.slice(0, 1))).join('')} ${syllables.join('')}`;
}
