import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { kernelErrors, Refusal, type ErrorDef } from '@hezhi/contract';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { readForms } from './forms.ts';
import { bearer, leansOnCookie, secureHeaders } from './guard.ts';
import { addHealth } from './health.ts';
import { addMetrics } from './metrics.ts';
import { addOpenApi } from './openapi.ts';
import { addPages, type Pages } from './pages.ts';
import { judge, plainError, problemOf } from './problem.ts';
import { Rates } from './rates.ts';
import { newReference } from './reference.ts';
import { fileLimit, register, type Shared } from './route.ts';
import { languageOf } from './speak.ts';
import type { Authenticate } from './standing.ts';
import { addStream, type VisibleHint } from './stream.ts';

/** Largest JSON body, in bytes. */
export const bodyLimit = 1024 * 1024;

export type AppOptions = {
  authenticate: Authenticate;
  /** Built web apps and where they are mounted. */
  apps?: readonly Pages[];
  /** Whether the actor may be told of a hint; default: no. Hints of other districts are never told. */
  visibleHint?: VisibleHint;
  /** Multiplies every route's rate limit; Infinity switches them off. */
  rateFactor?: number;
  version?: string;
};

/**
 * The HTTP door of a house: every room's routes under /api, health, metrics, API description, live hints and the web apps.
 * Nothing listens yet: call `listen` or `inject`. Close it by `stopApp`.
 */
export function buildApp(house: House, options: AppOptions): FastifyInstance {
  const { settings } = house;
  const publicOrigin = settings.publicUrl ? new URL(settings.publicUrl).origin : null;
  const app = Fastify({
    loggerInstance: house.log as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newReference,
    requestIdHeader: false,
    bodyLimit,
    trustProxy: settings.trustProxy ? nearest : false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 72_000,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 400, ignoreTrailingSlash: false },
    frameworkErrors: (error, request, reply) => void fail(house, error, request as FastifyRequest, reply as FastifyReply),
  });
  watchPaths(app);
  app.decorateRequest('standing', null);
  app.decorateRequest('language', 'zh-Hans');
  app.decorateRequest('bodyText', '');
  readBodies(app);
  app.register(cookie);
  app.register(multipart, { throwFileSizeLimit: true, limits: { fileSize: fileLimit, files: 20, fields: 50, fieldSize: 64 * 1024, parts: 70 } });

  const secure = settings.secureCookies;
  app.addHook('onRequest', (request, reply, done) => {
    request.language = languageOf(request.headers['accept-language'], undefined);
    secureHeaders(reply, secure || request.protocol === 'https');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    log(house, request, reply);
    done();
  });
  app.setErrorHandler((error, request, reply) => fail(house, error, request, reply));

  const errors = new Map<string, ErrorDef>();
  for (const room of house.rooms) for (const def of Object.values(room.errors ?? {})) errors.set(def.code, def);
  const shared: Shared = { house, authenticate: options.authenticate, rates: new Rates(), rateFactor: options.rateFactor ?? 1, publicOrigin, errors };

  // Plugins first, so that cookies are read before a route's own hooks run.
  app.register(async (inner) => {
    const implementations = house.rooms.flatMap((room) => room.routes ?? []);
    const forms = implementations.filter(({ route }) => route.body_kind === 'form');
    for (const implementation of implementations) if (implementation.route.body_kind !== 'form') register(inner, shared, implementation);
    inner.register(async (alone) => {
      readForms(alone);
      for (const implementation of forms) register(alone, shared, implementation);
    });
    addHealth(inner, house, options.version ?? '');
    addOpenApi(inner, house, options.version ?? '');
    addMetrics(inner, house, settings.metricsToken);
    addStream(inner, shared, options.visibleHint);
  });
  const pages = addPages(options.apps ?? []);
  app.setNotFoundHandler((request, reply) => pages(request, reply) ?? unknownPath(app, house, request, reply));
  return app;
}

/** Only the balancer itself is believed: the last entry of X-Forwarded-For, which it wrote; what stands before is what the client claims. */
const nearest = (_address: string, hop: number): boolean => hop === 0;

/** JSON is the only body besides multipart. Its text is kept for the idempotency fingerprint; poisoned prototypes are refused. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i, { parseAs: 'string' }, (request, text, done) => {
    request.bodyText = text as string;
    if ((text as string).trim() === '') return done(null, undefined);
    void parse(request, text as string, done);
  });
}

async function fail(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const verdict = judge(error);
  const { def } = verdict.refusal;
  if (verdict.log !== 'none')
    house.log[verdict.log]({ error: plainError(error), reference: request.id, route: labelOf(request), code: def.code }, def.words.en);
  if (reply.sent || reply.raw.headersSent) return reply;
  if (verdict.retryAfter !== undefined) reply.header('retry-after', String(verdict.retryAfter));
  const { refuse } = request.routeOptions?.config ?? {};
  if (refuse) return reply.serializer((value: unknown) => value as string).send(refuse(verdict.refusal, { request, reply }));
  if (def.status === 401) reply.header('www-authenticate', 'Bearer realm="hezhi"');
  return reply
    .code(def.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', request.language)
    .serializer((value: unknown) => value as string)
    .send(JSON.stringify(problemOf(verdict.refusal, request.language, request.id)));
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function unknownPath(app: FastifyInstance, house: House, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?')[0]!;
  const allowed = methods.filter((method) => method !== request.method && hasPath(app, method, path));
  if (allowed.length === 0) return fail(house, new Refusal(kernelErrors.no_such_path), request, reply);
  reply.header('allow', allowed.join(', '));
  return fail(house, new Refusal(kernelErrors.method_not_allowed), request, reply);
}

const patterns = new WeakMap<FastifyInstance, Map<string, RegExp[]>>();

/** Remembers each path by method, to tell "no such path" from "not by this method". */
function watchPaths(app: FastifyInstance): void {
  const known = new Map<string, RegExp[]>();
  patterns.set(app, known);
  app.addHook('onRoute', (route) => {
    const path = new RegExp(
      `^${route.url
        .split('/')
        .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
        .join('/')}$`,
    );
    for (const method of [route.method].flat()) known.set(method, [...(known.get(method) ?? []), path]);
  });
}

const hasPath = (app: FastifyInstance, method: string, path: string): boolean =>
  patterns
    .get(app)
    ?.get(method)
    ?.some((each) => each.test(path)) ?? false;

const labelOf = (request: FastifyRequest): string => request.routeOptions.config?.label ?? `${request.method} (no route)`;

function log(house: House, request: FastifyRequest, reply: FastifyReply): void {
  const { label, quiet } = request.routeOptions.config ?? {};
  if (quiet || (!label && reply.statusCode < 400)) return;
  const line = { reference: request.id, route: label ?? labelOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 };
  if (refused(request, reply.statusCode)) house.log.info({ ...line, person: request.standing?.actor.person ?? null, address: request.ip }, 'refused');
  else if (request.method === 'GET' && reply.statusCode < 500) house.log.debug(line, 'request');
  else house.log.info(line, 'request');
}

/** What security asks about later: no right, another site, too often, a session that does not hold. A visitor who merely looks who they are is none of it. */
function refused(request: FastifyRequest, status: number): boolean {
  if (status === 401) return request.method !== 'GET' || bearer(request) || leansOnCookie(request);
  return status === 403 || status === 429;
}
