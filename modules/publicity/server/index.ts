/** The server door of publicity. */
export { room } from './room.ts';
export { registerCount, type Counter } from './figures.ts';
export { post, type Posted } from './posting-show.ts';
export { postingFor } from './posting-views.ts';
