/** 工作法 method packs: what server, command line and screens agree on. */
export * from './check/index.ts';
export * from './errors.ts';
export * from './force.ts';
export { fill, pathOf, pointer, type FaultCode, type PackFault } from './faults.ts';
export * from './manifest.ts';
export { nameOf, newestEntries } from './newest.ts';
export * from './part.ts';
export * from './parts/index.ts';
export * from './permissions.ts';
export * from './read.ts';
export * from './settings.ts';
export * from './tell/index.ts';
export * from './routes.ts';
export * from './schema.ts';
export * from './schemas.ts';
export { limits, readText, withValue } from './text.ts';
