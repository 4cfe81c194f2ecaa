/** The directory's server door. */
export * from './territory.ts';
export * from './staff.ts';
export * from './roles.ts';
export * from './actors.ts';
