/** The HTTP door of the kernel: from a house and its rooms to an app that listens. */
export { bodyLimit, buildApp, type AppOptions } from './app.ts';
export { httpErrors } from './errors.ts';
export { faultsOf } from './faults.ts';
export { cookieName } from './guard.ts';
export { describe as describeApi } from './openapi.ts';
export { noncePlaceholder, type Pages } from './pages.ts';
export { databaseAway } from './problem.ts';
export { newReference } from './reference.ts';
export { Rates } from './rates.ts';
export { fileLimit } from './route.ts';
export { serialiser } from './serialise.ts';
export { speak, withTraditional } from './speak.ts';
export { toTraditional } from './traditional.ts';
export type { Authenticate, Standing } from './standing.ts';
export { stopApp } from './stop.ts';
export type { VisibleHint } from './stream.ts';
