import { newId } from '@hezhi/contract';
import { bulkStaff, bulkTerritory, hashPassword } from '@hezhi/directory/server';
import { saveShapes } from '@hezhi/places/server';
import type { House } from '@hezhi/server';
import type { FastifyInstance } from 'fastify';

/** The bench's own town: one district of 8 streets, 80 communities and 800 square grids, with the staff that works them and some residents. */
export const district = '610402';
export const benchPassword = 'bench-of-800-grids';
const west = 108.6;
const south = 34.3;
const cell = { x: 0.002, y: 0.004 };

const pad = (n: number): string => String(n).padStart(3, '0');

export type Grid = { code: string; x: number; y: number };
export type Community = { code: string; street: string; grids: Grid[] };

/** Streets lie 4 x 2, communities 5 x 2 in each, grids 5 x 2 in those. */
export function layout(): Community[] {
  const communities: Community[] = [];
  for (let street = 0; street < 8; street++) {
    for (let nth = 0; nth < 10; nth++) {
      const code = `${district}${pad(street + 1)}${pad(nth + 1)}`;
      const grids = Array.from({ length: 10 }, (_, grid) => ({
        code: `${code}${pad(grid + 1)}`,
        x: ((street % 4) * 5 + (nth % 5)) * 5 + (grid % 5),
        y: (Math.floor(street / 4) * 2 + Math.floor(nth / 5)) * 2 + Math.floor(grid / 5),
      }));
      communities.push({ code, street: code.slice(0, 9), grids });
    }
  }
  return communities;
}

/** The middle of a grid, WGS84. */
export const middleOf = ({ x, y }: Grid): [number, number] => [round(west + (x + 0.5) * cell.x), round(south + (y + 0.5) * cell.y)];
const round = (n: number): number => Math.round(n * 1e7) / 1e7;

function rectangle(grids: readonly Grid[]) {
  const x = grids.map((grid) => grid.x);
  const y = grids.map((grid) => grid.y);
  const [w, e] = [round(west + Math.min(...x) * cell.x), round(west + (Math.max(...x) + 1) * cell.x)];
  const [s, n] = [round(south + Math.min(...y) * cell.y), round(south + (Math.max(...y) + 1) * cell.y)];
  return {
    type: 'Polygon' as const,
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ] as [number, number][],
    ],
  };
}

/** Someone who works (or lives) in the town, logged in. */
export type Standing = { account: string; person: string; post: string | null; org: string | null; area: string; token: string };
export type Town = {
  communities: Community[];
  clerks: Standing[];
  dispatchers: Standing[];
  supervisor: Standing;
  /** Of the two departments of the district, which can be whistled. */ handlers: Standing[];
  residents: Standing[];
  /** Every id of the town: they stay what they are when a statement is replayed. */ ids: string[];
};

/** Builds the town in an empty house and logs its people in. */
export async function makeTown(house: House, app: FastifyInstance): Promise<Town> {
  const communities = layout();
  const streets = [...new Set(communities.map(({ street }) => street))];
  const grids = communities.flatMap((one) => one.grids);
  await bulkTerritory(house, [
    { code: '61', name: '陕西省' },
    { code: '6104', name: '咸阳市' },
    { code: district, name: '秦都区' },
    ...streets.map((code, i) => ({ code, name: `第${i + 1}街道` })),
    ...communities.map(({ code }, i) => ({ code, name: `第${i + 1}社区` })),
    ...grids.map(({ code }) => ({ code, name: `第${Number(code.slice(12))}网格` })),
  ]);
  await saveShapes(house, district, [
    { code: district, area: rectangle(grids) },
    ...streets.map((code) => ({ code, area: rectangle(grids.filter((grid) => grid.code.startsWith(code))) })),
    ...communities.map(({ code, grids: own }) => ({ code, area: rectangle(own) })),
    ...grids.map((grid) => ({ code: grid.code, area: rectangle([grid]) })),
  ]);
  const staff = await makeStaff(house, communities, streets);
  const logIn = async (one: Omit<Standing, 'token'>): Promise<Standing> => ({ ...one, token: await tokenOf(app, one.account) });
  const clerks: Standing[] = [];
  for (const clerk of staff.clerks) clerks.push(await logIn(clerk));
  const dispatchers: Standing[] = [];
  for (const dispatcher of staff.dispatchers) dispatchers.push(await logIn(dispatcher));
  const residents: Standing[] = [];
  for (const resident of staff.residents) residents.push(await logIn(resident));
  const handlers: Standing[] = [];
  for (const handler of staff.handlers) handlers.push(await logIn(handler));
  return { communities, clerks, dispatchers, supervisor: await logIn(staff.supervisor), handlers, residents, ids: staff.ids };
}

