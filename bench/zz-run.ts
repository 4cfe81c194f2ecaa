import { readFileSync } from 'node:fs';
import pg from 'pg';
import { rows } from './rows/index.ts';
const dev = JSON.parse(readFileSync('/tmp/dev.json', 'utf8'));
const url = (d: string) => dev.url.replace('/t200k', `/${d}`);
const on = async (d: string, work: any) => { const db = new pg.Client({ connectionString: url(d) }); await db.connect(); try { return await work(db); } finally { await db.end(); } };
const cluster: any = { folder: dev.folder, url, on };
const [keys, rounds, seconds] = [process.argv[2]!.split(','), Number(process.argv[3] ?? 3), Number(process.argv[4] ?? 2)];
for (const row of rows.filter((r) => keys.includes(r.key))) {
  for (const r of await row.run({ cluster, pace: { rounds, seconds, connections: 16 }, quick: true, scale: 0.05, sizes: ['t200k'] as never, town: async () => dev.town, fresh: async () => ({ database: 'ours', floorDatabase: 'floor' }), say: console.log })) console.log(r.name, r.ours, r.floor, r.ratio, r.note);
}
process.exit(0);
