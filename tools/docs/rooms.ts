import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The README of a folder, or null. */
export function readme(root: string, folder: string): string | null {
  const file = join(root, folder, 'README.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/**
 * Tables that a README says the room owns: `schema.table` in backticks after "Tables:" (to the end of the sentence) or below a heading
 * "Tables"; bare names lie in the schema named before. Null when it says nothing about tables.
 */
export function tablesNamed(text: string): string[] | null {
  const below = /^#+\s*[^\n]*\bTables?\b[^\n]*\n([\s\S]*?)(?=^#|$(?![\s\S]))/m.exec(text)?.[1];
  const after = /\bTables?(?: owned)?\b\**\s*(?:\(schema `(\w+)`\))?[^:\n`]*:([\s\S]*?)(?:\.\s|\bEvents?\b|\n\s*\n|\n#|$(?![\s\S]))/.exec(text);
  const said = below ?? after?.[2];
  if (said === undefined) return null;
  let schema = below === undefined ? after?.[1] : undefined;
  const names: string[] = [];
  for (const [, name = ''] of said.matchAll(/`([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)`/g)) {
    if (name.includes('.')) schema = name.split('.')[0];
    if (schema !== undefined) names.push(name.includes('.') ? name : `${schema}.${name}`);
  }
  return names.sort();
}

/** Permission keys that a README says no role carries, after "Unassigned:". */
export function unassigned(text: string): string[] {
  return [...text.matchAll(/^Unassigned:([\s\S]*?)(?=\n\s*\n|\n[A-Z#]|$(?![\s\S]))/gm)].flatMap((part) =>
    [...(part[1] ?? '').matchAll(/`([a-z][a-z0-9]*\.[a-z_]+)`/g)].map((hit) => hit[1] ?? ''),
  );
}

/** Rows `| word | Chinese | …` of a README's table of words: [English, Chinese]. */
export function wordsNamed(text: string): [string, string][] {
  const rows: [string, string][] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('|')) inside = false;
    else if (/^(Chinese|中文)$/i.test(cells[2] ?? '')) inside = true;
    else if (inside && !/^[-: ]*$/.test(cells[1] ?? '')) rows.push([cells[1] ?? '', cells[2] ?? '']);
  }
  return rows;
}

/** Keys of all permissions that the contracts of engines and modules export: values `{ key: 'room.verb', words }` inside exported objects. */
export async function exportedPermissions(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of globSync('{engines,modules}/*/contract/index.ts', { cwd: root }).sort()) {
    const folder = file.split('/').slice(0, 2).join('/');
    const contract = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
    for (const value of Object.values(contract)) {
      if (typeof value !== 'object' || value === null) continue;
      for (const one of Object.values(value)) if (isPermission(one)) found.set(one.key, folder);
    }
  }
  return found;
}

function isPermission(value: unknown): value is { key: string } {
  const one = value as { key?: unknown; words?: { en?: unknown }; status?: unknown; code?: unknown } | null | undefined;
  return (
    typeof one === 'object' &&
    one !== null &&
    typeof one.key === 'string' &&
    /^[a-z][a-z0-9]*\.[a-z_]+$/.test(one.key) &&
    typeof one.words?.en === 'string' &&
    one.code === undefined
  );
}
