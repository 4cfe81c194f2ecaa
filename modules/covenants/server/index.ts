/** The server door of covenants. */
export { room } from './room.ts';
