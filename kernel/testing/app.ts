import { randomUUID } from 'node:crypto';
import type { Actor, AnyRoute, RouteCall, RouteResult } from '@hezhi/contract';
import { buildApp, stopApp, type AppOptions, type Authenticate, type House } from '@hezhi/server';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { testHouse, type TestHouse, type TestHouseOptions } from './house.ts';

type Problem = { status: number; code: string; detail: string; reference: string; errors?: { path: string; code: string; detail: string }[] };
type Asked = { key?: string; headers?: Record<string, string> };

/** A reply as the outside sees it. `body` has the type of success; look at `status` first, or use `problem`. */
export type TestReply<T> = {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: T;
  text: string;
  /** The reply as a problem document; throws when it was a success. */
  problem(): Problem;
};

/** Someone at the front door: calls routes over HTTP as one actor or one token. */
export type TestClient = {
  /** Calls a route of a contract. Fails the test when the reply is no success. */
  call<T extends AnyRoute>(route: T, input?: RouteCall<T>, asked?: Asked): Promise<RouteResult<T>>;
  /** Calls a route of a contract and hands back whatever comes. */
  ask<T extends AnyRoute>(route: T, input?: RouteCall<T>, asked?: Asked): Promise<TestReply<RouteResult<T>>>;
  /** Any request; paths begin with `/`. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
};

export type TestApp = TestHouse & {
  app: FastifyInstance;
  /** A client that is this actor, no login needed. Only with the kit's own authentication. */
  as(actor: Actor): TestClient;
  /** A client that sends this bearer token (or none: a visitor). */
  withToken(token: string | null): TestClient;
};

export type TestAppOptions = TestHouseOptions &
  Omit<AppOptions, 'authenticate'> & {
    /** The real authentication, of the directory for instance; without it the kit's own, which knows the actors of `as`. */
    authenticate?: (house: House) => Authenticate;
  };

const visitor: Actor = { kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: [], language: 'zh-Hans' };

/** A house with its HTTP door, reached by `inject`. Replies are checked against their schemas; rate limits are off unless asked for. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { authenticate, apps, visibleHint, rateFactor = Infinity, version = 'test', ...rest } = options;
  const t = await testHouse(rest);
  const actors = new Map<string, Actor>();
  const own: Authenticate = async (request) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const actor = actors.get(token);
    return actor ? { actor, session: { id: token, expires: t.clock.now() + 86_400_000 } } : { actor: visitor, session: null };
  };
  let app: FastifyInstance;
  try {
    app = buildApp(t.house, { authenticate: authenticate?.(t.house) ?? own, apps, visibleHint, rateFactor, version });
    await app.ready();
  } catch (error) {
    await t.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await stopApp(app);
    await t.close();
  };
  return {
    ...t,
    app,
    as(actor): TestClient {
      const token = randomUUID();
      actors.set(token, actor);
      return testClient(app, token);
    },
    withToken: (token) => testClient(app, token),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A client of an app that sends this token. */
export function testClient(app: FastifyInstance, token: string | null): TestClient {
  const standing: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const ask: TestClient['ask'] = async (route, input = {}, asked = {}) => {
    const response = await app.inject({
      method: route.method,
      url: urlOf(route, input),
      headers: { ...standing, ...(asked.key ? { 'idempotency-key': asked.key } : {}), ...asked.headers },
      ...(input.body === undefined ? {} : { payload: input.body as object }),
    });
    const isJson = /json/.test(String(response.headers['content-type'] ?? ''));
    const body = isJson ? JSON.parse(response.body) : response.body === '' ? undefined : response.body;
    return {
      status: response.statusCode,
      headers: response.headers,
      body,
      text: response.body,
      problem(): Problem {
        if (response.statusCode < 400) throw new Error(`${route.method} ${route.path} answered ${response.statusCode}, which is no problem`);
        return body as Problem;
      },
    };
  };
  return {
    ask,
    async call(route, input, asked) {
      const reply = await ask(route, input, asked);
      if (reply.status >= 400) throw new Error(`${route.method} ${route.path} answered ${reply.status}: ${reply.text}`);
      return reply.body;
    },
    inject: (request) => app.inject({ ...request, headers: { ...standing, ...request.headers } }),
  };
}

function urlOf(route: AnyRoute, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  const search = query.toString();
  return `/api${path}${search ? `?${search}` : ''}`;
}
