import { Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { territory } from '@hezhi/directory/server';
import { dayIn } from '@hezhi/matters/contract';
import { cut, namesOf, readCursor, writeCursor, type Names } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { compareArticles, countBuildings, errors, type Building, type schemas } from '../contract/index.ts';
import { articlesOf } from './drafting.ts';
import { countOpen, countReminders, countSigned, listSuggestions, ownSignature, type SuggestionRow } from './queries-people.ts';
import { findEdition, listEditions, listPublic, listVersions, listWithin, type LineRow, type VersionRow } from './queries.ts';
import { imagePurpose } from './signing.ts';
import { moment, nearCovenant, nullable, publicCovenant, standing } from './who.ts';

/** How many suggestions of one person to one covenant may wait. */
export const most = 20;
const DAY = 86_400_000;

function lineOf(row: LineRow, names: Names): z.input<typeof schemas.CovenantLine> {
  const { district, id, area, scope, scope_name, title, sign_by, phase, version, signed } = row;
  const times = { consult_ends: nullable(row.consult_ends) };
  return { district, id, area, scope, scope_name, title, sign_by, phase, version, signed, ...times, areaName: names.area(area), org: names.org(row.org) };
}
function versionOf(row: VersionRow & { signed: number }, latest: number, phase: LineRow['phase'], today: string): z.input<typeof schemas.VersionView> {
  const { at: _at, ...rest } = row;
  return { ...rest, in_force: row.version === latest && phase !== 'ended' && row.effective_on <= today };
}
export function suggestionOf(row: SuggestionRow, reader: string | null): z.input<typeof schemas.SuggestionView> {
  const { id, article, state, reason } = row;
  return { id, article, text: redact(row.public_text), own: row.person === reader, state, reason: reason === null ? null : redact(reason), at: moment(row.at) };
}
function signers(buildings: readonly Building[], counted: Map<string | null, number>) {
  const label = new Map(buildings.map((one) => [one.key, one.label]));
  return countBuildings(buildings, counted).map((one) => ({ ...one, label: one.key === null ? null : (label.get(one.key) ?? null) }));
}

/** Covenants of the post's territory. One statement. */
export async function listOwn(call: Call, query: z.output<typeof schemas.ListQuery>): Promise<z.input<typeof schemas.CovenantLines>> {
  const { district, area } = standing(call);
  const rows = await listWithin(call.db, district, area, query, readCursor(query.cursor));
  const names = await namesOf(call.house, district);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  return { items: items.map((row) => lineOf(row, names)), next };
}

/** Public ones of a territory. `covenants.area_unknown` */
export async function listForAll(call: Call, query: z.output<typeof schemas.PublicQuery>): Promise<z.input<typeof schemas.CovenantLines>> {
  const places = await territory(call.house).ensure(query.district);
  if (!places.get(query.district) || (query.area && (!query.area.startsWith(query.district) || !places.get(query.area))))
    throw new Refusal(errors.area_unknown);
  const rows = await listPublic(call.db, query.district, query.area, query.limit, readCursor(query.cursor));
  const names = await namesOf(call.house, query.district);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  return { items: items.map((row) => lineOf(row, names)), next };
}

/** A covenant for colleagues. */
export async function detail(call: Call, id: string): Promise<z.input<typeof schemas.CovenantDetail>> {
  const { district, person } = standing(call);
  const row = await nearCovenant(call, id);
  const names = await namesOf(call.house, district);
  const versions = await listVersions(call.db, district, id);
  const editions = await listEditions(call.db, district, id);
  const suggestions = await listSuggestions(call.db, district, id, null);
  const counted = await countSigned(call.db, district, id, row.version);
  const today = dayIn(call.now);
  const { revision, edition, buildings, ballot, reason } = row;
  const articles = await articlesOf(call, row, edition);
  const latest = versions[0]?.edition ?? 0;
  return {
    ...lineOf(row, names),
    ...{ revision, edition, buildings, ballot, reason },
    articles,
    adopted: latest === edition ? articles : await articlesOf(call, row, latest),
    editions: editions.map((one) => ({
      edition: one.edition,
      note: one.note,
      by: one.by_person === null ? null : names.person(one.by_person),
      at: moment(one.at),
    })),
    versions: versions.map((one) => versionOf(one, row.version, row.phase, today)),
    suggestions: suggestions.map((one) => suggestionOf(one, person)),
    by_building: signers(buildings, counted),
  };
}

/** A covenant as everybody reads it, with the reader's own suggestions and signature. */
export async function page(call: Call, district: string, id: string): Promise<z.input<typeof schemas.CovenantPage>> {
  const row = await publicCovenant(call, district, id);
  const reader = call.actor.person;
  const names = await namesOf(call.house, district);
  const versions = await listVersions(call.db, district, id);
  const today = dayIn(call.now);
  const inDraft = row.phase === 'consulting' || row.phase === 'voting';
  const mine = reader === null ? undefined : await ownSignature(call.db, district, id, reader);
  const open = row.phase === 'consulting' && row.consult_ends !== null && call.now < Date.parse(row.consult_ends);
  const waiting = reader === null || !open ? 0 : await countOpen(call.db, district, id, reader);
  const reminders = await countReminders(call.db, district, id, district, dayIn(call.now - 30 * DAY), today);
  const byArticle = new Map<string, number>();
  for (const one of reminders) byArticle.set(one.article, (byArticle.get(one.article) ?? 0) + one.n);
  return {
    ...lineOf(row, names),
    buildings: row.buildings.map(({ key, label }) => ({ key, label })),
    articles: await articlesOf(call, row, versions[0]?.edition ?? 0),
    draft: inDraft ? await articlesOf(call, row, row.edition) : null,
    draft_edition: inDraft ? row.edition : null,
    ballot: row.ballot,
    may_suggest: open && reader !== null && waiting < most,
    versions: versions.map((one) => versionOf(one, row.version, row.phase, today)),
    suggestions: (await listSuggestions(call.db, district, id, { person: reader })).map((one) => suggestionOf(one, reader)),
    by_building: row.version === 0 ? [] : signers(row.buildings, await countSigned(call.db, district, id, row.version)),
    reminders: [...byArticle].map(([article, n]) => ({ article, n })),
    mine: mine ? { id: mine.id, at: moment(mine.at), version: mine.version, image: call.house.vault.open(mine.image_sealed, imagePurpose) } : null,
    reason: row.reason,
  };
}

/** How one edition became another, for colleagues: all of them. `covenants.no_edition` */
export async function compareOwn(call: Call, id: string, { from, to }: { from: number; to: number }): Promise<z.input<typeof schemas.Compared>> {
  return compared(call, await nearCovenant(call, id), from, to);
}

/** The same for everybody: editions that were adopted, and the draft while it is public. */
export async function comparePublic(
  call: Call,
  district: string,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<z.input<typeof schemas.Compared>> {
  const row = await publicCovenant(call, district, id);
  const editions = new Set([0, ...(await listVersions(call.db, district, id)).map((one) => one.edition)]);
  if (row.phase === 'consulting' || row.phase === 'voting') editions.add(row.edition);
  if (!editions.has(from) || !editions.has(to)) throw new Refusal(errors.no_edition);
  return compared(call, row, from, to);
}

async function compared(call: Call, row: LineRow, from: number, to: number): Promise<z.input<typeof schemas.Compared>> {
  const after = await findEdition(call.db, row.district, row.id, to);
  const before = from === 0 ? { articles: [] } : await findEdition(call.db, row.district, row.id, from);
  if (!after || !before) throw new Refusal(errors.no_edition);
  const changes = compareArticles(before.articles, after.articles);
  return { from, to, changes: changes.map((one) => ({ ...one, pieces: one.pieces.map((piece) => ({ ...piece })) })) };
}
