/** The product as a process of one role (HEZHI_ROLE=web or worker), as `npm start` composes it; without the web apps, the demo's town and the limits per minute. */
import { composeApp } from '@hezhi/app-server/compose';
import { rooms } from '@hezhi/app-server/rooms';
import { openHouse, readSettings, startWorkers, stopApp } from '@hezhi/server';
import { pino } from 'pino';

const settings = readSettings(process.env);
const log = pino({ level: settings.log }, pino.destination({ dest: process.env['SOAK_LOG']!, sync: false, append: true }));
const house = await openHouse({ settings, rooms, url: settings.databaseUrl!, log });
const workers = settings.role === 'web' ? null : await startWorkers(house);
const app = settings.role === 'worker' ? null : composeApp(house, { rateFactor: Infinity, pages: false });
await app?.listen({ port: settings.port, host: '127.0.0.1' });
process.send!({ port: app ? (app.server.address() as { port: number }).port : 0 });
let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  if (app) await stopApp(app);
  await workers?.stop();
  await house.close();
  process.exit(0);
};
process.on('message', () => process.send!({ rss: process.memoryUsage.rss() }));
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => process.exit(1));
