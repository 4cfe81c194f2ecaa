import { newId } from '@hezhi/contract';
import { testApp, type TestApp, type TestAppOptions, type TestClient } from '@hezhi/testing';
import { routes } from '../contract/index.ts';
import { authenticate, bulkStaff, bulkTerritory, hashPassword, room } from './index.ts';

/** The town of the directory's tests: one district with two streets, staff in every role, a neighbour district. */
export const password = 'lake-under-pines';
export const district = '610402';
export const street = '610402010';
export const community = '610402010001';
export const grid = '610402010001001';

export type Town = TestApp & {
  orgs: Record<'centre' | 'street' | 'community' | 'housing' | 'far', string>;
  people: Record<string, string>;
  posts: Record<string, string>;
  logIn(account: string, secret?: string): Promise<TestClient>;
};

const staff = [
  ['grid', 'grid_worker', 'community', grid],
  ['clerk', 'community_clerk', 'community', community],
  ['dispatcher', 'street_dispatcher', 'street', street],
  ['handler', 'department_handler', 'housing', district],
  ['supervisor', 'district_supervisor', 'centre', district],
  ['admin', 'administrator', 'centre', district],
  ['streetadmin', 'administrator', 'street', street],
  ['security', 'security_officer', 'centre', district],
  ['auditor', 'auditor', 'centre', district],
] as const;

/** Opens the app on a fresh database with the town in it. */
export async function town(options: TestAppOptions = {}): Promise<Town> {
  const t = await testApp({ rooms: [room], authenticate: (house) => (request) => authenticate(house, request), ...options });
  await bulkTerritory(t.house, [
    { code: '61', name: '陕西省' },
    { code: '6104', name: '咸阳市' },
    { code: district, name: '秦都区' },
    { code: street, name: '渭滨街道' },
    { code: '610402011', name: '人民路街道' },
    { code: community, name: '渭滨社区' },
    { code: '610402010002', name: '天王社区' },
    { code: '610402011001', name: '人民社区' },
    { code: grid, name: '第一网格' },
    { code: '610402010001002', name: '第二网格' },
    { code: '310105', name: '长宁区' },
    { code: '31', name: '上海市' },
    { code: '3101', name: '市辖区' },
  ]);
  const orgs = { centre: newId(), street: newId(), community: newId(), housing: newId(), far: newId() };
  const people: Record<string, string> = {};
  const posts: Record<string, string> = {};
  for (const [name] of staff) [people[name], posts[name]] = [newId(), newId()];
  const passwordHash = await hashPassword(password);
  await bulkStaff(t.house, district, {
    orgs: [
      { id: orgs.centre, kind: 'district_centre', name: '秦都区治理中心', area: district },
      { id: orgs.street, kind: 'street_office', name: '渭滨街道办事处', short_name: '渭滨街道', area: street, parent: orgs.centre },
      { id: orgs.community, kind: 'community', name: '渭滨社区居委会', area: community, parent: orgs.street },
      { id: orgs.housing, kind: 'housing', name: '秦都区住建局', area: district },
    ],
    people: staff.map(([name], index) => ({
      id: people[name]!,
      name: `王${name}`,
      phone: `138000012${String(index).padStart(2, '0')}`,
      identity_number: index === 0 ? '11010519491231002X' : null,
    })),
    accounts: staff.map(([name]) => ({ name, person: people[name]!, kind: 'staff' as const, passwordHash })),
    posts: staff.map(([name, role, org, area]) => ({ id: posts[name]!, person: people[name]!, role, org: orgs[org], area })),
  });
  const far = newId();
  await bulkStaff(t.house, '310105', {
    orgs: [{ id: orgs.far, kind: 'district_centre', name: '长宁区治理中心', area: '310105' }],
    people: [{ id: far, name: '张远' }],
    accounts: [{ name: 'far', person: far, kind: 'staff', passwordHash }],
    posts: [{ id: newId(), person: far, role: 'administrator', org: orgs.far, area: '310105' }],
  });
  people['far'] = far;
  const logIn = async (account: string, secret = password): Promise<TestClient> => {
    const session = await t.withToken(null).call(routes.logIn, { body: { account, password: secret } });
    return t.withToken(session.token);
  };
  return { ...t, orgs, people, posts, logIn };
}
