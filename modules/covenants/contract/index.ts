/** 公约 covenants: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './articles.ts';
export * as schemas from './schemas.ts';
export * from './routes.ts';
export * from './part.ts';
