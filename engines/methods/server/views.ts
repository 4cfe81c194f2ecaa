import { Refusal, type Words } from '@hezhi/contract';
import { findPeopleNames, territory } from '@hezhi/directory/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  asProcedure,
  errors,
  proceduresPart,
  unitOf,
  valueWords,
  type FaultView,
  type Known,
  type Pack,
  type PackCard,
  type PackDetail,
  type PackFault,
  type PackFiles,
  type PackSetting,
  type SettingValues,
  type SettingView,
  type StandingView,
} from '../contract/index.ts';
import { standingAt, standingsOver, standingsWithin, type Standing } from './book.ts';
import { flowOf, knownNames } from './flow.ts';
import { checkWith, filesOf, readWith, shippedOf } from './packs.ts';
import { partsOf } from './parts.ts';
import { allPacks, type PackRow } from './queries.ts';

const say = (call: Call, words: Words | undefined): string => (words ? speak(words, call.language) : '');
export const paragraphs = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A version of a pack with where it came from. */
export type Offered = { readonly pack: Pack; readonly files: PackFiles; readonly home: string | null };

/** Every pack that can be had, newest version first within a key: what ships, and what places published or put in force from a folder. */
export async function offered(call: Call): Promise<Offered[]> {
  const { house } = call;
  const rows: PackRow[] = await allPacks(call.db);
  const all = new Map<string, Offered>();
  for (const { files, pack } of shippedOf(house).values()) all.set(`${pack.manifest.key}@${pack.manifest.version}`, { pack, files, home: null });
  for (const row of rows) {
    const files = new Map(Object.entries(row.files));
    const pack = readWith(house, files);
    if (pack) all.set(`${row.key}@${row.version}`, { pack, files, home: row.home });
  }
  return [...all.values()].toSorted((a, b) =>
    a.pack.manifest.key < b.pack.manifest.key ? -1 : a.pack.manifest.key > b.pack.manifest.key ? 1 : b.pack.manifest.version - a.pack.manifest.version,
  );
}

/** The newest version of each pack of the library. */
export async function library(call: Call): Promise<z.input<typeof PackCard>[]> {
  const newest = new Map<string, Offered>();
  for (const one of await offered(call)) if (!newest.has(one.pack.manifest.key)) newest.set(one.pack.manifest.key, one);
  return Promise.all([...newest.values()].map((one) => viewCard(call, one)));
}

async function viewCard(call: Call, { pack, home }: Offered): Promise<z.input<typeof PackCard>> {
  const { house } = call;
  const { manifest } = pack;
  const { district } = call.actor;
  const tree = territory(house);
  if (district !== null) await tree.ensure(district);
  if (home !== null) await tree.ensure(home);
  const { parts } = partsOf(house);
  return {
    key: manifest.key,
    version: manifest.version,
    name: say(call, manifest.name),
    summary: say(call, manifest.summary),
    place: say(call, manifest.place?.name),
    home: home === null ? null : tree.fullName(home, { from: 'district' }),
    figures: viewFigures(call, pack),
    parts: parts.flatMap((part) => {
      const count = pack.entries.filter((entry) => entry.part?.key === part.key).length;
      return count === 0 ? [] : [{ key: part.key, name: say(call, part.name), count }];
    }),
    needs: viewNeeds(call, manifest.needs),
    inForce:
      district === null
        ? []
        : standingsWithin(house, district).flatMap((one) =>
            one.pack === manifest.key ? [{ area: one.area, name: tree.fullName(one.area), version: one.version }] : [],
          ),
  };
}

/** Rooms that a pack needs, called by what they carry of packs, for their keys mean nothing to people. */
export function viewNeeds(call: Call, needs: readonly string[]): z.input<typeof PackCard>['needs'] {
  const { parts } = partsOf(call.house);
  const rooms = new Set(call.house.rooms.map((room) => room.name));
  return needs.map((room) => {
    const carried = parts.filter((part) => part.room === room).map((part) => say(call, part.name));
    return { room, name: carried.length > 0 ? carried.join(call.language === 'en' ? ', ' : '、') : room, there: rooms.has(room) };
  });
}

export const viewFigures = (call: Call, pack: Pack): { label: string; value: string; unit: string; note: string }[] =>
  pack.manifest.figures.map((one) => ({ label: say(call, one.label), value: String(one.value), unit: say(call, one.unit), note: say(call, one.note) }));

/** A pack in full; settings as they are chosen at `area`, where it is in force there. Errors: `methods.not_found`. */
export async function packDetail(call: Call, key: string, version: number | undefined, area: string | undefined): Promise<z.input<typeof PackDetail>> {
  const versions = (await offered(call)).filter((one) => one.pack.manifest.key === key);
  const found = version === undefined ? versions[0] : versions.find((one) => one.pack.manifest.version === version);
  if (!found) throw new Refusal(errors.not_found);
  const { manifest } = found.pack;
  const standing = area === undefined ? null : standingAt(call.house, area).standing;
  const chosen = standing?.pack === key ? standing.settings : {};
  const known = await knownNames(call.house);
  const shown = readWith(call.house, found.files, chosen) ?? found.pack;
  const { derived } = manifest;
  const origin = derived ? (await offered(call)).find((one) => one.pack.manifest.key === derived.key) : undefined;
  return {
    ...(await viewCard(call, found)),
    story: paragraphs(say(call, manifest.story)),
    sources: manifest.sources.map((one) => ({ document: one.document, title: one.title, date: one.date ?? null, url: one.url ?? null })),
    settings: manifest.settings.map((setting) => viewSetting(call, setting, chosen)),
    flows: shown.entries.flatMap((entry) => (entry.part?.key === proceduresPart.key ? [flowOf(call, asProcedure(entry.value as never), known)] : [])),
    contents: contentsOf(call, shown, known),
    notes: checkWith(call.house, found.files).faults.map((fault) => viewFault(call, fault)),
    versions: versions.map((one) => one.pack.manifest.version),
    derived: derived ? { ...derived, name: origin ? say(call, origin.pack.manifest.name) : derived.key } : null,
  };
}

