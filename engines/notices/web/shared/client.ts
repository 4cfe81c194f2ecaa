import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Routes = RouteMap<typeof routes>;

/** The typed client of this room. */
export const { useRoute, useList, useCommand } = createClient<Routes>();

/** What a route answers. */
export type Reply<K extends keyof Routes> = RouteResult<Routes[K]>;
