import { createHash } from 'node:crypto';
import { Refusal, iso } from '@hezhi/contract';
import type { Call, Wire, Write } from '@hezhi/server';
import { errors, type Endpoint } from '../contract/index.ts';
import { oneOf, type Given } from './given.ts';
import type { KeyRow } from './keys.ts';
import { DAY } from './moments.ts';
import { findReceipt, insertReceipt, type ReceiptKind } from './queries-receipts.ts';

/** The reference came before: the whole write was undone, the first answer stands. */
export class Repeated extends Error {}
/** Ends the transaction of the test endpoint: everything was done, nothing is kept. */
class NothingKept extends Error {}

export type Reference = { kind: ReceiptKind; ref: string; fingerprint: string | null; keep: number };
type Answer = Record<string, unknown>;

const hash = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('base64url');
/** References are kept as hashes: a token may be somebody's only proof. */
export const refOfToken = (token: string): string => hash('key', token);

/** Under which reference a report came: its Idempotency-Key (two days, as everywhere), else the number in the reporting system (one day). Null without either. */
export function referenceOfReport(endpoint: Endpoint, wire: Wire, form: Given): Reference | null {
  const kind = endpoint === 'test' ? 'test_request' : 'request';
  const sent = wire.request.headers['idempotency-key'];
  if (typeof sent === 'string' && sent !== '') {
    if (!/^[\x21-\x7e]{1,200}$/.test(sent)) throw new Refusal(errors.field_wrong, { field: 'Idempotency-Key' });
    const fields = Object.entries(form).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return { kind, ref: refOfToken(sent), fingerprint: hash(sent, JSON.stringify(fields)), keep: 2 * DAY };
  }
  const outside = externalNumber(form);
  return outside === null ? null : { kind, ref: hash('number', outside), fingerprint: null, keep: DAY };
}

/** The number in the reporting system, by the names under which clients send it. */
export const externalNumber = (form: Given): string | null =>
  oneOf(form, 'service_request_id_ext') ?? oneOf(form, 'external_id') ?? oneOf(form, 'attribute[external_id]') ?? oneOf(form, 'attribute[fixmystreet_id]');

/** Adds the receipt of an answer to its write. */
export function keepAnswer(call: Call, write: Write, key: KeyRow, reference: Reference | null, answer: Answer): void {
  if (!reference) return;
  const { kind, ref, fingerprint, keep } = reference;
  const row = { district: key.district, key: key.id, kind, ref, fingerprint, now: iso(call.now), until: iso(call.now + keep), answer };
  insertReceipt(write, row, () => new Repeated());
}

/** The first answer of a reference that came before. `open311.used_otherwise` where another request had the same Idempotency-Key. */
export async function answerAgain(call: Call, key: KeyRow, reference: Reference): Promise<Answer> {
  const found = await findReceipt(call.house.db, key.district, key.id, reference.kind, reference.ref, iso(call.now));
  if (!found) throw new Error('a receipt that was met is not there');
  if (found.fingerprint !== null && found.fingerprint !== reference.fingerprint) throw new Refusal(errors.used_otherwise);
  return found.answer;
}

/** Does the work on the test endpoint: all of it, in a transaction that is undone. */
export async function triedOnly<T>(call: Call, work: (call: Call) => Promise<T>): Promise<T> {
  let result: T | undefined;
  try {
    await call.db.tx(async (db) => {
      result = await work({ ...call, db });
      throw new NothingKept();
    });
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
  }
  return result!;
}
