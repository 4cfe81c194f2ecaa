/** The server door of deputies. */
export { room } from './room.ts';
export { takeTopics, type Propose } from './raised.ts';
