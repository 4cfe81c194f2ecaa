import { openHouse, readSettings, startWorkers } from '@hezhi/server';
import { pino } from 'pino';
import { ballotRooms } from './house.ts';

/**
 * A process of its own that works as the product's worker does, for tests that kill it: opens the house on `HEZHI_TEST_DATABASE` at the moment `HEZHI_TEST_NOW` (epoch ms),
 * says `ready` to its parent and begins to work when it is told anything.
 */
const env = process.env;
const now = Number(env['HEZHI_TEST_NOW']);
const settings = readSettings(env);
const house = await openHouse({
  settings,
  rooms: ballotRooms,
  url: env['HEZHI_TEST_DATABASE']!,
  now: () => now,
  log: pino({ level: settings.log }, process.stderr),
  poolSize: 4,
});
process.once('message', () => void startWorkers(house));
process.once('disconnect', () => process.exit(0));
process.send!('ready');
