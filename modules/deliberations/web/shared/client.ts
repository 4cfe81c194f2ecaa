import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as CaseRoutes } from '@hezhi/cases/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { Routes as MatterRoutes } from '@hezhi/matters/contract';
import { createClient } from '@hezhi/web';
import type { bodyRoutes, meetingRoutes, routes } from '../../contract/index.ts';

/** Every route that the screens of deliberations call. */
type Table = RouteMap<typeof routes> &
  RouteMap<typeof bodyRoutes> &
  RouteMap<typeof meetingRoutes> &
  RouteMap<MatterRoutes> &
  Pick<RouteMap<CaseRoutes>, 'GET /public/districts'> &
  DirectoryRoutes;

export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;
/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Talk = Reply<'GET /public/talks/:district/:id'>;
export type TalkCard = Reply<'GET /public/talks'>['items'][number];
export type Meeting = Reply<'GET /public/meetings/:district/:id'>;
/** What must be asked again when something of a topic changed. */
export const talkRoutes = [
  'GET /public/talks/:district/:id',
  'GET /public/talks',
  'GET /my/talks',
  'GET /public/talks/:district/:id/positions',
  'GET /deliberations/:id/facts',
] as const;
export const meetingKeys = [
  'GET /public/meetings/:district/:id',
  'GET /meetings',
  'GET /meetings/:id/seats',
  'GET /meetings/:id/attendance',
  'GET /public/talks/:district/:id',
  'GET /deliberations/:id/facts',
] as const;
