import { registerRoutes } from './routes-register.ts';
import { residentRoutes } from './routes-residents.ts';
import { voteRoutes } from './routes-votes.ts';

/** The room's routes, by the names that the server implements. */
export const routes = { ...registerRoutes, ...voteRoutes, ...residentRoutes } as const;
export type Routes = typeof routes;
