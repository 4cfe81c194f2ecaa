/** `node e2e/world/seed.ts FOLDER`: the demo town in small (all five places, two days' worth of cases), as the product itself would find it finished. */
import { rooms } from '@hezhi/app-server/rooms';
import { seedDemo } from '@hezhi/demo/seed';
import { migrate, openHouse, readSettings, startWorkers } from '@hezhi/server';
import { startPostgres } from '@hezhi/server/postgres';
import { insertWarning } from './queries-warning.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Say into which folder.');
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const settings = readSettings({ HEZHI_DATA: folder, HEZHI_LOG: 'warn' });
// Not yet lasting: the folder is a copy to copy from.
const postgres = await startPostgres({ dataDir: settings.data, settings: { fsync: 'off' }, onProgress: say });
try {
  await migrate(postgres.url, rooms, say);
  const house = await openHouse({ settings, rooms, url: postgres.url });
  const workers = await startWorkers(house);
  try {
    const seeding = await seedDemo(house, { progress: say, scale: { weeks: 1, total: 80, ready: 1 } });
    await seeding.background;
    await insertWarning(house.db, house.now());
    if (seeding.tally.failed > 0 || seeding.tally.refusals.size > 0)
      throw new Error(`The town is not whole: ${seeding.tally.failed} failed, ${JSON.stringify([...seeding.tally.refusals])}`);
  } finally {
    await workers.stop();
    await house.close();
  }
} finally {
  await postgres.stop();
}
