import type { Words } from '@hezhi/contract/light';
import type { PackFault } from '../faults.ts';
import { faultWords, fill, pointer } from '../faults.ts';
import type { AnyPart, KnownKind, KnownRole, Named, PackWorld, Part, PartFault } from '../part.ts';
import { organisationsPart, proceduresPart, rolesPart } from '../parts/index.ts';
import { finder, manifestFile, readPack, type Find, type Locate, type Pack, type PackEntry, type PackFiles, type ReadMemory } from '../read.ts';
import { readText } from '../text.ts';
import { twiceFaults } from './lists.ts';
import { settingFaults } from './settings.ts';
import { translationFaults } from './translations.ts';

export { valueWords } from './settings.ts';
export { isWords } from './translations.ts';

/** What a pack is checked against: the parts and rooms of the house, and the base pack it stands on. */
export type Ground = {
  readonly parts: readonly AnyPart[];
  /** Null when base itself is checked. */
  readonly base: Pack | null;
  /** Rights that the rooms declare; null: unknown, not checked. */
  readonly permissions: ReadonlySet<string> | null;
  /** Rooms of the house; null: unknown. */
  readonly rooms: ReadonlySet<string> | null;
  /** Kinds of matter that rooms carry; null: unknown. */
  readonly kinds: ReadonlySet<string> | null;
};

export type CheckedPack = { readonly pack: Pack | null; readonly faults: readonly PackFault[] };

/** Parts that rooms of this product carry, for files whose room is not in the house. */
const later: readonly (readonly [pattern: RegExp, room: string])[] = [
  [/^ballots\/[a-z0-9_]+\.(yaml|json)$/, 'ballots'],
  [/^(meetings|deliberation)\.(yaml|json)$/, 'deliberations'],
  [/^covenants\.(yaml|json)$/, 'covenants'],
  [/^categories\.(yaml|json)$/, 'cases'],
  [/^postings\.(yaml|json)$/, 'publicity'],
];

/**
 * Everything that is wrong with a pack, what a schema sees and what it cannot: states, takers, owners, ladders, translations, rules below the law, names of nothing,
 * settings that leave their bounds, rooms that are missing. Pure. A pack without faults (notes are none) may be installed. `bounds`: also with every setting at its bounds, which
 * checks the pack as often as it has bounds.
 */
export function checkPack(files: PackFiles, ground: Ground, bounds = true): CheckedPack {
  const memory: ReadMemory = new Map();
  const { pack, faults, place } = checkFiles(files, ground, memory);
  if (!pack || !bounds) return { pack, faults };
  const raw = (file: string): unknown => readText(files.get(file) ?? '').value;
  const settings = settingFaults(pack, raw, finder(place), faults, (changed) => checkFiles(changed, ground, memory, true).faults);
  return { pack, faults: inOrder([...faults, ...settings]) };
}

function checkFiles(files: PackFiles, ground: Ground, memory: ReadMemory, quick = false): { pack: Pack | null; faults: PackFault[]; place: Locate } {
  const { pack, faults: read, place } = readPack(files, ground.parts, quick, memory);
  const faults = [...read];
  if (!pack) return { pack, faults, place };
  const find = finder(place);
  const put = (file: string, list: readonly PartFault[]): void => {
    for (const { code, path, words, note } of list) {
      const found = place(file, path);
      faults.push({ code, note: note ?? false, file, path: pointer(path), line: found?.line ?? null, column: found?.column ?? null, words });
    }
  };
  const name = manifestFile(files)!;
  put(name, [...translationFaults(pack.manifest), ...twiceFaults(pack.manifest)]);
  faults.push(...manifestFaults(pack, ground, find, name));
  const known = knowledge(pack, ground);
  for (const entry of pack.entries) {
    if (entry.part === null) {
      faults.push(roomFault(entry.file, ground, pack, find));
      continue;
    }
    const { part, file, value } = entry;
    put(file, [...translationFaults(value), ...twiceFaults(value)]);
    if (ground.rooms !== null && !ground.rooms.has(part.room)) faults.push(needs(part.room, file, pack, find));
    const world: PackWorld = { ...known, file };
    put(file, part.check?.(value, world) ?? []);
    for (const reference of part.refers?.(value) ?? [])
      if (!known.exists(reference))
        faults.push(find('unknown_reference', file, reference.path, { key: reference.key, kind: kindWords[reference.kind] ?? bare(reference.kind) }));
  }
  return { pack, faults: inOrder(faults), place };
}

