/** 吹哨报到 whistles: what server and screens agree on. */
export * from './errors.ts';
export * from './kinds.ts';
export * from './permissions.ts';
export * from './responses.ts';
export * from './schemas.ts';
export * from './routes.ts';
