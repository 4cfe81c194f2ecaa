import { Refusal } from '@hezhi/contract';
import { resolveOwner, staffOf, territory, type Staff, type Territory } from '@hezhi/directory/server';
import type { OwnerRef as DirectoryRef } from '@hezhi/directory/contract';
import type { House } from '@hezhi/server';
import { eachKey, errors, refKey, type Owner, type OwnerRef } from '../contract/index.ts';

/**
 * Looks up the owners that a decision needs (law 3: the directory's ladder never comes back empty in a district with a centre). What the actor chose
 * must exist in the district: an unknown organisation or post is refused, not passed up.
 */
export async function lookUpOwners(
  house: House,
  district: string,
  area: string,
  refs: readonly OwnerRef[],
  input: Readonly<Record<string, unknown>>,
  now: number,
): Promise<Record<string, Owner>> {
  const owners: Record<string, Owner> = {};
  for (const ref of refs) {
    const key = refKey(ref);
    if (owners[key]) continue;
    if ('field' in ref) {
      const chosen = input[ref.field] as { org: string; post?: string | null } | undefined;
      if (chosen) owners[key] = await chosenOwner(house, district, chosen, now);
      continue;
    }
    if ('each' in ref) {
      const chosen = (input[ref.each] ?? []) as { org: string; post?: string | null }[];
      for (const [n, one] of chosen.entries()) owners[eachKey(ref, n)] = await chosenOwner(house, district, one, now);
      continue;
    }
    if (!('at' in ref)) continue;
    owners[key] = { ...(await resolveOwner(house, district, ref as DirectoryRef, area, now)), person: null };
  }
  return owners;
}

async function chosenOwner(house: House, district: string, chosen: { org: string; post?: string | null }, now: number): Promise<Owner> {
  const staff = await staffOf(house, district);
  const org = staff.orgs.get(chosen.org);
  if (!org || org.from > now || (org.to !== null && org.to <= now)) throw new Refusal(errors.no_owner);
  if (chosen.post) {
    const post = staff.posts.get(chosen.post);
    if (!post || post.org !== org.id || !post.active || post.from > now || (post.to !== null && post.to <= now)) throw new Refusal(errors.no_owner);
    return { org: org.id, post: post.id, person: null };
  }
  return { ...(await resolveOwner(house, district, { org_id: org.id }, org.area, now)), person: null };
}

/** Names of owners as the staff or the public read them, from memory. */
export type Names = {
  owner(owner: { org: string | null; post: string | null; person: string | null }, forStaff: boolean): string;
  area(code: string): string;
  person(id: string): string | null;
  org(id: string): string | null;
  post(id: string): string | null;
};

export async function namesOf(house: House, district: string): Promise<Names> {
  const staff = await staffOf(house, district);
  const places = await territory(house).ensure(district);
  const known = kept.get(staff);
  if (known?.places === places) return known.names;
  const names = makeNames(staff, places);
  kept.set(staff, { places, names });
  return names;
}

const kept = new WeakMap<Staff, { places: Territory; names: Names }>();

function makeNames(staff: Staff, places: Territory): Names {
  const org = (id: string): string | null => staff.orgNames.get(id)?.short_name ?? staff.orgNames.get(id)?.name ?? null;
  return {
    owner({ org: orgId, post }, forStaff) {
      // A person without an organisation is the asker, who may have asked to stay unnamed: the reader's own words stand for the name.
      if (orgId === null) return '';
      const holder = post === null ? undefined : staff.posts.get(post);
      const name = holder ? staff.personNames.get(holder.person) : undefined;
      // The public reads the surname only: 王师傅-style names are for the staff to give themselves.
      const shown = name === undefined ? '' : forStaff ? ` ${name}` : ` ${[...name][0]}**`;
      return `${org(orgId) ?? ''}${shown}`;
    },
    area: (code) => places.fullName(code),
    post: (id) => {
      const post = staff.posts.get(id);
      return post ? `${org(post.org) ?? ''} ${staff.personNames.get(post.person) ?? ''}`.trim() : null;
    },
    person: (id) => staff.personNames.get(id) ?? null,
    org,
  };
}
