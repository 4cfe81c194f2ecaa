import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { say, type Language, type Words } from '@hezhi/contract';
import { organisationsPart, readPack, rolesPart, valuesOf, type Ground, type Pack, type PackFault, type PackFiles } from '@hezhi/methods/contract';
import { baseFiles, filesIn, isFolder, shippedPacks } from '@hezhi/methods/server';
import { print, WrongCall } from '../command.ts';
import { parts } from '../parts.ts';
import { rooms } from '../rooms.ts';

/** What packs are checked against without a database: parts, rooms and rights of this version. */
export function ground(): Ground {
  const base = readPack(baseFiles(), parts).pack;
  return {
    parts,
    base,
    permissions: new Set(rooms.flatMap((room) => Object.values(room.permissions ?? {}).map(({ key }) => key))),
    rooms: new Set(rooms.map((room) => room.name)),
    // Kinds are made known when a house opens; without one those of base are the measure.
    kinds: new Set([
      ...(base?.entries ?? []).flatMap((entry) => (entry.part?.key === 'procedures' ? [(entry.value as { kind: string }).kind] : [])),
      ...laterKinds,
    ]),
  };
}
/** Kinds of matter of rooms whose procedures do not stand in base. */
const laterKinds = ['deliberation', 'task', 'owners_vote', 'objection'];

/** The files of a folder, or of a pack that ships with the product. A wrong call where there is neither. */
export function filesFor(name: string): PackFiles {
  const path = resolve(name);
  if (isFolder(path)) return filesIn(path);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) throw new WrongCall(`${name} is a file; say the folder of the pack, in which pack.yaml lies.`);
  if (name === 'base') return baseFiles();
  const found = shippedPacks().get(name);
  if (!found) throw new WrongCall(`There is no folder ${name}, and no pack of this version has that key (${['base', ...shippedPacks().keys()].join(', ')}).`);
  return found;
}

/** A pack that two are compared by; a wrong call where it cannot be read. */
export function readable(name: string): Pack {
  const { pack, faults } = readPack(filesFor(name), parts);
  if (!pack) throw new WrongCall(`${name} cannot be read: ${faults[0]?.words.en ?? ''}`);
  return pack;
}

/** Names of rights, roles and organisations of this version, for comparisons. */
export function knownNames(): ReadonlyMap<string, Words> {
  const below = readable('base');
  return new Map([
    ...rooms.flatMap((room) => Object.values(room.permissions ?? {}).map((one) => [one.key, one.words] as const)),
    ...valuesOf(below, rolesPart).flatMap(({ value }) => value.roles.map((one) => [one.key, one.words] as const)),
    ...valuesOf(below, organisationsPart).flatMap(({ value }) => value.kinds.map((one) => [one.key, one.words] as const)),
  ]);
}

const where = ({ file, line, column }: PackFault): string => [file || 'pack', line, column].filter((one) => one !== null).join(':');
/** A fault with its place: `fault procedures/x.yaml:3:5 …`. */
export const faultLine = (fault: PackFault, language: Language): string =>
  `${fault.note ? 'note ' : 'fault'} ${where(fault)} ${say(fault.words, language)}${fault.path ? ` (${fault.path})` : ''}`;

/** How many, in the language: `1 fault`, `3 faults`, `3 处错误`. */
export const countOfFaults = (n: number, language: Language): string => (language === 'en' ? `${n} fault${n === 1 ? '' : 's'}` : `${n} 处错误`);

/** Says one sentence of two, by language. */
export const tellIn = (language: Language, zh: string, en: string): void => print(language === 'en' ? en : zh);

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];
export type Typed = { readonly values: Record<string, unknown>; readonly positionals: string[]; readonly language: Language };

/** What was typed, with the language of the answer. A wrong call where an option is unknown. */
export function typed(args: readonly string[], options: Options): Typed {
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({ args: [...args], options: { ...options, language: { type: 'string' } }, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's further advice (how to pass it as a positional) fits no command here.
    throw new WrongCall((error as Error).message.split(/\.\s/)[0]!.replace(/\.?$/, '.'));
  }
  const { language = 'en' } = read.values;
  if (language !== 'zh' && language !== 'en') throw new WrongCall('The language is zh or en.');
  return { ...read, language: language === 'zh' ? 'zh-Hans' : 'en' };
}
