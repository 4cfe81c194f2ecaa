import type { RouteMap } from '@hezhi/contract';
import type { routes } from '@hezhi/ballots/contract';

/** What these screens ask of ballots: the rolls that may vote. */
export type Routes = Pick<RouteMap<typeof routes>, 'GET /ballots/rolls'>;
