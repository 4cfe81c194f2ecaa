import type { Language } from './words.ts';

/** A post as an actor holds it: role x organisation x territory (architecture.md, 人 people). */
export type ActorPost = {
  readonly id: string;
  readonly role: string;
  readonly org: string;
  /** Territory code the post covers with everything below it; '' covers the whole country. */
  readonly area: string;
  readonly permissions: readonly string[];
};

/** The community where a person lives (12 digits), and whether the community has confirmed it. */
export type ActorHome = { readonly area: string; readonly confirmed: boolean };

/**
 * Who acts. `system` is the clock and the product's own jobs. A person acts through one current post at a time,
 * or as a resident (`post` null). Pure: the same value decides on the server and on the screen.
 */
export type Actor = {
  readonly kind: 'anonymous' | 'person' | 'system';
  readonly person: string | null;
  readonly name: string;
  /** The tenant the actor works in now (6-digit district code); null for an anonymous visitor. */
  readonly district: string | null;
  readonly post: ActorPost | null;
  /** Permissions of the current post, or those that every resident or visitor has. */
  readonly permissions: readonly string[];
  readonly language: Language;
  /** Where the person lives, as far as rules ask; null or left out: not known. */
  readonly home?: ActorHome | null;
};

/** Whether the actor carries the permission now. */
export function may(actor: Actor, permission: { readonly key: string }): boolean {
  return actor.kind === 'system' || actor.permissions.includes(permission.key);
}

/** The clock and the product's own jobs, acting in a district. */
export function systemActor(district: string): Actor {
  return { kind: 'system', person: null, name: 'system', district, post: null, permissions: [], language: 'zh-Hans' };
}
