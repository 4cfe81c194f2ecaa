/** Matters 事项: the contract. See docs/decisions/0003-matters.md. */
export * from './errors.ts';
export * from './snapshot.ts';
export * from './fold.ts';
export * from './available.ts';
export * from './lookups.ts';
export * from './decide.ts';
export * from './upgrade.ts';
export * from './measures.ts';
export * from './leg-measures.ts';
export * from './visible.ts';
export * from './check.ts';
export * from './check-words.ts';
export * from './procedure.ts';
export * from './schemas.ts';
export * from './routes.ts';
