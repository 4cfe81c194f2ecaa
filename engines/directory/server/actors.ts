import { type Actor, type ActorHome, type ActorPost, type Language, languages, Refusal } from '@hezhi/contract';
import type { House } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { StaffPost } from '../contract/ladder.ts';
import { personStanding } from './queries-staff.ts';
import { reference, type Reference } from './roles.ts';
import { staffOf } from './staff.ts';

/** Any text as a language of the product. */
export const asLanguage = (text: string): Language => languages.find((one) => one === text) ?? 'zh-Hans';

/** The post as an actor holds it; permissions come from its role. */
export function toActorPost(post: StaffPost, { roles }: Reference): ActorPost {
  return { id: post.id, role: post.role, org: post.org, area: post.area, permissions: roles.get(post.role)?.permissions ?? [] };
}

/** Whether the post's term runs at `now`. */
export const inTerm = (post: { from: number; to: number | null }, now: number): boolean => post.from <= now && (post.to === null || now < post.to);

/** A person acting through a post, or as a resident when `post` is null. */
export function makeActor(
  who: { person: string; name: string; district: string; language: Language; home: ActorHome | null },
  post: ActorPost | null,
  { roles }: Reference,
): Actor {
  return { kind: 'person', ...who, post, permissions: post ? post.permissions : (roles.get('resident')?.permissions ?? []) };
}

/** A visitor without a session. */
export function visitor({ roles }: Reference, language: Language): Actor {
  return { kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: roles.get('visitor')?.permissions ?? [], language };
}

/**
 * The actor of a person in one of their posts (null: as a resident), without a session: for the demo's simulator, imports and tests.
 * Refuses an unknown person, and a post that is not the person's or not in term.
 */
export async function actorForPost(house: House, personId: string, postId: string | null, now: number = house.now()): Promise<Actor> {
  const standing = await personStanding(house.db, personId);
  if (!standing) throw new Refusal(errors.person_not_found);
  const known = await reference(house);
  const who = { person: personId, name: standing.name, district: standing.district, language: asLanguage(standing.language), home: standing.home };
  if (postId === null) return makeActor(who, null, known);
  const post = (await staffOf(house, standing.district)).posts.get(postId);
  if (!post || post.person !== personId || !inTerm(post, now)) throw new Refusal(errors.post_not_found);
  return makeActor(who, toActorPost(post, known), known);
}
