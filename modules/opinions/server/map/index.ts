/** The mathematics of the opinion map: pure, without database or clock. */
export { mapOpinions, type Before, type Group, type OpinionMap, type Remembered, type StatementFigure } from './opinion-map.ts';
export { randIndex } from './names.ts';
export type { Count, Representative, Shared, Side } from './representative.ts';
export { makeVotes, votesOf, type Stance, type Vote, type Votes } from './votes.ts';
