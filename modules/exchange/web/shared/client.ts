import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { routes as cases } from '@hezhi/cases/contract';
import type { Routes as Directory } from '@hezhi/directory/contract';
import type { routes as matters } from '@hezhi/matters/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Own = RouteMap<typeof routes>;
/** The typed client of this room, with the organisations, kinds and categories that its forms choose from. */
export const client = createClient<Own & Directory & RouteMap<typeof matters> & RouteMap<typeof cases>>();
export const { useRoute, useList, useCommand } = client;

/** What a route of this room answers. */
export type Reply<K extends keyof Own> = RouteResult<Own[K]>;
export type Endpoint = Reply<'GET /exchange/endpoints/:id'>;
export type Message = Reply<'GET /exchange/messages'>['items'][number];
