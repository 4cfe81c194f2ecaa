import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyData, endPostgres, root, runFolder } from './folders.ts';
import { run, startServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that all browser tests share. */
    address: string;
    /** A data folder at rest, to be copied by tests that need a server of their own. */
    seed: string;
    /** Where this run keeps its folders. */
    folder: string;
  }
}

/**
 * Founds the town once, then starts the product on a copy of it. While writing tests: HEZHI_E2E_SEED names a founded folder to copy, HEZHI_E2E_URL a running
 * server to use.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = runFolder();
  const ready = process.env['HEZHI_E2E_SEED'];
  const seed = join(folder, 'seed');
  if (ready && existsSync(ready)) copyData(ready, seed);
  else {
    const { code, out, err } = await run([join(root, 'e2e/world/seed.ts'), seed], {}, 600);
    if (code !== 0) throw new Error(`The town could not be founded:\n${out}\n${err}`);
  }
  const world = join(folder, 'world');
  const known = process.env['HEZHI_E2E_URL'];
  const server = known ? null : await startServer(copyData(seed, world));
  project.provide('address', known ?? server!.address);
  project.provide('seed', seed);
  project.provide('folder', folder);
  return async () => {
    const ended = await server?.stop();
    endPostgres(world);
    rmSync(folder, { recursive: true, force: true });
    if (ended && ended.code !== 0) throw new Error(`The server ended with ${ended.code}:\n${ended.out}\n${ended.err}`);
  };
}
