import { newId } from '@hezhi/contract';
import { findStored } from '@hezhi/matters/server';
import { hearAll, type Call, type HouseEvent, type Listener, type Write } from '@hezhi/server';
import type { OutType } from '../contract/index.ts';
import { wakeDelivery } from './rounds.ts';
import { envelope } from './envelope.ts';
import { mappingOf } from './mapping.ts';
import { matterTold } from './payload.ts';
import { insertTie, listeningEndpoints, lockTies, updateTie, type EndpointRow, type TieRow } from './queries.ts';
import { insertOut } from './queries-messages.ts';
import type { Stepped } from './stepped.ts';
import { tellWebhooks } from './webhooks.ts';

type Stored = NonNullable<Awaited<ReturnType<typeof findStored>>>;

/**
 * Every step of a matter becomes messages to the bodies and webhooks that it concerns, in the transaction that takes the event off the outbox: each step
 * is told exactly once. What a body was told last stands in its tie, so events that come late or out of order tell nothing twice.
 */
export const tell: Listener = hearAll('tell', 'matters.stepped', async (call, events) => {
  const open = events.filter((event) => (event.data as Stepped).secrecy === 0);
  if (open.length === 0) return;
  const endpoints = await listeningEndpoints(call.db, open[0]!.district);
  const bodies = endpoints.filter((one) => one.role === 'body');
  const webhooks = endpoints.filter((one) => one.role === 'webhook');
  if (endpoints.length === 0) return;
  for (const event of open) {
    const data = event.data as Stepped;
    const write = call.with({ key: null }).write();
    await tellBodies(call, write, event, data, bodies);
    await tellWebhooks(call, write, event, data, webhooks);
    if (!write.empty) await write.after(wakeDelivery).run(call.db);
  }
});

async function tellBodies(call: Call, write: Write, event: HouseEvent, data: Stepped, bodies: readonly EndpointRow[]): Promise<void> {
  if (bodies.length === 0) return;
  const ties = await lockTies(call.db, event.district, data.matter);
  const concerned = bodies.filter((body) => data.parties.includes(body.org!) || ties.some((tie) => tie.endpoint === body.id));
  if (concerned.length === 0) return;
  const row = await findStored(call.db, event.district, data.matter);
  if (!row || mappingOf(row.procedure, row.procedure_version) === null) return;
  // What stands now counts, not what the event tells: steps that followed may have overtaken it.
  for (const body of concerned) {
    const tie = ties.find((one) => one.endpoint === body.id);
    await tellBody(call, write, row, body, tie);
  }
}

async function tellBody(call: Call, write: Write, row: Stored, body: EndpointRow, tie: TieRow | undefined): Promise<void> {
  const legs = (row.legs ?? []).filter((leg) => leg.org === body.org).map((leg) => leg.id);
  if (!tie && legs.length === 0) return;
  if (tie && row.revision <= tie.revision) return;
  const at = new Date(call.now).toISOString();
  const before = tie?.legs ?? [];
  const change = legs.some((leg) => !before.includes(leg)) ? 'assigned' : before.length > 0 && legs.length === 0 ? 'released' : 'updated';
  const known: TieRow = tie ?? {
    endpoint: body.id,
    matter: row.id,
    number: row.number,
    order_no: null,
    order_kind: null,
    deadline: null,
    legs: [],
    revision: 0,
  };
  if (tie) updateTie(write, row.district, { ...known, legs, revision: row.revision });
  else insertTie(write, row.district, { ...known, legs, revision: row.revision }, at);
  if (body.address === null) return;
  const told = await matterTold(call, row, body, known, change);
  if (told === null) return;
  const id = newId(call.now);
  const type: OutType = `hezhi.matter.${told.what}.v1`;
  const payload = envelope(call.house, row.district, { id, type, at, data: told.data, subject: row.number, revision: row.revision });
  insertOut(write, {
    district: row.district,
    id,
    endpoint: body.id,
    type,
    payload,
    matter: row.id,
    number: row.number,
    order_no: known.order_no,
    ordinal: row.revision,
    at,
  });
}
