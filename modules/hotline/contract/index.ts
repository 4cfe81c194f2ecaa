/** 热线 hotline: what server and screens agree on. */
import { callRoutes } from './routes-calls.ts';
import { callbackRoutes } from './routes-callbacks.ts';
import { templateRoutes } from './routes-templates.ts';

export * from './errors.ts';
export * from './permissions.ts';
export * from './divert.ts';
export * from './sample.ts';
export * from './placeholders.ts';
export * from './schemas-calls.ts';
export * from './schemas-callbacks.ts';
export * from './schemas-templates.ts';

/** The room's routes, by the names that the server implements. */
export const routes = { ...callRoutes, ...callbackRoutes, ...templateRoutes } as const;
export type Routes = typeof routes;
