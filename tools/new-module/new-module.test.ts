import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMigrations } from '../migrations/check.ts';
import { lintMigrations } from '../migrations/lint.ts';
import { checkWalls } from '../walls/check.ts';
import { readHouse } from '../walls/house.ts';
import { makeModule, Refused } from './make.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'hezhi-new-'));
  for (const name of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    '.oxlintrc.json',
    'methods',
    'docs',
    'kernel',
    'engines',
    'modules',
    'apps',
    'tools',
    'demo',
    'bench',
    'e2e',
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !/\/(node_modules|dist|results|shots)$/.test(path) });
  }
  mkdirSync(join(copy, 'node_modules', '@hezhi'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@hezhi') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  for (const room of readHouse(copy).rooms) symlinkSync(`../../${room.folder}`, join(copy, 'node_modules', room.name));
  makeModule(copy, { name: 'visits', engine: false, zh: '走访', now: Date.UTC(2026, 10, 22) });
  makeModule(copy, { name: 'gauges', engine: true, zh: '量表', now: Date.UTC(2026, 10, 22) });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const node = (args: readonly string[], env: NodeJS.ProcessEnv = {}): { status: number | null; out: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { cwd: copy, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, out: stdout + stderr };
};
const made = /^(modules\/visits|engines\/gauges)\//;
const checked = /^(modules\/visits\/|engines\/gauges\/|apps\/\w+\/rooms\.ts)/;

describe('a new module', () => {
  it('keeps to the walls', async () => {
    const walls = await checkWalls(copy);
    expect(walls.violations.filter(({ file }) => made.test(file))).toEqual([]);
    expect(walls.modules).toBe(walls.files);
  }, 120_000);

  it('has clean types', () => {
    // The types of all else are read but not checked again: their faults are told by the stage of types, and are none of the new module's.
    for (const file of globSync('{kernel,engines,modules,apps,demo}/**/*.{ts,tsx}', { cwd: copy }))
      if (!checked.test(file)) writeFileSync(join(copy, file), `// @ts-nocheck\n${readFileSync(join(copy, file), 'utf8')}`);
    writeFileSync(
      join(copy, 'tsconfig.made.json'),
      JSON.stringify({ extends: './tsconfig.json', include: ['modules/visits', 'engines/gauges', 'apps/*/rooms.ts', '**/*.d.ts'] }),
    );
    const { out } = node([join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.made.json']);
    expect(out.split('\n').filter((line) => checked.test(line) || line.startsWith('error'))).toEqual([]);
  }, 300_000);

  it('passes the lint', () => {
    expect(node([join(root, 'node_modules/oxlint/bin/oxlint'), '--type-aware', 'modules/visits', 'engines/gauges'])).toMatchObject({ status: 0 });
  });

  it('has sound migrations, numbered after all others, and words in three languages', () => {
    const { faults, tables } = lintMigrations(readMigrations(copy));
    expect(faults.filter(({ file }) => made.test(file))).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['visits.note', 'gauges.note']));
    const order = readMigrations(copy)
      .map(({ file }) => file.split('/').at(-1) ?? '')
      .toSorted();
    expect(order.slice(-2).map((name) => name.slice(13))).toEqual(['visits.sql', 'gauges.sql']);
    expect(JSON.parse(readFileSync(join(copy, 'modules/visits/web/words/zh-Hant.json'), 'utf8'))).toMatchObject({ nav: '走訪' });
    expect(
      node(['tools/words/build.ts', '--check'])
        .out.split('\n')
        .filter((line) => made.test(line)),
    ).toEqual([]);
  });

  it('answers at its front door on a real database', () => {
    writeFileSync(
      join(copy, 'vitest.config.ts'),
      `export default { test: { include: ['{modules/visits,engines/gauges}/**/*.test.ts'], hookTimeout: 60_000, testTimeout: 30_000 } };\n`,
    );
    const { status, out } = node([join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--outputFile=result.json'], {
      VITEST: '',
      VITEST_WORKER_ID: '',
      VITEST_POOL_ID: '',
    });
    const result = JSON.parse(readFileSync(join(copy, 'result.json'), 'utf8')) as { numPassedTests?: number; numFailedTests?: number };
    expect({ status, passed: result.numPassedTests, failed: result.numFailedTests }, out.slice(0, 4000)).toEqual({ status: 0, passed: 6, failed: 0 });
  });

  it('hangs in the apps and the lockfile', () => {
    const lock = JSON.parse(readFileSync(join(copy, 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> };
    expect(readFileSync(join(copy, 'docs/GLOSSARY.md'), 'utf8')).toMatch(/\| note \(of visits\) \| 走访 \|/);
    expect(lock.packages['node_modules/@hezhi/visits']).toEqual({ resolved: 'modules/visits', link: true });
    expect(lock.packages['modules/visits']).toMatchObject({ name: '@hezhi/visits' });
    for (const app of ['server', 'desk']) {
      expect(readFileSync(join(copy, 'apps', app, 'rooms.ts'), 'utf8')).toMatch(/as visits[\s\S]*as gauges[\s\S]*\bvisits,\s*gauges\b/);
      expect(readFileSync(join(copy, 'apps', app, 'package.json'), 'utf8')).toContain('"@hezhi/visits": "*"');
    }
  });

  it.each(['cases', 'visits', 'server', 'Visits', 'home-visits', 'x', '../up', 'select', 'kernel', 'demo'])(
    'refuses the name %s with a sentence and writes nothing',
    (name) => {
      const before = existsSync(join(copy, 'modules', name));
      expect(() => makeModule(copy, { name, engine: false, zh: '便签', now: 0 })).toThrow(Refused);
      expect(existsSync(join(copy, 'modules', name))).toBe(before);
    },
  );

  it('tells a refusal in one line', () => {
    for (const args of [['cases'], [], ['a', 'b'], ['good', '--what']]) {
      const told = node(['tools/new-module.ts', ...args]);
      expect([told.status, told.out.trim().split('\n').length], told.out).toEqual([2, 1]);
    }
  });
});
