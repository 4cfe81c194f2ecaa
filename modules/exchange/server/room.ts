import { Refusal } from '@hezhi/contract';
import { defineRoom, implement, type Implementation, type Job } from '@hezhi/server';
import { z } from 'zod';
import { errors, permissions, published, routes } from '../contract/index.ts';
import { startDelivery } from './deliver.ts';
import { startFetching } from './photos-in.ts';
import { changeEndpoint, createEndpoint, endpointDetail, listAll, pingEndpoint, removeEndpoint } from './endpoints.ts';
import { policyOf } from './outgoing.ts';
import { purgeMessages } from './queries-messages.ts';
import { purgePhotos } from './queries-photos.ts';
import { photoFor } from './photos.ts';
import { receive } from './receive.ts';
import { rotateSecret } from './secrets.ts';
import { tell } from './tell.ts';
import { verifyTies } from './verify.ts';
import { topicsOf } from './topics.ts';
import { drop, listTraffic, matterTies, messageDetail, refetchPhotos, resend, resendAll, writeNote } from './traffic.ts';

/** Settled messages are kept so long; until then a repetition is recognised. */
export const keepDays = 90;

const path = (name: string): string => `/api/exchange/schemas/${name}`;

/** A published schema as JSON Schema 2020-12, as writers of messages must meet it. */
export function jsonSchema(name: string): Record<string, unknown> {
  const schema = Object.hasOwn(published, name) ? published[name] : undefined;
  if (!schema) throw new Refusal(errors.schema_not_found);
  const { $ref, $defs, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }) as Record<string, unknown> & {
    $defs?: Record<string, object>;
  };
  // The schema itself stands at the root, not behind a reference to one of its parts.
  const own = typeof $ref === 'string' ? $ref.slice('#/$defs/'.length) : '';
  const { [own]: root = {}, ...parts } = $defs ?? {};
  return { $id: path(name), title: name, ...rest, ...root, ...(Object.keys(parts).length > 0 ? { $defs: parts } : {}) };
}

const implementations: readonly Implementation[] = [
  implement(routes.receive, (call, { params, body }, wire) => receive(call, params, body, wire)),
  implement(routes.photo, async (call, { params }, wire) => (await photoFor(call, params, wire)) as never),
  implement(routes.schemas, async () => ({ items: Object.keys(published).map((name) => ({ name, path: path(name) })) })),
  implement(routes.schema, async (_call, { params }) => jsonSchema(params.name)),
  implement(routes.endpoints, (call, { query }) => listAll(call, query.role)),
  implement(routes.topics, async (call) => ({ items: topicsOf(call.house) })),
  implement(routes.create, (call, { body }) => createEndpoint(call, body)),
  implement(routes.endpoint, (call, { params }) => endpointDetail(call, params.id)),
  implement(routes.change, (call, { params, body }) => changeEndpoint(call, params.id, body)),
  implement(routes.end, (call, { params, query }) => removeEndpoint(call, params.id, query.version)),
  implement(routes.rotate, (call, { params, body }) => rotateSecret(call, params.id, body)),
  implement(routes.ping, (call, { params }) => pingEndpoint(call, params.id)),
  implement(routes.ties, (call, { params }) => matterTies(call, params.id)),
  implement(routes.messages, (call, { query }) => listTraffic(call, query)),
  implement(routes.message, (call, { params }) => messageDetail(call, params.id)),
  implement(routes.note, (call, { params, body }) => writeNote(call, params.id, body.note)),
  implement(routes.resend, (call, { params }) => resend(call, params.id)),
  implement(routes.refetch, (call, { params }) => refetchPhotos(call, params.id)),
  implement(routes.resendAll, (call, { body }) => resendAll(call, body.endpoint)),
  implement(routes.drop, (call, { params, body }) => drop(call, params.id, body.reason)),
];

const purge: Job = {
  queue: 'exchange.purge',
  cron: '40 3 * * *',
  async work(call) {
    const before = new Date(call.now - keepDays * 86_400_000).toISOString();
    await purgeMessages(call.db, before);
    await purgePhotos(call.db, before);
  },
};

/** 数据交换 as the house sees it. */
export const room = defineRoom({
  name: 'exchange',
  routes: implementations,
  permissions,
  errors,
  listeners: [tell],
  jobs: [purge],
  workers: [startDelivery, startFetching],
  verify: [{ name: 'ties', check: verifyTies }],
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    // A wrong HEZHI_EXCHANGE_ALLOW is told at the start, not at the first message.
    policyOf(house);
  },
});
