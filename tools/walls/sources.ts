import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import type { House } from './house.ts';

/** One import, export-from or `import()` with a fixed name. */
export type Import = { readonly name: string; readonly line: number; readonly typeOnly: boolean };
/** A file as the walls see it. */
export type Source = { readonly file: string; readonly lines: number; readonly imports: readonly Import[]; readonly sql: readonly number[] };

type Node = { type?: string; span?: { start: number }; [key: string]: unknown };

/** Every program file of the rooms, and nothing generated or installed. */
export function listSources(house: House): string[] {
  const skip = /(^|\/)(node_modules|dist(-\d+)?|\.[^/]+)(\/|$)/;
  return house.rooms
    .flatMap((room) => globSync(`${room.folder}/**/*.{ts,tsx,mts,mjs}`, { cwd: house.root, exclude: (name) => skip.test(name) }))
    .filter((file) => !skip.test(file))
    .sort();
}

/** Parses a file with swc. Throws where the file is no TypeScript, with its name. */
export function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  // swc counts bytes from where its last file ended; a first statement of our own tells where this one begins.
  const marked = `0;${text.replace(/^#!.*/, '')}`;
  let program: Node;
  try {
    program = parseSync(marked, { syntax: 'typescript', tsx: file.endsWith('x'), decorators: false, target: 'es2024' }) as unknown as Node;
  } catch (error) {
    throw new Error(`${file} cannot be parsed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const base = (program['body'] as Node[])[0]?.span?.start ?? 0;
  const bytes = Buffer.from(marked);
  const breaks: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) breaks.push(at);
  const lineOf = (node: Node): number => {
    const at = (node.span?.start ?? base) - base;
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (breaks[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
  const imports: Import[] = [];
  const sql: number[] = [];
  visit(program, (node) => {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: lineOf(node) });
    if (isSql(node)) sql.push(lineOf(node));
  });
  return { file, lines, imports, sql };
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Node;
    if (typeof node.type === 'string') see(node);
    for (const key in node) if (key !== 'span') visit(node[key], see);
  }
}

const text = (node: unknown): string | null => {
  const one = node as { type?: string; value?: unknown; quasis?: { cooked?: string }[]; expressions?: unknown[] } | null | undefined;
  if (one?.type === 'StringLiteral' && typeof one.value === 'string') return one.value;
  if (one?.type === 'TemplateLiteral' && one.quasis?.length === 1) return one.quasis[0]?.cooked ?? null;
  return null;
};

function importOf(node: Node): { name: string; typeOnly: boolean } | null {
  const source = text(node['source']);
  const names = (node['specifiers'] ?? []) as { isTypeOnly?: boolean }[];
  const allTypes = names.length > 0 && names.every((one) => one.isTypeOnly === true);
  if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
    return source === null ? null : { name: source, typeOnly: node['typeOnly'] === true || allTypes };
  }
  if (node.type === 'CallExpression' && (node['callee'] as Node | undefined)?.type === 'Import') {
    const name = text((node['arguments'] as { expression: unknown }[])[0]?.expression);
    return name === null ? null : { name, typeOnly: false };
  }
  if (node.type === 'TsImportType') {
    const name = text(node['argument']);
    return name === null ? null : { name, typeOnly: true };
  }
  return null;
}

const statement =
  /^\s*(SELECT\s[\s\S]*\sFROM\s|INSERT\s+INTO\s|UPDATE\s+[\w.]+\s+(\w+\s+)?SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s*\(|(CREATE|ALTER|DROP)\s+(TABLE|SCHEMA|INDEX|ROLE)\s|COPY\s+[\w.]+\s)/;

/** A ``sql`…` `` or a string that is an SQL statement. */
function isSql(node: Node): boolean {
  if (node.type === 'TaggedTemplateExpression') {
    const tag = node['tag'] as { type?: string; value?: unknown };
    return tag.type === 'Identifier' && tag.value === 'sql';
  }
  if (node.type === 'StringLiteral') return statement.test(String(node['value']));
  if (node.type === 'TemplateLiteral') return statement.test(((node['quasis'] ?? []) as { cooked?: string }[]).map((part) => part.cooked ?? '').join(' x '));
  return false;
}
