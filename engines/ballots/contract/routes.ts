import { staffRoutes } from './routes-ballots.ts';
import { deskRoutes } from './routes-desk.ts';
import { rollRoutes } from './routes-rolls.ts';
import { voterRoutes } from './routes-voters.ts';

/** The room's routes, by the names that the server implements. */
export const routes = { ...rollRoutes, ...deskRoutes, ...staffRoutes, ...voterRoutes } as const;
