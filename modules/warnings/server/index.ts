/** The server door of warnings. */
export { room } from './room.ts';
export { lookAt, lookEverywhere } from './look.ts';
