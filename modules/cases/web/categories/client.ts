import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

type Table = RouteMap<Routes>;
export const client = createClient<Table>();
export const { useRoute, useCommand } = client;

export type Tree = RouteResult<Table['GET /case-categories/admin']>;
export type Leaf = Tree['groups'][number]['leaves'][number];
export type Question = Leaf['questions'][number];
export type Limits = Leaf['limits'];
export const stages = ['accept', 'dispatch', 'handle', 'verify'] as const;
export const units = ['working-minutes', 'working-days', 'minutes', 'days'] as const;
