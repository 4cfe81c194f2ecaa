import type { Stance, Vote } from '../server/map/index.ts';

export type PlantedVotes = { votes: Vote[]; groups: number[] };

/** A die that always falls the same way (mulberry32). */
export function die(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Votes of people who stand in `groups` camps: each camp has its own mind on every statement but the first `shared`, on which all agree. `loyal`: how
 * likely one votes with the own camp; `density`: how likely one votes on a statement at all; every tenth vote of the others is a pass. Repeatable by seed.
 */
export function planted(of: {
  people: number;
  statements: number;
  groups: number;
  shared?: number;
  loyal?: number;
  density?: number;
  seed?: number;
}): PlantedVotes {
  const { people, statements, groups, shared = 2, loyal = 0.95, density = 0.8, seed = 1 } = of;
  const roll = die(seed);
  // Where chance made all camps of one mind, one of them thinks otherwise.
  const minds = Array.from({ length: statements }, (_, j) => {
    const mind = Array.from({ length: groups }, (): Stance => (j < shared || roll() < 0.5 ? 1 : -1));
    if (j >= shared && groups > 1 && mind.every((one) => one === mind[0])) mind[j % groups] = -mind[0]! as Stance;
    return mind;
  });
  const votes: Vote[] = [];
  const camps: number[] = [];
  for (let i = 0; i < people; i++) {
    const camp = i % groups;
    camps.push(camp);
    for (let j = 0; j < statements; j++) {
      if (roll() >= density) continue;
      const mind = minds[j]![camp]!;
      const vote: Stance = roll() < loyal ? mind : roll() < 0.1 ? 0 : (-mind as Stance);
      votes.push({ participant: `p${String(i).padStart(5, '0')}`, statement: `s${String(j).padStart(4, '0')}`, vote });
    }
  }
  return { votes, groups: camps };
}
