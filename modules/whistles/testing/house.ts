import { room as cases } from '@hezhi/cases/server';
import { routes as caseRoutes } from '@hezhi/cases/contract';
import { newId, type Actor } from '@hezhi/contract';
import { actorForPost, bulkStaff, room as directory } from '@hezhi/directory/server';
import { testTown, type Town } from '@hezhi/directory/testing';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { routes as matters, type MatterDetail } from '@hezhi/matters/contract';
import { room as matterRoom } from '@hezhi/matters/server';
import { room as places, saveShapes } from '@hezhi/places/server';
import { verify, type Finding } from '@hezhi/server';
import { testApp, type TestApp, type TestReply } from '@hezhi/testing';
import type { z } from 'zod';
import { routes, type WhistleFacts } from '../contract/index.ts';
import { room } from '../server/index.ts';

type Role = 'community' | 'street' | 'street2' | 'sanitation' | 'colleague' | 'urban' | 'market' | 'district' | 'grid' | 'resident';
type Body = Record<string, unknown>;
export type WhistlesTest = TestApp & {
  town: Town;
  who: Record<Role, Actor>;
  /** Organisations that can answer. */
  orgs: Record<'sanitation' | 'urban' | 'market', string>;
  blow(by: Actor, more?: Body, key?: string): Promise<TestReply<{ id: string; number: string; revision: number; state: string }>>;
  /** Blows one that must succeed; gives its id. */
  blown(more?: Body): Promise<string>;
  step(by: Actor, id: string, step: string, data?: Body, leg?: string): Promise<TestReply<{ id: string; revision: number; state: string }>>;
  go(id: string, ...steps: readonly (readonly [Actor, string, Body?])[]): Promise<void>;
  matter(by: Actor, id: string): Promise<z.output<typeof MatterDetail>>;
  facts(by: Actor, id: string): Promise<z.output<typeof WhistleFacts>>;
  /** Reports a case and brings it to the street's dispatcher. */
  accepted(): Promise<string>;
  findings(): Promise<Finding[]>;
};

/** A point in the first grid of the town. */
export const inGrid: [number, number] = [108.705, 34.335];
const box = (west: number, east: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 34.33],
      [east, 34.33],
      [east, 34.34],
      [west, 34.34],
      [west, 34.33],
    ] as [number, number][],
  ],
});

/** A house with every room that whistles stand on, the town with borders, and three departments. */
export async function whistlesTest(): Promise<WhistlesTest> {
  const t = await testApp({ rooms: [directory, places, figures, documents, matterRoom, cases, room] });
  const town = await testTown(t.house);
  const { district } = town;
  await saveShapes(t.house, district, [
    { code: town.grids[0], area: box(108.7, 108.71) },
    { code: town.communities[0], area: box(108.7, 108.72) },
    { code: town.communities[1], area: box(108.72, 108.73) },
    { code: town.street, area: box(108.7, 108.73) },
    { code: district, area: box(108.7, 108.73) },
  ]);
  const now = t.house.now();
  const from = new Date(now - 300 * 86_400_000).toISOString();
  const others = { urban: newId(now), market: newId(now) };
  const people = { urban: newId(now), market: newId(now) };
  const posts = { urban: newId(now), market: newId(now) };
  const valid_from = from.slice(0, 10);
  await bulkStaff(t.house, district, {
    orgs: [
      { id: others.urban, kind: 'urban_management', name: '区城管局', area: district, parent: town.orgs.centre, valid_from },
      { id: others.market, kind: 'market_regulation', name: '区市场监管局', area: district, parent: town.orgs.centre, valid_from },
    ],
    people: (['urban', 'market'] as const).map((key) => ({ id: people[key], name: `测试${key}`, area: null })),
    accounts: (['urban', 'market'] as const).map((key) => ({ name: `t-${key}`, person: people[key], kind: 'staff' as const, passwordHash: null })),
    posts: (['urban', 'market'] as const).map((key) => ({
      id: posts[key],
      person: people[key],
      role: 'department_handler',
      org: others[key],
      area: district,
      from,
    })),
  });
  const who: WhistlesTest['who'] = {
    community: await town.actor('community'),
    street: await town.actor('street'),
    street2: await town.actor('street2'),
    sanitation: await town.actor('department'),
    colleague: await town.actor('department2'),
    urban: await actorForPost(t.house, people.urban, posts.urban),
    market: await actorForPost(t.house, people.market, posts.market),
    district: await town.actor('district'),
    grid: await town.actor('grid'),
    resident: await town.resident(),
  };
  const orgs = { sanitation: town.orgs.department, ...others };
  const blow: WhistlesTest['blow'] = (by, more = {}, key) =>
    t.as(by).ask(
      routes.blow,
      {
        body: {
          kind: 'routine',
          text: '夜市占道经营，油烟扰民',
          lead: [{ org: orgs.urban }],
          assist: [{ org: orgs.market }],
          place: { point: inGrid },
          ...more,
        } as never,
      },
      key ? { key } : {},
    );
  const step: WhistlesTest['step'] = (by, id, name, data = {}, leg) =>
    t.as(by).ask(matters.step, { params: { id }, body: { step: name, data, ...(leg ? { leg } : {}) } });
  const go: WhistlesTest['go'] = async (id, ...steps) => {
    for (const [by, name, data] of steps) {
      const reply = await step(by, id, name, data);
      if (reply.status !== 200) throw new Error(`${name}: ${reply.text}`);
    }
  };
  return {
    ...t,
    town,
    who,
    orgs,
    blow,
    step,
    go,
    async blown(more) {
      const reply = await blow(who.street, more);
      if (reply.status !== 201) throw new Error(reply.text);
      return reply.body.id;
    },
    matter: (by, id) => t.as(by).call(matters.get, { params: { id } }),
    facts: (by, id) => t.as(by).call(routes.facts, { params: { id } }),
    async accepted() {
      const body = { category: 'B03', description: '夜市占道，油烟进屋', place: { point: inGrid, address: '渭滨家园南门' } };
      const { id } = await t.as(who.resident).call(caseRoutes.report, { body: body as never });
      await go(id, [who.community, 'accept']);
      return id;
    },
    async findings() {
      const all: Finding[] = [];
      for await (const finding of verify(t.house)) all.push(finding);
      return all;
    },
  };
}
