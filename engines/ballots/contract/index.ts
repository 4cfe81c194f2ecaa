/** 票决 ballots: what server and screens agree on. */
export * from './light.ts';
export * from './collision.ts';
export * from './rule.ts';
export * from './question.ts';
export * from './law.data.ts';
export * from './check-rule.ts';
export * from './law-rules.ts';
export * from './part.ts';
export * as schemas from './schemas.ts';
export type { EntryInput, BallotView } from './schemas.ts';
export { routes } from './routes.ts';
