import type { Place } from '../geography/place.ts';
import type { Scene } from '../pictures/scenes.ts';
import { sceneOf } from '../pictures.ts';
import { makeRng } from '../random.ts';
import type { Arrival } from './demand.ts';
import type { ReportText } from './texts.ts';
import { reportText } from './texts.ts';

/** Names that texts of a place need, looked up once. */
export interface Gazetteer {
  place: Place['key'];
  community: ReadonlyMap<string, { name: string; rural: boolean }>;
  compound: ReadonlyMap<string, string>;
  /** Grid code to the nearest main or side road and the lane through it. */
  road: ReadonlyMap<string, { road: string; lane: string }>;
}

/** Prepares the names of a place. */
export function makeGazetteer(place: Place): Gazetteer {
  const big = place.roads.filter((road) => road.kind !== 'lane').flatMap((road) => road.line.coordinates.map((at) => ({ at, name: road.name })));
  const lanes = place.roads.filter((road) => road.kind === 'lane');
  const lane = new Map(lanes.map((road) => [road.line.coordinates[1]!.join(), road.name]));
  const road = new Map(
    place.grids.map((grid) => {
      let [name, least] = ['', Infinity];
      for (const one of big) {
        const d = (one.at[0] - grid.centre[0]) ** 2 + (one.at[1] - grid.centre[1]) ** 2;
        if (d < least) [name, least] = [one.name, d];
      }
      return [grid.code, { road: name, lane: lane.get(grid.centre.join()) ?? name }];
    }),
  );
  return {
    place: place.key,
    community: new Map(place.communities.map((c) => [c.code, { name: c.shortName, rural: c.rural }])),
    compound: new Map(place.compounds.map((c) => [c.key, c.name])),
    road,
  };
}

/** Title, text and picture scenes of an arrival. Pure: the same seed and arrival give the same words. */
export function reportOf(seed: string, arrival: Arrival, gazetteer: Gazetteer): ReportText & { scenes: Array<{ scene: Scene; variant: number }> } {
  const rng = makeRng(`${seed}/text/${arrival.key}`);
  const community = gazetteer.community.get(arrival.grid.community)!;
  const roads = gazetteer.road.get(arrival.grid.code)!;
  const { building, leaf } = arrival;
  const words = reportText(rng, {
    leaf: leaf.code,
    leafName: leaf.name,
    tier: leaf.tier,
    channel: arrival.channel,
    community: community.name,
    rural: community.rural,
    road: rng.chance(0.6) ? roads.road : roads.lane,
    hour: Math.floor((arrival.at / 3_600_000 + 8) % 24),
    month: new Date(arrival.at + 8 * 3_600_000).getUTCMonth(),
    ...(building ? { compound: gazetteer.compound.get(building.compound)!, building: building.number, floors: building.floors } : {}),
  });
  const first = rng.int(0, 3);
  return { ...words, scenes: Array.from({ length: arrival.photos }, (_, n) => ({ scene: sceneOf(leaf.code), variant: (first + n) % 4 })) };
}
