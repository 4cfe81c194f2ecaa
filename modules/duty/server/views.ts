import type { Words } from '@hezhi/contract';
import { findPeopleNames, reference, staffOf, territory, type Staff } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { PersonView, RosterRow, RosterView, Shift, TurnView } from '../contract/index.ts';
import type { RosterStored } from './queries.ts';
import type { TurnRead } from './queries-turns.ts';
import { type keepingOf, keeps, membersOf, standingOf } from './standing.ts';

/** Names that the views of one call need, all from memory. */
export type Lexicon = {
  staff: Staff;
  org(id: string): string;
  area(code: string): string;
  role(key: string): Words;
  person(id: string): string;
};

/** The names of a district. `people`: persons who may have left the staff. */
export async function lexiconOf(call: Pick<Call, 'house'>, district: string, people: Iterable<string> = []): Promise<Lexicon> {
  const [staff, { roles }, tree, names] = await Promise.all([
    staffOf(call.house, district),
    reference(call.house),
    territory(call.house).ensure(district),
    findPeopleNames(call.house, district, people),
  ]);
  return {
    staff,
    org: (id) => staff.orgNames.get(id)?.name ?? '',
    area: (code) => tree.name(code),
    role: (key) => roles.get(key)?.words ?? { 'zh-Hans': key, en: key },
    person: (id) => names.get(id) ?? staff.personNames.get(id) ?? '',
  };
}

export type Keeping = Awaited<ReturnType<typeof keepingOf>>;

export function rosterRow(row: RosterStored & { published: string[] }, words: Lexicon, keeping: Keeping): z.input<typeof RosterRow> {
  return {
    id: row.id,
    name: row.name,
    org: row.org,
    orgName: words.org(row.org),
    area: row.area,
    areaName: words.area(row.area),
    public: row.public,
    ended: row.ended_at !== null,
    version: row.version,
    published: row.published,
    mayManage: row.ended_at === null && keeps(keeping, row),
  };
}

export function rosterView(row: RosterStored & { published: string[] }, words: Lexicon, keeping: Keeping): z.input<typeof RosterView> {
  const members = membersOf(words.staff, row.members).map((one) => personView(words, one));
  const shifts = row.shifts.map((shift) => ({ ...shift, days: [...shift.days], roles: [...shift.roles], weekdays: [...(shift.weekdays ?? [])] }));
  return { ...rosterRow(row, words, keeping), phone: row.phone, shifts, rules: row.rules as z.input<typeof RosterView>['rules'], members };
}

export function personView(words: Lexicon, one: { post: string; person: string; role?: string }): z.input<typeof PersonView> {
  const role = one.role ?? words.staff.posts.get(one.post)?.role ?? '';
  return { post: one.post, person: one.person, name: words.person(one.person), role, roleName: words.role(role) };
}

/** `sees`: whether the reader may know when the person checked in. */
export function turnView(row: TurnRead, shifts: readonly Shift[], words: Lexicon, sees: boolean): z.input<typeof TurnView> {
  return {
    id: row.id,
    roster: row.roster,
    day: row.day,
    shift: row.shift,
    shiftName: shifts.find((shift) => shift.key === row.shift)?.name ?? row.shift,
    post: row.post,
    person: row.person,
    name: words.person(row.person),
    starts: row.starts,
    ends: row.ends,
    byHand: row.by_hand,
    version: row.version,
    checkedIn: sees ? row.checked_at : null,
  };
}

/** Reads a turn for somebody: check-in times are for oneself and for who keeps the roster. */
export const seesCheckIn = (call: Call, keeping: Keeping, turn: { person: string; org: string; area: string }): boolean =>
  turn.person === standingOf(call).person || keeps(keeping, turn);
