import { pickLanguage, say, type Language, type Spoken } from '@hezhi/contract';
import { toTraditional } from './traditional.ts';

/** The words in the language, with values filled in after the characters are converted, so that names stay as they are written. */
export function speak(words: Spoken, language: Language, values?: Readonly<Record<string, unknown>>): string {
  if (language === 'zh-Hant' && words['zh-Hant'] === undefined) {
    return say({ 'zh-Hans': toTraditional(words['zh-Hans']), en: words.en }, 'zh-Hans', values);
  }
  return say(words, language, values);
}

/**
 * Data with its words complete in three languages: wherever zh-Hans and en stand together, zh-Hant is derived. For what the product or a
 * district writes (procedures, roles, categories), never for people's names. What has nothing to derive is the very same object.
 */
export function withTraditional<T>(data: T): T {
  if (Array.isArray(data)) {
    const made = data.map((one: unknown) => withTraditional(one));
    return made.every((one, at) => one === data[at]) ? data : (made as T);
  }
  if (typeof data !== 'object' || data === null || !plain(data)) return data;
  const words = data as { 'zh-Hans'?: unknown; en?: unknown; 'zh-Hant'?: unknown };
  if (typeof words['zh-Hans'] === 'string' && typeof words.en === 'string')
    return words['zh-Hant'] === undefined ? { ...data, 'zh-Hant': toTraditional(words['zh-Hans']) } : data;
  let changed = false;
  const made = Object.entries(data).map(([key, one]: [string, unknown]) => {
    const other = withTraditional(one);
    changed ||= other !== one;
    return [key, other];
  });
  return changed ? (Object.fromEntries(made) as T) : data;
}

const plain = (data: object): boolean => {
  const shape: unknown = Object.getPrototypeOf(data);
  return shape === Object.prototype || shape === null;
};

/** The language of a request: what it asks for by Accept-Language, else what the actor chose. */
export function languageOf(header: string | undefined, actor: Language | undefined): Language {
  if (header && /(?:^|[,\s])(?:zh|en)\b/i.test(header)) return pickLanguage(header);
  return actor ?? 'zh-Hans';
}
