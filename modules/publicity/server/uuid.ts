import { createHash } from 'node:crypto';

/** The namespace of this room's names, a random UUID of its own. */
const namespace = Buffer.from('6d6f0f2e5b1c4f0d9a7e1c53b2a8e4d0', 'hex');

/** A UUID of version 5 (RFC 9562) that follows from a name: the same name gives the same id, always. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