const bare = (text: string): Words => ({ 'zh-Hans': text, en: text });
const kindWords: Readonly<Record<string, Words>> = {
  organisation: { 'zh-Hans': '单位类型', en: 'kind of organisation' },
  role: { 'zh-Hans': '角色', en: 'role' },
  procedure: { 'zh-Hans': '办理流程', en: 'procedure' },
  matter: { 'zh-Hans': '事项类型', en: 'kind of matter' },
  ballot: { 'zh-Hans': '票决规则', en: 'ballot rule' },
  meeting: { 'zh-Hans': '会议类型', en: 'kind of meeting' },
  category: { 'zh-Hans': '类别', en: 'category' },
  form: { 'zh-Hans': '表单', en: 'form' },
};

function needs(room: string, file: string, pack: Pack, find: Find): PackFault {
  return pack.manifest.needs.includes(room) ? find('needs_later', file, [], { module: room }, true) : find('needs_module', file, [], { module: room });
}

function roomFault(file: string, ground: Ground, pack: Pack, find: Find): PackFault {
  const room = later.find(([pattern]) => pattern.test(file))?.[1];
  return room === undefined || ground.rooms?.has(room) ? find('unknown_file', file, []) : needs(room, file, pack, find);
}

function manifestFaults(pack: Pack, ground: Ground, find: Find, file: string): PackFault[] {
  const { manifest } = pack;
  const faults: PackFault[] = [];
  if (manifest.key !== 'base' && manifest.sources.length === 0) faults.push(find('no_source', file, ['sources']));
  if (ground.rooms !== null)
    manifest.needs.forEach((room, n) => ground.rooms!.has(room) || faults.push(find('needs_later', file, ['needs', n], { module: room }, true)));
  const procedures = new Map(
    pack.entries.flatMap((one) =>
      one.part?.key === proceduresPart.key ? [[(one.value as { key: string }).key, one.value as { states: object; legs: object }]] : [],
    ),
  );
  manifest.upgrade.forEach((one, n) => {
    const procedure = procedures.get(one.procedure);
    const miss = (path: (string | number)[], key: string): void => void faults.push(find('upgrade_unknown', file, ['upgrade', n, ...path], { key }));
    if (!procedure) return miss(['procedure'], one.procedure);
    for (const [from, to] of Object.entries(one.states)) if (!Object.hasOwn(procedure.states, to)) miss(['states', from], to);
    for (const [from, to] of Object.entries(one.legs)) if (!Object.hasOwn(procedure.legs, to)) miss(['legs', from], to);
  });
  return faults;
}

/** What the checks know beside the file they look at. */
function knowledge(pack: Pack, ground: Ground): Omit<PackWorld, 'file'> {
  const own = new Set(pack.entries.map((entry) => entry.file.replace(/\.json$/, '.yaml')));
  // Lists of base add up with the pack's; single files of a folder give way to the pack's of the same name.
  const below: PackEntry[] = (ground.base?.entries ?? [])
    .filter((entry) => !(entry.part?.file.includes('*') && own.has(entry.file.replace(/\.json$/, '.yaml'))))
    .map((entry) => ({ ...entry, file: `base/${entry.file}` }));
  const entries = [...pack.entries, ...below];
  const all = <T>(part: Part<T>): { file: string; value: T }[] =>
    entries.flatMap((entry) => (entry.part?.key === part.key ? [{ file: entry.file, value: entry.value as T }] : []));
  const roles = new Map<string, KnownRole>(
    all(rolesPart).flatMap(({ value }) => value.roles.map((role) => [role.key, { ...role, reserved: role.reserved ?? false }] as const)),
  );
  const organisations = new Map<string, KnownKind>(all(organisationsPart).flatMap(({ value }) => value.kinds.map((kind) => [kind.key, kind] as const)));
  const named = new Set(entries.flatMap((entry) => (entry.part?.defines?.(entry.value) ?? []).map(nameKey)));
  const carried = new Set(ground.parts.flatMap((part) => (part.defines ? [part.key] : [])));
  return {
    manifest: pack.manifest,
    all,
    roles,
    organisations,
    permissions: ground.permissions,
    rooms: ground.rooms,
    exists: (name) =>
      named.has(nameKey(name)) || (name.kind === 'matter' && (ground.kinds === null || ground.kinds.has(name.key))) || unknowable(name, carried),
  };
}

const nameKey = ({ kind, key }: Named): string => `${kind} ${key}`;
/** Names of things of a part that no room here carries cannot be looked up. */
const unknowable = ({ kind }: Named, carried: ReadonlySet<string>): boolean =>
  (kind === 'ballot' && !carried.has('ballots')) || (kind === 'meeting' && !carried.has('meetings')) || (kind === 'category' && !carried.has('categories'));

const inOrder = (faults: readonly PackFault[]): PackFault[] =>
  faults.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)));

export { faultWords, fill };
