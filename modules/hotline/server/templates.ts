import { Refusal, type Language } from '@hezhi/contract';
import { groups } from '@hezhi/cases/contract';
import { treeOf, categoryName } from '@hezhi/cases/server';
import { dayOf } from '@hezhi/calendar/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { findVisible, namesOf, procedureOf, snapshotOf, spokenMoment } from '@hezhi/matters/server';
import { speak, toTraditional, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  differing,
  errors,
  fill,
  placeholders,
  unknownPlaceholder,
  type Offered,
  type OfferQuery,
  type TemplateInput,
  type TemplateView,
} from '../contract/index.ts';
import {
  countUse,
  findTemplate,
  insertTemplate,
  listTemplates,
  offerTemplates,
  SHIPPED,
  updateTemplate,
  type TemplateRow,
  type UsedTemplate,
} from './queries-templates.ts';
import { standing, type Standing } from './scope.ts';

type Given = z.output<typeof TemplateInput>;
type View = z.input<typeof TemplateView>;
const OFFERED = 20;

/** The words of a matter that a template may name. */
async function valuesOf(call: Call, district: string, matter: string, language: Language): Promise<{ values: Record<string, string>; category: string }> {
  const row = await findVisible(call.db, district, matter, call.actor);
  if (!row) throw new Refusal(matters.not_found);
  const names = await namesOf(call.house, district);
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const state = procedure.states[row.state]!;
  const leg = snapshotOf(row).legs.find((one) => one.org !== null && !procedure.legs[one.key]!.side);
  const org = leg?.org ? names.org(leg.org) : null;
  return {
    category: row.kind === 'case' ? row.subject : '',
    values: {
      number: row.number,
      title: row.title,
      ...(row.kind === 'case' ? { category: speak(categoryName(call.house, district, row.subject), language) } : {}),
      area: names.area(row.area),
      ...(org ? { organisation: org } : {}),
      ...(row.due_at ? { due: spokenMoment(Date.parse(row.due_at), call.now, language) } : {}),
      state: speak(state.public, language),
      today: dayOf(call.now),
    },
  };
}

/** The text in a language: traditional characters are derived where none are written, before names are filled in. */
function textIn(texts: TemplateRow['texts'], language: Language): string {
  if (language === 'zh-Hant') return texts['zh-Hant'] || toTraditional(texts['zh-Hans']);
  return (language === 'en' && texts.en) || texts['zh-Hans'];
}

/** Templates for a step of a matter or for the telephone, filled in. */
export async function offered(call: Call, query: z.output<typeof OfferQuery>): Promise<{ items: z.input<typeof Offered>[] }> {
  const at = standing(call);
  const language = query.language ?? call.language;
  const known = query.matter ? await valuesOf(call, at.district, query.matter, language) : null;
  const category = known ? known.category || null : (query.category ?? null);
  const rows = await offerTemplates(call.db, at.district, at.org, { step: query.step ?? null, category, q: query.q || null }, OFFERED);
  const values = known?.values ?? {
    today: dayOf(call.now),
    ...(query.category ? { category: speak(categoryName(call.house, at.district, query.category), language) } : {}),
  };
  return { items: rows.map((row) => ({ id: row.id, title: row.title, text: fill(textIn(row.texts, language), values), uses: row.uses })) };
}

/** Counts a use in the own district, of shipped templates too. */
export async function used(call: Call, id: string): Promise<void> {
  const at = standing(call);
  if (!(await findTemplate(call.db, at.district, at.org, at.whole, id))) throw new Refusal(errors.template_not_found);
  await call
    .write()
    .add(countUse(at.district, id, dayOf(call.now)))
    .run(call.db);
}

const mayChange = (at: Standing, row: Pick<TemplateRow, 'district' | 'org'>): boolean =>
  row.district === at.district && (at.whole || (row.org !== null && row.org === at.org));

