import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { testTown, type Town, type TownRole } from '@hezhi/directory/testing';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as notices } from '@hezhi/notices/server';
import { room as matters } from '@hezhi/matters/server';
import { testApp, type TestApp, type TestClient } from '@hezhi/testing';
import type { Room } from '@hezhi/server';
import { routes, type RosterData } from '../contract/index.ts';
import { room } from '../server/index.ts';
import type { z } from 'zod';

export const dutyRooms: readonly Room[] = [directory, figures, documents, notices, matters, room];

type Typed = z.input<typeof RosterData>;
export type DutyTest = TestApp & {
  town: Town;
  who: Record<TownRole, Actor>;
  by(role: TownRole): TestClient;
  /** Makes a roster of the first community: one day shift, one night shift, its clerks and grid workers. */
  roster(more?: Partial<Typed>, by?: TownRole, org?: string): Promise<string>;
  /** Plans and publishes a month; what is broken is published all the same. */
  published(roster: string, month: string, by?: TownRole): Promise<void>;
};

export const allDays = ['workday', 'makeup', 'weekend', 'holiday'] as const;
export const plain: Typed = {
  name: '社区值班',
  public: true,
  phone: '029-33210000',
  shifts: [
    { key: 'day', name: '日班', from: 510, to: 1050, days: [...allDays], need: 1, roles: [] },
    { key: 'night', name: '夜班', from: 1050, to: 510, days: [...allDays], need: 1, roles: [] },
  ],
  rules: { everyDay: true, offPeak: { evening: [1050, 1260], restDay: [540, 1050] }, restHours: 8, maxDays: 31, spread: 4, swapApproval: false },
  members: [],
};

/** A house with duty and what it stands on, the town, and a client for each of its people. It is Monday 2026-11-23 10:00. */
export async function dutyTest(besides: readonly Room[] = []): Promise<DutyTest> {
  const t = await testApp({ rooms: [...dutyRooms, ...besides] });
  const town = await testTown(t.house);
  const roles: TownRole[] = [
    'grid',
    'grid2',
    'grid3',
    'community',
    'colleague',
    'community2',
    'street',
    'street2',
    'department',
    'department2',
    'district',
    'admin',
  ];
  const who = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await town.actor(role)] as const))) as Record<TownRole, Actor>;
  const clients = new Map<TownRole, TestClient>();
  const by = (role: TownRole): TestClient => {
    if (!clients.has(role)) clients.set(role, t.as(who[role]));
    return clients.get(role)!;
  };
  return {
    ...t,
    town,
    who,
    by,
    async roster(more = {}, role = 'community', org = town.orgs.community) {
      const members = [town.posts.community, town.posts.colleague, town.posts.grid, town.posts.grid2];
      const { id } = await by(role).call(routes.addRoster, { body: { ...plain, members, ...more, id: newId(), org } });
      return id;
    },
    async published(roster, month, role = 'community') {
      const params = { id: roster, month };
      const { version } = await by(role).call(routes.month, { params });
      await by(role).call(routes.generate, { params, body: { version } });
      await by(role).call(routes.publish, { params, body: { version: version + 1, despite: '测试：按现有人手公布' } });
    },
  };
}
