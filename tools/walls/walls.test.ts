import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkWalls } from './check.ts';
import { plant, room, sound } from './planted.ts';

/** The violations of the sound house with these files changed, as `file:line rule`. */
async function bites(files: Readonly<Record<string, string>>): Promise<string[]> {
  using tree = plant({ ...sound, ...files });
  const walls = await checkWalls(tree.root);
  expect(walls.modules).toBe(walls.files);
  return walls.violations.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const shop = { './contract': './contract/index.ts', './server': './server/index.ts', './desk': './web/desk/index.ts' };
const things = { './contract': './contract/index.ts', './server': './server/index.ts' };
const contract = sound['engines/things/contract/index.ts'] ?? '';
const service = sound['modules/shop/server/index.ts'] ?? '';
const screen = sound['modules/shop/web/desk/index.ts'] ?? '';

describe('each rule bites a planted violation', () => {
  it('and a sound house passes', async () => {
    expect(await bites({})).toEqual([]);
  });

  const plants: Readonly<Record<string, { files: Record<string, string>; found: readonly string[] }>> = {
    'a contract that imports a server': {
      files: { 'engines/things/contract/index.ts': `import '@hezhi/server';\n${contract}` },
      found: ['engines/things/contract/index.ts:1 contract'],
    },
    'a contract that imports a server through its types': {
      files: { 'engines/things/contract/index.ts': `${contract}export type Bad = import('@hezhi/server').Pool;\n` },
      found: ['engines/things/contract/index.ts:4 contract'],
    },
    'a contract that uses Node or a library that is not pure': {
      files: { 'engines/things/contract/index.ts': `import 'node:fs';\nimport 'react';\n${contract}` },
      found: ['engines/things/contract/index.ts:1 contract', 'engines/things/contract/index.ts:2 contract'],
    },
    'a screen that imports a server': {
      files: { 'modules/shop/web/desk/index.ts': `${screen}export * from '../../server/index.ts';\n` },
      found: ['modules/shop/web/desk/index.ts:4 screen'],
    },
    'a screen that imports a server lazily': {
      files: { 'modules/shop/web/desk/index.ts': `${screen}export const later = () => import('@hezhi/things/server');\n` },
      found: ['modules/shop/web/desk/index.ts:4 screen'],
    },
    'a screen that uses Node': {
      files: { 'modules/shop/web/desk/index.ts': `${screen}import 'node:fs';\n` },
      found: ['modules/shop/web/desk/index.ts:4 screen'],
    },
    'a screen that brings zod into the browser': {
      files: { 'modules/shop/web/desk/index.ts': `${screen}export { Thing } from '@hezhi/things/contract';\n` },
      found: ['modules/shop/web/desk/index.ts:4 screen-schema'],
    },
    'a screen that imports a screen of another room': {
      files: {
        ...room('modules/other', { './desk': './web/index.ts' }, ['shop']),
        'modules/other/web/index.ts': `export * from '@hezhi/shop/desk';\n`,
      },
      found: ['modules/other/web/index.ts:1 screen'],
    },
    'a server that imports a screen': {
      files: { 'modules/shop/server/index.ts': `${service}export * from '../web/desk/index.ts';\n` },
      found: ['modules/shop/server/index.ts:3 server'],
    },
    'an import upward': {
      files: {
        ...room('engines/things', things, ['contract', 'server', 'shop']),
        'engines/things/server/extra.ts': `import type { Good } from '@hezhi/shop/contract';\nexport type Extra = Good;\n`,
      },
      found: ['engines/things/server/extra.ts:1 upward', 'modules/shop/package.json:1 room-cycle'],
    },
    'an undeclared neighbour': {
      files: { ...room('modules/shop', shop, ['web']) },
      found: ['modules/shop/contract/index.ts:1 undeclared', 'modules/shop/server/index.ts:1 undeclared'],
    },
    'a neighbour that nobody imports': {
      files: { ...room('modules/shop', shop, ['things', 'web', 'contract']) },
      found: ['modules/shop/package.json:1 unused-neighbour'],
    },
    'a ring of rooms, closed by a type only': {
      files: {
        ...room('engines/things', things, ['contract', 'server', 'tools']),
        'engines/things/server/extra.ts': `import type { Tool } from '@hezhi/tools/contract';\nexport type Extra = Tool;\n`,
        ...room('engines/tools', { './contract': './contract/index.ts' }, ['things']),
        'engines/tools/contract/index.ts': `import type { Thing } from '@hezhi/things/contract';\nexport type Tool = Thing;\n`,
      },
      found: ['engines/things/package.json:1 room-cycle'],
    },
    'a ring of files': {
      files: {
        'modules/shop/server/one.ts': `import { two } from './two.ts';\nexport const one = () => two;\n`,
        'modules/shop/server/two.ts': `// second\nimport { one } from './one.ts';\nexport const two = () => one;\n`,
      },
      found: ['modules/shop/server/one.ts:1 file-cycle'],
    },
    'a relative import that leaves the room': {
      files: { 'modules/shop/server/index.ts': `${service}export * from '../../../engines/things/server/index.ts';\n` },
      found: ['modules/shop/server/index.ts:3 leaves-room'],
    },
    'a room that imports itself by name': {
      files: { 'modules/shop/server/index.ts': `${service}import type { Good } from '@hezhi/shop/contract';\nexport type G = Good;\n` },
      found: ['modules/shop/server/index.ts:3 leaves-room'],
    },
    'a door that is not exported, a room that is not there, a file that is not there': {
      files: { 'modules/shop/server/index.ts': `${service}import '@hezhi/things/server/queries.ts';\nimport '@hezhi/nothing';\nimport './gone.ts';\n` },
      found: ['modules/shop/server/index.ts:3 closed-door', 'modules/shop/server/index.ts:4 closed-door', 'modules/shop/server/index.ts:5 no-such-file'],
    },
    'a door that leads nowhere': {
      files: { ...room('modules/shop', { ...shop, './field': './web/field/index.ts' }, ['things', 'web']) },
      found: ['modules/shop/package.json:1 closed-door'],
    },
    'SQL by tag, by string and by library outside queries': {
      files: {
        'modules/shop/server/index.ts': `${service}import 'pg';\nconst sql = String.raw;\nexport const a = sql\`SELECT 1\`;\nexport const b = 'DELETE FROM shop.good';\nexport const c = \`UPDATE shop.\${a} SET x = 1\`;\n`,
      },
      found: [5, 6, 7].map((line) => `modules/shop/server/index.ts:${line} sql`).toSpliced(0, 0, 'modules/shop/server/index.ts:3 sql'),
    },
    'a library that the root does not pin': {
      files: { 'modules/shop/server/index.ts': `${service}import 'fastify';\nimport 'vitest';\n` },
      found: ['modules/shop/server/index.ts:3 unpinned', 'modules/shop/server/index.ts:4 unpinned'],
    },
    'a room that pins a version itself or is misnamed': {
      files: {
        ...room('modules/shop', shop, ['things', 'web', '!zod']),
        ...room('engines/odd', {}, []),
        'engines/odd/package.json': JSON.stringify({ name: '@hezhi/strange', exports: {} }),
      },
      found: ['engines/odd/package.json:1 package', 'modules/shop/package.json:1 package'],
    },
    'a file that is too long': {
      files: { 'modules/shop/server/long.ts': 'export {};\n'.repeat(301), 'modules/shop/server/long.test.ts': 'export {};\n'.repeat(500) },
      found: ['modules/shop/server/long.ts:301 long'],
    },
    'a product file that uses the test kit': {
      files: {
        ...room('kernel/testing', { '.': './index.ts' }, ['server']),
        'kernel/testing/index.ts': `export { pool } from '@hezhi/server';\n`,
        ...room('modules/shop', shop, ['things', 'web', 'testing']),
        'modules/shop/server/index.ts': `${service}export * from '@hezhi/testing';\n`,
        'modules/shop/server/index.test.ts': `import 'vitest';\nimport '@hezhi/testing';\n`,
      },
      found: ['modules/shop/server/index.ts:3 testing'],
    },
  };
  for (const [name, { files, found }] of Object.entries(plants)) {
    it(name, async () => {
      expect((await bites(files)).toSorted()).toEqual([...found].toSorted());
    });
  }

  it('and the newest syntax is read to its end', async () => {
    const files = {
      'modules/shop/server/new.ts': `${service}await using held = { async [Symbol.asyncDispose]() {} };\nvoid held;\nconst late = import('../web/desk/index.ts');\nexport default late satisfies unknown;\n`,
    };
    expect(await bites(files)).toEqual(['modules/shop/server/new.ts:5 server']);
  });

  it('a file that cannot be parsed is not passed over', async () => {
    using tree = plant({ ...sound, 'modules/shop/server/bad.ts': 'export const = 1;\n' });
    const walls = await checkWalls(tree.root);
    expect(walls.violations.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['modules/shop/server/bad.ts unreadable', 'package.json not-cruised']);
  });
});

describe('the walls of this house', () => {
  it('are looked at whole: every program file is read and cruised', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const walls = await checkWalls(root);
    const there = ['kernel', 'engines', 'modules', 'apps', 'demo', 'bench', 'e2e', 'tools'].flatMap((top) =>
      globSync(`${top}/**/*.{ts,tsx}`, { cwd: root, exclude: ['**/node_modules', '**/dist'] }),
    );
    expect(there.length).toBeGreaterThan(100);
    expect(walls.modules).toBeGreaterThanOrEqual(there.length);
    expect(walls.violations.filter(({ rule }) => rule === 'not-cruised' || rule === 'unreadable')).toEqual([]);
  }, 120_000);
});
