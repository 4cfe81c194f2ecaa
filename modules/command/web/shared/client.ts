import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Table = RouteMap<typeof routes> & RouteMap<MatterRoutes> & DirectoryRoutes;

/** The typed client of this room, with what it asks of matters and the directory. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Incident = Reply<'GET /command/incidents/:id'>;
export type IncidentRow = Reply<'GET /command/incidents'>['items'][number];
export type Candidate = Reply<'GET /command/nearest'>['items'][number];
export type Person = Reply<'GET /command/on-duty'>['items'][number];
export type Handover = Reply<'GET /command/handovers'>['items'][number];
export type Plan = Reply<'GET /command/plans'>['items'][number];
export type Allowed = Reply<'GET /command/steps'>['items'][number];
export type Row = Reply<'GET /inbox'>['items'][number];
