/**
 * Writes `methods/schemas/*.schema.json`, one for each kind of file of a method pack, from the schemas of the rooms' contracts; an editor completes and checks by them while
 * somebody types. `--check` compares and exits 1 when they are not up to date.
 */
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fileSchema, isPart, schemaName, undescribed, type AnyPart } from '@hezhi/methods/contract';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'methods/schemas');

/** Every part of packs that a contract of the house exports, in order of keys; and the contracts that cannot be read, with why. */
export async function exportedParts(): Promise<{ parts: AnyPart[]; unreadable: string[] }> {
  const found = new Map<string, AnyPart>();
  const unreadable: string[] = [];
  for (const file of globSync('{engines,modules}/*/contract/index.ts', { cwd: root }).toSorted()) {
    try {
      const contract = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
      for (const value of Object.values(contract)) if (isPart(value)) found.set(value.key, value);
    } catch (error) {
      unreadable.push(`${file} cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return { parts: [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)), unreadable };
}

async function main(check: boolean): Promise<number> {
  const { parts, unreadable } = await exportedParts();
  const wanted = new Map([null, ...parts].map((part) => [schemaName(part), `${JSON.stringify(fileSchema(part), null, 2)}\n`]));
  const faults = [...unreadable];
  for (const [name, text] of wanted) for (const path of undescribed(JSON.parse(text))) faults.push(`${name}: ${path} has no description`);
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.schema.json')) : [];
  const stale = [...wanted].filter(([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text).map(([name]) => name);
  const gone = unreadable.length > 0 ? [] : there.filter((name) => !wanted.has(name));
  if (check) {
    for (const name of [...stale, ...gone]) faults.push(`methods/schemas/${name} is not up to date: run node tools/packs/schemas.ts`);
  } else {
    mkdirSync(folder, { recursive: true });
    for (const name of stale) writeFileSync(join(folder, name), wanted.get(name)!);
    for (const name of gone) rmSync(join(folder, name));
    console.log(`${wanted.size} schemas, ${stale.length} written, ${gone.length} removed.`);
  }
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.includes('--check'));
