import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { DocumentsRoutes } from '@hezhi/documents/contract';
import type { PlacesRoutes } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { Routes as MatterRoutes } from '../../contract/index.ts';

/** Every route that the screens of matters call, on desk and phones. */
type Table = RouteMap<MatterRoutes> & RouteMap<DocumentsRoutes> & RouteMap<PlacesRoutes> & DirectoryRoutes;

export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers: `Reply<'GET /matters/:id'>`. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;

export type MatterDetail = Reply<'GET /matters/:id'>;
export type Matter = MatterDetail['matter'];
export type Leg = MatterDetail['legs'][number];
export type Entry = MatterDetail['timeline'][number];
export type Step = MatterDetail['steps'][number];
export type StepField = Step['fields'][number];
export type InboxItem = Reply<'GET /inbox'>['items'][number];
export type OwnerCandidate = Reply<'GET /matters/:id/owners'>['items'][number];
export type MatterKind = Reply<'GET /matters/kinds'>['items'][number];
