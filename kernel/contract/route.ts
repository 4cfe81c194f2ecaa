import type { z } from 'zod';
import type { Access } from './access.ts';
import type { ErrorDef } from './errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = z.ZodType;

/**
 * One HTTP operation as data. The server implements it, the typed client calls it, OpenAPI describes it, tests list it.
 * `path` uses `:name` parameters below `/api`. `reply` is the schema of success; `null` means 204.
 */
export type Route<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema | null = Schema | null,
> = {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  readonly status?: 200 | 201 | 202 | 302;
  /** Expected failures beside those of the kernel. */
  readonly errors?: readonly ErrorDef[];
  /** Feature ids of features.md that the route serves. */
  readonly features?: readonly string[];
  /**
   * How a POST repeated with one Idempotency-Key is recognised: `check` (default) asks before the handler runs; `write` stores the
   * key in the handler's own write statement and asks only after a failure: no extra statement on hot paths. With `whole` the handler runs
   * in one transaction that keeps its answer too, so that not even a server that is killed leaves work without its answer; for handlers that
   * write through `call.db` alone, ask nobody outside and keep nothing of what they refuse.
   */
  readonly idempotency?: 'check' | 'write' | 'whole';
  /**
   * Body kinds other than JSON. `file`: multipart upload. `form`: fields as browsers send them (urlencoded or multipart, files in it are
   * dropped), each a text or, where its name came several times, a list of texts. `raw` replies are streams the handler sends itself.
   */
  readonly body_kind?: 'json' | 'file' | 'form';
  readonly reply_kind?: 'json' | 'raw' | 'events';
  /**
   * A standard of others says where the route stands: `path` is the whole address, not below `/api`. Such a route knows no session: everybody
   * is a visitor, who may prove something by other means. Its failures may be told in that standard's shape (third argument of `implement`).
   */
  readonly outside?: true;
  /** `kept`: words are told as they are kept, for whoever edits them. Otherwise zh-Hant is derived for who reads it, where it is missing. */
  readonly words?: 'kept';
  /** Requests per minute and address or account where the default (600) does not fit. */
  readonly rate?: number;
  /** Example request body for the API description. */
  readonly example?: unknown;
};

/** Declares a route; the types of its parts are kept for the server and the client. */
export function defineRoute<
  const Path extends string,
  const M extends Method,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | null = null,
>(route: Route<P, Q, B, R> & { path: Path; method: M }): Route<P, Q, B, R> & { path: Path; method: M } {
  return route;
}

export type AnyRoute = Route<any, any, any, any>; // oxlint-disable-line no-explicit-any -- a list of routes of every shape

// The parts are optional properties, so their types carry `undefined`, which must not reach a handler whose route has the part.
type Out<S> = [NonNullable<S>] extends [never] ? undefined : NonNullable<S> extends z.ZodType ? z.output<NonNullable<S>> : undefined;
type In<S> = [NonNullable<S>] extends [never] ? undefined : NonNullable<S> extends z.ZodType ? z.input<NonNullable<S>> : undefined;

/** What the handler receives, after validation. */
export type RouteInput<T extends AnyRoute> = { params: Out<T['params']>; query: Out<T['query']>; body: Out<T['body']> };
/** What the handler returns. */
export type RouteReply<T extends AnyRoute> = T['reply'] extends z.ZodType ? z.input<T['reply']> : void;
/** What a caller gives, before validation. */
export type RouteCall<T extends AnyRoute> = { params?: In<T['params']>; query?: In<T['query']>; body?: In<T['body']> };
/** What a caller gets. */
export type RouteResult<T extends AnyRoute> = T['reply'] extends z.ZodType ? z.output<T['reply']> : void;

/** `'POST /cases'` -> route, from a room's route table: the key by which the light client calls without any schema. */
export type RouteMap<T extends Readonly<Record<string, AnyRoute>>> = {
  [K in keyof T as `${T[K]['method'] & string} ${T[K]['path'] & string}`]: T[K];
};
