import type { Place, PlaceGrid } from '../geography/place.ts';
import type { Rng } from '../random.ts';
import { demoId, makeRng } from '../random.ts';
import type { Gender } from './names.ts';
import { makeIdentity, makeName, makePhone } from './names.ts';
import type { DemoOrganisation } from './organisations.ts';
import { makeOrganisations } from './organisations.ts';

/** A person who does not exist. */
export interface DemoPerson {
  id: string;
  district: string;
  name: string;
  gender: Gender;
  /** ISO date. */
  birth: string;
  phone: string;
  /** Division 999999: belongs to nobody. */
  identityNumber: string;
}
/** A resident: who also has a home. */
export interface DemoResident extends DemoPerson {
  grid: string;
  community: string;
  compound?: string;
  building?: string;
  /** 2单元501, or empty for houses. */
  room: string;
  /** How often this person writes, beside others (long tail). */
  zeal: number;
}
export type DemoRole =
  | 'grid_worker'
  | 'community_clerk'
  | 'street_dispatcher'
  | 'department_handler'
  | 'district_supervisor'
  | 'mediator'
  | 'administrator'
  | 'hotline_agent';
/** 岗位: role x organisation x territory. A grid worker of three grids has three posts. */
export interface DemoPost {
  id: string;
  district: string;
  person: string;
  role: DemoRole;
  organisation: string;
  area: string;
  /** Epoch ms. */
  from: number;
}
/** A demo account of shared/spec/contract.md. */
export interface DemoAccount {
  name: string;
  person: string;
  kind: 'staff' | 'resident';
}
export interface PlacePeople {
  place: Place['key'];
  district: string;
  organisations: DemoOrganisation[];
  staff: DemoPerson[];
  posts: DemoPost[];
  residents: DemoResident[];
  accounts: DemoAccount[];
}

const PLACE_NUMBER: Record<Place['key'], number> = { weibin: 0, jiayuguan: 1, shuangluan: 2, changning: 3, qionglai: 4 };

