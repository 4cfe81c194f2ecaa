import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as BallotRoutes } from './ballot-routes.ts';
import type { Routes as CaseRoutes } from '@hezhi/cases/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

type Table = RouteMap<Routes> &
  Pick<RouteMap<CaseRoutes>, 'GET /case-categories' | 'GET /public/districts'> &
  Pick<DirectoryRoutes, 'GET /territory'> &
  BallotRoutes;

/** The typed client of this room. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;
/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
