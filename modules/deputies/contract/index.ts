/** 代表联络 deputies: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './slots.ts';
export * as schemas from './schemas.ts';
export * from './routes.ts';
