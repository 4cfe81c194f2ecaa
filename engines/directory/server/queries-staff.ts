import type { ActorHome } from '@hezhi/contract';
import { sql, type Db, type Sql } from '@hezhi/server';
import { actorHome } from './queries-homes.ts';

export type StaffOrgRow = {
  id: string;
  kind: string;
  name: string;
  short_name: string;
  area: string;
  parent: string | null;
  valid_from: string;
  valid_to: string | null;
};
export type StaffPostRow = {
  id: string;
  person: string;
  name: string;
  role: string;
  org: string;
  area: string;
  term_from: string;
  term_to: string | null;
  active: boolean;
};

/** Every organisation of a district, ended ones included: running matters may still name them. */
export function staffOrgs(db: Db, district: string): Promise<StaffOrgRow[]> {
  return db.all<StaffOrgRow>(sql`
    SELECT id, kind, name, short_name, area, parent, valid_from, valid_to FROM directory.org WHERE district = ${district}`);
}

/** Posts of a district with whether their person can log in; posts long ended are left out. */
export function staffPosts(db: Db, district: string, since: string): Promise<StaffPostRow[]> {
  return db.all<StaffPostRow>(sql`
    SELECT p.id, p.person, n.name, p.role, p.org, p.area, p.term_from, p.term_to, coalesce(a.status = 'active', false) AS active
    FROM directory.post p
    JOIN directory.person n ON n.district = p.district AND n.id = p.person
    LEFT JOIN directory.account a ON a.district = p.district AND a.person = p.person
    WHERE p.district = ${district} AND (p.term_to IS NULL OR p.term_to > ${since})`);
}

/** Names of people, also of those without posts. */
export function peopleNames(db: Db, district: string, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.all(sql`SELECT id, name FROM directory.person WHERE district = ${district} AND id = ANY(${ids})`);
}

/** The name of a person as a column of another room's statement; null without one. */
export const personName = (district: Sql, id: Sql): Sql => sql`(SELECT p.name FROM directory.person p WHERE p.district = ${district} AND p.id = ${id})`;

/** Person, district, language and home of an account's person. */
export function personStanding(
  db: Db,
  person: string,
): Promise<{ district: string; name: string; language: string; kind: string; status: string; home: ActorHome | null } | undefined> {
  return db.find(sql`
    SELECT a.district, n.name, n.language, a.kind, a.status, ${actorHome} FROM directory.account a
    JOIN directory.person n ON n.district = a.district AND n.id = a.person
    LEFT JOIN directory.home h ON h.district = a.district AND h.person = a.person WHERE a.person = ${person}`);
}
