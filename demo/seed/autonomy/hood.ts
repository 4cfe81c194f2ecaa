import type { Actor } from '@hezhi/contract';
import { addLimit, type Limit } from '@hezhi/calendar/contract';
import { calendarOf } from '@hezhi/matters/server';
import type { House } from '@hezhi/server';
import type { DemoResident } from '../../people/town.ts';
import type { Rng } from '../../random.ts';
import type { Cast } from '../cast.ts';
import type { Past } from '../past.ts';
import type { Town } from '../report.ts';

/** The neighbourhood of the demo accounts: its people as they act. */
export type Hood = {
  town: Town;
  district: string;
  street: string;
  community: string;
  communityName: string;
  /** The compound where the demo resident lives, as neighbours call it. */
  compound: string;
  clerk: Actor;
  colleague: Actor;
  streetDispatcher: Actor;
  gridWorker: Actor;
  department: Actor;
  departmentOrg: string;
  /** The demo resident first, then who lives in the same community. */
  people: readonly DemoResident[];
  actor: (resident: DemoResident) => Promise<Actor>;
};

/** What a story of the neighbourhood is told with. */
export type Told = { past: Past; hood: Hood; rng: Rng };

/** A story: when it begins so that it comes to its end now (epoch ms), and what happens. */
export type Story = { key: string; begin: (house: House, until: number) => number; tell: (told: Told) => Promise<void> };

/** Looks up the neighbourhood of a town's demo accounts; null where the town lacks the people. */
export async function hoodOf(town: Town, cast: Cast): Promise<Hood | null> {
  const { people, place, home } = town;
  const community = home.slice(0, 12);
  const street = home.slice(0, 9);
  const account = (name: string): string | undefined => people.accounts.find((one) => one.name === name || one.name === `${name}.${place.key}`)?.person;
  const post = async (name: string, role: string, area: string): Promise<Actor | null> => {
    const found = people.posts.find((one) => one.person === account(name) && one.role === role && one.area === area);
    return found ? cast.inPost(found.person, found.id) : null;
  };
  const clerk = await post('community', 'community_clerk', community);
  const second = people.posts.find((one) => one.role === 'community_clerk' && one.area === community && one.person !== clerk?.person);
  const streetDispatcher = await post('street', 'street_dispatcher', street);
  const gridWorker = await post('grid', 'grid_worker', home);
  const department = await post('department', 'department_handler', place.district);
  const resident = people.residents.find(({ id }) => id === account('resident'));
  if (!clerk || !second || !streetDispatcher || !gridWorker || !department?.post || !resident) return null;
  const near = people.residents.filter((one) => one.community === community && one !== resident);
  return {
    town,
    district: place.district,
    street,
    community,
    communityName: place.communities.find(({ code }) => code === community)!.shortName,
    compound:
      place.compounds.find(({ key }) => key === resident.compound)?.name ?? `${place.communities.find(({ code }) => code === community)!.shortName}家园`,
    clerk,
    colleague: await cast.inPost(second.person, second.id),
    streetDispatcher,
    gridWorker,
    department,
    departmentOrg: department.post.org,
    people: [resident, ...near],
    actor: (one) => cast.resident(one.id),
  };
}

/** The latest moment from which all these spans, one after the other, are over by `end` (epoch ms); it is ten in the morning of a day. */
export function beginBefore(house: House, end: number, spans: readonly Limit[]): number {
  const calendar = calendarOf(house);
  const DAY = 86_400_000;
  let begin = Math.floor((end + 8 * 3_600_000) / DAY) * DAY + 2 * 3_600_000;
  while (begin > end - DAY || spans.reduce((at, span) => addLimit(calendar, at, span), begin) > end) begin -= DAY;
  return begin;
}

/** China's calendar day of a moment. */
export const dayOf = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);
