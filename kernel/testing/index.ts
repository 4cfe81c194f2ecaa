/** The test kit: a fresh PostgreSQL database per test, a house on it, a clock that obeys. */
export * from './house.ts';
export * from './app.ts';
export * from './database.ts';
export { onCluster, startCluster, urlFor, type TestCluster } from './cluster.ts';
