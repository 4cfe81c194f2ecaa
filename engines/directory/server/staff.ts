import { Refusal, iso } from '@hezhi/contract';
import type { Db, House } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { climb, makeStaffing, type Owner, type OwnerRef, type StaffPost, type Staffing } from '../contract/ladder.ts';
import type { Level } from '../contract/levels.ts';
import { dayStart, onHint } from './hints.ts';
import { peopleNames, staffOrgs, staffPosts } from './queries-staff.ts';
import { reference } from './roles.ts';
import { territory } from './territory.ts';

/** A district's organisations and posts in memory, with the names that screens show. */
export type Staff = Staffing & {
  readonly orgNames: ReadonlyMap<string, { name: string; short_name: string; kind: string; area: string }>;
  readonly personNames: ReadonlyMap<string, string>;
  readonly postsOfPerson: ReadonlyMap<string, readonly StaffPost[]>;
};

type Kept = { staff: Promise<Staff>; until: number };
/** A missed hint heals after this long (ms). */
const LIFE = 60_000;
const KEEP = 300;

/**
 * Who works where, per district, read in two statements and kept until somebody changes it: hot writes resolve owners without a statement.
 * Terms are compared with `now` at each question, so a post ends on time in a kept copy too.
 */
export function staffOf(house: House, district: string): Promise<Staff> {
  const kept = keptStaff(house);
  const found = kept.get(district);
  if (found && found.until > performance.now()) return found.staff;
  const staff = readStaff(house, house.db, district);
  kept.set(district, { staff, until: performance.now() + LIFE });
  staff.catch(() => kept.delete(district));
  if (kept.size > KEEP) kept.delete(kept.keys().next().value!);
  return staff;
}

function keptStaff(house: House): Map<string, Kept> {
  return house.memo('directory.staff', () => {
    const kept = new Map<string, Kept>();
    onHint(house, 'directory.staff', (district) => {
      if (district === null) kept.clear();
      else kept.delete(district);
    });
    return kept;
  });
}

async function readStaff(house: House, db: Db, district: string): Promise<Staff> {
  const since = iso(house.now() - 7 * 86_400_000);
  const orgRows = await staffOrgs(db, district);
  const postRows = await staffPosts(db, district, since);
  const orgs = orgRows.map((row) => ({
    id: row.id,
    kind: row.kind,
    area: row.area,
    parent: row.parent,
    from: dayStart(row.valid_from),
    to: row.valid_to === null ? null : dayStart(row.valid_to),
  }));
  const posts = postRows.map((row) => ({
    id: row.id,
    person: row.person,
    role: row.role,
    org: row.org,
    area: row.area,
    from: Date.parse(row.term_from),
    to: row.term_to === null ? null : Date.parse(row.term_to),
    active: row.active,
  }));
  const { kinds } = await reference(house);
  const governing = new Map<Level, string>();
  for (const kind of kinds.values()) if (kind.governs && !governing.has(kind.governs)) governing.set(kind.governs, kind.key);
  const postsOfPerson = new Map<string, StaffPost[]>();
  for (const post of posts) postsOfPerson.set(post.person, [...(postsOfPerson.get(post.person) ?? []), post]);
  return {
    ...makeStaffing(district, orgs, posts, governing),
    orgNames: new Map(orgRows.map((row) => [row.id, { name: row.name, short_name: row.short_name, kind: row.kind, area: row.area }])),
    personNames: new Map(postRows.map((row) => [row.person, row.name])),
    postsOfPerson,
  };
}

/**
 * The owner of a leg by the ladder of decision 3. No statement when the district is in memory.
 * Refuses with `directory.no_owner` only when the district has no centre at all.
 */
export async function resolveOwner(house: House, district: string, ref: OwnerRef, area: string, now: number = house.now()): Promise<Owner> {
  const owner = climb(await staffOf(house, district), ref, area, now);
  if (!owner) throw new Refusal(errors.no_owner, { district: territory(house).name(district) });
  return owner;
}

/** Several owners at once, in the order asked. */
export async function resolveOwners(
  house: House,
  district: string,
  asked: readonly { ref: OwnerRef; area: string }[],
  now: number = house.now(),
): Promise<Owner[]> {
  const staff = await staffOf(house, district);
  return asked.map(({ ref, area }) => {
    const owner = climb(staff, ref, area, now);
    if (!owner) throw new Refusal(errors.no_owner, { district: territory(house).name(district) });
    return owner;
  });
}

/** Names by person id; staff come from memory, others by one statement. Ids without a person are missing. */
export async function findPeopleNames(house: House, district: string, ids: Iterable<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const staff = await staffOf(house, district);
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const name = staff.personNames.get(id);
    if (name === undefined) missing.push(id);
    else names.set(id, name);
  }
  if (missing.length > 0) for (const row of await peopleNames(house.db, district, missing)) names.set(row.id, row.name);
  return names;
}

/** Names of organisations by id (short name too), from memory. */
export async function findOrgNames(house: House, district: string, ids: Iterable<string>): Promise<Map<string, { name: string; short_name: string }>> {
  const staff = await staffOf(house, district);
  const names = new Map<string, { name: string; short_name: string }>();
  for (const id of new Set(ids)) {
    const org = staff.orgNames.get(id);
    if (org) names.set(id, { name: org.name, short_name: org.short_name });
  }
  return names;
}
