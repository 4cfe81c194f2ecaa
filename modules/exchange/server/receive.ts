import { newId, Refusal } from '@hezhi/contract';
import { databaseAway, speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import { Acknowledged, Envelope, errors, OrderReported, Ping, StepTaken, type InType, type PhotoGiven, type Receipt } from '../contract/index.ts';
import { bodyActor } from './actor.ts';
import { acknowledged } from './inbound-acknowledged.ts';
import { orderReported } from './inbound-order.ts';
import { stepTaken } from './inbound-step.ts';
import { faultsOf } from './faults.ts';
import type { Done } from './outcome.ts';
import { awaitPhotos } from './photos-given.ts';
import { wakePhotos } from './rounds.ts';
import { touchIn, type EndpointRow } from './queries.ts';
import { Crossed, findIn, insertIn } from './queries-messages.ts';
import { signedBody } from './signed-body.ts';

/** The most events of one request. */
export const batchLimit = 100;

/** Carries out the data of one type. `call.db` is the transaction in which the message itself becomes durable. */
type Carry = (call: Call, body: EndpointRow, data: never) => Promise<Done>;

const types: Readonly<Record<InType, { schema: z.ZodType; carry: Carry }>> = {
  'hezhi.order.reported.v1': { schema: OrderReported, carry: orderReported as Carry },
  'hezhi.step.taken.v1': { schema: StepTaken, carry: stepTaken as Carry },
  'hezhi.message.acknowledged.v1': { schema: Acknowledged, carry: acknowledged as Carry },
  'hezhi.ping.v1': { schema: Ping, carry: async () => ({ matter: null, order: null }) },
};

/**
 * The door for bodies: the signature first, over the very bytes that came; then each event by itself, in the order in which they stand. A single event that
 * is refused is the refusal of the request; in an array each has its receipt, and the others are not disturbed.
 */
export async function receive(call: Call, params: { district: string; id: string }, given: unknown, wire: Wire): Promise<{ receipts: Receipt[] }> {
  const body = await signedBody(call, params, wire.request.headers, wire.request.bodyText);
  const events = Array.isArray(given) ? (given as unknown[]) : [given];
  if (events.length === 0 || events.length > batchLimit || events.some((one) => typeof one !== 'object' || one === null || Array.isArray(one)))
    throw new Refusal(errors.not_events, { most: batchLimit });
  const receipts: Receipt[] = [];
  for (const event of events) receipts.push(await take(call, body, event));
  const [first] = receipts;
  if (!Array.isArray(given) && first?.error) throw refusals.get(first) ?? new Error('a refused message has no refusal');
  return { receipts };
}

/** The refusal behind a receipt, for the request of one event. */
const refusals = new WeakMap<Receipt, Refusal>();

function refused(call: Call, id: string, refusal: Refusal): Receipt {
  const { def, values, faults } = refusal;
  const error = { status: def.status, code: def.code, detail: speak(def.words, call.language, values), errors: faults.map((one) => ({ ...one })) };
  const receipt: Receipt = { id, ok: false, duplicate: false, matter: null, error };
  refusals.set(receipt, refusal);
  return receipt;
}

const invalid = (call: Call, issues: readonly z.core.$ZodIssue[], at: string): Refusal =>
  new Refusal(errors.invalid_message, {}, { faults: faultsOf(issues, at, call.language) });

async function take(call: Call, body: EndpointRow, given: unknown): Promise<Receipt> {
  const parsed = Envelope.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const id = (given as { id?: unknown }).id;
    return refused(call, typeof id === 'string' ? id.slice(0, 200) : '', invalid(call, parsed.error.issues, ''));
  }
  const event = parsed.data;
  const externalId = `${event.source} ${event.id}`;
  const print = call.house.vault.lookup(canonical({ type: event.type, data: event.data }), 'exchange.print');
  const before = await findIn(call.db, body.district, body.id, externalId);
  if (before && before.state === 'acknowledged') return again(call, event, print, before);
  try {
    const carried = await call.house.db.tx(async (db) => {
      const own = call.with({ db, actor: bodyActor(body, null, call.language), key: null });
      const kind = types[event.type as InType] as (typeof types)[InType] | undefined;
      if (!kind) throw new Refusal(errors.type_unknown, { type: event.type });
      const data = kind.schema.safeParse(event.data, { reportInput: true });
      if (!data.success) throw invalid(call, data.error.issues, '/data');
      const done = await kind.carry(own, body, data.data as never);
      const { photos } = data.data as { photos?: PhotoGiven[] };
      const receipt: Receipt = { id: event.id, ok: true, duplicate: false, matter: done.matter, error: null };
      await keep(own, body, event, { externalId, print, receipt, state: 'acknowledged', done, error: null }, photos);
      return receipt;
    });
    wakePhotos();
    return carried;
  } catch (error) {
    if (error instanceof Crossed) {
      const other = await findIn(call.db, body.district, body.id, externalId);
      if (other?.state === 'acknowledged') return again(call, event, print, other);
      throw error;
    }
    if (!(error instanceof Refusal)) {
      if (!databaseAway(error)) call.house.log.error({ err: error, endpoint: body.id, type: event.type }, 'a message could not be carried out');
      throw error;
    }
    const receipt = refused(call, event.id, error);
    await keep(call, body, event, { externalId, print, receipt, state: 'failed', done: null, error: summary(receipt) });
    return receipt;
  }
}

