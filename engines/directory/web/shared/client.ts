import type { RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

export const client = createClient<Routes>();
export const { useRoute, useList, useCommand } = client;

/** What a route answers: `Reply<'GET /accounts/:id'>`. */
export type Reply<K extends keyof Routes> = RouteResult<Routes[K]>;
