import type { RouteMap } from '@hezhi/contract';
import type { DocumentsRoutes } from '@hezhi/documents/contract';
import type { Routes as MattersRoutes } from '@hezhi/matters/contract';
import type { PlacesRoutes } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { Routes as CasesRoutes } from '../../contract/index.ts';

type Table = RouteMap<CasesRoutes> & RouteMap<MattersRoutes> & RouteMap<PlacesRoutes> & RouteMap<DocumentsRoutes>;

/** The typed client of what residents' screens ask and tell: cases, steps, places, files. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;
