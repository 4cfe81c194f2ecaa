/** The server door of open311. */
export { room } from './room.ts';
