import { Refusal } from '@hezhi/contract';
import type { House } from '@hezhi/server';
import { makeRng } from '../../random.ts';
import type { Cast } from '../cast.ts';
import type { Refusals } from '../life.ts';
import { Past } from '../past.ts';
import { claim } from '../queries.ts';
import type { Town } from '../report.ts';
import { stories as covenants } from './covenants.ts';
import { stories as deliberations } from './deliberations.ts';
import { stories as deputies } from './deputies.ts';
import { hoodOf, type Story } from './hood.ts';
import { stories as opinions } from './opinions.ts';
import { stories as owners } from './owners.ts';
import { stories as postings } from './postings.ts';

/** Which stories are told where their rooms are there. */
const told: readonly { rooms: readonly string[]; stories: readonly Story[] }[] = [
  { rooms: ['notices', 'ballots', 'methods', 'deliberations'], stories: deliberations },
  { rooms: ['notices', 'publicity'], stories: postings },
  { rooms: ['notices', 'opinions'], stories: opinions },
  { rooms: ['notices', 'ballots', 'covenants'], stories: covenants },
  { rooms: ['notices', 'deputies'], stories: deputies },
  { rooms: ['notices', 'ballots', 'methods', 'publicity', 'owners'], stories: owners },
];

/**
 * What the people of a neighbourhood decide together: talks, votes, covenants, postings, opinions, deputies, each told through the routes of its room at moments of the past,
 * one story a transaction. Repeatable; a story that a room refused is noted in `refusals` and tried again by the next start.
 */
export async function seedAutonomy(
  house: House,
  towns: readonly Town[],
  cast: Cast,
  seed: string,
  until: number,
  refusals: Refusals,
  stopped: () => boolean,
): Promise<void> {
  const there = new Set(house.rooms.map(({ name }) => name));
  for (const town of towns) {
    const hood = await hoodOf(town, cast);
    if (!hood) continue;
    for (const { rooms, stories } of told) {
      if (!rooms.every((name) => there.has(name))) continue;
      for (const story of stories) {
        if (stopped()) return;
        const key = `${town.place.key}-${story.key}`;
        try {
          await house.db.tx(async (db) => {
            if (!(await claim(db, hood.district, key))) return;
            const past = new Past(house, db, hood.district, story.begin(house, until), until, makeRng(`${seed}/ids/${key}`));
            await story.tell({ past, hood, rng: makeRng(`${seed}/${key}`) });
            await past.to(until);
          });
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          const why = `${story.key}: ${error.def.code}`;
          refusals.set(why, (refusals.get(why) ?? 0) + 1);
          house.log.error({ err: error, story: key }, 'a story of the demo was refused');
        }
      }
    }
  }
}
