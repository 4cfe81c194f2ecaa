import { onLanguage } from './language.ts';
import { QueryClient, keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { AnyRoute, RouteResult } from '@hezhi/contract';
import { newId } from '@hezhi/contract/light';
import { useCallback, useMemo, useRef } from 'react';
import { request, type CallOf, type LooseCall, type Rest } from './request.ts';
import { Away, Problem } from './problem.ts';

type Table = Readonly<Record<string, AnyRoute>>;
type Gets<R extends Table> = keyof R & `GET ${string}`;
type Item<T> = T extends { items: readonly (infer I)[] } ? I : never;

export type AskOptions = {
  /** false: do not ask yet. */
  enabled?: boolean;
  /** Milliseconds for which an answer is fresh (default 15 s). */
  fresh?: number;
  /** Ask again each so many milliseconds. */
  every?: number;
  /** Show the former answer while a new one is on its way (default true). */
  keep?: boolean;
};

/** A list page by page: everything got so far in `items`. */
export type ListState<I> = {
  readonly items: readonly I[];
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly isMoreFetching: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
};

/** A command: `run` sends it and throws what `Client` throws; `error` keeps the last failure for the screen. */
export type CommandState<C extends unknown[], T> = {
  readonly run: (...call: C) => Promise<T>;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly data: T | undefined;
  readonly reset: () => void;
};

export type CommandOptions = {
  /** Routes (or beginnings of them) whose answers are stale after success; default: every GET on screen. */
  refresh?: readonly string[];
};

export type Hooks<R extends Table> = {
  useRoute<K extends Gets<R>>(route: K, call?: CallOf<R[K]>, options?: AskOptions): UseQueryResult<RouteResult<R[K]>, Error>;
  useList<K extends Gets<R>>(route: K, call?: CallOf<R[K]>, options?: AskOptions): ListState<Item<RouteResult<R[K]>>>;
  useCommand<K extends Exclude<keyof R & string, Gets<R>>>(route: K, options?: CommandOptions): CommandState<Rest<R[K], object>, RouteResult<R[K]>>;
};

/** The page's one store of answers. Refusals are not asked again; absences are, by the client. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
        retry: (count, error) => !(error instanceof Problem) && !(error instanceof Away) && count < 1,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  onLanguage(() => void client.invalidateQueries());
  return client;
}

const optionsOf = (options: AskOptions | undefined) => ({
  ...(options?.enabled === undefined ? {} : { enabled: options.enabled }),
  ...(options?.fresh === undefined ? {} : { staleTime: options.fresh }),
  ...(options?.every === undefined ? {} : { refetchInterval: options.every }),
});

/** The key under which an answer is kept: route, then the call. */
export const answerKey = (route: string, call?: LooseCall) => [route, call?.params ?? null, call?.query ?? null] as const;

/** Marks answers as stale by the beginning of their route: `refresh(['GET /cases'])`. Without routes: all. */
export function useRefresh(): (routes?: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    (routes) => client.invalidateQueries({ predicate: (query) => !routes || routes.some((route) => String(query.queryKey[0]).startsWith(route)) }),
    [client],
  );
}

function useRoute(route: string, call?: LooseCall, options?: AskOptions) {
  return useQuery({
    queryKey: answerKey(route, call),
    queryFn: async ({ signal }) => (await request(route, { ...call, signal })) ?? null,
    ...(options?.keep === false ? {} : { placeholderData: keepPreviousData }),
    ...optionsOf(options),
  });
}

function useList(route: string, call?: LooseCall, options?: AskOptions): ListState<unknown> {
  const found = useInfiniteQuery({
    queryKey: [...answerKey(route, call), 'list'],
    queryFn: async ({ signal, pageParam }) =>
      (await request(route, { ...call, query: { ...call?.query, ...(pageParam ? { cursor: pageParam } : {}) }, signal })) as {
        items: unknown[];
        next: string | null;
      },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    ...(options?.keep === false ? {} : { placeholderData: keepPreviousData }),
    ...optionsOf(options),
  });
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  return {
    items,
    isPending: found.isPending,
    isFetching: found.isFetching,
    isMoreFetching: found.isFetchingNextPage,
    error: found.error,
    hasMore: found.hasNextPage,
    more: () => void (found.hasNextPage && !found.isFetchingNextPage && found.fetchNextPage()),
    again: () => void found.refetch(),
  };
}

function useCommand(route: string, options?: CommandOptions): CommandState<[LooseCall?], unknown> {
  const refresh = useRefresh();
  // One intention keeps one key: pressing again after an absence must not act twice.
  const intention = useRef<{ said: string; key: string } | null>(null);
  const sending = useMutation({
    mutationFn: async (call: LooseCall | undefined) => {
      const said = JSON.stringify([call?.params, call?.query, call?.body]);
      if (intention.current?.said !== said) intention.current = { said, key: call?.key ?? newId() };
      try {
        const reply = await request(route, { ...call, key: intention.current.key });
        intention.current = null;
        return reply ?? null;
      } catch (error) {
        if (!(error instanceof Away)) intention.current = null;
        throw error;
      }
    },
    onSuccess: () => refresh(options?.refresh),
  });
  return {
    run: (call) => sending.mutateAsync(call),
    isPending: sending.isPending,
    error: sending.error,
    data: sending.data,
    reset: sending.reset,
  };
}

/** The hooks of `createClient`; the types are the route table's. */
export function makeHooks<R extends Table>(): Hooks<R> {
  return { useRoute, useList, useCommand } as unknown as Hooks<R>;
}
