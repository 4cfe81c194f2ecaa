import { testTown, type Town } from '@hezhi/directory/testing';
import { room as directory } from '@hezhi/directory/server';
import { keepFile, room as documents } from '@hezhi/documents/server';
import { oggVoice } from '@hezhi/documents/testing';
import { room as figures } from '@hezhi/figures/server';
import { routes as matters, type MatterDetail } from '@hezhi/matters/contract';
import { room as matterRoom } from '@hezhi/matters/server';
import { room as notices } from '@hezhi/notices/server';
import { room as places, saveCompounds, saveShapes } from '@hezhi/places/server';
import { makeCall, verify, type Finding, type Room } from '@hezhi/server';
import { testApp, type TestApp, type TestReply } from '@hezhi/testing';
import { newId, type Actor } from '@hezhi/contract';
import sharp from 'sharp';
import type { z } from 'zod';
import { routes, type Reported } from '../contract/index.ts';
import { room } from '../server/index.ts';

export const casesRooms = [directory, places, figures, documents, notices, matterRoom, room];

type Roles =
  | 'grid'
  | 'grid2'
  | 'community'
  | 'colleague'
  | 'community2'
  | 'street'
  | 'department'
  | 'department2'
  | 'district'
  | 'admin'
  | 'resident'
  | 'neighbour';
type Body = Record<string, unknown>;
export type CasesTest = TestApp & {
  town: Town;
  who: Record<Roles, Actor>;
  /** Reports through the front door; a visitor without `by`. */
  report(by: Actor | null, more?: Body, asked?: { key?: string; headers?: Record<string, string> }): Promise<TestReply<z.output<typeof Reported>>>;
  /** Takes a step and answers what came back. */
  step(by: Actor, id: string, step: string, data?: Body, revision?: number, key?: string): Promise<TestReply<{ id: string; revision: number; state: string }>>;
  /** Takes steps that must all succeed. */
  go(id: string, ...steps: readonly (readonly [Actor, string, Body?])[]): Promise<void>;
  matter(by: Actor, id: string): Promise<z.output<typeof MatterDetail>>;
  photo(by: Actor | null, token?: string): Promise<string>;
  /** Two seconds of sound, uploaded. */
  voice(by: Actor | null, token?: string): Promise<string>;
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

/** A house with every room that cases stand on (and `more`), the town with borders and a compound, and everybody in it. */
export async function casesTest({ more = [], ...options }: { rateFactor?: number; more?: readonly Room[] } = {}): Promise<CasesTest> {
  const t = await testApp({ rooms: [...casesRooms, ...more], ...options });
  const town = await testTown(t.house);
  const [g1, g2, g3] = town.grids;
  await saveShapes(t.house, town.district, [
    { code: g1, area: box(108.7, 108.71) },
    { code: g2, area: box(108.71, 108.72) },
    { code: g3, area: box(108.72, 108.73) },
    { code: town.communities[0], area: box(108.7, 108.72) },
    { code: town.communities[1], area: box(108.72, 108.73) },
    { code: town.street, area: box(108.7, 108.73) },
    { code: town.district, area: box(108.7, 108.73) },
  ]);
  await saveCompounds(t.house, town.district, {
    compounds: [
      {
        id: newId(t.house.now()),
        name: '渭滨家园',
        grid: g1,
        kind: 'estate',
        polygon: {
          type: 'Polygon',
          coordinates: [
            [
              [108.702, 34.332],
              [108.704, 34.332],
              [108.704, 34.334],
              [108.702, 34.334],
              [108.702, 34.332],
            ],
          ],
        },
      },
    ],
    buildings: [],
  });
  const staff = ['grid', 'grid2', 'community', 'colleague', 'community2', 'street', 'department', 'department2', 'district', 'admin'] as const;
  const who = Object.fromEntries([
    ...(await Promise.all(staff.map(async (role) => [role, await town.actor(role)] as const))),
    ['resident', await town.resident()],
    ['neighbour', await town.resident('neighbour')],
  ]) as Record<Roles, Actor>;
  const client = (by: Actor | null) => (by ? t.as(by) : t.withToken(null));
  const step: CasesTest['step'] = (by, id, name, data = {}, revision, key) =>
    client(by).ask(matters.step, { params: { id }, body: { step: name, data, ...(revision ? { revision } : {}) } }, key ? { key } : {});
  const upload = async (by: Actor | null, bytes: Buffer, token?: string): Promise<string> => {
    const actor: Actor = by ?? { kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: [], language: 'zh-Hans' };
    return (await keepFile(makeCall(t.house, { actor }), bytes, { district: town.district, ...(token ? { token } : {}) })).file.id;
  };
  return {
    ...t,
    town,
    who,
    step,
    report: (by, besides = {}, asked = {}) =>
      client(by).ask(
        routes.report,
        { body: { category: 'B03', description: '楼道灯坏了三天没人修', place: { point: inGrid, address: '渭滨家园3号楼' }, ...besides } as never },
        asked,
      ),
    async go(id, ...steps) {
      for (const [by, name, data] of steps) {
        const reply = await step(by, id, name, data);
        if (reply.status !== 200) throw new Error(`${name}: ${reply.text}`);
      }
    },
    matter: (by, id) => t.as(by).call(matters.get, { params: { id } }),
    async photo(by, token) {
      const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#336699' } })
        .jpeg()
        .toBuffer();
      return upload(by, bytes, token);
    },
    voice: (by, token) => upload(by, oggVoice(2), token),
    async findings() {
      const all: Finding[] = [];
      for await (const finding of verify(t.house)) all.push(finding);
      return all;
    },
  };
}
