import type { AnyRoute } from '@hezhi/contract';
import { implement, type Call, type Implementation, type Wire } from '@hezhi/server';
import { bases, discoveries, operationsOf, routes, type Endpoint } from '../contract/index.ts';
import { refuse, tell } from './answer.ts';
import { discover } from './discovery.ts';
import type { Given } from './given.ts';
import { addKey, coveredJurisdictions, listKeys, revokeKey } from './keys.ts';
import { report } from './report.ts';
import { oneRequest, requests, token } from './requests.ts';
import { service, services } from './services.ts';
import { update, updates } from './updates.ts';
import type { Answer } from './xml.ts';

type Input = { params: Record<string, string> | undefined; query: Given | undefined; body: Given | undefined };
type Work = (call: Call, input: { id: string; query: Given; body: Given }, wire: Wire) => Promise<Answer>;

/** The last part of an address without its ending. */
const bare = (params: Record<string, string> | undefined): string => Object.values(params ?? {})[0]?.replace(/\.(?:xml|json)$/, '') ?? '';

const serve = (list: readonly AnyRoute[], work: Work, status = 200): Implementation[] =>
  list.map((route) =>
    implement(
      route,
      (async (call: Call, { params, query, body }: Input, wire: Wire) =>
        tell(wire, await work(call, { id: bare(params), query: query ?? {}, body: body ?? {} }, wire), status)) as never,
      refuse,
    ),
  );

function interfaceOf(endpoint: Endpoint): Implementation[] {
  const on = operationsOf(endpoint);
  return [
    ...serve(on.services, (call, { query }) => services(call, query)),
    ...serve(on.service, (call, { id, query }) => service(call, id, query)),
    ...serve(on.report, (call, { body }, wire) => report(call, endpoint, body, wire), 201),
    ...serve(on.token, (call, { id, query }) => token(call, endpoint, id, query)),
    ...serve(on.requests, (call, { query }, wire) => requests(call, query, wire)),
    ...serve(on.request, (call, { id, query }, wire) => oneRequest(call, endpoint, id, query, wire)),
    ...serve(on.updates, (call, { query }) => updates(call, query)),
    ...serve(on.update, (call, { body }) => update(call, endpoint, body), 201),
  ];
}

export const implementations: readonly Implementation[] = [
  implement(routes.keys, (call, { query }) => listKeys(call, query)),
  implement(routes.addKey, (call, { body }) => addKey(call, body)),
  implement(routes.revokeKey, (call, { params }) => revokeKey(call, params.id)),
  implement(routes.jurisdictions, async (call) => ({ items: await coveredJurisdictions(call) })),
  ...serve(discoveries, (call, _input, wire) => discover(call, wire)),
  ...(Object.keys(bases) as Endpoint[]).flatMap(interfaceOf),
];
