/** The part of the directory's contract that needs no schema library. */
export * from './levels.ts';
export * from './homes.ts';
export * from './permissions.ts';
export * from './errors.ts';
export * from './ladder.ts';
export * from './masks.ts';
