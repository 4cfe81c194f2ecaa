import type { Actor } from '@hezhi/contract';
import type { Arrival } from '../cases/demand.ts';
import type { Outcome } from '../cases/outcome.ts';
import type { Rng } from '../random.ts';
import type { Cast } from './cast.ts';
import type { Life } from './life.ts';

/** Whom a case is given to: an organisation, perhaps one post in it. */
export type Target = { org: string; post?: string };

/** What the course of one case needs beside its life. */
export type Scene = {
  readonly rng: Rng;
  readonly cast: Cast;
  readonly arrival: Arrival;
  readonly outcome: Outcome;
  /** What was reported. */
  readonly text: string;
  /** Who reported with an account of their own; null for staff and visitors. */
  readonly reporter: Actor | null;
  /** The property firm that looks after the compound, if the place has one. */
  readonly firm: string | null;
  /** Uploads pictures of finished work for a step; gives their ids. */
  readonly photos: (actor: Actor, now: number) => Promise<string[]>;
};

/** The owner of an open leg acts, with the right the step needs. */
export const ownerOf =
  (scene: Scene, key: string, permission: string) =>
  async (life: Life): Promise<Actor | null> => {
    const leg = life.leg(key);
    return leg ? scene.cast.owner(life.district, leg, permission, scene.rng) : null;
  };

/** Pictures as a step's data: none or a few. */
export async function photosFor(scene: Scene, actor: Actor, now: number): Promise<{ photos?: string[] }> {
  const photos = await scene.photos(actor, now);
  return photos.length === 0 ? {} : { photos };
}
