import { staffRoutes } from './routes-ballots.ts';
import { deskRoutes } from './routes-desk.ts';
import { mandateRoutes } from './routes-mandates.ts';
import { rollRoutes } from './routes-rolls.ts';
import { voterRoutes } from './routes-voters.ts';

/** The room's routes, by the names that the server implements. */
export const routes = { ...rollRoutes, ...deskRoutes, ...staffRoutes, ...mandateRoutes, ...voterRoutes } as const;
