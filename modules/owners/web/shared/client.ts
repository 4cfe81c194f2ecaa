import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as CaseRoutes } from '@hezhi/cases/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

/** Every route that the screens of owners call. */
type Table = RouteMap<Routes> & RouteMap<MatterRoutes> & Pick<RouteMap<CaseRoutes>, 'GET /public/districts'> & DirectoryRoutes;

export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;
/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Group = Reply<'GET /owners/:id'>;
export type Vote = Reply<'GET /owners-votes/:id'>;
export type VoteCard = Reply<'GET /owners/:id/votes'>['items'][number];
export type Page = Reply<'GET /public/owners/:district/:id'>;
/** What must be asked again when something of a vote changed. */
export const voteKeys = [
  'GET /owners-votes/:id',
  'GET /owners/:id/votes',
  'GET /matters/:id',
  'GET /matters',
  'GET /inbox',
  'GET /public/owners-votes/:district/:id',
  'GET /public/owners/:district/:id/votes',
] as const;
export const groupKeys = ['GET /owners', 'GET /owners/:id', 'GET /owners/:id/units', 'GET /owners/:id/people', 'GET /owners/:id/members'] as const;
