import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const installed = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** A sound little house of five rooms; tests plant one fault in it. Keys are paths, values contents. */
export const sound: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    workspaces: ['kernel/*', 'engines/*', 'modules/*', 'apps/*'],
    dependencies: { zod: '*', pg: '*', react: '*' },
    devDependencies: { vitest: '*' },
  }),
  ...room('kernel/contract', { '.': './index.ts' }, []),
  'kernel/contract/index.ts': `import { z } from 'zod';\nexport const Id = z.uuid();\nexport type Id = z.output<typeof Id>;\n`,
  ...room('kernel/server', { '.': './index.ts' }, ['contract']),
  'kernel/server/index.ts': `import type { Id } from '@hezhi/contract';\nimport pg from 'pg';\nexport const sql = (text: readonly string[]): Id => text.join('');\nexport const pool = new pg.Pool();\n`,
  ...room('kernel/web', { '.': './index.ts' }, ['contract']),
  'kernel/web/index.ts': `import type { Id } from '@hezhi/contract';\nexport const show = (id: Id): string => id;\n`,
  ...room('engines/things', { './contract': './contract/index.ts', './server': './server/index.ts' }, ['contract', 'server']),
  'engines/things/contract/index.ts': `import { Id } from '@hezhi/contract';\nexport const Thing = Id;\nexport type Thing = string;\n`,
  'engines/things/server/index.ts': `export { list } from './queries.ts';\n`,
  'engines/things/server/queries.ts':
    "import { sql } from '@hezhi/server';\nimport type { Thing } from '../contract/index.ts';\nexport const list = (): Thing => sql`SELECT 1`;\n",
  ...room('modules/shop', { './contract': './contract/index.ts', './server': './server/index.ts', './desk': './web/desk/index.ts' }, ['things', 'web']),
  'modules/shop/contract/index.ts': `import type { Thing } from '@hezhi/things/contract';\nexport type Good = Thing;\n`,
  'modules/shop/server/index.ts': `import { list } from '@hezhi/things/server';\nexport const goods = list;\n`,
  'modules/shop/web/desk/index.ts': `import { show } from '@hezhi/web';\nimport type { Good } from '../../contract/index.ts';\nexport const page = (good: Good): string => show(good);\n`,
  ...room('apps/desk', {}, ['shop']),
  'apps/desk/main.ts': `import { page } from '@hezhi/shop/desk';\npage('x');\n`,
};

/** The package.json of a room. */
export function room(folder: string, doors: Readonly<Record<string, string>>, neighbours: readonly string[]): Record<string, string> {
  const name = folder.startsWith('apps/') ? `app-${folder.slice(5)}` : folder.split('/')[1];
  const dependencies = Object.fromEntries(neighbours.map((one) => [one.startsWith('@') || one.startsWith('!') ? one.replace('!', '') : `@hezhi/${one}`, '*']));
  return { [`${folder}/package.json`]: JSON.stringify({ name: `@hezhi/${name}`, type: 'module', exports: doors, dependencies }) };
}

/** Writes a tree into a folder of its own, with the libraries of this checkout. */
export function plant(files: Readonly<Record<string, string>>): { root: string; [Symbol.dispose](): void } {
  const root = mkdtempSync(join(tmpdir(), 'hezhi-walls-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    if (!path.endsWith('/package.json') || content === '') continue;
    const { name } = JSON.parse(content) as { name: string };
    mkdirSync(join(root, 'node_modules', dirname(name)), { recursive: true });
    symlinkSync(join(root, dirname(path)), join(root, 'node_modules', name));
  }
  for (const library of ['zod', 'pg', 'react', 'vitest', 'fastify']) symlinkSync(join(installed, library), join(root, 'node_modules', library));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
