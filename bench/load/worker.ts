/** The product's clock as a process: its rooms, and one timer of the bench that only notes that it fired. */
import { rooms } from '@hezhi/app-server/rooms';
import { defineRoom, openHouse, readSettings, sql, startTimers } from '@hezhi/server';
import { pino } from 'pino';
import { untilNoneDue } from './until.ts';

const bench = defineRoom({
  name: 'bench',
  timers: [
    {
      topic: 'bench.fire',
      fire: async (call, timer) =>
        void (await call.db.run(sql`INSERT INTO bench.fired (id, due_at, at) VALUES (${timer.id}, ${new Date(timer.dueAt).toISOString()}, clock_timestamp())`)),
    },
  ],
});
const url = process.env['DATABASE_URL']!;
const house = await openHouse({ settings: { ...readSettings(process.env), databaseUrl: url }, rooms: [...rooms, bench], url, log: pino({ level: 'error' }) });
process.send!({ port: 0 });
let clock: ReturnType<typeof startTimers> | null = null;
const obey = async (message: 'run' | 'drain'): Promise<void> => {
  if (message === 'run') {
    clock = startTimers(house);
    return void process.send!({});
  }
  const began = performance.now();
  const own = startTimers(house);
  await untilNoneDue((text) => house.db.pool.query(text));
  const seconds = (performance.now() - began) / 1000;
  await own.stop();
  process.send!({ seconds });
};
process.on('message', (message: 'run' | 'drain') => void obey(message));
process.on('SIGTERM', () => void (clock?.stop() ?? Promise.resolve()).then(() => process.exit(0)));
process.on('disconnect', () => process.exit(1));
