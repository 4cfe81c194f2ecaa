import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

type Table = RouteMap<Routes>;
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

export type Import = RouteResult<Table['GET /case-imports']>['items'][number];
export type Detail = RouteResult<Table['GET /case-imports/:id']>;
export type Row = RouteResult<Table['GET /case-imports/:id/rows']>['items'][number];
export type Reading = Detail['reading'];
export type State = Import['state'];

/** What changes when an import goes on. */
export const stale = ['GET /case-imports'];
