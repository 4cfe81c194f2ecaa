import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { actorForPost, bulkStaff } from '@hezhi/directory/server';
import { routes } from '../contract/index.ts';
import { room } from '../server/index.ts';

export type HotlineTest = CasesTest & {
  agents: readonly [Actor, Actor];
  /** An agent of another street of the same district, and one of another district. */
  elsewhere: Actor;
  foreign: Actor;
  /** The key of a line of the street. */
  key: string;
  /** A telephone system rings; the id of the call. */
  ring(ref: string, from: string | null, key?: string): Promise<string>;
};

/** A stranger to everybody: an agent with the same rights over another area. */
export const stranger = (like: Actor, district: string, area: string): Actor => ({
  ...like,
  person: newId(),
  district,
  post: { ...like.post!, id: newId(), org: newId(), area },
});

/** The town of cases with two agents of its street, a line with its key, and agents elsewhere. */
export async function hotlineTest(): Promise<HotlineTest> {
  const t = await casesTest({ more: [room] });
  const { town, house } = t;
  const from = new Date(house.now() - 30 * 86_400_000).toISOString();
  const made = [0, 1].map((n) => ({ person: newId(house.now()), post: newId(house.now()), n }));
  await bulkStaff(house, town.district, {
    orgs: [],
    people: made.map(({ person, n }) => ({ id: person, name: `测试坐席${n + 1}`, area: null })),
    accounts: made.map(({ person, n }) => ({ name: `t-hotline-${n + 1}`, person, kind: 'staff', passwordHash: null })),
    posts: made.map(({ person, post }) => ({ id: post, person, role: 'hotline_agent', org: town.orgs.street, area: town.street, from })),
  });
  const agents = (await Promise.all(made.map(({ person, post }) => actorForPost(house, person, post)))) as [Actor, Actor];
  const { key } = await t.as(t.who.street).call(routes.addLine, { body: { name: '街道服务热线', number: '029-00000000', area: town.street } });
  return {
    ...t,
    agents,
    elsewhere: stranger(agents[0], town.district, '610402011'),
    foreign: stranger(agents[0], '610403', '610403001'),
    key,
    async ring(ref, number, by = key) {
      const reply = await t.withToken(null).call(routes.ring, { body: { ref, from: number } }, { headers: { 'x-hotline-key': by } });
      return reply.id;
    },
  };
}

export { inGrid };
