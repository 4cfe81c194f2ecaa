/** The part of the contract that needs no library, for screens. */
export * from './errors.ts';
export * from './geometry.ts';
export * from './permissions.ts';
