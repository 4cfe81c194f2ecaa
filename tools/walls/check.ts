/**
 * `npm run walls`: who may import whom, where SQL may stand, how long a file may be (docs/decisions/0001).
 * One line a breach, `file:line  [rule] what`; exit 1 when there is any.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkCruise } from './cruise.ts';
import { readHouse, type Violation } from './house.ts';
import { checkPackages, checkSchemaFree } from './packages.ts';
import { checkSource } from './rules.ts';
import { listSources, readSource } from './sources.ts';

export type Walls = { readonly violations: readonly Violation[]; readonly files: number; readonly modules: number; readonly rooms: number };

/** Checks every wall of the tree at `root`. A file that cannot be parsed is a violation of its own. */
export async function checkWalls(root: string): Promise<Walls> {
  const house = readHouse(root);
  const violations: Violation[] = [];
  const files = listSources(house);
  const sources = files.flatMap((file) => {
    try {
      return [readSource(root, file)];
    } catch (error) {
      violations.push({ file, line: 1, rule: 'unreadable', what: (error as Error).message.replaceAll('\n', ' ').slice(0, 300) });
      return [];
    }
  });
  for (const source of sources) violations.push(...checkSource(house, source));
  violations.push(...checkPackages(house, sources), ...checkSchemaFree(house, sources));
  const cruised = await checkCruise(house, sources);
  violations.push(...cruised.violations);
  violations.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { violations, files: files.length, modules: cruised.modules, rooms: house.rooms.length };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const walls = await checkWalls(fileURLToPath(new URL('../../', import.meta.url)));
  for (const { file, line, rule, what } of walls.violations) console.error(`${file}:${line}  [${rule}] ${what}`);
  console.log(`walls: ${walls.rooms} rooms, ${walls.modules} of ${walls.files} files cruised, ${walls.violations.length} violations`);
  // A reader that reads nothing finds nothing.
  process.exitCode = walls.violations.length > 0 || walls.modules < walls.files || walls.files === 0 ? 1 : 0;
}
