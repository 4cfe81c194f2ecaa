import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Table = RouteMap<typeof routes> & DirectoryRoutes;

/** The typed client of this room. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Pack = Reply<'GET /methods/packs/:key'>;
export type Card = Reply<'GET /methods/packs'>['items'][number];
export type Flow = Pack['flows'][number];
export type Setting = Pack['settings'][number];
export type SettingValue = Setting['value'];
export type Preview = Reply<'POST /methods/preview'>;
export type Difference = Preview['differences'][number];
export type Standing = Reply<'GET /methods/where'>['items'][number];
