/**
 * The kernel's contract: what every room's contract is written in. Schema = type = OpenAPI = typed client.
 * Speaks no domain. Screens that must stay small import `@hezhi/contract/light`, which carries no schema library.
 */
export * from './light.ts';
export * from './fields.ts';
export * from './route.ts';
