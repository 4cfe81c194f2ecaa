import { newId, iso } from '@hezhi/contract';
import type { House } from '@hezhi/server';
import { forget } from './hints.ts';
import { type NewOrg, toOrgRow } from './orgs.ts';
import { hashPassword } from './passwords.ts';
import { type NewPerson, toPersonRow } from './people.ts';
import type { NewPost } from './posts.ts';
import { insertAccounts } from './queries-accounts.ts';
import { insertOrgs } from './queries-orgs.ts';
import { insertHomes } from './queries-homes.ts';
import { insertPeople } from './queries-people.ts';
import { insertPosts } from './queries-posts.ts';
import { nameKey } from './sessions.ts';

/** What a district starts with. Ids are given by the caller, so a repetition changes nothing. */
export type StaffFile = {
  orgs?: readonly (NewOrg & { id: string })[];
  people?: readonly (NewPerson & { id: string })[];
  /** One hash may serve many accounts (the demo's password). */
  accounts?: readonly { id?: string; name: string; person: string; kind: 'staff' | 'resident'; passwordHash: string | null; phone?: string | null }[];
  posts?: readonly (NewPost & { id: string })[];
};

const CHUNK = 2000;

/**
 * Takes in many organisations, people, accounts and posts of a district at once, thousands in seconds, in one transaction. For the demo and
 * for taking over another system's staff; what exists already is left alone. Terms that end get no timer here.
 */
export async function bulkStaff(house: House, district: string, given: StaffFile): Promise<void> {
  const now = house.now();
  await house.db.tx(async (db) => {
    for (const part of chunks(given.orgs ?? []))
      await insertOrgs(
        db,
        district,
        part.map((org) => toOrgRow(org, now)),
      );
    for (const part of chunks(given.people ?? []))
      await insertPeople(
        db,
        district,
        part.map((person) => toPersonRow(house, person, now)),
      );
    for (const part of chunks(given.people ?? [])) await insertHomes(db, district, part.flatMap(homeOf), iso(now));
    for (const part of chunks(given.accounts ?? []))
      await insertAccounts(
        db,
        part.map((account) => ({
          id: account.id ?? newId(now),
          district,
          person: account.person,
          name: account.name,
          name_key: nameKey(account.name),
          kind: account.kind,
          password_hash: account.passwordHash,
          must_change: false,
          created: iso(now),
          phone_lookup: account.phone ? house.vault.lookup(account.phone, 'account.phone') : null,
          recovery_hash: null,
          recovery_expires: null,
        })),
      );
    for (const part of chunks(given.posts ?? []))
      await insertPosts(
        db,
        district,
        part.map((post) => ({
          id: post.id,
          person: post.person,
          role: post.role,
          org: post.org,
          area: post.area,
          term_from: post.from ?? iso(now),
          term_to: post.to ?? null,
        })),
      );
  });
  forget(house, 'directory.staff', district);
}

/** Where somebody lives by what is taken over: at least a community. */
const homeOf = ({ id, area, home }: NewPerson & { id: string }): { person: string; area: string; confirmed: boolean }[] => {
  const place = home?.area ?? area ?? '';
  return place.length < 12 ? [] : [{ person: id, area: place, confirmed: home?.confirmed ?? false }];
};

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < list.length; start += CHUNK) parts.push(list.slice(start, start + CHUNK));
  return parts;
}

export { hashPassword };
