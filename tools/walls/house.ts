import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a file is for; decides what it may import. `tool`: build scripts and everything that stands outside the product. */
export type Part = 'contract' | 'server' | 'web' | 'tool';

/** One workspace: a folder with doors. */
export type Room = {
  /** `@hezhi/cases` */
  readonly name: string;
  /** `modules/cases` */
  readonly folder: string;
  /** Height of the floor it stands on; imports go down or stay level. */
  readonly floor: number;
  /** Door -> file: `./contract` -> `./contract/index.ts`. */
  readonly doors: Readonly<Record<string, string>>;
  readonly neighbours: readonly string[];
};

/** The whole house as far as its walls are concerned. `dependencies` and `devDependencies` are the root's pins. */
export type House = {
  readonly root: string;
  readonly rooms: readonly Room[];
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
};

/** One breach of a rule: `file:line  [rule] what`. */
export type Violation = { readonly file: string; readonly line: number; readonly rule: string; readonly what: string };

/** kernel < engines < modules < demo and tools < apps < bench and e2e. The server seeds the demo and builds the screens on the first start, so both lie below it. */
export const floors: Readonly<Record<string, number>> = { kernel: 0, engines: 1, modules: 2, demo: 3, tools: 3, apps: 4, bench: 5, e2e: 5 };

type Manifest = {
  name?: string;
  workspaces?: string[];
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

/** Reads a package.json below the root. */
export function manifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

/** Reads the workspaces of a tree. Folders without package.json are no rooms. */
export function readHouse(root: string): House {
  const top = manifest(root, '.');
  const folders = (top.workspaces ?? [])
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
  const rooms = folders.sort().map((folder): Room => {
    const own = manifest(root, folder);
    return {
      name: own.name ?? '',
      folder,
      floor: floors[folder.split('/')[0] ?? ''] ?? 99,
      doors: own.exports ?? {},
      neighbours: Object.keys(own.dependencies ?? {}),
    };
  });
  return { root, rooms, dependencies: new Set(Object.keys(top.dependencies ?? {})), devDependencies: new Set(Object.keys(top.devDependencies ?? {})) };
}

/** The room that a file (path below the root) lies in. */
export function roomOf(house: House, file: string): Room | undefined {
  return house.rooms.find((room) => file.startsWith(`${room.folder}/`));
}

/** What a file is for, by where it lies. */
export function partOf(file: string): Part {
  const [tier, room, inner] = file.split('/');
  if (/(^|\/)vite(\.config)?\.ts$/.test(file)) return 'tool';
  if (tier === 'kernel') return room === 'contract' ? 'contract' : room === 'web' || room === 'ui' ? 'web' : 'server';
  if (tier === 'apps') return room === 'server' ? 'server' : 'web';
  if (tier === 'demo') return 'server';
  if (tier === 'engines' || tier === 'modules') return inner === 'contract' || inner === 'server' || inner === 'web' ? inner : 'tool';
  return 'tool';
}

/** Tests, and what only tests use: `*.test.ts`, `*.fixture.ts`, `test-*.ts`, `testing*.ts`, folders `testing/`. */
export const isTest = (file: string): boolean => /\.(test|fixture)\.tsx?$|(^|\/)(test-|testing)[^/]*\.tsx?$|\/testing\//.test(file);
