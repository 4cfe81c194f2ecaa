import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportedPermissions, readme, tablesNamed, unassigned, wordsNamed } from './docs/rooms.ts';
import { readMigrations } from './migrations/check.ts';
import { lintMigrations } from './migrations/lint.ts';
import { readHouse } from './walls/house.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const rooms = readHouse(root).rooms.map(({ folder }) => folder);
const inner = rooms.filter((folder) => /^(engines|modules)\//.test(folder));

/** Files that are or will be committed. */
function committed(): string[] {
  if (!existsSync(join(root, '.git')))
    return globSync('**/*', { cwd: root, exclude: ['**/node_modules', '**/dist', '.data', '.test'] }).filter((file) => statSync(join(root, file)).isFile());
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));
}

describe('READMEs', () => {
  it.each(rooms.filter((folder) => !folder.startsWith('apps/')))('%s has one that says what the room is for', (folder) => {
    const text = readme(root, folder);
    expect(text, `${folder}/README.md is missing`).not.toBeNull();
    const prose = (text ?? '').split('\n').filter((line) => /^[^#|\s`-]/.test(line) && line.length > 40);
    expect(prose.length, `${folder}/README.md says nothing`).toBeGreaterThan(0);
  });

  const { tables } = lintMigrations(readMigrations(root));
  it.each([...inner, 'kernel/server'])('%s names exactly the tables of its migrations', (folder) => {
    const room = folder === 'kernel/server' ? 'kernel' : folder.split('/')[1];
    const owned = tables.filter((table) => table.room === room).map(({ name }) => name);
    // Made before the first migration, to keep account of them.
    if (room === 'kernel') owned.push('kernel.migration');
    const named = tablesNamed(readme(root, folder) ?? '');
    if (owned.length > 0 || named !== null) expect(named).toEqual(owned.toSorted());
  });

  it.each(inner)('%s uses words of the glossary', (folder) => {
    const glossary = readFileSync(join(root, 'docs/GLOSSARY.md'), 'utf8');
    const strange = wordsNamed(readme(root, folder) ?? '').filter(
      ([, chinese]) => !chinese.split(/[、，,/（）()]/).some((term) => term.trim() !== '' && glossary.includes(term.trim())),
    );
    expect(strange, 'a new word enters docs/GLOSSARY.md first').toEqual([]);
  });
});

describe('rights', () => {
  const roles = JSON.parse(readFileSync(join(root, 'methods/base/roles.json'), 'utf8')) as { roles: { key: string; permissions: string[] }[] };
  const carried = new Set(roles.roles.flatMap(({ permissions }) => permissions));

  it('each right is carried by a role, or its room says why not', async () => {
    const lone = [...(await exportedPermissions(root))].filter(([key, folder]) => !carried.has(key) && !unassigned(readme(root, folder) ?? '').includes(key));
    expect(lone.map(([key]) => key)).toEqual([]);
  });

  it('each right that a role carries exists', async () => {
    const exist = await exportedPermissions(root);
    expect(exist.size).toBeGreaterThan(5);
    expect([...carried].filter((key) => !exist.has(key))).toEqual([]);
  });
});

describe('committed files', () => {
  const texts = committed()
    .filter((file) => !/\.(png|jpe?g|webp|ico|ttf|woff2?|pdf|csv)$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

  it('name no folder of a machine and no registry but the public one', () => {
    // Written in pieces, so that this file does not find itself.
    const machine = new RegExp(`(^|[\\s"'\`(=])/${'work'}/|/${'root'}/[.\\w]|/${'home'}/[a-z]+/`);
    const scratch = new RegExp(`(^|[\\s"'\`(])/${'tmp'}/\\w`);
    const registry = new RegExp(`https?://(?!registry\\.npmjs\\.org)[^\\s"'/]*(${'regis'}try|${'arti'}factory|${'verd'}accio|nexus)[^\\s"']*`, 'i');
    const found: string[] = [];
    for (const { file, text } of texts) {
      for (const [index, line] of text.split('\n').entries()) {
        if (machine.test(line) || registry.test(line) || (file.endsWith('.md') && scratch.test(line)))
          found.push(`${file}:${index + 1} ${line.trim().slice(0, 120)}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('link only to what exists', () => {
    const dead: string[] = [];
    for (const { file, text } of texts.filter((one) => one.file.endsWith('.md'))) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
        if (!/^[a-z]+:/i.test(target) && !existsSync(join(root, dirname(file), decodeURI(target)))) dead.push(`${file}: ${target}`);
      }
    }
    expect(dead).toEqual([]);
  });
});

describe('the readers of READMEs', () => {
  it('find tables, words and unassigned rights', () => {
    expect(tablesNamed('Words: a. Tables: `a.b`, `a.c`. Events: `a.d`.')).toEqual(['a.b', 'a.c']);
    expect(tablesNamed('# x\n\n## Tables owned\n\n| `a.c` | x |\n| `a.b` | y |\n\n## Events\n`a.d`\n')).toEqual(['a.b', 'a.c']);
    expect(tablesNamed('**Tables** (schema `k`): `a`, `b`. Schema `other` is not ours.')).toEqual(['k.a', 'k.b']);
    expect(tablesNamed('Tables: none. Events: none.')).toEqual([]);
    expect(tablesNamed('Nothing.')).toBeNull();
    expect(unassigned('Unassigned: `a.b`, `a.c`\n(no role yet).\nOther: `a.d`')).toEqual(['a.b', 'a.c']);
    expect(wordsNamed('| word | Chinese | is |\n|---|---|---|\n| leg | 责任段 | x |\n\n| a | b |\n')).toEqual([['leg', '责任段']]);
  });
});
