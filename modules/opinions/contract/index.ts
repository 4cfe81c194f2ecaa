/** 意见图谱 opinions: what server and screens agree on. */
export * from './errors.ts';
export * from './part.ts';
export * from './permissions.ts';
export * from './schemas.ts';
export * from './routes.ts';
