import { mattersRooms } from './rooms.ts';
import { testApp, type TestApp } from '@hezhi/testing';
import { testTown, type Town } from '@hezhi/directory/testing';
import { registerKind, loadProcedure, openMatter } from '../server/index.ts';
import { makeCall, type Room } from '@hezhi/server';
import { newId, type Actor } from '@hezhi/contract';
import { sample } from './sample.ts';

export type MattersTest = TestApp & {
  town: Town;
  open(
    actor: Actor,
    more?: { area?: string; public?: boolean; title?: string; text?: string; id?: string; subject?: string },
  ): Promise<{ id: string; number: string; revision: number }>;
};

/** A house with directory, figures and matters (and the rooms given), a small town and the sample kind. */
export async function mattersTest(besides: readonly Room[] = []): Promise<MattersTest> {
  const t = await testApp({ rooms: [...mattersRooms, ...besides] });
  await loadProcedure(t.house, sample);
  registerKind(t.house, {
    kind: 'sample',
    procedure: 'sample',
    subjectPath: (subject) => ['', subject.slice(0, 1), subject],
    subjectName: (_, subject) => ({ 'zh-Hans': subject, en: subject }),
  });
  const town = await testTown(t.house);
  return {
    ...t,
    town,
    open: (actor, more = {}) =>
      openMatter(
        makeCall(t.house, { actor }),
        {
          id: more.id ?? newId(t.house.now()),
          district: town.district,
          kind: 'sample',
          title: more.title ?? '楼道灯不亮',
          searchText: more.text ?? '楼道灯不亮三天了',
          area: more.area ?? town.grids[0],
          point: [108.7, 34.33],
          subject: more.subject ?? 'A01',
          tier: 3,
          channel: 'resident',
          asker: actor.post ? null : actor.person,
          public: more.public ?? true,
          limits: {},
          data: { note: more.text ?? '楼道灯不亮三天了' },
        },
        () => {},
      ),
  };
}
