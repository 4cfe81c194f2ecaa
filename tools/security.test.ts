import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = 'docs/security/asvs';
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

type Row = { file: string; id: string; level: string; state: string; shown: string };
const rows: Row[] = globSync('*.md', { cwd: join(root, folder) })
  .toSorted()
  .flatMap((file) =>
    read(`${folder}/${file}`)
      .split('\n')
      .filter((line) => line.startsWith('| v5.0.0-'))
      .map((line) => {
        const [, id = '', , level = '', state = '', shown = ''] = line.split('|').map((cell) => cell.trim());
        return { file, id: id.slice(7), level, state, shown };
      }),
  );

/** Requirements of levels 1 and 2 by chapter, as OWASP counts them. */
const counts = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];
test('each requirement of levels 1 and 2 has one row in its chapter', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const found = counts.map((_, i) => rows.filter(({ id, file }) => id.startsWith(`${i + 1}.`) && Number(file.slice(1, 3)) === i + 1).length);
  expect(found).toEqual(counts);
  expect([rows.filter(({ level }) => level === '1').length, rows.filter(({ level }) => level === '2').length]).toEqual([70, 183]);
});

/** What a cell points to: files in backticks, and after a file the beginnings of names of its tests. */
function faultsOf(shown: string): string[] {
  const faults: string[] = [];
  let last = '';
  for (const [, path, name] of shown.matchAll(/`([\w@.][\w@./-]*\.(?:tsx?|md|json|txt|sql))`|“([^”]+)”/g)) {
    if (path !== undefined) {
      last = path;
      if (path.includes('/') && !existsSync(join(root, path))) faults.push(`${path} does not exist`);
    } else if (last.endsWith('.test.ts') && !read(last).includes(name!)) faults.push(`${last} has no test “${name}”`);
  }
  return faults;
}

test('every file and test that the security pages name exists', () => {
  const cells = [
    ...rows.map(({ id, shown }) => ({ id, shown })),
    ...['law.md', 'rules.md'].map((file) => ({ id: file, shown: read(`docs/security/${file}`) })),
  ];
  expect(cells.flatMap(({ id, shown }) => faultsOf(shown).map((fault) => `${id}: ${fault}`))).toEqual([]);
  // What is said to be met is shown by something or says in words why.
  expect(rows.filter(({ state, shown }) => !['met', 'partly', 'n/a', 'open'].includes(state) || shown === '').map(({ id }) => id)).toEqual([]);
});

test('the index counts what the chapters say', () => {
  const index = read('docs/security/asvs.md');
  for (const [i] of counts.entries()) {
    const own = rows.filter(({ id }) => id.startsWith(`${i + 1}.`));
    const numbers = ['met', 'partly', 'open', 'n/a'].map((state) => own.filter((row) => row.state === state).length);
    expect(index).toContain(`| [V${i + 1}](asvs/${own[0]!.file}) |`);
    const line = index.split('\n').find((one) => one.startsWith(`| [V${i + 1}](`)) ?? '';
    expect(line.endsWith(`| ${numbers.join(' | ')} |`), `V${i + 1} has ${numbers.join(', ')}`).toBe(true);
  }
  const sums = ['met', 'partly', 'open', 'n/a'].map((state) => `**${rows.filter((row) => row.state === state).length}**`);
  expect(index).toContain(`| **sum** | | ${sums.join(' | ')} |`);
});
