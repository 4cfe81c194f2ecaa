import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkLockfile } from './lockfile.ts';
import { asOne, runNode, type Result } from './run.ts';
import { readVitest } from './vitest.ts';

/** One step of `npm test`. `needs`: stages without whose success it is senseless. */
export type Stage = {
  readonly name: string;
  readonly what: string;
  readonly needs?: readonly string[];
  readonly run: (root: string, temp: string) => Promise<Result>;
};

const program = (name: string, what: string, args: readonly string[], minutes = 5): Stage => ({
  name,
  what,
  run: async (root) => asOne(await runNode(root, args, minutes), minutes),
});

async function vitest(root: string, temp: string, name: string, args: readonly string[], minutes: number): Promise<Result> {
  const report = join(temp, `${name}.json`);
  const ended = await runNode(root, ['node_modules/vitest/vitest.mjs', 'run', ...args, '--reporter=json', `--outputFile=${report}`], minutes);
  return readVitest(root, report, ended, minutes);
}

/** What `npm test` does, in this order; cheap stages first. */
export const stages: readonly Stage[] = [
  {
    name: 'lockfile',
    what: 'package.json, package-lock.json and node_modules agree',
    run: async (root) => {
      const faults = checkLockfile(root);
      return {
        passed: faults.length === 0 ? 1 : 0,
        failed: faults.length === 0 ? 0 : 1,
        note: faults.length === 0 ? '' : `${faults.length} faults`,
        lines: faults,
      };
    },
  },
  program('words', 'catalogues complete in three languages, generated ones up to date', ['tools/words/build.ts', '--check']),
  program('schemas', 'published schemas of method packs up to date', ['tools/packs/schemas.ts', '--check']),
  program('migrations', 'names, keys, rights', ['tools/migrations/check.ts']),
  program('types', 'TypeScript', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']),
  program('lint', 'oxlint, type-aware', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--format=unix']),
  program('walls', 'who may import whom', ['tools/walls/check.ts']),
  program('build', 'the web apps', ['tools/build.ts'], 10),
  { name: 'unit', what: 'unit, property and HTTP tests on real PostgreSQL', run: (root, temp) => vitest(root, temp, 'unit', [], 20) },
  {
    name: 'browser',
    what: 'the product in Chromium',
    needs: ['build'],
    run: async (root, temp) => {
      const config = 'e2e/vitest.config.ts';
      if (!existsSync(join(root, config))) return { passed: 0, failed: 1, note: 'missing', lines: [`${config} does not exist: there are no browser tests`] };
      return vitest(root, temp, 'browser', ['--config', config], 20);
    },
  },
];
