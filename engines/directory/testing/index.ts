/** A small invented town for tests of rooms above the directory: two communities with grids, a street, a district, a department; one person a post. */
import { type Actor, newId } from '@hezhi/contract';
import type { House } from '@hezhi/server';
import { actorForPost, bulkStaff, bulkTerritory } from '../server/index.ts';

export { unzipped } from './unzip.ts';

const district = '610402';
const street = '610402010';
const communities = ['610402010001', '610402010002'] as const;
const grids = ['610402010001001', '610402010001002', '610402010002001'] as const;

/** Roles of the town: role, organisation, area. */
const standings = {
  grid: ['grid_worker', 'community', grids[0]],
  grid2: ['grid_worker', 'community', grids[1]],
  grid3: ['grid_worker', 'community2', grids[2]],
  community: ['community_clerk', 'community', communities[0]],
  colleague: ['community_clerk', 'community', communities[0]],
  community2: ['community_clerk', 'community2', communities[1]],
  street: ['street_dispatcher', 'street', street],
  street2: ['street_dispatcher', 'street', street],
  department: ['department_handler', 'department', district],
  department2: ['department_handler', 'department', district],
  district: ['district_supervisor', 'centre', district],
  admin: ['administrator', 'centre', district],
} as const satisfies Record<string, readonly [string, string, string]>;

export type TownRole = keyof typeof standings;
export type Town = {
  district: string;
  street: string;
  communities: typeof communities;
  grids: typeof grids;
  orgs: { community: string; community2: string; street: string; centre: string; department: string };
  people: Record<TownRole | 'resident' | 'neighbour', string>;
  posts: Record<TownRole, string>;
  /** The actor of a post. */
  actor(role: TownRole): Promise<Actor>;
  /** A resident without a post. */
  resident(who?: 'resident' | 'neighbour'): Promise<Actor>;
};

/** Builds the town in an empty house. */
export async function testTown(house: House): Promise<Town> {
  const now = house.now();
  const from = new Date(now - 300 * 86_400_000).toISOString();
  const day = from.slice(0, 10);
  await bulkTerritory(house, [
    { code: '61', name: '陕西省' },
    { code: '6104', name: '咸阳市' },
    { code: district, name: '秦都区' },
    { code: street, name: '渭滨街道' },
    { code: communities[0], name: '测试一社区' },
    { code: communities[1], name: '测试二社区' },
    ...grids.map((code, i) => ({ code, name: `第${i + 1}网格` })),
  ]);
  const orgs = { community: newId(now), community2: newId(now), street: newId(now), centre: newId(now), department: newId(now) };
  const people = Object.fromEntries([...Object.keys(standings), 'resident', 'neighbour'].map((key) => [key, newId(now)])) as Town['people'];
  const posts = Object.fromEntries(Object.keys(standings).map((key) => [key, newId(now)])) as Town['posts'];
  await bulkStaff(house, district, {
    orgs: [
      { id: orgs.centre, kind: 'district_centre', name: '区治理中心', area: district, valid_from: day },
      { id: orgs.street, kind: 'street_office', name: '渭滨街道办', area: street, parent: orgs.centre, valid_from: day },
      { id: orgs.community, kind: 'community', name: '测试一社区', area: communities[0], parent: orgs.street, valid_from: day },
      { id: orgs.community2, kind: 'community', name: '测试二社区', area: communities[1], parent: orgs.street, valid_from: day },
      { id: orgs.department, kind: 'sanitation', name: '区环卫中心', area: district, parent: orgs.centre, valid_from: day },
    ],
    people: Object.entries(people).map(([key, id]) => ({ id, name: `测试${key}`, area: key === 'resident' || key === 'neighbour' ? communities[0] : null })),
    accounts: Object.entries(people).map(([key, person]) => ({
      name: `t-${key}`,
      person,
      kind: key === 'resident' || key === 'neighbour' ? 'resident' : 'staff',
      passwordHash: null,
    })),
    posts: (Object.keys(standings) as TownRole[]).map((key) => {
      const [role, org, area] = standings[key];
      return { id: posts[key], person: people[key], role, org: orgs[org], area, from };
    }),
  });
  return {
    district,
    street,
    communities,
    grids,
    orgs,
    people,
    posts,
    actor: (role) => actorForPost(house, people[role], posts[role]),
    resident: (who = 'resident') => actorForPost(house, people[who], null),
  };
}
