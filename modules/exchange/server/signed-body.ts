import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { findEndpoint, type EndpointRow } from './queries.ts';
import { secretsOf } from './secrets.ts';
import { tolerance, verifySignature } from './signature.ts';

/** The body that signed `text`. Errors: `exchange.signature_missing`, `exchange.signature_wrong`, `exchange.timestamp_old`, `exchange.paused`. */
export async function signedBody(
  { house, db, now }: Call,
  params: { district: string; id: string },
  headers: Readonly<Record<string, unknown>>,
  text: string,
): Promise<EndpointRow> {
  const endpoint = await findEndpoint(db, params.district, params.id);
  const body = endpoint?.role === 'body' ? endpoint : null;
  // An unknown body answers like a wrong signature: addresses cannot be probed.
  const secrets = body ? await secretsOf(house, db, params.district, params.id, 'in', now) : [];
  const verdict = verifySignature(headers, text, secrets, now);
  if (verdict === 'missing') throw new Refusal(errors.signature_missing);
  if (verdict === 'wrong' || body === null) throw new Refusal(errors.signature_wrong);
  if (verdict === 'old') throw new Refusal(errors.timestamp_old, { minutes: tolerance / 60 });
  if (!body.active) throw new Refusal(errors.paused);
  return body;
}
