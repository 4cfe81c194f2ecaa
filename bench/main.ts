/** `npm run bench`: measures what quality.md names, beside its floor in the same run. */
import { cpus, loadavg } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { benchFolder, startCluster } from './cluster.ts';
import { makeGround } from './ground.ts';
import { readOptions } from './options.ts';
import { rows } from './rows/index.ts';
import type { Result } from './rows/row.ts';
import { table } from './table.ts';

const options = readOptions(process.argv.slice(2));
const began = performance.now();
const say = (text: string): void => void process.stderr.write(`[${((performance.now() - began) / 1000).toFixed(0)} s] ${text}\n`);
const cluster = await startCluster(benchFolder(), say);
let ended = false;
const end = async (code: number): Promise<void> => {
  if (ended) return;
  ended = true;
  await cluster.stop();
  process.exit(code);
};
process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));

const results: Result[] = [];
let failed = false;
const ground = makeGround(cluster, options, say);
for (const row of rows) {
  if (options.rows !== null && !options.rows.includes(row.key)) continue;
  say(`${row.key} begins; load ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`);
  const load = loadavg()[0]!;
  try {
    const found = await row.run(ground);
    for (const one of found) {
      one.note += `; load before ${load.toFixed(1)}${options.matters < 200_000 ? `; a trial on ${options.matters} matters, no figure to quote` : ''}`;
      results.push(one);
      say(`${one.name}: ${one.ours} ${one.unit}${one.ratio === null ? '' : `, ratio ${one.ratio}`} (${one.note})`);
    }
  } catch (error) {
    failed = true;
    say(`${row.key} failed: ${(error as Error).stack}`);
    results.push({ name: row.key, unit: '', ours: 0, floor: null, ratio: null, n: 0, note: `failed: ${(error as Error).message.slice(0, 300)}` });
  }
}
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('latest.json', folder), `${JSON.stringify(results, null, 1)}\n`);
process.stdout.write(table(results));
await end(failed ? 1 : 0);
