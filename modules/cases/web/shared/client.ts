import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { DocumentsRoutes } from '@hezhi/documents/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import type { PlacesRoutes } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { Routes as CaseRoutes } from '../../contract/index.ts';

/** Every route that the screens of cases call, on desk and phones. */
type Table = RouteMap<CaseRoutes> & RouteMap<MatterRoutes> & RouteMap<DocumentsRoutes> & RouteMap<PlacesRoutes> & DirectoryRoutes;

export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers: `Reply<'GET /cases/:id'>`. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;

export type CaseDetail = Reply<'GET /cases/:id'>;
export type CaseFacts = Reply<'GET /cases/:id/facts'>;
export type CategoryTree = Reply<'GET /case-categories'>;
export type CategoryGroup = Reply<'GET /case-categories'>['groups'][number];
export type Category = CategoryGroup['leaves'][number];
