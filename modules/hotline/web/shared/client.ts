import type { Routes as CaseRoutes } from '@hezhi/cases/contract';
import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import type { PlacesRoutes } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { Routes as HotlineRoutes } from '../../contract/index.ts';

type Table = RouteMap<HotlineRoutes> & RouteMap<CaseRoutes> & RouteMap<MatterRoutes> & RouteMap<PlacesRoutes>;

/** Every route that the screens of the hotline call. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers: `Reply<'GET /hotline/board'>`. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type CallOne = Reply<'GET /hotline/calls/:id'>;
export type Board = Reply<'GET /hotline/board'>;
export type Caller = Reply<'POST /hotline/calls/:id/caller'>;
export type CallbackOne = Reply<'POST /hotline/callbacks/:id/take'>;
export type TemplateOne = Reply<'POST /hotline/templates'>;
