import { faultWords } from '../faults.ts';
import type { PartFault, Path } from '../part.ts';

const han = /\p{Script=Han}/u;
const letters = /\p{L}/u;

/** Whether a value is text in the languages of the product. */
export const isWords = (value: unknown): value is { 'zh-Hans'?: unknown; en?: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && ('zh-Hans' in value || 'en' in value);

/** Text that is missing in a language, or stands in the wrong one. What has no letters (a number, a dash) needs no translation. */
export function translationFaults(value: unknown, path: Path = []): PartFault[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, n) => translationFaults(one, [...path, n]));
  if (!isWords(value)) return Object.entries(value).flatMap(([key, one]) => translationFaults(one, [...path, key]));
  const zh = typeof value['zh-Hans'] === 'string' ? value['zh-Hans'].trim() : '';
  const en = typeof value.en === 'string' ? value.en.trim() : '';
  const fault = (language: string): PartFault => ({ code: 'untranslated', path: [...path, language], words: faultWords.untranslated });
  const faults: PartFault[] = [];
  if (zh === '' || (letters.test(zh) && !han.test(zh) && /\p{Ll}/u.test(zh))) faults.push(fault('zh-Hans'));
  if (en === '' || han.test(en)) faults.push(fault('en'));
  return faults;
}
