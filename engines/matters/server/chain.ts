import { createHash } from 'node:crypto';
import type { Entry } from '../contract/index.ts';

/** The bytes of an entry's body as stored: keys in a fixed order, so that the same entry has the same bytes. */
export function bodyOf(entry: Entry): string {
  return JSON.stringify({ actor: entry.actor, data: entry.data, facts: entry.facts });
}

/** The first link of a matter's chain: no entry before it. */
export const origin = Buffer.alloc(32);

/**
 * Hash of an entry: SHA-256 over the hash before it, where the entry belongs, and its very bytes. Whoever alters, drops or inserts an entry
 * changes every hash after it.
 */
export function link(previous: Buffer, district: string, matter: string, seq: number, at: number, step: string, body: string): Buffer {
  return createHash('sha256').update(previous).update(`${district}\n${matter}\n${seq}\n${at}\n${step}\n`).update(body).digest();
}
