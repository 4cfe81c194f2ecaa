import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Table = RouteMap<typeof routes> & DirectoryRoutes;

/** The typed client of this room, with what it asks of the directory. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Month = Reply<'GET /duty/rosters/:id/months/:month'>;
export type Turn = Month['turns'][number];
export type Roster = Reply<'GET /duty/rosters/:id'>;
export type MyTurn = Reply<'GET /duty/mine'>['items'][number];
export type Swap = Reply<'GET /duty/swaps'>['items'][number];
export type Leave = Reply<'GET /duty/leaves'>['items'][number];
