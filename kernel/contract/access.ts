import type { Words } from './words.ts';

/** A right that posts may carry. Keys read `room.verb`; the words are shown where rights are administered. */
export type Permission = { readonly key: string; readonly words: Words };

/** A room's permissions: `definePermissions('cases', { report: {...} })` gives `permissions.report.key === 'cases.report'`. */
export function definePermissions<const K extends string>(room: string, defs: Readonly<Record<K, Words>>): Readonly<Record<K, Permission>> {
  const made = {} as Record<K, Permission>;
  for (const key of Object.keys(defs) as K[]) made[key] = { key: `${room}.${key}`, words: defs[key] };
  return made;
}

/** Who may call a route (house rule 2). There is no default: a route without one does not compile. */
export type Access =
  | { readonly kind: 'anyone'; readonly why: string }
  | { readonly kind: 'person'; readonly why: string }
  | { readonly kind: 'permission'; readonly permissions: readonly Permission[] };

/** Anyone may call, logged in or not; say why. */
export const anyone = (why: string): Access => ({ kind: 'anyone', why });
/** Anyone with a session; say why no permission is needed. */
export const anyPerson = (why: string): Access => ({ kind: 'person', why });
/** Only an actor whose current post (or own standing as a resident) carries one of these. Finer checks are the service's. */
export const needs = (...permissions: readonly [Permission, ...Permission[]]): Access => ({ kind: 'permission', permissions });
