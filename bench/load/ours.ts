/** The product as a process: house, workers, HTTP door, as `npm start` composes them; only the limits per minute are off. */
import { composeApp } from '@hezhi/app-server/compose';
import { together } from '@hezhi/app-server/log';
import { rooms } from '@hezhi/app-server/rooms';
import { openHouse, readSettings, startWorkers } from '@hezhi/server';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';

const { DATABASE_URL: url, BENCH_LOG: dest } = process.env;
const settings = { ...readSettings(process.env), databaseUrl: url! };
const house = await openHouse({ settings, rooms, url: url!, log: pino({ level: 'info' }, pino.destination({ dest: dest!, ...together })) });
if (settings.role !== 'web') await startWorkers(house);
const app = composeApp(house, { rateFactor: Infinity, pages: false });
await app.listen({ port: 0, host: '127.0.0.1' });
process.send!({ port: (app.server.address() as AddressInfo).port });
const profiler = new Session();
profiler.connect();
const obey = async (message: 'usage' | 'profile' | { file: string }): Promise<void> => {
  if (message === 'profile') {
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.start');
  } else if (message !== 'usage') writeFileSync(message.file, JSON.stringify((await profiler.post('Profiler.stop')).profile));
  process.send!({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() });
};
process.on('message', (message: 'usage' | 'profile' | { file: string }) => void obey(message));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(1));
