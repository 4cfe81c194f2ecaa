import { languages, pickLanguage, say as sayWords, type Language, type Spoken } from '@hezhi/contract/light';
import { createInstance, type i18n, type TFunction } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { keep, recall } from './memory.ts';
import type { Screens, Words3 } from './screens.ts';

const remembered = 'hezhi.language';
let instance: i18n | null = null;
let chosen: Language | null = null;

/** The language of this page: what was chosen, else what the browser wishes. */
export function currentLanguage(): Language {
  if (chosen) return chosen;
  const asked = new URLSearchParams(location.search).get('lang');
  const known = [asked, recall(remembered)].find((one): one is Language => languages.includes(one as Language));
  chosen = known ?? pickLanguage(navigator.languages);
  return chosen;
}

/** Starts i18next with one language: catalogues are loaded when their namespace is first asked for; `first` ones before anything is shown. */
export async function startLanguage(catalogues: Readonly<Record<string, Words3>>, first: readonly string[]): Promise<i18n> {
  const language = currentLanguage();
  document.documentElement.lang = language;
  const made = createInstance();
  made.use({
    type: 'backend' as const,
    init: () => undefined,
    read: (lng: string, room: string, done: (error: unknown, words: object | null) => void) => {
      const load = catalogues[room]?.[lng as Language];
      if (!load) return done(null, {});
      load().then(
        (loaded) => done(null, loaded.default),
        (error: unknown) => done(error, null),
      );
    },
  });
  made.use(initReactI18next);
  await made.init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...languages],
    load: 'currentOnly',
    ns: [...first],
    defaultNS: first[0] ?? 'ui',
    interpolation: { escapeValue: false },
    returnNull: false,
    partialBundledLanguages: true,
    react: { useSuspense: true },
  });
  made.services.formatter?.add('plural', pluralOf);
  instance = made;
  return made;
}

/**
 * `{{n}} {{n, plural(one: case; other: cases)}}` in an English catalogue: the word that goes with a number, where a sentence has several numbers or none that is
 * called `count`. A number that was already written out (`1,234`) is one that is not 1.
 */
export function pluralOf(value: unknown, _language?: string, forms?: { readonly one?: string; readonly other?: string }): string {
  return (Number(value) === 1 ? forms?.one : forms?.other) ?? '';
}

const told = new Set<() => void>();

/** Calls `hear` after every change of language: answers speak the language in which they were asked for. */
export function onLanguage(hear: () => void): void {
  told.add(hear);
}

/** Changes the language without losing the page; remembered on this device. */
export async function setLanguage(language: Language): Promise<void> {
  chosen = language;
  keep(remembered, language);
  await instance?.changeLanguage(language);
  document.documentElement.lang = language;
  for (const hear of told) hear();
}

/** `[language, setLanguage]`. */
export function useLanguage(): readonly [Language, (language: Language) => Promise<void>] {
  const { i18n: now } = useTranslation();
  return [now.language as Language, setLanguage];
}

/** `t` of one room's catalogue; suspends until it is loaded. */
export function useWords(room: string): TFunction {
  return useTranslation(room).t;
}

/** `say(words, values?)` in the person's language, for names and sentences that are data. */
export function useSay(): (words: Spoken, values?: Readonly<Record<string, unknown>>) => string {
  const [language] = useLanguage();
  return useCallback((words, values) => sayWords(words, language, values), [language]);
}

/** The catalogues of an app: its rooms' and its own. */
export function cataloguesOf(rooms: readonly Screens[], own: Readonly<Record<string, Words3>>): Readonly<Record<string, Words3>> {
  return { ...Object.fromEntries(rooms.map((room) => [room.room, room.words])), ...own };
}
