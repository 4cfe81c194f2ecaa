import { mattersTest, type MattersTest } from '@hezhi/matters/testing';
import type { Actor } from '@hezhi/contract';
import { room, shipFrom } from '../server/index.ts';

/** Packs written for tests; `rivertown` has a procedure for the sample kind of matters. */
export const testPacks = new URL('./packs/', import.meta.url);

/** A small town whose library has the test packs, and people with the rights of this room. */
export type MethodsTest = MattersTest & {
  /** Somebody at a post of the town (`street`, `community`, `district`) who may put methods in force there. */
  installer(level: 'community' | 'street' | 'district'): Promise<Actor>;
};

export async function methodsTest(): Promise<MethodsTest> {
  const t = await mattersTest([room]);
  shipFrom(t.house, testPacks);
  return {
    ...t,
    installer: async (level) => {
      const actor = await t.town.actor(level);
      const rights = ['methods.read', 'methods.install', 'methods.publish'];
      return { ...actor, permissions: [...actor.permissions, ...rights], post: { ...actor.post!, permissions: [...actor.permissions, ...rights] } };
    },
  };
}
