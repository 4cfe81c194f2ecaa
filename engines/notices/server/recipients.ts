import { reference, staffOf } from '@hezhi/directory/server';
import type { House } from '@hezhi/server';

type Named = { readonly person: string } | { readonly post: string } | { readonly org: string; readonly with?: string } | object;

/** Right by which a post answers for its organisation, and not for itself only. */
const actsForOrg = 'matters.act_for_org';

/**
 * The persons meant, each once, from memory: named ones, holders of posts that stand now, and of an organisation those who act for it and carry the right `with`
 * (where nobody carries it, all who act for it: what is told must reach somebody).
 */
export async function peopleOf(house: House, district: string, named: readonly Named[], now: number): Promise<string[]> {
  const persons = new Set<string>();
  const staff = await staffOf(house, district);
  const { roles } = await reference(house);
  const stands = (post: { from: number; to: number | null; active: boolean }): boolean =>
    post.active && post.from <= now && (post.to === null || now < post.to);
  const carries = (role: string, right: string): boolean => roles.get(role)?.permissions.includes(right) ?? false;
  for (const one of named) {
    if ('person' in one) persons.add(one.person);
    if ('post' in one) {
      const post = staff.posts.get(one.post);
      if (post && stands(post)) persons.add(post.person);
    }
    if ('org' in one) {
      const acting = (staff.postsOf.get(one.org) ?? []).filter((post) => stands(post) && carries(post.role, actsForOrg));
      const right = 'with' in one ? (one as { with?: string }).with : undefined;
      const fit = right === undefined ? acting : acting.filter((post) => carries(post.role, right));
      for (const post of fit.length > 0 ? fit : acting) persons.add(post.person);
    }
  }
  return [...persons];
}
