import { newId } from '@hezhi/contract';
import { drain, makeCall } from '@hezhi/server';
import { expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { mattersTest } from '../testing/house.ts';
import { openMatter, takeStep } from './index.ts';

it('a parent counts the children it waits for, in and out; those that only inform leave it alone', async () => {
  await using t = await mattersTest();
  const clerk = await t.town.actor('community');
  const parent = await t.open(clerk);
  const child = (meaning: 'must_end' | 'informs') =>
    openMatter(
      makeCall(t.house, { actor: clerk }),
      {
        id: newId(t.house.now()),
        district: t.town.district,
        kind: 'sample',
        title: '子事项',
        searchText: '子事项',
        area: t.town.grids[0],
        point: null,
        subject: 'A01',
        tier: 3,
        channel: 'community',
        asker: null,
        public: false,
        limits: {},
        data: { note: '子事项' },
        parent: { id: parent.id, meaning },
      },
      () => {},
    );
  const told = async () => {
    await drain(t.house);
    return (await t.as(clerk).call(routes.get, { params: { id: parent.id } })).timeline.map((entry) => entry.step);
  };
  const informs = await child('informs');
  expect(await told()).toEqual(['open']);
  const waits = await child('must_end');
  expect(await told()).toEqual(['open', 'child_opened']);
  const dropper = { ...clerk, permissions: [...clerk.permissions, 'sample.drop'] };
  for (const one of [informs, waits]) await takeStep(makeCall(t.house, { actor: dropper }), t.town.district, one.id, { step: 'drop', data: {} });
  expect(await told()).toEqual(['open', 'child_opened', 'child_ended']);
});
