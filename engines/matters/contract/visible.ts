import { may, type Actor } from '@hezhi/contract/light';
import { permissions } from './errors.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The identities under which an actor can be a party of a matter (decision 6): the person when acting as resident, else the post, and the
 * organisation for those who may act for it (a grid worker sees the own grid, not all that the community has).
 */
export function partyKeys(actor: Actor): string[] {
  if (actor.post) return may(actor, permissions.act_for_org) ? [actor.post.org, actor.post.id] : [actor.post.id];
  return actor.person === null ? [] : [actor.person];
}

/** The territory whose matters the actor sees; null = none. '' = everything in the district. */
export function readArea(actor: Actor): string | null {
  return actor.post && actor.permissions.includes(permissions.read_area.key) ? actor.post.area : null;
}

/**
 * Whether the actor sees the matter: the reference form of `queries-visible.ts`. `parties` are all who asked for it or ever had a leg of it.
 */
export function visible(matter: Pick<Snapshot, 'district' | 'area' | 'secrecy'>, parties: readonly string[], actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  if (actor.district !== matter.district) return false;
  if (partyKeys(actor).some((key) => parties.includes(key))) return true;
  const area = readArea(actor);
  return area !== null && matter.secrecy === 0 && matter.area.startsWith(area);
}

/** The audience as whom an actor who may see the matter reads its timeline (law 7). */
export function audienceOf(matter: Pick<Snapshot, 'asker'>, actor: Actor): 'staff' | 'asker' | 'public' {
  if (actor.kind === 'system' || actor.post) return 'staff';
  return matter.asker !== null && matter.asker === actor.person ? 'asker' : 'public';
}
