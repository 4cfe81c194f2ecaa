/** Languages of the product. zh-Hans is written first; zh-Hant may be derived from it (never for people's data). */
export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

/** A name or sentence in the languages of the product. Where zh-Hant is missing the zh-Hans text stands. */
export type Words = { readonly 'zh-Hans': string; readonly en: string; readonly 'zh-Hant'?: string };

/** Words as a reader gets them: in the own language, zh-Hans always beside it; the others stay on the server. */
export type Spoken = { readonly 'zh-Hans': string; readonly en?: string | undefined; readonly 'zh-Hant'?: string | undefined };

/** What a reader of one language needs of words. */
export const spokenIn = (words: Words, language: Language): Spoken => {
  const own = language === 'zh-Hans' ? undefined : words[language];
  return own === undefined ? { 'zh-Hans': words['zh-Hans'] } : { 'zh-Hans': words['zh-Hans'], [language]: own };
};

/** The words in one language, with `{name}` replaced from `values`. */
export function say(words: Spoken, language: Language, values?: Readonly<Record<string, unknown>>): string {
  const text = words[language] ?? words['zh-Hans'];
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** The best language for an Accept-Language header or a browser's list; zh-Hans when nothing fits. */
export function pickLanguage(wanted: string | readonly string[] | undefined): Language {
  const list = typeof wanted === 'string' ? wanted.split(',').map((part) => part.split(';')[0]!.trim()) : (wanted ?? []);
  for (const tag of list) {
    const low = tag.toLowerCase();
    if (/^zh-(hant|tw|hk|mo)/.test(low)) return 'zh-Hant';
    if (low.startsWith('zh')) return 'zh-Hans';
    if (low.startsWith('en')) return 'en';
  }
  return 'zh-Hans';
}