async function viewTemplates(call: Call, at: Standing, rows: readonly UsedTemplate[]): Promise<View[]> {
  const names = await namesOf(call.house, at.district);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    categories: row.categories,
    steps: row.steps,
    texts: row.texts,
    scope: row.district === SHIPPED ? 'shipped' : row.org === null ? 'district' : 'organisation',
    org: row.org === null ? null : names.org(row.org),
    active: row.active,
    uses: row.uses,
    version: row.version,
    editable: mayChange(at, row),
  }));
}

const cursorOf = (row: TemplateRow): string => Buffer.from(`${row.id}${row.title}`).toString('base64url');
function readCursor(cursor: string | undefined): { id: string; title: string } | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const id = text.slice(0, 36);
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) || text.includes('\u0000')) throw new Refusal(errors.bad_cursor);
  return { id, title: text.slice(36) };
}

/** All templates that hold here, by title; a post of the district sees those of all organisations. */
export async function templates(
  call: Call,
  query: { q?: string | undefined; step?: string | undefined; category?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: View[]; next: string | null }> {
  const at = standing(call);
  const rows = await listTemplates(call.db, at.district, at.org, at.whole, { ...query, after: readCursor(query.cursor) });
  const items = rows.slice(0, query.limit);
  return { items: await viewTemplates(call, at, items), next: rows.length > query.limit ? cursorOf(items.at(-1)!) : null };
}

function check(call: Call, at: Standing, given: Given): TemplateRow['texts'] {
  if (given.whole && !at.whole) throw new Refusal(errors.district_only);
  const texts = [given.texts['zh-Hans'], given.texts['zh-Hant'], given.texts.en].filter((text): text is string => Boolean(text));
  const unknown = texts.map(unknownPlaceholder).find((name) => name !== null);
  if (unknown) throw new Refusal(errors.placeholder_unknown, { name: unknown, known: placeholders.map((name) => `{${name}}`).join(' ') });
  const differ = differing(texts);
  if (differ.length > 0) throw new Refusal(errors.placeholders_differ, { names: differ.map((name) => `{${name}}`).join(' ') });
  const { leaves } = treeOf(call.house, at.district);
  const code = given.categories.find((one) => !leaves.has(one) && !groups.some((group) => group.code === one));
  if (code !== undefined) throw new Refusal(errors.category_unknown, { code });
  const { 'zh-Hant': hant, ...rest } = given.texts;
  return { ...rest, ...(hant ? { 'zh-Hant': hant } : {}) };
}

/** A template of the own organisation or of the whole district. */
export async function addTemplate(call: Call, { id, whole, ...given }: Given & { id: string }): Promise<View> {
  const at = standing(call);
  const texts = check(call, at, { whole, ...given });
  const row: TemplateRow = { district: at.district, id, org: whole ? null : at.org, ...given, texts, version: 1 };
  const write = call
    .write()
    .add(insertTemplate(row))
    .onDuplicate('template_pkey', () => new Refusal(errors.exists));
  await write.run(call.db);
  return (await viewTemplates(call, at, [{ ...row, uses: 0 }]))[0]!;
}

/** Changes a template of the own organisation, as a post of the district any but the shipped. */
export async function saveTemplate(call: Call, id: string, { version, whole, ...given }: Given & { version: number }): Promise<View> {
  const at = standing(call);
  const before = await findTemplate(call.db, at.district, at.org, at.whole, id);
  if (!before || !mayChange(at, before)) throw new Refusal(errors.template_not_found);
  const texts = check(call, at, { whole, ...given });
  const row: TemplateRow = { district: at.district, id, org: whole ? null : (before.org ?? at.org), ...given, texts, version };
  await call
    .write()
    .add(updateTemplate(row), 1, () => new Refusal(errors.changed))
    .run(call.db);
  return (await viewTemplates(call, at, [{ ...row, version: version + 1, uses: before.uses }]))[0]!;
}
