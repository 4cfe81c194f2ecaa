/** 值班 duty: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './days.ts';
export * from './plan-types.ts';
export * from './plan.ts';
export * from './check.ts';
export * from './schemas.ts';
export * from './routes.ts';
