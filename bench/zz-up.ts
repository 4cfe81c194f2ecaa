import { startCluster } from './cluster.ts';
import { makeDatabase } from './fill/fill.ts';
import { writeFileSync } from 'node:fs';
const c = await startCluster('/tmp');
process.on('SIGTERM', () => void c.stop().then(() => process.exit(0)));
const town = await makeDatabase(c, { name: 't200k', matters: 20000, stock: 60000 }, console.log);
await c.create('ours', 't200k'); await c.create('floor', 't200k');
writeFileSync('/tmp/dev.json', JSON.stringify({ folder: c.folder, url: c.url('t200k'), town }));
console.log('up'); setInterval(() => {}, 1e6);
