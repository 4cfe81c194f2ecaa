import { allLevels, at, levelOf, levels, type Level } from './levels.ts';

/** How a procedure names an owner (decision 3). `at` is the level to begin on; without it the area's own. */
export type OwnerRef =
  | { readonly org: string; readonly at?: Level }
  | { readonly post: string; readonly at?: Level }
  | { readonly org_id: string }
  | { readonly post_id: string };

/** Who answers: an organisation, and the post in it when exactly one is meant. */
export type Owner = { org: string; post: string | null };

/** What the ladder needs to know of a district: organisations and posts with their terms in epoch ms. */
export type StaffOrg = { id: string; kind: string; area: string; parent: string | null; from: number; to: number | null };
export type StaffPost = { id: string; person: string; role: string; org: string; area: string; from: number; to: number | null; active: boolean };
export type Staffing = {
  readonly district: string;
  readonly orgs: ReadonlyMap<string, StaffOrg>;
  readonly posts: ReadonlyMap<string, StaffPost>;
  /** `kind@area` -> organisations, by id. */
  readonly orgsAt: ReadonlyMap<string, readonly StaffOrg[]>;
  /** `role@area` -> posts, by id. */
  readonly postsAt: ReadonlyMap<string, readonly StaffPost[]>;
  readonly postsOf: ReadonlyMap<string, readonly StaffPost[]>;
  /** Kinds that govern a level: `street` -> `street_office`. */
  readonly governing: ReadonlyMap<Level, string>;
};

/** The kind of organisation at which every ladder ends. */
export const lastResort = 'district_centre';

const valid = (term: { from: number; to: number | null }, now: number): boolean => term.from <= now && (term.to === null || now < term.to);
const serves = (post: StaffPost, now: number): boolean => post.active && valid(post, now);

/** Builds the lookups; `governing` maps level to the kind of organisation that runs it. */
export function makeStaffing(district: string, orgs: readonly StaffOrg[], posts: readonly StaffPost[], governing: ReadonlyMap<Level, string>): Staffing {
  const byId = <T extends { id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const group = <T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> => {
    const groups = new Map<string, T[]>();
    for (const item of list) {
      const name = key(item);
      const found = groups.get(name);
      if (found) found.push(item);
      else groups.set(name, [item]);
    }
    return groups;
  };
  const sortedOrgs = orgs.toSorted(byId);
  const sortedPosts = posts.toSorted(byId);
  return {
    district,
    orgs: new Map(orgs.map((org) => [org.id, org])),
    posts: new Map(posts.map((post) => [post.id, post])),
    orgsAt: group(sortedOrgs, (org) => `${org.kind}@${org.area}`),
    postsAt: group(sortedPosts, (post) => `${post.role}@${post.area}`),
    postsOf: group(sortedPosts, (post) => post.org),
    governing,
  };
}

/**
 * The owner of a leg (matters.md, law 3), pure: begins where the reference says, and where nobody serves climbs level by level, at each
 * level first the same kind or role, then whoever governs the level, to the district's centre at last. Null only when the district has no centre.
 */
export function climb(staff: Staffing, ref: OwnerRef, area: string, now: number): Owner | null {
  if ('post_id' in ref) return fromPost(staff, ref.post_id, now) ?? centre(staff, now);
  if ('org_id' in ref) return fromOrg(staff, ref.org_id, now) ?? centre(staff, now);
  const rungs = rungsFrom(area.startsWith(staff.district) ? area : staff.district, ref.at);
  for (const [index, code] of rungs.entries()) {
    const found = 'org' in ref ? orgOfKind(staff, ref.org, code, now) : postOfRole(staff, ref.post, code, now);
    if (found) return found;
    if (index > 0) {
      const governor = governorOf(staff, code, now);
      if (governor) return governor;
    }
  }
  return centre(staff, now);
}

/** Areas from the level asked (or the nearest level that the area has) up to the district. */
function rungsFrom(area: string, begin: Level | undefined): string[] {
  const start = begin ? (at(area, begin) ?? area) : area;
  const codes: string[] = [];
  for (const { width } of levels) if (width <= start.length) codes.unshift(start.slice(0, width));
  return codes;
}

/** Whether somebody serves in the organisation now. */
export function staffed(staff: Staffing, org: StaffOrg, now: number): boolean {
  return valid(org, now) && (staff.postsOf.get(org.id) ?? []).some((post) => serves(post, now));
}

function orgOfKind(staff: Staffing, kind: string, area: string, now: number): Owner | null {
  const org = (staff.orgsAt.get(`${kind}@${area}`) ?? []).find((one) => staffed(staff, one, now));
  return org ? { org: org.id, post: null } : null;
}

function postOfRole(staff: Staffing, role: string, area: string, now: number): Owner | null {
  const holders = (staff.postsAt.get(`${role}@${area}`) ?? []).filter((post) => serves(post, now) && orgStands(staff, post.org, now));
  const first = holders[0];
  if (!first) return null;
  return { org: first.org, post: holders.length === 1 ? first.id : null };
}

function orgStands(staff: Staffing, id: string, now: number): boolean {
  const org = staff.orgs.get(id);
  return org !== undefined && valid(org, now);
}

function governorOf(staff: Staffing, code: string, now: number): Owner | null {
  const kind = staff.governing.get(levelOf(code) ?? allLevels[0].key);
  return kind ? orgOfKind(staff, kind, code, now) : null;
}

function fromOrg(staff: Staffing, id: string, now: number): Owner | null {
  const seen = new Set<string>();
  let org = staff.orgs.get(id);
  const area = org?.area;
  while (org && !seen.has(org.id)) {
    if (staffed(staff, org, now)) return { org: org.id, post: null };
    seen.add(org.id);
    org = org.parent ? staff.orgs.get(org.parent) : undefined;
  }
  if (area === undefined) return null;
  for (const code of rungsFrom(area.startsWith(staff.district) ? area : staff.district, undefined)) {
    const governor = governorOf(staff, code, now);
    if (governor && !seen.has(governor.org)) return governor;
  }
  return null;
}

function fromPost(staff: Staffing, id: string, now: number): Owner | null {
  const post = staff.posts.get(id);
  if (!post) return null;
  if (serves(post, now) && orgStands(staff, post.org, now)) return { org: post.org, post: post.id };
  return postOfRole(staff, post.role, post.area, now) ?? fromOrg(staff, post.org, now);
}

/** The last rung: the district's centre, staffed if one is, else the one that stands, so that nothing is ever ownerless. */
function centre(staff: Staffing, now: number): Owner | null {
  const centres = staff.orgsAt.get(`${lastResort}@${staff.district}`) ?? [];
  const org = centres.find((one) => staffed(staff, one, now)) ?? centres.find((one) => valid(one, now));
  return org ? { org: org.id, post: null } : null;
}
