import { may, Refusal, iso } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { errors as mattersErrors, permissions as mattersRights } from '@hezhi/matters/contract';
import { cut, districtOf, findVisible, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { errors, type MessageView } from '../contract/index.ts';
import { wakeDelivery, wakePhotos } from './rounds.ts';
import { tiesOf } from './queries.ts';
import { photosOfMessage, revivePhotos } from './queries-photos.ts';
import { dropMessage, findMessage, listMessages, noteMessage, reviveAll, reviveMessage, type Find, type ListedRow } from './queries-messages.ts';

/** The bodies that a matter is shared with. Errors: `matters.not_found`. */
export async function matterTies(call: Call, id: string) {
  const district = districtOf(call.actor);
  if (call.actor.post === null || !(await findVisible(call.db, district, id, call.actor))) throw new Refusal(mattersErrors.not_found);
  return { items: await tiesOf(call.db, district, id) };
}

const view = (row: ListedRow): MessageView => ({
  id: row.id,
  endpoint: row.endpoint,
  endpointName: row.endpoint_name,
  direction: row.direction,
  type: row.type,
  state: row.state,
  held: row.held,
  matter: row.matter,
  number: row.number,
  order: row.order_no,
  attempts: row.attempts,
  nextAt: row.next_at,
  error: row.error,
  note: row.note,
  at: row.at,
  settledAt: row.settled_at,
});
const notFound = (): Refusal => new Refusal(errors.message_not_found);

/** The traffic of the actor's district, newest first. */
export async function listTraffic(
  call: Call,
  query: Find & { cursor?: string | undefined; limit: number },
): Promise<{ items: MessageView[]; next: string | null }> {
  const { cursor, limit, ...find } = query;
  const rows = await listMessages(call.db, districtOf(call.actor), find, readCursor(cursor), limit + 1);
  const { items, next } = cut(rows, limit, (row) => writeCursor(row.at, row.id));
  return { items: items.map(view), next };
}

/** One message. What it says of a matter is shown to whoever may see that matter; a refused order to whoever reads the territory. */
export async function messageDetail(call: Call, id: string) {
  const district = districtOf(call.actor);
  const row = await findMessage(call.db, district, id);
  if (!row) throw notFound();
  const open = row.type === 'hezhi.ping.v1' || row.type === 'hezhi.message.acknowledged.v1';
  const seen =
    open || (row.matter === null ? may(call.actor, mattersRights.read_area) : (await findVisible(call.db, district, row.matter, call.actor)) !== undefined);
  const photos = row.direction === 'in' ? await photosOfMessage(call.db, district, row.endpoint, row.external_id) : [];
  return {
    ...view(row),
    externalId: row.external_id,
    payload: seen ? row.payload : null,
    reply: seen ? row.reply : null,
    photos: photos.map(({ id: photo, url, state, attempts, next_at, error }) => ({
      id: photo,
      url: seen ? url : null,
      state,
      attempts,
      nextAt: next_at,
      error,
    })),
  };
}

/** Photos of a message that were given up are fetched again. Errors: `exchange.message_not_found`, `exchange.no_dead_photos`. */
export async function refetchPhotos(call: Call, id: string): Promise<void> {
  const district = districtOf(call.actor);
  const row = await findMessage(call.db, district, id);
  if (!row) throw notFound();
  const photos = row.direction === 'in' ? await photosOfMessage(call.db, district, row.endpoint, row.external_id) : [];
  const dead = photos.filter(({ state }) => state === 'dead').length;
  const none = (): Refusal => new Refusal(errors.no_dead_photos);
  if (dead === 0) throw none();
  const write = call.write().add(revivePhotos(district, row.endpoint, row.external_id, iso(call.now)), dead, none);
  audit(write, call, { action: 'exchange.refetch', target: id, detail: { count: dead } });
  await write.after(wakePhotos).run(call.db);
}

/** A note for colleagues. */
export async function writeNote(call: Call, id: string, note: string): Promise<void> {
  const write = call.write();
  noteMessage(write, districtOf(call.actor), id, note === '' ? null : note, notFound);
  await write.run(call.db);
}

/** Sends a dead letter again. Errors: `exchange.message_not_found`, `exchange.not_dead`. */
export async function resend(call: Call, id: string): Promise<void> {
  const district = districtOf(call.actor);
  await mustBeDead(call, district, id);
  const write = call.write();
  reviveMessage(write, district, id, iso(call.now), () => new Refusal(errors.not_dead));
  audit(write, call, { action: 'exchange.resend', target: id });
  await write.after(wakeDelivery).run(call.db);
}

/** Sends all dead letters of an endpoint, or of the district, again; gives how many. */
export async function resendAll(call: Call, endpoint: string | undefined): Promise<{ count: number }> {
  const district = districtOf(call.actor);
  return call.db.tx(async (db) => {
    const revived = await reviveAll(db, district, endpoint ?? null, iso(call.now));
    const write = call.with({ db, key: null }).write();
    audit(write, call, { action: 'exchange.resend_all', target: endpoint ?? null, detail: { count: revived } });
    await write.after(wakeDelivery).run(db);
    return { count: revived };
  });
}

/** Gives a dead letter up, for a reason that stays with it; what waited behind it is sent. */
export async function drop(call: Call, id: string, reason: string): Promise<void> {
  const district = districtOf(call.actor);
  await mustBeDead(call, district, id);
  const write = call.write();
  dropMessage(write, district, id, reason, iso(call.now), () => new Refusal(errors.not_dead));
  audit(write, call, { action: 'exchange.drop', target: id, detail: { reason } });
  await write.after(wakeDelivery).run(call.db);
}

async function mustBeDead(call: Call, district: string, id: string): Promise<void> {
  const row = await findMessage(call.db, district, id);
  if (!row) throw notFound();
  if (row.direction !== 'out' || row.state !== 'dead') throw new Refusal(errors.not_dead);
}
