import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { DocumentsRoutes } from '@hezhi/documents/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import type { PlacesRoutes } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/routes.ts';

/** Every route that the screens of whistles call. */
type Table = RouteMap<Routes> & RouteMap<MatterRoutes> & RouteMap<DocumentsRoutes> & RouteMap<PlacesRoutes> & DirectoryRoutes;

export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers: `Reply<'GET /whistles/:id/facts'>`. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Facts = Reply<'GET /whistles/:id/facts'>;
export type Response = Facts['responses'][number];
export type Kind = Reply<'GET /whistle-kinds'>['items'][number];
export type Department = Reply<'GET /whistle-departments'>['items'][number];