export const viewFault = (call: Call, { words, ...fault }: PackFault): z.input<typeof FaultView> => ({ ...fault, detail: say(call, words) });

function viewSetting(call: Call, setting: PackSetting, chosen: SettingValues): z.input<typeof SettingView> {
  const bounded = setting.type === 'number' || setting.type === 'limit';
  // Default and bounds stand side by side: in one unit, in which the value is chosen too.
  const time = setting.type === 'limit' ? unitOf([setting.default, setting.min, setting.max]) : null;
  const words = (value: Parameters<typeof valueWords>[1]): string =>
    say(call, time && typeof value === 'object' ? time.words(value.amount / time.unit.scale) : valueWords(setting, value));
  const amount = (value: number | { readonly amount: number }): number => (typeof value === 'number' ? value : value.amount / (time?.unit.scale ?? 1));
  return {
    key: setting.key,
    label: say(call, setting.label),
    hint: say(call, setting.hint),
    type: setting.type,
    value: chosen[setting.key] ?? setting.default,
    default: setting.default,
    defaultText: words(setting.default),
    min: bounded ? setting.min : null,
    max: bounded ? setting.max : null,
    boundsText: bounded ? `${amount(setting.min)} – ${words(setting.max)}` : '',
    unit: setting.type === 'number' ? say(call, setting.unit) : say(call, time?.unit.name),
    scale: time?.unit.scale ?? 1,
    options: setting.type === 'choice' ? setting.options.map((one) => ({ value: one.value, label: say(call, one.label) })) : [],
  };
}

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && 'zh-Hans' in value && 'en' in value;

/** What is in the other files, as far as it has a name: titles with a line of text. */
function contentsOf(call: Call, pack: Pack, known: Known): z.input<typeof PackDetail>['contents'] {
  const items = (value: unknown): { title: string; text: string }[] => {
    if (Array.isArray(value)) return value.flatMap(items);
    if (typeof value !== 'object' || value === null) return [];
    const bag = value as Record<string, unknown>;
    const title =
      [bag['name'], bag['words'], bag['label'], bag['title']].find(isWords) ?? (typeof bag['role'] === 'string' ? known.get(bag['role']) : undefined);
    const inner = Object.values(bag).filter((one) => Array.isArray(one));
    if (!title) return inner.flatMap(items);
    const text = [bag['about'], bag['meaning'], bag['duties'], bag['text'], bag['basis'], bag['summary']].find(isWords);
    return [{ title: say(call, title), text: say(call, text) }, ...(bag['fields'] === undefined ? inner.flatMap(items) : [])];
  };
  return partsOf(call.house).parts.flatMap((part) => {
    if (part.key === proceduresPart.key) return [];
    const found = pack.entries.filter((entry) => entry.part?.key === part.key).flatMap((entry) => items(entry.value));
    return found.length === 0 ? [] : [{ part: part.key, name: say(call, part.name), items: found.slice(0, 400) }];
  });
}

/** The name of a version of a pack; its key where it cannot be read any more. */
export async function packName(call: Call, key: string, version: number): Promise<string> {
  try {
    const { files } = await filesOf(call.house, key, version);
    const pack = readWith(call.house, files);
    return pack ? say(call, pack.manifest.name) : key;
  } catch {
    return key;
  }
}

/** What is in force at a place, above it and below it, widest territory first, for the command line. */
export function standingViews(call: Call, area: string): Promise<z.input<typeof StandingView>[]> {
  const over = standingsOver(call.house, area).toReversed();
  const below = standingsWithin(call.house, area).filter((one) => one.area !== area);
  return viewStandings(call, area.slice(0, 6), [...over, ...below]);
}

/** Packs in force as people read them. */
export async function viewStandings(call: Call, district: string, list: readonly Standing[]): Promise<z.input<typeof StandingView>[]> {
  const tree = await territory(call.house).ensure(district);
  const people = await findPeopleNames(
    call.house,
    district,
    list.flatMap((one) => one.person ?? []),
  );
  return Promise.all(
    list.map(async (one) => {
      const { former, seq } = standingAt(call.house, one.area);
      const { files } = await filesOf(call.house, one.pack, one.version);
      const manifest = readWith(call.house, files)?.manifest;
      return {
        area: one.area,
        areaName: tree.fullName(one.area),
        pack: one.pack,
        version: one.version,
        name: manifest ? say(call, manifest.name) : one.pack,
        settings: (manifest?.settings ?? []).flatMap((setting) => {
          const value = one.settings[setting.key];
          return value === undefined ? [] : [{ label: say(call, setting.label), value: say(call, valueWords(setting, value)) }];
        }),
        since: one.at,
        by: one.person === null ? '' : (people.get(one.person) ?? ''),
        seq,
        former: former ? { pack: former.pack, version: former.version, name: await packName(call, former.pack, former.version) } : null,
      };
    }),
  );
}