async function makeStaff(house: House, communities: readonly Community[], streets: readonly string[]) {
  const from = new Date(house.now() - 400 * 86_400_000).toISOString();
  const day = from.slice(0, 10);
  const centre = newId();
  const streetOrgs = new Map(streets.map((code) => [code, newId()]));
  const communityOrgs = new Map(communities.map(({ code }) => [code, newId()]));
  const departments = { sanitation: newId(), urban_management: newId() };
  const person = (account: string, role: string | null, org: string | null, area: string) => ({
    account,
    role,
    person: newId(),
    post: role === null ? null : newId(),
    org,
    area,
  });
  const clerks = communities.map(({ code }) => person(`clerk.${code}`, 'community_clerk', communityOrgs.get(code)!, code));
  const dispatchers = streets.map((code) => person(`street.${code}`, 'street_dispatcher', streetOrgs.get(code)!, code));
  const workers = communities.flatMap(({ code, grids }) =>
    grids.map((grid) => person(`grid.${grid.code}`, 'grid_worker', communityOrgs.get(code)!, grid.code)),
  );
  const handlers = Object.entries(departments).map(([kind, org]) => person(kind, 'department_handler', org, district));
  const supervisor = person('supervisor', 'district_supervisor', centre, district);
  const residents = Array.from({ length: 20 }, (_, i) => person(`resident.${i + 1}`, null, null, communities[i * 4]!.code));
  const staff = [...clerks, ...dispatchers, ...workers, ...handlers, supervisor];
  const secret = await hashPassword(benchPassword);
  await bulkStaff(house, district, {
    orgs: [
      { id: centre, kind: 'district_centre', name: '区治理中心', area: district, valid_from: day },
      { id: departments.sanitation, kind: 'sanitation', name: '区环卫中心', area: district, parent: centre, valid_from: day },
      { id: departments.urban_management, kind: 'urban_management', name: '区城管局', area: district, parent: centre, valid_from: day },
      ...[...streetOrgs].map(([code, id], i) => ({ id, kind: 'street_office', name: `第${i + 1}街道办`, area: code, parent: centre, valid_from: day })),
      ...[...communityOrgs].map(([code, id], i) => ({
        id,
        kind: 'community',
        name: `第${i + 1}社区`,
        area: code,
        parent: streetOrgs.get(code.slice(0, 9))!,
        valid_from: day,
      })),
    ],
    people: [...staff, ...residents].map((one, i) => ({
      id: one.person,
      name: `王${pad(i)}`,
      phone: `199${String(i).padStart(8, '0')}`,
      area: one.role === null ? one.area : null,
    })),
    accounts: [...staff, ...residents].map((one) => ({
      name: one.account,
      person: one.person,
      kind: one.role === null ? ('resident' as const) : ('staff' as const),
      passwordHash: secret,
    })),
    posts: staff.map((one) => ({ id: one.post!, person: one.person, role: one.role!, org: one.org!, area: one.area, from })),
  });
  const ids = [
    centre,
    ...Object.values(departments),
    ...streetOrgs.values(),
    ...communityOrgs.values(),
    ...[...staff, ...residents].flatMap((one) => [one.person, one.post ?? one.person]),
  ];
  return { clerks, dispatchers, supervisor, handlers, residents, ids };
}

async function tokenOf(app: FastifyInstance, account: string): Promise<string> {
  const reply = await app.inject({ method: 'POST', url: '/api/sessions', payload: { account, password: benchPassword } });
  if (reply.statusCode !== 201) throw new Error(`${account} cannot log in: ${reply.body}`);
  return (reply.json() as { token: string }).token;
}
