/** The part of the kernel's contract that needs no schema library, for screens and pure rules. */
export * from './ids.ts';
export * from './words.ts';
export * from './errors.ts';
export * from './access.ts';
export * from './actor.ts';
export * from './moments.ts';
export * from './hosts.ts';
