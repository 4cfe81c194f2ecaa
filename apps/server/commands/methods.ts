import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newId, Refusal, say } from '@hezhi/contract';
import { reference } from '@hezhi/directory/server';
import {
  valuesOf,
  rolesPart,
  organisationsPart,
  checkPack,
  comparePacks,
  readPack,
  SettingValues,
  type Ground,
  type Pack,
  type PackFault,
  type PackFiles,
} from '@hezhi/methods/contract';
import { baseFiles, filesIn, install, isFolder, shippedPacks, withdraw } from '@hezhi/methods/server';
import { speak, systemCall } from '@hezhi/server';
import { print, remark, withHouse, WrongCall, type Command } from '../command.ts';
import { parts } from '../parts.ts';
import { rooms } from '../rooms.ts';

/** What packs are checked against without a database: parts, rooms and rights of this version. */
function ground(): Ground {
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

/** The files of a folder, or of a pack that ships with the product. */
function filesFor(name: string): PackFiles {
  if (isFolder(resolve(name))) return filesIn(resolve(name));
  if (name === 'base') return baseFiles();
  const found = shippedPacks().get(name);
  if (!found) throw new WrongCall(`${name} is neither a folder nor a pack of this version (${['base', ...shippedPacks().keys()].join(', ')}).`);
  return found;
}

const where = ({ file, line, column }: PackFault): string => [file || 'pack', line, column].filter((one) => one !== null).join(':');

/** Checks a pack: what the schema sees and what it cannot. */
export const methodsCheck: Command = {
  name: 'methods check',
  usage: 'methods check DIR [--json] [--language zh|en]',
  help: 'say everything that is wrong with a method pack, with file, line and column; needs no database; exit 1 on faults',
  run: async (args) => {
    const { values, positionals } = read(args, { json: { type: 'boolean' }, language: { type: 'string' } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) throw new WrongCall('Say which folder.');
    const language = values['language'] === 'zh' ? 'zh-Hans' : 'en';
    const { pack, faults } = checkPack(filesFor(name), name === 'base' ? { ...ground(), base: null } : ground());
    const grave = faults.filter((fault) => !fault.note);
    if (values['json'])
      print(JSON.stringify({ pack: pack ? { key: pack.manifest.key, version: pack.manifest.version } : null, sound: grave.length === 0, faults }, null, 2));
    else {
      for (const fault of faults)
        print(`${fault.note ? 'note ' : 'fault'} ${where(fault)} ${say(fault.words, language)}${fault.path ? ` (${fault.path})` : ''}`);
      print(grave.length === 0 ? `${pack?.manifest.key ?? name} version ${pack?.manifest.version ?? '?'} is sound.` : `${grave.length} faults.`);
    }
    return grave.length === 0 ? 0 : 1;
  },
};

/** Shows two packs in words. */
export const methodsDiff: Command = {
  name: 'methods diff',
  usage: 'methods diff A B [--json] [--language zh|en]',
  help: 'say in words what differs between two method packs (folders, or keys of shipped packs); needs no database',
  run: async (args) => {
    const { values, positionals } = read(args, { json: { type: 'boolean' }, language: { type: 'string' } });
    if (positionals.length !== 2) throw new WrongCall('Say which two.');
    const language = values['language'] === 'zh' ? 'zh-Hans' : 'en';
    const [a, b] = positionals.map((name) => readable(name)) as [Pack, Pack];
    const rights = rooms.flatMap((room) => Object.values(room.permissions ?? {}).map((one) => [one.key, one.words] as const));
    const below = readable('base');
    const roles = valuesOf(below, rolesPart).flatMap(({ value }) => value.roles.map((one) => [one.key, one.words] as const));
    const kinds = valuesOf(below, organisationsPart).flatMap(({ value }) => value.kinds.map((one) => [one.key, one.words] as const));
    const known = new Map([...rights, ...roles, ...kinds]);
    const changes = comparePacks(a, b, known);
    if (values['json']) print(JSON.stringify(changes, null, 2));
    else {
      for (const { file, words } of changes) print(`${file}: ${say(words, language)}`);
      if (changes.length === 0) print(language === 'en' ? 'Both say the same.' : '两者没有差别。');
    }
    return 0;
  },
};

function readable(name: string): Pack {
  const { pack, faults } = readPack(filesFor(name), parts);
  if (!pack) throw new WrongCall(`${name} cannot be read: ${faults[0]?.words.en ?? ''}`);
  return pack;
}

/** Puts a pack in force, as the operator of the house. */
export const methodsInstall: Command = {
  name: 'methods install',
  usage: 'methods install DIR|KEY --at CODE [--set key=value]… [--reason TEXT]',
  help: 'put a method pack in force at a district, street or community; a limit is written as 240:working-minutes',
  run: async (args) => {
    const { values, positionals } = read(args, { at: { type: 'string' }, set: { type: 'string', multiple: true }, reason: { type: 'string' } });
    const [name, ...more] = positionals;
    const area = values['at'];
    if (!name || more.length > 0) throw new WrongCall('Say which pack.');
    if (typeof area !== 'string') throw new WrongCall('Say where: --at with an official code.');
    const files = filesFor(name);
    const settings = settingsOf((values['set'] as string[] | undefined) ?? []);
    return told(area, async (call) => {
      const { pack, faults } = readPack(files, parts);
      if (!pack) throw new WrongCall(`The pack cannot be read: ${faults[0]?.words.en ?? ''}`);
      const { key, version } = pack.manifest;
      const done = await install(
        call,
        { id: newId(call.now), key, version, area, settings, reason: typeof values['reason'] === 'string' ? values['reason'] : '' },
        files,
      );
      print(done.changed ? `${key} version ${version} is in force at ${area}.` : `${key} version ${version} was in force at ${area} already.`);
    });
  },
};

/** Withdraws the pack in force at a place. */
export const methodsWithdraw: Command = {
  name: 'methods withdraw',
  usage: 'methods withdraw --at CODE --reason TEXT',
  help: 'take the method pack in force at a place away; the former one is in force again',
  run: async (args) => {
    const { values, positionals } = read(args, { at: { type: 'string' }, reason: { type: 'string' } });
    const { at, reason } = values;
    if (positionals.length > 0 || typeof at !== 'string' || typeof reason !== 'string') throw new WrongCall('Say where and why: --at and --reason.');
    return told(at, async (call) => {
      const { pack, version } = await withdraw(call, { id: newId(call.now), area: at, reason });
      print(pack === null ? `${at} works by the level above or by base again.` : `${pack} version ${version} is in force at ${at} again.`);
    });
  },
};

async function told(area: string, work: (call: ReturnType<typeof systemCall>) => Promise<void>): Promise<number> {
  return withHouse(async (house) => {
    await reference(house);
    try {
      await work(systemCall(house, area.slice(0, 6), house.db));
      return 0;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      remark(`${speak(error.def.words, 'en', error.values)} (${error.def.code})`);
      return 1;
    }
  });
}

/** `accept_limit=240:working-minutes`, `quorum=60`, `open=true`, `rule=majority`. */
function settingsOf(list: readonly string[]): SettingValues {
  const entries = list.map((one): [string, unknown] => {
    const at = one.indexOf('=');
    if (at < 1) throw new WrongCall(`${one} is no setting: write key=value.`);
    const text = one.slice(at + 1);
    const limit = /^(\d+):(working-minutes|working-days|minutes|days)$/.exec(text);
    const value = limit
      ? { amount: Number(limit[1]), unit: limit[2] }
      : text === 'true' || text === 'false'
        ? text === 'true'
        : /^-?\d+(\.\d+)?$/.test(text)
          ? Number(text)
          : text;
    return [one.slice(0, at), value];
  });
  const parsed = SettingValues.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw new WrongCall('The settings are not written as key=value.');
  return parsed.data;
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];
function read(args: readonly string[], options: Options): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongCall((error as Error).message);
  }
}
