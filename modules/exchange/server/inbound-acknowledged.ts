import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors, type Acknowledged } from '../contract/index.ts';
import type { EndpointRow } from './queries.ts';
import { acknowledge, outState } from './queries-delivery.ts';
import type { Done } from './outcome.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The late answer to a message that the body had answered by 202. One that was answered before is let be. Errors: `exchange.unknown_message`. */
export async function acknowledged(call: Call, body: EndpointRow, data: Acknowledged): Promise<Done> {
  const ok = data.ok ?? true;
  const error = ok ? null : (data.error ?? 'the body could not carry it out');
  // Ours are UUIDs; anything else was never ours.
  if (!uuid.test(data.message)) throw new Refusal(errors.unknown_message);
  const known = await outState(call.db, body.district, body.id, data.message);
  if (!known) throw new Refusal(errors.unknown_message);
  await call.db.run(acknowledge(body.district, body.id, data.message, ok, error, new Date(call.now).toISOString()));
  return { matter: null, order: null };
}
