import type { RouteMap } from '@hezhi/contract';
import { homeRoutes } from './routes-homes.ts';
import { identityRoutes } from './routes-identities.ts';
import { meRoutes } from './routes-me.ts';
import { organisationRoutes } from './routes-organisations.ts';
import { ownDataRoutes } from './routes-own-data.ts';
import { peopleRoutes } from './routes-people.ts';
import { sandboxRoutes } from './routes-sandbox.ts';
import { sessionRoutes } from './routes-sessions.ts';
import { territoryRoutes } from './routes-territory.ts';

/** The directory's contract: territory, organisations, people, posts, sessions (T1, T4, T5 core). */
export * from './light.ts';
export * from './fields.ts';
export { Closing, OwnCopy, Proof } from './routes-own-data.ts';
export { CurrentSession } from './routes-sessions.ts';
export { RoleView } from './routes-organisations.ts';
export { AuditEntry } from './routes-territory.ts';

export const routes = {
  ...sessionRoutes,
  ...identityRoutes,
  ...meRoutes,
  ...ownDataRoutes,
  ...homeRoutes,
  ...peopleRoutes,
  ...organisationRoutes,
  ...territoryRoutes,
  ...sandboxRoutes,
} as const;
/** `'POST /sessions'` -> route, for the typed client. */
export type Routes = RouteMap<typeof routes>;
