import { kernelErrors, Refusal, type AnyRoute, type ErrorDef } from '@hezhi/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { makeCall } from '../call.ts';
import type { Db } from '../db.ts';
import type { House, Implementation } from '../house.ts';
import { faultsOf } from './faults.ts';
import { fieldsOf } from './forms.ts';
import { admit, sameSite } from './guard.ts';
import { once, readKey, replayOf, whole, type Key, type Replay, type SetCookie } from './keys.ts';
import { defaultRate, type Rates } from './rates.ts';
import { serialiser } from './serialise.ts';
import { languageOf, withTraditional } from './speak.ts';
import { stranger, type Authenticate, type Standing } from './standing.ts';

/** What every route of the app shares. */
export type Shared = {
  house: House;
  authenticate: Authenticate;
  rates: Rates;
  /** Multiplies every route's rate; Infinity switches the limits off (bench, rehearsals). */
  rateFactor: number;
  publicOrigin: string | null;
  errors: ReadonlyMap<string, ErrorDef>;
};

/** The largest single file of a multipart request, in bytes. */
export const fileLimit = 20 * 1024 * 1024;

/** The status a route answers success with: its own, else 200, or 204 where the reply is null. */
export const successStatus = (route: AnyRoute): number =>
  route.reply === null && route.reply_kind !== 'raw' && route.reply_kind !== 'events' ? 204 : (route.status ?? 200);

/** Where a route stands. */
export const addressOf = (route: Pick<AnyRoute, 'path' | 'outside'>): string => (route.outside ? route.path : `/api${route.path}`);

/** Makes one implementation reachable under /api, or outside where it says so: rate, rights and origin first, then body, validation, key, handler, reply. */
export function register(app: FastifyInstance, shared: Shared, implementation: Implementation): void {
  const { route } = implementation;
  const { house } = shared;
  const label = `${route.method} ${route.path}`;
  const streams = route.reply_kind === 'raw' || route.reply_kind === 'events';
  const status = successStatus(route);
  const write = route.reply && !streams ? serialiser(route.reply as z.ZodType, house.settings.checkReplies, label) : null;
  // A demo is there to be tried hard: only limits that a route states itself (logging in, tracking by code) hold there.
  const rate = (route.rate ?? (shared.house.settings.demo ? defaultRate * 1000 : defaultRate)) * shared.rateFactor;

  const enter = async (request: FastifyRequest): Promise<void> => {
    const standing = route.outside ? stranger : await shared.authenticate(request);
    request.standing = standing;
    request.language = languageOf(request.headers['accept-language'], standing.session ? standing.actor.language : undefined);
    if (rate !== Infinity) limit(shared, request, standing, label, rate);
    admit(route.access, standing.actor);
    // Outside, nothing leans on a cookie.
    if (!route.outside) sameSite(request, shared.publicOrigin);
    if (route.body_kind === 'form') return;
    const multipart = request.headers['content-type']?.startsWith('multipart/') ?? false;
    if (multipart !== (route.body_kind === 'file') && (multipart || request.headers['content-type'] !== undefined)) throw new Refusal(kernelErrors.media_type);
  };

  const run = async (request: FastifyRequest, reply: FastifyReply, input: never, key: Key | null, db: Db = house.db): Promise<unknown> => {
    const call = makeCall(house, {
      db,
      actor: request.standing!.actor,
      reference: request.id,
      language: request.language,
      ...(key ? { key: key.scope.key, fingerprint: key.fingerprint, status } : {}),
    });
    return implementation.handle(call, input, { request, reply });
  };

  const send = (reply: FastifyReply, code: number, value: unknown): FastifyReply => {
    reply.code(code);
    if (!write) return reply.send();
    // Who reads traditional characters gets every word of the product in them; the other languages stand in the value already.
    const told = reply.request.language === 'zh-Hant' && route.words !== 'kept' ? withTraditional(value) : value;
    return reply.header('content-type', 'application/json; charset=utf-8').send(write(told));
  };

  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (route.body_kind === 'form') request.body = await fieldsOf(request);
    const input = validate(route, request, shared.errors) as never;
    const key = route.method === 'POST' && !streams ? readKey(request, request.standing!.actor, request.bodyText) : null;
    if (streams) {
      const result = await run(request, reply, input, null);
      return reply.sent || result === undefined ? reply : reply.send(result);
    }
    if (!key) {
      const go = (db: Db): Promise<unknown> => run(request, reply, input, null, db);
      return send(reply, status, await (route.idempotency === 'whole' ? house.db.tx(go) : go(house.db)));
    }
    if (route.idempotency === 'write') {
      try {
        return send(reply, status, await run(request, reply, input, key));
      } catch (error) {
        const replay = await replayOf(house, key);
        if (!replay) throw error;
        return send(replayed(reply, replay), status, replay.value);
      }
    }
    const work = async (db: Db): Promise<Replay> => {
      const cookies = watchCookies(reply);
      const value = await run(request, reply, input, null, db);
      return { status, value: value ?? null, cookies };
    };
    const done = await (route.idempotency === 'whole' ? whole(house, key, work) : once(house, key, () => work(house.db)));
    return send(done.replayed ? replayed(reply, done.reply) : reply, done.reply.status, done.reply.value);
  };

  app.route({
    method: route.method,
    url: addressOf(route),
    onRequest: enter,
    handler,
    exposeHeadRoute: !streams,
    config: { label, ...(implementation.refuse ? { refuse: implementation.refuse } : {}) },
  });
}

function replayed(reply: FastifyReply, replay: Replay): FastifyReply {
  for (const [name, value, options] of replay.cookies) reply.setCookie(name, value, options);
  return reply.header('idempotency-replayed', 'true');
}

/** Notes the cookies that a handler sets, so that a repetition gets them too. */
function watchCookies(reply: FastifyReply): SetCookie[] {
  const seen: SetCookie[] = [];
  const set = reply.setCookie.bind(reply);
  reply.setCookie = (name, value, options) => {
    seen.push([name, value, { ...options }]);
    return set(name, value, options);
  };
  return seen;
}

function limit(shared: Shared, request: FastifyRequest, standing: Standing, label: string, rate: number): void {
  const who = `${standing.actor.person ?? request.ip} ${label}`;
  const wait = shared.rates.take(who, rate, shared.house.now());
  if (wait === 0) return;
  throw new Refusal(kernelErrors.too_many, {}, { extra: { retry_after: wait } });
}

function validate(route: AnyRoute, request: FastifyRequest, errors: ReadonlyMap<string, ErrorDef>): { params: unknown; query: unknown; body: unknown } {
  const input: { params: unknown; query: unknown; body: unknown } = { params: undefined, query: undefined, body: undefined };
  const faults = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part] as z.ZodType | undefined;
    if (!schema) continue;
    const parsed = schema.safeParse(request[part] ?? undefined, { reportInput: true });
    if (parsed.success) input[part] = parsed.data;
    else faults.push(...faultsOf(parsed.error.issues, part, request.language, errors));
  }
  if (faults.length > 0) throw new Refusal(kernelErrors.invalid, {}, { faults });
  return input;
}
