import { Refusal } from '@hezhi/contract';
import { tokenHeader } from '@hezhi/documents/contract';
import type { Call, House, Wire } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** As whom somebody follows, comments or reports: an account, or a visitor's device. */
export type Who = { readonly id: string; readonly kind: 'person' | 'device' };

/** The secret that a visitor's device sends along; null when there is none or it is malformed. */
export function tokenOf({ request }: Wire): string | null {
  const given = request.headers[tokenHeader];
  return typeof given === 'string' && /^[\w-]{20,100}$/.test(given) ? given : null;
}

/** An id that follows from the secret of a device and leads back to it by nobody who lacks the key. */
function deviceId(house: House, token: string): string {
  const hex = house.vault.lookup(token, 'publicity.device').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whoever asks; null for a visitor without a secret. */
export function whoOf(call: Call, token: string | null): Who | null {
  if (call.actor.person !== null) return { id: call.actor.person, kind: 'person' };
  return token === null ? null : { id: deviceId(call.house, token), kind: 'device' };
}

/** The same, refused where nobody can be told apart. */
export function mustBe(call: Call, token: string | null): Who {
  const who = whoOf(call, token);
  if (!who) throw new Refusal(errors.device_needed);
  return who;
}

/** Where a colleague stands. Refuses who holds no post. */
export function standing(call: Call): { district: string; area: string; org: string; person: string } {
  const { district, post, person } = call.actor;
  if (district === null || post === null || person === null) throw new Refusal(errors.no_post);
  return { district, area: post.area, org: post.org, person };
}
