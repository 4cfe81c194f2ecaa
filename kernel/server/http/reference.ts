import { randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let store = Buffer.alloc(0);
let used = 0;

/**
 * A request's reference: 8 characters of Crockford's base 32 (no I, L, O, U), short enough to be read over the phone.
 * 40 random bits: it finds a log line, it is no secret.
 */
export function newReference(): string {
  if (used + 8 > store.length) {
    store = randomBytes(4096);
    used = 0;
  }
  let text = '';
  for (let i = 0; i < 8; i++) text += letters[store[used++]! & 31];
  return text;
}
