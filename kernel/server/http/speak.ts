import { createRequire } from 'node:module';
import { pickLanguage, say, type Language, type Spoken } from '@hezhi/contract';

const load = createRequire(import.meta.url);
let convert: ((text: string) => string) | null = null;
const traditional = new Map<string, string>();

/** A sentence of the product in traditional characters (Hong Kong forms), derived from zh-Hans. Never for people's data. */
export function toTraditional(text: string): string {
  let made = traditional.get(text);
  if (made === undefined) {
    if (!convert) {
      const opencc = load('opencc-js/cn2t') as { Converter: (pair: { from: string; to: string }) => (text: string) => string };
      convert = opencc.Converter({ from: 'cn', to: 'hk' });
    }
    made = convert(text);
    traditional.set(text, made);
  }
  return made;
}

/** The words in the language, with values filled in after the characters are converted, so that names stay as they are written. */
export function speak(words: Spoken, language: Language, values?: Readonly<Record<string, unknown>>): string {
  if (language === 'zh-Hant' && words['zh-Hant'] === undefined) {
    return say({ 'zh-Hans': toTraditional(words['zh-Hans']), en: words.en }, 'zh-Hans', values);
  }
  return say(words, language, values);
}

/**
 * Data with its words complete in three languages: wherever zh-Hans and en stand together, zh-Hant is derived. For what the product or a
 * district writes (procedures, roles, categories), never for people's names.
 */
export function withTraditional<T>(data: T): T {
  if (Array.isArray(data)) return data.map((one: unknown) => withTraditional(one)) as T;
  if (typeof data !== 'object' || data === null) return data;
  const words = data as { 'zh-Hans'?: unknown; en?: unknown; 'zh-Hant'?: unknown };
  if (typeof words['zh-Hans'] === 'string' && typeof words.en === 'string') return { ...data, 'zh-Hant': words['zh-Hant'] ?? toTraditional(words['zh-Hans']) };
  return Object.fromEntries(Object.entries(data).map(([key, one]) => [key, withTraditional(one)])) as T;
}

/** The language of a request: what it asks for by Accept-Language, else what the actor chose. */
export function languageOf(header: string | undefined, actor: Language | undefined): Language {
  if (header && /(?:^|[,\s])(?:zh|en)\b/i.test(header)) return pickLanguage(header);
  return actor ?? 'zh-Hans';
}
