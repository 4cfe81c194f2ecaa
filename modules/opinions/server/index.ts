/** The server door of opinions. */
export { room } from './room.ts';
export { createQuestion, endEarly, opinionsFor, publish } from './questions.ts';
export { mapOf, propose, vote } from './take-part.ts';
export { decide, seed } from './moderate.ts';
export { compareWithPolis, readPolisFiles, type PolisComparison } from './polis.ts';
export * from './map/index.ts';
