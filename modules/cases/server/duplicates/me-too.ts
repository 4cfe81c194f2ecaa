import { kernelErrors, Refusal } from '@hezhi/contract';
import { cut, findStored, findVisible, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call, House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, isListed, type MeToo, type MyMeToos } from '../../contract/index.ts';
import { sealContact } from '../contact.ts';
import { viewPublic } from '../public.ts';
import { listSupported, mainOf } from '../queries-duplicates.ts';
import { countSupport, deleteSupport, insertSupport, listSupporters, type Supporter } from '../queries-support.ts';

type Reply = z.input<typeof MeToo>;

/** An id that follows from a secret and leads back to it by nobody who lacks the key. */
function hidden(house: House, what: 'device' | 'caller', secret: string): string {
  const hex = house.vault.lookup(`${what}\n${secret}`, 'cases.support').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** As whom somebody says "me too": the person, a visitor's device, or the caller for whom the staff say it. Null for a visitor without a secret. */
export function supporterOf(call: Call, token: string | null, phone?: string): Supporter | null {
  const { actor, house, language } = call;
  if (actor.kind === 'person' && actor.post && phone) {
    const { contact_sealed } = sealContact(house, { phone });
    return { supporter: hidden(house, 'caller', phone.replace(/\D/g, '').slice(-11)), kind: 'caller', language: 'zh-Hans', contact_sealed };
  }
  if (actor.person !== null) return { supporter: actor.person, kind: 'person', language, contact_sealed: null };
  return token === null ? null : { supporter: hidden(house, 'device', token), kind: 'device', language, contact_sealed: null };
}

/** The case that counts: the main one where it was merged. Refused where whoever asks may not see it. */
async function counted(call: Call, district: string, id: string): Promise<{ id: string; closed: boolean }> {
  const main = (await mainOf(call.db, district, id)) ?? id;
  const staff = call.actor.post !== null && call.actor.district === district;
  const row = staff ? await findVisible(call.db, district, main, call.actor) : await findStored(call.db, district, main);
  if (row?.kind !== 'case' || (!staff && !isListed(row))) throw new Refusal(errors.not_public);
  return { id: main, closed: row.closed_at !== null };
}

/**
 * 我也遇到了: counted once for a person, device or caller, whatever the number of tries; also on the main case of a merged one. Errors: `cases.not_public`, `cases.device_needed`,
 * `cases.own_case`, `cases.already_settled`.
 */
export async function meToo(call: Call, district: string, id: string, phone: string | undefined, token: string | null): Promise<Reply> {
  const one = supporterOf(call, token, phone);
  if (!one) throw new Refusal(errors.device_needed);
  if (phone !== undefined && one.kind !== 'caller') throw new Refusal(kernelErrors.forbidden);
  const main = await counted(call, district, id);
  const before = await countSupport(call.db, district, main.id, one.supporter);
  if (before.own) throw new Refusal(errors.own_case);
  if (main.closed && !before.supported) throw new Refusal(errors.already_settled);
  const reply: Reply = { id: main.id, me_too: before.me_too + (before.supported ? 0 : 1), supported: true };
  const write = call.write(reply);
  if (!before.supported) insertSupport(write, district, main.id, one, call.now);
  await write.run(call.db);
  return reply;
}

/** Takes it back; what was never said stays unsaid. */
export async function dropMeToo(call: Call, district: string, id: string, token: string | null): Promise<Reply> {
  const one = supporterOf(call, token);
  if (!one) throw new Refusal(errors.device_needed);
  const main = await counted(call, district, id);
  const write = call.write();
  deleteSupport(write, district, main.id, one.supporter);
  await write.run(call.db);
  const { me_too, supported } = await countSupport(call.db, district, main.id, one.supporter);
  return { id: main.id, me_too, supported };
}

/** The persons who hear of a case's public progress because they said "me too". */
export async function followersOf(call: Call, { district, matter }: { district: string; matter: string }): Promise<string[]> {
  const all = await listSupporters(call.db, district, matter);
  return all.filter((one) => one.kind === 'person').map((one) => one.supporter);
}

/** What a person follows by "me too", in the public view: also its public result when it is settled. */
export async function myMeToos(call: Call, page: { cursor?: string | undefined; limit: number }): Promise<z.input<typeof MyMeToos>> {
  const { district, person } = call.actor;
  if (district === null || person === null) return { items: [], next: null };
  const rows = await listSupported(call.db, district, person, readCursor(page.cursor), page.limit);
  const { items, next } = cut(rows, page.limit, (row) => writeCursor(row.said_at, row.said_of));
  const names = await namesOf(call.house, district);
  return { items: await Promise.all(items.map((row) => viewPublic(call, row, names))), next };
}
