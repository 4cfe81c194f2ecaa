import type { Language, Words } from '@hezhi/contract';
import { GAP, speak, toTraditional, type House } from '@hezhi/server';
import { placeholdersOf, templateFault, writtenMoment, type Template, type TemplateWords, type Value, type Values } from '../contract/index.ts';
import { ownTemplates } from './queries-templates.ts';

const CHANGED = 'notices.templates';
type Own = ReadonlyMap<string, TemplateWords>;

const shipped = (house: House): Map<string, Template> => house.memo('notices.templates', () => new Map());

/**
 * Makes a room's notices known; call it when the house opens. Words with unequal placeholders in their languages, a lone brace or a key of another template
 * stop the start: that is a fault of the program.
 */
export function registerTemplates(house: House, templates: readonly Template[]): void {
  const known = shipped(house);
  for (const template of templates) {
    if (!/^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$/.test(template.key)) throw new Error(`"${template.key}" is no key of a template`);
    if (known.has(template.key)) throw new Error(`two templates are called ${template.key}`);
    const fault = templateFault(template.words);
    if (fault) throw new Error(`the template ${template.key} is wrong in its ${fault.part}: ${fault.fault}`);
    known.set(template.key, template);
  }
}

export const templateOf = (house: House, key: string): Template | undefined => shipped(house).get(key);
export const allTemplates = (house: House): Template[] => [...shipped(house).values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** The words in force in a district; memory is emptied by the hint of a change. */
export async function wordsOf(house: House, district: string, template: Template): Promise<TemplateWords> {
  return (await ownWords(house, district)).get(template.key) ?? template.words;
}

async function ownWords(house: House, district: string): Promise<Own> {
  const kept = house.memo('notices.own', () => {
    const made = new Map<string, Promise<Own>>();
    house.live.subscribe((hint) => {
      if (hint.topic === CHANGED) made.delete(hint.district);
      if (hint.topic === GAP) made.clear();
    });
    return made;
  });
  let own = kept.get(district);
  if (!own) {
    own = ownTemplates(house.db, district).then((rows) => new Map(rows.map((row) => [row.key, row.words])));
    own.catch(() => kept.delete(district));
    if (kept.size > 500) kept.clear();
    kept.set(district, own);
  }
  return own;
}

/** Forgets a district's own words in every process. */
export function forgetWords(house: House, district: string): void {
  house.live.publish({ district, topic: CHANGED, data: { secrecy: 1 } });
}

type Said = Exclude<Value, string | number>;
const isMoment = (value: Said): value is { readonly at: number } => typeof (value as { at?: unknown }).at === 'number';
type Secret = Extract<Said, { secret: string }>;
const isSecret = (value: Value): value is Secret => typeof value === 'object' && typeof (value as { secret?: unknown }).secret === 'string';

type Tellers = Map<string, (district: string, of: string) => string>;
const tellers = (house: House): Tellers => house.memo('notices.secrets', () => new Map());

/** Who knows the secrets of a name; call it when the house opens. `tell` gives the text for the moment of sending and must give the same each time. */
export function registerSecret(house: House, name: string, tell: (district: string, of: string) => string): void {
  tellers(house).set(name, tell);
}

/** Values with their secrets in clear: for the message that goes out, and nothing else. A secret that nobody knows any more reads as a dash. */
export const withSecrets = (house: House, district: string, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isSecret(value) ? (tellers(house).get(value.secret)?.(district, value.of) ?? '—') : value]),
  );

/** A value in a language. */
export function sayValue(value: Value, language: Language, now: number): string {
  if (typeof value !== 'object') return String(value);
  if (isSecret(value)) return '******';
  return isMoment(value) ? writtenMoment(value.at, now, language) : speak(value, language);
}

/** All values of a template in a language; one that was not given reads as a dash. */
export function sayValues(words: TemplateWords, values: Values, language: Language, now: number): Record<string, string> {
  return Object.fromEntries(placeholdersOf(words).map((name) => [name, values[name] === undefined ? '—' : sayValue(values[name], language, now)]));
}

/** One part of a template, filled in. */
export const fill = (part: Words, words: TemplateWords, values: Values, language: Language, now: number): string =>
  speak(part, language, sayValues(words, values, language, now));

export type Rendered = { readonly title: Required<Words>; readonly body: Required<Words> };

/** Title and body in the three languages, as they are kept with the notice. */
export function render(words: TemplateWords, values: Values, now: number): Rendered {
  const said = (language: Language): Record<string, string> => sayValues(words, values, language, now);
  const [hans, hant, en] = [said('zh-Hans'), said('zh-Hant'), said('en')];
  const all = (part: Words): Required<Words> => ({
    'zh-Hans': speak(part, 'zh-Hans', hans),
    'zh-Hant': speak({ ...part, 'zh-Hant': part['zh-Hant'] ?? toTraditional(part['zh-Hans']) }, 'zh-Hant', hant),
    en: speak(part, 'en', en),
  });
  return { title: all(words.title), body: all(words.body) };
}

/** How many SMS a text is charged as: 70 characters, or 67 each when it is longer. The signature in front (【合治】) counts too. */
export function smsParts(text: string, signature = 4): number {
  const length = text.length + signature;
  return length <= 70 ? 1 : Math.ceil(length / 67);
}
