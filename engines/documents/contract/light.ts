/** The part of the contract that needs no schema library, for screens. */
export * from './errors.ts';
export * from './files.ts';
export * from './papers.ts';
