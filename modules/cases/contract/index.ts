/** Cases 案件: what residents, grid workers and communities report, from the first word to the rating. */
export * from './errors.ts';
export * from './schemas.ts';
export { routes, type Routes } from './routes.ts';
export * from './redact.ts';
export * from './categories.ts';
export * from './public.ts';
export * from './duplicates-schemas.ts';
export * from './duplicates-text.ts';
export * from './duplicates.ts';
export * from './duplicates-reasons.ts';
export * from './routing.ts';
export * from './routing-schemas.ts';
export * from './import-fields.ts';
export * from './import-faults.ts';
export * from './import-errors.ts';
export * from './import-schemas.ts';
export { guessCategories, makeGuesser, type Guess, type Guesser } from './guess.ts';
export * from './pack.ts';
