import { randomBytes } from 'node:crypto';
import { kernelErrors, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { audit, standingIn, territory, today, type Standing } from '@hezhi/directory/server';
import { Rates, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type NewKey, type Open311Key } from '../contract/index.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { endKey, findKey, findListedKey, insertKey, keysWithin, noteUse, type KeyRow, type ListedKey } from './queries-keys.ts';

export type { KeyRow } from './queries-keys.ts';

const hashOf = (house: House, secret: string): Buffer => house.vault.lookup(secret, 'open311.key');
/** `o311_<district>_<32 letters>`: the district finds it, 192 random bits prove it, the beginning lets scanners for leaked secrets know it. */
const form = /^o311_(\d{6})_[\w-]{32}$/;

/**
 * The key that was sent, for a jurisdiction. `open311.key_needed`, `open311.key_wrong`, `open311.key_elsewhere`, `open311.key_reads_only` (with `posting`),
 * `kernel.too_many` beyond its requests a minute.
 */
export async function keyOf(call: Call, sent: string | null, jurisdiction: Jurisdiction, posting: boolean): Promise<KeyRow> {
  if (sent === null) throw new Refusal(errors.key_needed);
  const district = form.exec(sent)?.[1];
  const key = district === undefined ? undefined : await findKey(call.db, district, hashOf(call.house, sent));
  if (!key) throw new Refusal(errors.key_wrong);
  const wait = call.house.memo('open311.rates', () => new Rates()).take(key.id, key.rate, call.now);
  if (wait > 0) throw new Refusal(kernelErrors.too_many, {}, { extra: { retry_after: wait } });
  // A key of a street is good where the district was named too: its place is checked when it reports.
  if (!within(key.jurisdiction, jurisdiction.code) && !within(jurisdiction.code, key.jurisdiction))
    throw new Refusal(errors.key_elsewhere, { code: jurisdiction.code });
  if (posting && !key.may_post) throw new Refusal(errors.key_reads_only);
  const day = today(call.now);
  if (key.last_used !== day) await noteUse(call.house.db, key, day);
  return key;
}

const standing = (call: Call): Standing => standingIn(call, errors.no_post);

async function view(call: Call, row: ListedKey): Promise<Open311Key> {
  const tree = await territory(call.house).ensure(row.district);
  return {
    id: row.id,
    name: row.name,
    jurisdiction: row.jurisdiction,
    jurisdictionName: tree.fullName(row.jurisdiction),
    may_post: row.may_post,
    rate: row.rate,
    createdAt: row.created_at,
    createdBy: row.created_name,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_name,
    lastUsed: row.last_used,
  };
}

/** Keys in the territory of the post, newest first; `cursor` is the id of the last one seen. One statement. */
export async function listKeys(
  call: Call,
  find: { cursor?: string | undefined; limit: number; state?: 'active' | 'revoked' | undefined },
): Promise<{ items: Open311Key[]; next: string | null }> {
  const { district, area } = standing(call);
  const rows = await keysWithin(call.db, district, area, { state: find.state, before: find.cursor ?? null, limit: find.limit + 1 });
  const items = rows.slice(0, find.limit);
  return { items: await Promise.all(items.map((row) => view(call, row))), next: rows.length > find.limit ? items.at(-1)!.id : null };
}

/** Makes a key, in the audit log too. It is told here and nowhere again. */
export async function addKey(call: Call, given: z.output<typeof NewKey>): Promise<{ key: Open311Key; secret: string }> {
  const { district, area, person } = standing(call);
  const tree = await territory(call.house).ensure(district);
  if (!within(given.jurisdiction, area) || !within(given.jurisdiction, district) || !tree.stands(given.jurisdiction)) throw new Refusal(errors.not_covered);
  const secret = `o311_${district}_${randomBytes(24).toString('base64url')}`;
  const created_at = new Date(call.now).toISOString();
  const write = call.write();
  insertKey(write, { ...given, district, hash: hashOf(call.house, secret), created_at, created_by: person });
  const { name, jurisdiction, may_post, rate } = given;
  await audit(write, call, { action: 'open311_key.add', target: given.id, detail: { name, jurisdiction, may_post, rate } }).run(call.db);
  return {
    key: await view(call, { ...given, district, last_used: null, created_at, created_name: call.actor.name, revoked_at: null, revoked_name: null }),
    secret,
  };
}

/** Ends a key at once, in the audit log too. */
export async function revokeKey(call: Call, id: string): Promise<Open311Key> {
  const { district, area, person } = standing(call);
  const row = await findListedKey(call.db, district, area, id);
  if (!row) throw new Refusal(errors.key_not_found);
  const at = new Date(call.now).toISOString();
  const reply = await view(call, { ...row, revoked_at: at, revoked_name: call.actor.name });
  const write = call.write(reply);
  endKey(write, district, id, person, at);
  await audit(write, call, { action: 'open311_key.revoke', target: id, detail: { name: row.name, jurisdiction: row.jurisdiction } }).run(call.db);
  return reply;
}

/** The district and its streets as far as the post covers them. */
export async function coveredJurisdictions(call: Call): Promise<{ code: string; name: string }[]> {
  const { district, area } = standing(call);
  const tree = await territory(call.house).ensure(district);
  return [{ code: district }, ...tree.children(district)].filter(({ code }) => within(code, area)).map(({ code }) => ({ code, name: tree.fullName(code) }));
}
