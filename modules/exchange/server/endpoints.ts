import { newId, Refusal, type Words } from '@hezhi/contract';
import { staffed } from '@hezhi/directory/contract';
import { audit, staffOf, territory } from '@hezhi/directory/server';
import { districtOf } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import { errors, type EndpointChange, type EndpointInput, type EndpointView, type OutType } from '../contract/index.ts';
import { checkAddress, policyOf } from './outgoing.ts';
import { endEndpoint, findEndpointCounted, findSecrets, insertEndpoint, insertSecret, listEndpoints, updateEndpoint, type EndpointRow } from './queries.ts';
import { insertOut } from './queries-messages.ts';
import { makeSecret } from './secrets.ts';
import { envelope } from './envelope.ts';
import { topicsOf } from './topics.ts';
import { wakeDelivery } from './rounds.ts';

type Counted = EndpointRow & { waiting: number; dead: number };
type Detail = EndpointView & { secrets: { id: string; direction: 'out' | 'in'; hint: string; createdAt: string; lapsesAt: string | null }[] };

/** Path under which a body sends to us. */
export const inboxPath = (district: string, id: string): string => `/api/exchange/in/${district}/${id}`;

async function viewer(call: Call, district: string): Promise<(row: Counted) => EndpointView> {
  const [staff, tree] = await Promise.all([staffOf(call.house, district), territory(call.house).ensure(district)]);
  return (row) => ({
    id: row.id,
    role: row.role,
    name: row.name,
    address: row.address,
    active: row.active,
    org: row.org,
    orgName: row.org === null ? null : (staff.orgNames.get(row.org)?.name ?? null),
    orders: row.orders,
    topics: row.topics,
    area: row.area,
    areaName: row.area === null ? null : tree.fullName(row.area),
    subjects: row.subjects,
    inbox: row.role === 'body' ? inboxPath(district, row.id) : null,
    failures: row.failures,
    restsUntil: row.rests_until !== null && Date.parse(row.rests_until) > call.now ? row.rests_until : null,
    waiting: row.waiting,
    dead: row.dead,
    lastOut: row.last_out,
    lastIn: row.last_in,
    version: row.version,
  });
}

/** Bodies and webhooks of the actor's district. */
export async function listAll(call: Call, role: 'body' | 'webhook' | undefined): Promise<{ items: EndpointView[]; next: null }> {
  const district = districtOf(call.actor);
  const rows = await listEndpoints(call.db, district, role ?? null);
  return { items: rows.map(await viewer(call, district)), next: null };
}

/** One of them with its secrets' last characters. Errors: `exchange.endpoint_not_found`. */
export async function endpointDetail(call: Call, id: string): Promise<Detail> {
  const district = districtOf(call.actor);
  const row = await findEndpointCounted(call.db, district, id);
  if (!row) throw new Refusal(errors.endpoint_not_found);
  return detailed(call, row, district);
}

async function detailed(call: Call, row: Counted, district: string): Promise<Detail> {
  const secrets = await findSecrets(call.db, district, row.id);
  const valid = secrets.filter((one) => one.lapses_at === null || Date.parse(one.lapses_at) > call.now);
  const shown = valid.map((one) => ({ id: one.id, direction: one.direction, hint: one.hint, createdAt: one.created_at, lapsesAt: one.lapses_at }));
  return { ...(await viewer(call, district))(row), secrets: shown };
}

/** A new body or webhook. The reply holds its secrets in clear, and nothing else ever will. Errors: those of the route. */
export async function createEndpoint(call: Call, given: EndpointInput): Promise<Detail & { shown: { direction: 'out' | 'in'; secret: string }[] }> {
  const district = districtOf(call.actor);
  const policy = policyOf(call.house).current;
  const base = { district, id: given.id, name: given.name, active: true, failures: 0, rests_until: null, last_out: null, last_in: null, version: 1 };
  let row: EndpointRow;
  if (given.role === 'body') {
    await mustStand(call, district, given.org);
    const address = given.address ? checkAddress(policy, given.address) : null;
    row = { ...base, role: 'body', address, org: given.org, orders: given.orders, topics: [], area: null, subjects: [] };
  } else {
    await mustHear(call, district, given);
    row = {
      ...base,
      role: 'webhook',
      address: checkAddress(policy, given.address),
      org: null,
      orders: false,
      topics: given.topics,
      area: given.area,
      subjects: given.subjects,
    };
  }
  const made = (given.role === 'body' ? (['out', 'in'] as const) : (['out'] as const)).map((direction) => makeSecret(call.house, row.id, direction, call.now));
  const write = call.write();
  insertEndpoint(write, row, new Date(call.now).toISOString());
  for (const one of made) insertSecret(write, district, one.row);
  audit(write, call, { action: 'exchange.create', target: row.id, detail: { name: row.name, role: row.role, address: row.address } });
  await write.run(call.db);
  return { ...(await endpointDetail(call, row.id)), shown: made.map((one) => ({ direction: one.row.direction, secret: one.secret })) };
}

