/** The part of the contract that needs no schema library: screens, the verifier. */
export * from './measures.ts';
export * from './vote.ts';
export * from './choice-words.ts';
export * from './conditions.ts';
export * from './result.ts';
export * from './outcome.ts';
export * from './stv.ts';
export * from './sha256.ts';
export * from './tree.ts';
export * from './slips.ts';
export * from './tally.ts';
export * from './seal.ts';
export * from './errors.ts';
export * from './permissions.ts';
