import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkLockfile } from './lockfile.ts';
import { asOne, runNode } from './run.ts';
import { readVitest } from './vitest.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function tree(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'hezhi-run-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

const test = (status: string, failureMessages: string[] = []) => ({ status, fullName: `a ${status}`, failureMessages });
const report = (more: object) => ({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [], ...more });
const ended = { code: 0, output: 'said', late: false };

describe('a run of Vitest', () => {
  it('counts tests and shows what failed', () => {
    const root = tree({
      'r.json': report({
        numPassedTests: 3,
        numFailedTests: 1,
        numPendingTests: 1,
        testResults: [{ name: 'x.test.ts', status: 'failed', assertionResults: [test('passed'), test('failed', ['Error: no'])] }],
      }),
    });
    const result = readVitest(root, join(root, 'r.json'), { ...ended, code: 1 }, 1);
    expect(result).toMatchObject({ passed: 3, failed: 1, skipped: 1 });
    expect(result.lines.join('\n')).toMatch(/a failed\n {4}Error: no/);
  });

  it('never passes without a report, without tests, with a file that does not load or an error outside tests', () => {
    const broken = { numPassedTests: 2, testResults: [{ name: 'x.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }] };
    const root = tree({ 'none.json': report({}), 'broken.json': report(broken), 'ok.json': report({ numPassedTests: 2 }) });
    const read = (file: string, code = 0, late = false) => readVitest(root, join(root, file), { ...ended, code, late }, 1).failed;
    expect([read('missing.json'), read('none.json'), read('broken.json', 1), read('ok.json', 1), read('ok.json', 0, true), read('ok.json')]).toEqual([
      1, 1, 1, 1, 1, 0,
    ]);
  });
});

describe('a stage that is one program', () => {
  it('passes and fails by its exit code and keeps what it said', async () => {
    const root = tree({ 'good.mjs': 'console.log("first\\nlast")', 'bad.mjs': 'console.error("why"); process.exit(3)' });
    expect(asOne(await runNode(root, ['good.mjs'], 1), 1)).toEqual({ passed: 1, failed: 0, note: 'last', lines: [] });
    expect(asOne(await runNode(root, ['bad.mjs'], 1), 1)).toEqual({ passed: 0, failed: 1, note: 'exit 3', lines: ['why'] });
  });

  it('fails when it does not end', async () => {
    const root = tree({ 'hang.mjs': 'setInterval(() => {}, 1000)' });
    expect(asOne(await runNode(root, ['hang.mjs'], 0.005), 0.005)).toMatchObject({ failed: 1, note: 'did not end within 0.005 minutes' });
  });
});

describe('the lockfile', () => {
  const room = { name: '@hezhi/a', dependencies: {} };
  const sound = {
    'package.json': { workspaces: ['engines/*'], dependencies: { zod: '4.0.0' } },
    'engines/a/package.json': room,
    'node_modules/zod/package.json': { version: '4.0.0' },
  };
  const lock = (more: object = {}) => ({
    packages: {
      '': { dependencies: { zod: '4.0.0' } },
      'engines/a': { dependencies: {} },
      'node_modules/@hezhi/a': { resolved: 'engines/a', link: true },
      'node_modules/zod': { version: '4.0.0', integrity: 'x' },
      ...more,
    },
  });
  it('passes when all agree', () => {
    expect(checkLockfile(tree({ ...sound, 'package-lock.json': lock() }))).toEqual([]);
  });
  it.each([
    ['a range', { 'package.json': { workspaces: ['engines/*'], dependencies: { zod: '^4.0.0' } } }, 4],
    ['another version installed', { 'node_modules/zod/package.json': { version: '4.0.1' } }, 1],
    ['a room unknown to it', { 'engines/b/package.json': { name: '@hezhi/b' } }, 1],
    ['a neighbour unknown to it', { 'engines/a/package.json': { ...room, dependencies: { '@hezhi/b': '*' } } }, 1],
    ['a host', { 'package-lock.json': lock({ 'node_modules/zod': { version: '4.0.0', integrity: 'x', resolved: 'https://host.example/zod.tgz' } }) }, 1],
    ['no integrity', { 'package-lock.json': lock({ 'node_modules/zod': { version: '4.0.0' } }) }, 1],
  ])('bites %s', (_name, files, count) => {
    expect(checkLockfile(tree({ ...sound, 'package-lock.json': lock(), ...files }))).toHaveLength(count);
  });
});