/** Changes, pauses or resumes. Errors: those of the route. */
export async function changeEndpoint(call: Call, id: string, change: EndpointChange): Promise<Detail> {
  const district = districtOf(call.actor);
  const before = await findEndpointCounted(call.db, district, id);
  if (!before) throw new Refusal(errors.endpoint_not_found);
  const { version, ...wanted } = change;
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const after: EndpointRow = { ...before, ...given };
  if (change.address !== undefined) after.address = change.address ? checkAddress(policyOf(call.house).current, change.address) : null;
  if (after.role === 'webhook') {
    if (after.address === null) throw new Refusal(errors.address_bad);
    await mustHear(call, district, after);
  }
  const write = call.write();
  updateEndpoint(write, after, version, after.address !== before.address || (after.active && !before.active));
  const action = after.active === before.active ? 'exchange.change' : after.active ? 'exchange.resume' : 'exchange.pause';
  audit(write, call, { action, target: id, detail: { name: after.name, address: after.address } });
  await write.run(call.db);
  wakeDelivery();
  return endpointDetail(call, id);
}

/** Ends it for good. Errors: those of the route. */
export async function removeEndpoint(call: Call, id: string, version: number): Promise<void> {
  const district = districtOf(call.actor);
  const endpoint = await findEndpointCounted(call.db, district, id);
  if (!endpoint) throw new Refusal(errors.endpoint_not_found);
  const write = call.write();
  endEndpoint(write, district, id, version, new Date(call.now).toISOString(), speak(ended, call.language));
  audit(write, call, { action: 'exchange.end', target: id, detail: { name: endpoint.name } });
  await write.run(call.db);
}
const ended: Words = { 'zh-Hans': '对接已移除', en: 'The endpoint was ended' };

/** Queues a test message, so that address, signature and clock can be tried. */
export async function pingEndpoint(call: Call, id: string): Promise<{ message: string }> {
  const district = districtOf(call.actor);
  const endpoint = await findEndpointCounted(call.db, district, id);
  if (!endpoint) throw new Refusal(errors.endpoint_not_found);
  if (endpoint.address === null) throw new Refusal(errors.address_bad);
  const message = newId(call.now);
  const type: OutType = 'hezhi.ping.v1';
  const at = new Date(call.now).toISOString();
  const write = call.write({ message });
  const payload = envelope(call.house, district, { id: message, type, at, data: { text: 'ping' } });
  insertOut(write, { district, id: message, endpoint: id, type, payload, matter: null, number: null, order_no: null, ordinal: 0, at });
  await write.after(wakeDelivery).run(call.db);
  return { message };
}

async function mustStand(call: Call, district: string, id: string): Promise<void> {
  const staff = await staffOf(call.house, district);
  const org = staff.orgs.get(id);
  if (!org || org.from > call.now || (org.to !== null && org.to <= call.now)) throw new Refusal(errors.org_unknown);
  // Nobody there, and the ladder would pass the work on before it ever reached the body.
  if (!staffed(staff, org, call.now)) throw new Refusal(errors.org_unstaffed);
}

async function mustHear(call: Call, district: string, given: { topics: readonly string[]; area: string | null }): Promise<void> {
  const known = new Set(topicsOf(call.house));
  const unknown = given.topics.find((topic) => !known.has(topic));
  if (unknown !== undefined) throw new Refusal(errors.topic_unknown, { topic: unknown });
  if (given.area !== null && !given.area.startsWith(district)) throw new Refusal(errors.outside_district);
}
