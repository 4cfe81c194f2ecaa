import { kernelErrors, Problem, type AnyRoute, type ErrorDef } from '@hezhi/contract';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { httpErrors } from './errors.ts';
import { ownPaths } from './openapi-own.ts';
import { problemResponse } from './openapi-problems.ts';
import { addressOf, fileLimit, successStatus } from './route.ts';

type Json = Record<string, unknown>;

/** GET /api/openapi.json: OpenAPI 3.1 of every route of the house, made from the contracts. */
export function addOpenApi(app: FastifyInstance, house: House, version: string): void {
  let text: string | null = null;
  app.get('/api/openapi.json', { config: { quiet: true } }, async (_request, reply) => {
    text ??= JSON.stringify(describe(house, version));
    return reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(text);
  });
}

/** Named schemas of the document. A schema read and written in different shapes gets a second name, `…Input`. */
export class Schemas {
  readonly made: Record<string, Json> = {};
  readonly #texts = new Map<string, string>();

  /** The schema as JSON Schema 2020-12, its named parts moved to the components. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const full = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json;
    const { $defs = {}, $schema: _dialect, ...root } = full as { $defs?: Record<string, Json>; $schema?: string } & Json;
    const names = new Map<string, string>();
    for (const [name, each] of Object.entries($defs)) names.set(name, this.#name(name, each, io));
    for (const [name, each] of Object.entries($defs)) this.made[names.get(name)!] ??= point(each, names) as Json;
    return point(root, names) as Json;
  }

  #name(name: string, schema: Json, io: 'input' | 'output'): string {
    const text = JSON.stringify(schema);
    const clean = name.replace(/[^\w.-]/g, '_');
    for (const candidate of [clean, `${clean}${io === 'input' ? 'Input' : 'Output'}`, ...Array.from({ length: 50 }, (_, i) => `${clean}${i + 2}`)]) {
      const known = this.#texts.get(candidate);
      if (known === undefined || known === text) {
        this.#texts.set(candidate, text);
        return candidate;
      }
    }
    return clean;
  }
}

function point(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => point(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => !(key === 'id' && typeof each === 'string'))
      .map(([key, each]) => {
        if (key !== '$ref' || typeof each !== 'string') return [key, point(each, names)];
        const name = each.replace('#/$defs/', '');
        return [key, `#/components/schemas/${names.get(name) ?? name}`];
      }),
  );
}

/** The whole description. Pure but for the house's list of rooms. */
export function describe(house: Pick<House, 'rooms'>, version: string): Json {
  const schemas = new Schemas();
  schemas.of(z.object({ problem: Problem }), 'output');
  const paths: Record<string, Record<string, Json>> = ownPaths();
  for (const room of house.rooms) {
    for (const { route } of room.routes ?? []) {
      const path = addressOf(route).replace(/:(\w+)/g, '{$1}');
      (paths[path] ??= {})[route.method.toLowerCase()] = operation(room.name, route, schemas);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '合治 Hezhi',
      version: version || '0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Errors are application/problem+json. Lists are {items, next}. Times are RFC 3339, geometry is GeoJSON in WGS84. Every POST honours Idempotency-Key.',
    },
    servers: [{ url: '/' }],
    tags: house.rooms.map((room) => ({ name: room.name })),
    paths,
    components: {
      schemas: schemas.made,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token given by POST /api/sessions' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'hezhi_session',
          description:
            'Set by POST /api/sessions; over HTTPS its name begins with __Host-. Changes also need Origin or Sec-Fetch-Site of this site, as browsers send them.',
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
          description: 'A repetition under the same key has one effect and gets the first reply, with the header Idempotency-Replayed: true. Kept 48 hours.',
        },
      },
    },
  };
}

