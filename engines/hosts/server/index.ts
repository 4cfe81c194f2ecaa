/** The server door of hosts. */
export { room } from './room.ts';
export { guestsOf, type PageGuests } from './policy.ts';
