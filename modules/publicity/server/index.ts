/** The server door of publicity. */
export { room } from './room.ts';
export { registerCount, type Counter } from './figures.ts';