/** People, organisations and posts of one place. `founded` (epoch ms) is the time part of all ids. Same seed, same bytes. */
export function makePeople(place: Place, seed: string, founded: number): PlacePeople {
  const rng = makeRng(`${seed}/people/${place.key}`);
  const organisations = makeOrganisations(place, founded, rng.fork('organisations'));
  const ids = rng.fork('ids');
  let made = 0;
  const person = (from: Rng, youngest: number, oldest: number): DemoPerson => {
    const gender: Gender = from.chance(0.5) ? 'm' : 'f';
    const year = 2026 - from.int(youngest, oldest);
    const birth = `${String(year)}-${String(from.int(1, 12)).padStart(2, '0')}-${String(from.int(1, 28)).padStart(2, '0')}`;
    made += 1;
    return {
      id: demoId(founded + made, ids),
      district: place.district,
      name: makeName(from, gender),
      gender,
      birth,
      phone: makePhone(PLACE_NUMBER[place.key], made),
      identityNumber: makeIdentity(from, birth.replaceAll('-', ''), gender),
    };
  };
  const staff: DemoPerson[] = [];
  const posts: DemoPost[] = [];
  const accounts: DemoAccount[] = [];
  const suffix = place.key === 'weibin' ? '' : `.${place.key}`;
  const work = rng.fork('staff');
  const hire = (role: DemoRole, organisation: string, areas: readonly string[]): DemoPerson => {
    const one = person(work, 23, 58);
    staff.push(one);
    for (const area of areas)
      posts.push({ id: demoId(founded + posts.length, ids), district: place.district, person: one.id, role, organisation, area, from: founded });
    return one;
  };
  const account = (name: string, one: DemoPerson, kind: 'staff' | 'resident'): void => {
    accounts.push({ name: name + suffix, person: one.id, kind });
  };
  const office = (area: string, kind: string): string => organisations.find((o) => o.area === area && o.kind === kind)!.id;
  const centre = office(place.district, 'district_centre');
  const supervisors = [1, 2, 3, 4].map(() => hire('district_supervisor', centre, [place.district]));
  account('district', supervisors[0]!, 'staff');
  account('admin', hire('administrator', centre, [place.district]), 'staff');
  for (const organisation of organisations) {
    if (organisation.area !== place.district || organisation.kind === 'district_centre') continue;
    const handlers = [1, 2].map(() => hire('department_handler', organisation.id, [place.district]));
    if (organisation.kind === 'urban_management') account('department', handlers[0]!, 'staff');
  }
  for (const street of place.streets) {
    const focus = street.code === place.focusStreet;
    const dispatchers = [1, 2, 3].map(() => hire('street_dispatcher', office(street.code, 'street_office'), [street.code]));
    const mediators = Array.from({ length: focus ? 3 : 1 }, () => hire('mediator', office(street.code, 'mediation_committee'), [street.code]));
    if (!focus) continue;
    account('street', dispatchers[0]!, 'staff');
    account('mediator', mediators[0]!, 'staff');
  }
  const byCommunity = Map.groupBy(place.grids, (grid) => grid.community);
  const homeGrid = accountGrid(place);
  for (const community of place.communities) {
    const committee = office(community.code, 'community');
    const clerks = [1, 2].map(() => hire('community_clerk', committee, [community.code]));
    if (community.code === homeGrid.community) account('community', clerks[0]!, 'staff');
    const grids = byCommunity.get(community.code) ?? [];
    for (let i = 0; i < grids.length;) {
      const n = community.street === place.focusStreet ? 1 : grids.length - i === 4 ? 2 : Math.min(3, grids.length - i);
      const areas = grids.slice(i, i + n).map((grid) => grid.code);
      const worker = hire('grid_worker', committee, areas);
      if (areas.includes(homeGrid.code)) account('grid', worker, 'staff');
      i += n;
    }
  }
  const residents = makeResidents(place, rng.fork('residents'), person);
  const demo = residents.find((one) => one.grid === homeGrid.code && one.building !== undefined) ?? residents.find((one) => one.grid === homeGrid.code)!;
  account('resident', demo, 'resident');
  // Last, so that nobody else becomes another person.
  const agents = [1, 2].map(() => hire('hotline_agent', office(place.focusStreet, 'street_office'), [place.focusStreet]));
  account('hotline', agents[0]!, 'staff');
  return { place: place.key, district: place.district, organisations, staff, posts, residents, accounts };
}

/** The grid where the demo accounts live and work: the first built-up grid of the focus street whose compound has blocks of flats. */
export function accountGrid(place: Place): PlaceGrid {
  const built = new Set(place.compounds.filter((c) => c.kind === 'former-public' || c.kind === 'commodity').map((c) => c.grid));
  return place.grids.find((grid) => grid.street === place.focusStreet && !grid.rural && built.has(grid.code))!;
}

function makeResidents(place: Place, rng: Rng, person: (from: Rng, youngest: number, oldest: number) => DemoPerson): DemoResident[] {
  const homes = Map.groupBy(place.buildings, (building) => building.grid);
  const names = new Map(place.compounds.map((c) => [c.key, c]));
  const list: DemoResident[] = [];
  for (const grid of place.grids) {
    const count = grid.street === place.focusStreet ? rng.int(5, 8) : rng.int(1, 2);
    const choices = (homes.get(grid.code) ?? []).filter((b) => !['industrial', 'public'].includes(names.get(b.compound)!.kind));
    for (let i = 0; i < count; i++) {
      const home = choices.length > 0 ? rng.pick(choices) : undefined;
      const floor = home ? rng.int(1, home.floors) : 1;
      const room = home && home.units > 0 && home.floors > 3 ? `${String(rng.int(1, home.units))}单元${String(floor)}0${String(rng.int(1, 3))}` : '';
      list.push({
        ...person(rng, 18, 84),
        grid: grid.code,
        community: grid.community,
        ...(home ? { compound: home.compound, building: home.number } : {}),
        room,
        zeal: Math.min(12, 1 / (1 - rng.next() * 0.97)),
      });
    }
  }
  return list;
}
