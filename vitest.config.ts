import { defineConfig } from 'vitest/config';

/** Unit and HTTP tests, on one real PostgreSQL that the global set-up starts. Browser tests live in e2e/ and run by themselves. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', '.data/**', '.test/**'],
    globalSetup: ['kernel/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files of one worker share its modules: nothing of ours is mocked, each house has a database of its own. Saves a quarter of the time.
    isolate: false,
    // Many short-lived rows and replies: fewer collections of the young.
    execArgv: ['--max-semi-space-size=32'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
