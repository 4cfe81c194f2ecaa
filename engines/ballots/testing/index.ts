/** For tests of rooms that hold ballots, and for the bench. */
export * from './house.ts';
export * from './tally.ts';
