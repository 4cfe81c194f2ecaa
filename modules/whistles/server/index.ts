/** The server door of whistles. */
export { room } from './room.ts';
export { blow, type BlowGiven } from './blow.ts';
