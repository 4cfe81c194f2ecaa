import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { isTest, partOf, roomOf, type House, type Part, type Room, type Violation } from './house.ts';
import type { Import, Source } from './sources.ts';

/** Libraries without input or output, fit for contracts that server and screens share. A new one is added here with a look at its size. */
const pureLibraries = new Set(['zod', 'flatbush', 'gcoord', 'nzh', 'pinyin-pro', 'd3-delaunay', 'yaml']);
const databaseLibraries = /^(pg|pg-copy-streams|pg-query-stream|kysely|postgres)$/;
const builtin = new Set(builtinModules);

/** What an import leads to. `file` is below the root. */
export type Target =
  | { readonly kind: 'file'; readonly file: string; readonly room: Room | undefined; readonly relative: boolean }
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'lost'; readonly why: string; readonly rule: string };

/** Where an import leads: a file of the house, a library, Node itself, or nowhere. */
export function resolve(house: House, from: string, name: string): Target {
  const bare = name.replace(/[?#].*$/, '');
  if (bare.startsWith('.')) {
    const file = normalize(join(dirname(from), bare));
    if (!existsSync(join(house.root, file))) return { kind: 'lost', rule: 'no-such-file', why: `${name} does not exist` };
    return { kind: 'file', file, room: roomOf(house, file), relative: true };
  }
  if (bare.startsWith('node:') || builtin.has(bare)) return { kind: 'builtin' };
  const parts = bare.split('/');
  const library = parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/');
  if (!bare.startsWith('@hezhi/')) return { kind: 'library', name: library };
  const room = house.rooms.find((one) => one.name === library);
  if (!room) return { kind: 'lost', rule: 'closed-door', why: `there is no room ${library}` };
  const door = parts.length > 2 ? `./${parts.slice(2).join('/')}` : '.';
  const inside = room.doors[door];
  if (inside === undefined)
    return { kind: 'lost', rule: 'closed-door', why: `${library} has no door ${door}; its doors are ${Object.keys(room.doors).join(', ') || 'none'}` };
  return { kind: 'file', file: join(room.folder, inside), room, relative: false };
}

/** Rules for one file. */
export function checkSource(house: House, source: Source): Violation[] {
  const found: Violation[] = [];
  const add = (line: number, rule: string, what: string): void => void found.push({ file: source.file, line, rule, what });
  const room = roomOf(house, source.file);
  if (!room) return found;
  const test = isTest(source.file);
  const limit = test || /(^|\/)(data|words)\/|\.data\.ts$/.test(source.file) ? 500 : 300;
  if (source.lines > limit) add(limit + 1, 'long', `${source.lines} lines; a file has at most ${limit}: one subject each`);
  const sqlHere = mayHoldSql(source.file, test);
  if (!sqlHere) for (const line of source.sql) add(line, 'sql', 'SQL belongs in queries*.ts, migrations and the kernel');
  for (const one of source.imports) {
    const target = resolve(house, source.file, one.name);
    if (target.kind === 'lost') add(one.line, target.rule, target.why);
    if (target.kind === 'builtin' && !test) checkBuiltin(partOf(source.file), one, add);
    if (target.kind === 'library') {
      if (databaseLibraries.test(target.name) && !sqlHere) add(one.line, 'sql', `${target.name} belongs in queries*.ts and the kernel`);
      checkLibrary(house, source.file, one, target.name, test, add);
    }
    if (target.kind === 'file') checkFile(room, source.file, one, target, test, add);
  }
  return found;
}

type Add = (line: number, rule: string, what: string) => void;

/** Whether a file may speak SQL. */
function mayHoldSql(file: string, test: boolean): boolean {
  return test || /^(kernel\/(server|testing)|bench|tools)\//.test(file) || /(^|\/)(queries[^/]*\.ts$|(queries|migrations)\/)/.test(file);
}

function checkBuiltin(part: Part, one: Import, add: Add): void {
  if (part === 'contract') add(one.line, 'contract', `${one.name}: a contract is shared with browsers and may not use Node`);
  if (part === 'web') add(one.line, 'screen', `${one.name}: a screen may not use Node`);
}

function checkLibrary(house: House, file: string, one: Import, name: string, test: boolean, add: Add): void {
  const part = partOf(file);
  const pinned = house.dependencies.has(name);
  if (!pinned && !house.devDependencies.has(name)) add(one.line, 'unpinned', `${name} is not in the root package.json`);
  else if (!pinned && !test && !one.typeOnly && part !== 'tool')
    add(one.line, 'unpinned', `${name} is a development library of the root package.json; the product needs it under dependencies`);
  if (part === 'contract' && !test && !pureLibraries.has(name))
    add(one.line, 'contract', `${name}: a contract imports only contracts and ${[...pureLibraries].join(', ')}`);
}

function checkFile(room: Room, file: string, one: Import, target: Target & { kind: 'file' }, test: boolean, add: Add): void {
  const to = target.room;
  if (target.relative && to?.name !== room.name) {
    // Method packs are data beside the house, not a room with doors.
    if (!/^methods\/.*\.json$/.test(target.file)) add(one.line, 'leaves-room', `${one.name} leaves the room; use a door of ${to?.name ?? 'a room'}`);
    return;
  }
  if (!to) return;
  const testing = to.folder === 'kernel/testing';
  if (to.name !== room.name) {
    if (to.floor > room.floor) add(one.line, 'upward', `${room.folder} may not import ${to.folder}, which stands above it`);
    if (!room.neighbours.includes(to.name) && !(testing && test))
      add(one.line, 'undeclared', `${to.name} is not among the neighbours (dependencies) in ${room.folder}/package.json`);
  } else if (!target.relative) add(one.line, 'leaves-room', `${one.name} is this room; import the file itself`);
  if (testing && to.name !== room.name && !test && room.floor < 5) add(one.line, 'testing', `only tests use ${to.name}`);
  if (test && isTest(target.file)) return;
  const from = partOf(file);
  const part = partOf(target.file);
  if (from === 'contract' && part !== 'contract') add(one.line, 'contract', `${one.name}: a contract imports only contracts`);
  if (from === 'server' && part === 'web') add(one.line, 'server', `${one.name}: a server may not import screens`);
  if (from === 'web' && part === 'server') add(one.line, 'screen', `${one.name}: a screen may not import a server`);
  if (from === 'web' && part === 'web' && to.floor > 0 && to.name !== room.name && to.floor >= room.floor) {
    add(one.line, 'screen', `${one.name}: a screen imports screens of the floors below only; apps compose those of the rooms`);
  }
}
