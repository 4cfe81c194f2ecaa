import { kernelErrors, languages, Refusal, type ErrorDef } from '@hezhi/contract';
import { audit, findPeopleNames } from '@hezhi/directory/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  placeholdersOf,
  templateFault,
  type Preview,
  type Template,
  type TemplateView,
  type TemplateWords,
  type TemplateWordsInput,
} from '../contract/index.ts';
import { standing } from './log.ts';
import { dropTemplate, ownTemplates, saveTemplate, type OwnTemplate } from './queries-templates.ts';
import { allTemplates, fill, forgetWords, smsParts, templateOf } from './registry.ts';

type View = z.input<typeof TemplateView>;
type Given = z.output<typeof TemplateWordsInput>;

const plainWords = ({ title, body, sms }: TemplateWords): View['words'] => ({ title, body, sms: sms ?? null });
const wordsFrom = ({ title, body, sms }: Given): TemplateWords => ({ title, body, ...(sms ? { sms } : {}) });

function view(template: Template, own: OwnTemplate | undefined, by: string | null): View {
  return {
    key: template.key,
    category: template.category,
    urgent: template.urgent ?? false,
    channels: [...template.channels],
    placeholders: [...placeholdersOf(template.words)],
    words: plainWords(own?.words ?? template.words),
    shipped: plainWords(template.words),
    version: own?.version ?? 0,
    changed: own ? { at: own.at, by } : null,
  };
}

/** All templates as they are in force in the caller's district. */
export async function templates(call: Call): Promise<{ items: View[]; next: null }> {
  const { district } = standing(call);
  const own = new Map((await ownTemplates(call.db, district)).map((row) => [row.key, row]));
  const names = await findPeopleNames(
    call.house,
    district,
    [...own.values()].map((row) => row.person),
  );
  return {
    items: allTemplates(call.house).map((template) => {
      const row = own.get(template.key);
      return view(template, row, row ? (names.get(row.person) ?? null) : null);
    }),
    next: null,
  };
}

function needed(call: Call, key: string): Template {
  const template = templateOf(call.house, key);
  if (!template) throw new Refusal(errors.no_template);
  return template;
}

/** Refuses words whose languages differ in placeholders, or that use one which the room does not fill. */
function checked(call: Call, template: Template, given: Given): TemplateWords {
  const words = wordsFrom(given);
  const known = placeholdersOf(template.words);
  const fault = templateFault(words, known);
  if (!fault) return words;
  const defs: Record<typeof fault.fault, ErrorDef> = { languages: errors.languages_differ, brace: errors.lone_brace, unknown: errors.unknown_placeholder };
  const def = defs[fault.fault];
  const values = { known: known.map((name) => `{${name}}`).join(' ') };
  throw new Refusal(def, values, {
    faults: [
      { path: `/body/words/${fault.part}/${fault.fault === 'languages' ? 'en' : 'zh-Hans'}`, code: def.code, detail: speak(def.words, call.language, values) },
    ],
  });
}

/** Sets the district's own words; `version` is the one they are based on (0: the shipped ones). */
export async function setTemplate(call: Call, key: string, given: { words: Given; version: number }): Promise<View> {
  const { district, person } = standing(call);
  const template = needed(call, key);
  const words = checked(call, template, given.words);
  const row: OwnTemplate = { key, words, version: given.version, person, at: new Date(call.now).toISOString() };
  const reply = view(template, { ...row, version: given.version + 1 }, call.actor.name);
  const write = call.write(reply);
  saveTemplate(write, district, row, () => new Refusal(kernelErrors.conflict));
  audit(write, call, { action: 'notice.template', target: key, detail: { version: given.version + 1 } });
  await write.after(() => forgetWords(call.house, district)).run(call.db);
  return reply;
}

/** Back to the shipped words. */
export async function resetTemplate(call: Call, key: string): Promise<View> {
  const { district } = standing(call);
  const template = needed(call, key);
  const reply = view(template, undefined, null);
  const write = call.write(reply);
  dropTemplate(write, district, key);
  audit(write, call, { action: 'notice.template', target: key, detail: { version: 0 } });
  await write.after(() => forgetWords(call.house, district)).run(call.db);
  return reply;
}

/** The words with the template's sample values in each language. */
export async function preview(call: Call, key: string, given: Given): Promise<z.input<typeof Preview>> {
  standing(call);
  const template = needed(call, key);
  const words = checked(call, template, given);
  const sample = Object.fromEntries(placeholdersOf(template.words).map((name) => [name, template.sample?.[name] ?? `〔${name}〕`]));
  const items = languages.map((language) => {
    const said = (part: 'title' | 'body' | 'sms'): string => fill(words[part] ?? words.body, words, sample, language, call.now);
    const sms = said('sms');
    return { language, title: said('title'), body: said('body'), sms, sms_parts: smsParts(sms) };
  });
  return { items };
}
