import { defineConfig } from 'vitest/config';

/** The product as the outside meets it: a real server, a real PostgreSQL, a real Chromium. One file at a time: two cores are all there may be. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/world/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
