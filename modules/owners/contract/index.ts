/** 业主自治 owners: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './subjects.ts';
export * from './schemas.ts';
export * from './routes.ts';
