/** __zh__ __name__: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './routes.ts';
