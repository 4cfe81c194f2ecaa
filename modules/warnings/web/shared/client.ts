import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

/** The typed client of this room. */
export const client = createClient<RouteMap<typeof routes>>();
export type Detail = RouteResult<(typeof routes)['get']>;
