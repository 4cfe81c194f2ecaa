/** 公开 publicity: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './open-data.ts';
export * from './schemas.ts';
export * from './routes.ts';