/** The same message again: what was answered then; other words under the same id are refused. */
function again(call: Call, event: Envelope, print: Buffer, before: { print: Buffer | null; reply: unknown }): Receipt {
  if (before.print && !before.print.equals(print)) return refused(call, event.id, new Refusal(errors.id_reused, { id: event.id }));
  return { ...(before.reply as Receipt), duplicate: true };
}

const summary = (receipt: Receipt): string =>
  [`${receipt.error!.code}: ${receipt.error!.detail}`, ...receipt.error!.errors.map((one) => `${one.path}: ${one.detail}`)].join('\n').slice(0, 1000);

type Kept = { externalId: string; print: Buffer; receipt: Receipt; state: 'acknowledged' | 'failed'; done: Done | null; error: string | null };

async function keep(call: Call, body: EndpointRow, event: Envelope, kept: Kept, photos?: readonly PhotoGiven[]): Promise<void> {
  const write = call.with({ key: null }).write();
  const at = new Date(call.now).toISOString();
  insertIn(write, {
    district: body.district,
    id: newId(call.now),
    endpoint: body.id,
    type: event.type,
    external_id: kept.externalId,
    print: kept.print,
    payload: withoutPrivate(event),
    state: kept.state,
    matter: kept.done?.matter?.id ?? null,
    number: kept.done?.matter?.number ?? null,
    order_no: kept.done?.order ?? orderOf(event.data),
    error: kept.error,
    reply: kept.receipt,
    at,
    settled_at: at,
  });
  touchIn(write, body.district, body.id, at);
  if (kept.done?.matter) awaitPhotos(write, body, kept.externalId, kept.done.matter.id, photos, call.now);
  await write.run(call.db);
}

const orderOf = (data: unknown): string | null => {
  const order = (data as { order?: unknown } | null)?.order;
  return typeof order === 'string' ? order.slice(0, 60) : null;
};

/** Names and numbers of private people are kept sealed by the case, and nowhere else; pictures are the matter's files. */
function withoutPrivate(event: Envelope): unknown {
  const data = event.data as Record<string, unknown> | null;
  if (typeof data !== 'object' || data === null) return event;
  const { contact, photos } = data;
  const told = Array.isArray(photos) ? photos.map((one: unknown) => (isInline(one) ? { ...one, data: `${one.data.length} characters` } : one)) : photos;
  return { ...event, data: { ...data, ...(contact === undefined ? {} : { contact: 'sealed' }), ...(told === undefined ? {} : { photos: told }) } };
}

const isInline = (one: unknown): one is { data: string } => typeof one === 'object' && one !== null && typeof (one as { data?: unknown }).data === 'string';

/** JSON with sorted keys: the same words in another order are the same message. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value as Record<string, unknown>).filter(([, one]) => one !== undefined);
  return `{${pairs
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`;
}
