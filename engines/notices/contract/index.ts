/** 通知 notices: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './terms.ts';
export * from './written.ts';
export * from './define.ts';
export * from './plan.ts';
export * from './placeholders.ts';
export * from './schemas.ts';
export * from './routes.ts';
