import { startCluster } from './cluster.ts';

/** Vitest's global set-up: one PostgreSQL for all workers, told to them by the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  process.env['HEZHI_TEST_CLUSTER'] = cluster.url;
  return () => cluster.stop();
}
