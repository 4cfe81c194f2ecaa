import type { RouteMap } from '@hezhi/contract';
import type { routes as places } from '@hezhi/places/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

/** The typed client of this room and of the shapes it draws on. */
export const client = createClient<RouteMap<typeof routes> & RouteMap<Pick<typeof places, 'shapes'>>>();
