import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Signatures by Standard Webhooks 1.0.0 (symmetric, `v1`): HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}` with a secret of 32 random
 * bytes, written `whsec_` + base64. Several signatures stand side by side, separated by spaces, while a secret is being changed.
 */

/** Seconds by which a timestamp may differ from our clock (replay window). */
export const tolerance = 300;

/** A new secret as people hand it over. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const mac = (secret: string, id: string, timestamp: string, body: string): Buffer =>
  createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`, 'utf8').digest();

/** The three headers for a body, signed with every secret that is valid. `now`: epoch ms. */
export function signedHeaders(secrets: readonly string[], id: string, now: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = secrets.map((secret) => `v1,${mac(secret, id, timestamp, body).toString('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

export type Verdict = 'good' | 'missing' | 'old' | 'wrong';

/** Judges the headers of a message. Every secret is compared with every signature in constant time. `now`: epoch ms. */
export function verifySignature(headers: Readonly<Record<string, unknown>>, body: string, secrets: readonly string[], now: number): Verdict {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof given !== 'string') return 'missing';
  // A dot in the id would let one signed text be read in two ways.
  if (!/^[\w~:+/=@-]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp) || given.length > 2000) return 'missing';
  const signatures = given
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'));
  if (signatures.length === 0) return 'missing';
  let good = false;
  for (const secret of secrets) {
    const wanted = mac(secret, id, timestamp, body);
    for (const signature of signatures) if (signature.length === wanted.length && timingSafeEqual(signature, wanted)) good = true;
  }
  // Who does not know the secret learns nothing of our clock.
  if (!good) return 'wrong';
  return Math.abs(now / 1000 - Number(timestamp)) <= tolerance ? 'good' : 'old';
}
