import { defineConfig } from 'vitest/config';

/** Unit and HTTP tests, on one real PostgreSQL that the global set-up starts. Browser tests live in e2e/ and run by themselves. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', '.data/**', '.test/**'],
    globalSetup: ['kernel/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
