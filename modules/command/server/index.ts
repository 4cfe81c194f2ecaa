/** The server door of command. */
export { room } from './room.ts';
export { startIncident } from './start.ts';
export { handOver } from './handovers.ts';