function operation(room: string, route: AnyRoute, schemas: Schemas): Json {
  const { access } = route;
  const parameters = [...parametersOf(route.params, 'path', schemas), ...parametersOf(route.query, 'query', schemas)];
  if (route.method === 'POST' && !route.outside) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' });
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[/:_-]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    tags: [room],
    summary: route.summary,
    ...(access.kind === 'permission' ? {} : { description: access.why }),
    'x-access': access.kind,
    'x-permission': access.kind === 'permission' ? access.permissions.map((each) => each.key) : [],
    'x-features': [...(route.features ?? [])],
    security: route.outside ? [{}] : access.kind === 'anyone' ? [{}, { bearer: [] }, { cookie: [] }] : [{ bearer: [] }, { cookie: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(route, schemas),
    responses: responsesOf(route, schemas),
  };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Schemas): Json[] {
  if (!schema) return [];
  const shape = schemas.of(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(shape.properties ?? {}).map(([name, each]) => {
    const { description, ...rest } = each;
    // `z.coerce` takes anything as input; what it must look like is its output.
    const bare = Object.keys(rest).every((key) => key === 'default');
    const written = bare ? ((schemas.of(schema, 'output') as { properties?: Record<string, Json> }).properties?.[name] ?? each) : rest;
    return {
      name,
      in: place,
      required: place === 'path' || ((shape.required?.includes(name) ?? false) && !('default' in written)),
      ...(description ? { description } : {}),
      schema: written,
    };
  });
}

function bodyOf(route: AnyRoute, schemas: Schemas): Json {
  if (route.body_kind === 'file') {
    const fields = route.body ? (schemas.of(route.body as z.ZodType, 'input')['properties'] as Json | undefined) : undefined;
    const file = { type: 'string', format: 'binary', description: `At most ${fileLimit / 1024 / 1024} MiB` };
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { ...fields, file }, required: ['file'] } } } },
    };
  }
  if (!route.body) return {};
  const body = route.body as z.ZodType;
  const content = { schema: schemas.of(body, 'input'), ...(route.example === undefined ? {} : { example: route.example }) };
  const type = route.body_kind === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  return { requestBody: { required: !body.safeParse(undefined).success, content: { [type]: content } } };
}

function responsesOf(route: AnyRoute, schemas: Schemas): Json {
  const status = successStatus(route);
  const responses: Record<string, Json> = {};
  if (route.reply_kind === 'raw') responses[status] = { description: 'A file or page', content: { '*/*': {} } };
  else if (route.reply_kind === 'events')
    responses[status] = { description: 'Server-sent events', content: { 'text/event-stream': { schema: { type: 'string' } } } };
  else if (route.reply === null) responses[status] = { description: 'Done' };
  else responses[status] = { description: 'Success', content: { 'application/json': { schema: schemas.of(route.reply as z.ZodType, 'output') } } };
  const byStatus = Map.groupBy(errorsOf(route), (each) => each.status);
  for (const [code, defs] of byStatus)
    responses[code] = route.outside ? { description: defs.map(({ words }) => words.en).join('\n\n') } : problemResponse(defs);
  return responses;
}

/** Every expected failure of a route: its own and those its shape brings with it. */
export function errorsOf(route: AnyRoute): ErrorDef[] {
  const defs: ErrorDef[] = [];
  const changes = route.method !== 'GET';
  if (route.access.kind !== 'anyone') defs.push(kernelErrors.not_logged_in);
  if (route.access.kind === 'permission') defs.push(kernelErrors.forbidden);
  if (changes && !route.outside) defs.push(httpErrors.cross_site);
  if (changes) defs.push(kernelErrors.media_type);
  if (route.body || route.body_kind === 'file') defs.push(kernelErrors.malformed, kernelErrors.too_large);
  if (route.params || route.query || route.body) defs.push(kernelErrors.invalid);
  if (route.method === 'POST' && !route.outside) defs.push(kernelErrors.key_reused, httpErrors.key_malformed, httpErrors.key_running);
  defs.push(...(route.errors ?? []), kernelErrors.too_many, kernelErrors.internal, kernelErrors.unavailable);
  return [...new Map(defs.map((def) => [def.code, def])).values()].sort((a, b) => a.status - b.status);
}
