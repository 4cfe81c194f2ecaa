import type { AddressInfo } from 'node:net';
import { composeApp } from '@hezhi/app-server/compose';
import { rooms } from '@hezhi/app-server/rooms';
import { drain, openHouse, readSettings, stopApp } from '@hezhi/server';
import { startPostgres } from '@hezhi/server/postgres';
import { stillTown } from './queries-clock.ts';

/** The product on a data folder in this process, at a time that the test decides. */
export type ClockHouse = {
  readonly address: string;
  now(): number;
  /** Lets time pass (ms): what falls due on the way has happened when this resolves. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Opens the house of a founded folder for weeks to pass in seconds: rooms, routes, pages and PostgreSQL are the product's own, only the clock is the test's. What was
 * under way in the town stands still.
 */
export async function openClockHouse(data: string): Promise<ClockHouse> {
  const settings = readSettings({ HEZHI_DATA: data, HEZHI_LOG: 'warn', HEZHI_TRUST_PROXY: '1' });
  const postgres = await startPostgres({ dataDir: data, settings: { fsync: 'off' }, onProgress: () => {} });
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const house = await openHouse({ settings, rooms, url: postgres.url, now });
  const app = composeApp(house, { rateFactor: Infinity });
  await stillTown(house.db);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    now,
    async pass(ms) {
      ahead += ms;
      await drain(house);
    },
    async stop() {
      await stopApp(app);
      await house.close();
      await postgres.stop();
    },
  };
}
