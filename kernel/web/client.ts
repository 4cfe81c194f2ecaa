import type { AnyRoute, RouteResult } from '@hezhi/contract';
import { makeHooks, type Hooks } from './query.ts';
import { request, upload, type CallMore, type LooseCall, type Rest } from './request.ts';

type Table = Readonly<Record<string, AnyRoute>>;

export type Client<R extends Table> = {
  <K extends keyof R & string>(route: K, ...rest: Rest<R[K], CallMore>): Promise<RouteResult<R[K]>>;
  /** Multipart POST with progress; the form's parts are the route's affair. */
  upload<K extends keyof R & `POST ${string}`>(
    route: K,
    form: FormData,
    more?: { onProgress?: (share: number) => void; key?: string; signal?: AbortSignal; params?: Record<string, unknown> },
  ): Promise<RouteResult<R[K]>>;
} & Hooks<R>;

/**
 * The typed client of some rooms' routes: `createClient<RouteMap<typeof routes>>()`. Only types enter, so no schema library reaches
 * the browser. Throws `Problem` (the server refuses) or `Away` (network or server away).
 */
export function createClient<R extends Table>(): Client<R> {
  const call = (route: string, given?: LooseCall) => request(route, given);
  return Object.assign(call, { upload }, makeHooks<R>()) as unknown as Client<R>;
}
