import { may, Refusal } from '@hezhi/contract';
import { staffOf, standingIn, type Staff, type Standing } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors, permissions, type Member } from '../contract/index.ts';
import { findRoster, type RosterStored } from './queries.ts';

export type { Standing };

/** Where the caller stands: the post through which they act. Refuses who holds none. */
export const standingOf = (call: Call): Standing => standingIn(call, errors.no_post);

/** Which rosters the caller keeps: those of the own organisation; who works in an organisation that governs a level, those of its territory too. Null: none. */
export async function keepingOf(call: Call): Promise<{ org: string; area: string | null } | null> {
  if (!may(call.actor, permissions.manage)) return null;
  const standing = standingOf(call);
  const staff = await staffOf(call.house, standing.district);
  const kind = staff.orgs.get(standing.org)?.kind;
  const governs = kind !== undefined && [...staff.governing.values()].includes(kind);
  return { org: standing.org, area: governs ? standing.area : null };
}

/** Whether an organisation's duty is among what `keeping` names. */
export const keeps = (keeping: { org: string; area: string | null } | null, of: { org: string; area: string }): boolean =>
  keeping !== null && (keeping.org === of.org || (keeping.area !== null && of.area.startsWith(keeping.area)));

/** The roster, seen by the caller. Errors: `duty.not_found`. */
export async function rosterSeen(call: Call, id: string): Promise<RosterStored & { published: string[] }> {
  const found = await findRoster(call.db, standingOf(call), id);
  if (!found) throw new Refusal(errors.not_found);
  return found;
}

/** The roster, to be changed by the caller. Errors: `duty.not_found`, `duty.not_manager`, `duty.ended`. */
export async function rosterKept(call: Call, id: string): Promise<RosterStored & { published: string[] }> {
  const found = await rosterSeen(call, id);
  if (!keeps(await keepingOf(call), found)) throw new Refusal(errors.not_manager);
  if (found.ended_at !== null) throw new Refusal(errors.ended);
  return found;
}

/** Posts as members; posts that are gone are left out. */
export function membersOf(staff: Staff, posts: readonly string[]): Member[] {
  return posts.flatMap((id) => {
    const post = staff.posts.get(id);
    if (!post) return [];
    const { person, role, from, to, active } = post;
    return [{ post: id, person, role, from, to, active, name: staff.personNames.get(person) ?? '' }];
  });
}

/** Posts of an organisation and of those below it that serve at a moment. */
export function postsBelow(staff: Staff, org: string, now: number): Member[] {
  const wanted = new Set([org]);
  for (let grown = true; grown;) {
    grown = false;
    for (const one of staff.orgs.values()) {
      if (one.parent === null || !wanted.has(one.parent) || wanted.has(one.id)) continue;
      wanted.add(one.id);
      grown = true;
    }
  }
  const own = staff.orgs.get(org);
  const posts = [...staff.posts.values()].filter(
    (post) => wanted.has(post.org) && within(own?.area, post.area) && post.active && post.from <= now && (post.to === null || now < post.to),
  );
  const members = membersOf(
    staff,
    posts.map((post) => post.id),
  );
  const orgOf = new Map(posts.map((post) => [post.id, post.org]));
  return members.toSorted((a, b) => Number(orgOf.get(b.post) === org) - Number(orgOf.get(a.post) === org) || (a.post < b.post ? -1 : 1));
}

const within = (outer: string | undefined, inner: string): boolean => outer !== undefined && (inner.startsWith(outer) || outer.startsWith(inner));
