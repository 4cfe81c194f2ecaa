/** 公开 publicity: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './open-data.ts';
export * from './schemas.ts';
export * from './posting-classes.ts';
export * from './tables.ts';
export * from './personal.ts';
export * from './postings.ts';
export * from './posting-part.ts';
export * from './routes.ts';
export * from './routes-postings.ts';
