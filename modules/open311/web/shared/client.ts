import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/routes.ts';

type Map = RouteMap<typeof routes>;
/** The typed client of this room. */
export const { useRoute, useList, useCommand } = createClient<Map>();
/** What a route answers. */
export type Reply<K extends keyof Map> = RouteResult<Map[K]>;
/** A key in the list. */
export type Key = Reply<'GET /open311/keys'>['items'][number];
