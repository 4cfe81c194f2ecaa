import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { round } from './requests.ts';
import type { Result, Row } from './row.ts';

const bootstrap = fileURLToPath(new URL('../../tools/bootstrap.mjs', import.meta.url));
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** B16: how long a second `npm start` takes, and how large the idle server is. */
export const start: Row = {
  key: 'B16',
  async run({ say }) {
    const folder = mkdtempSync(join(process.env['HEZHI_BENCH_FOLDER'] ?? tmpdir(), 'hezhi-start-'));
    try {
      const first = await launch(folder);
      say(`B16: first start with the demo's seeding took ${(first.ms / 1000).toFixed(1)} s`);
      await end(first.child);
      const times: number[] = [];
      let memory = { server: 0, postgres: 0 };
      for (let i = 0; i < 3; i++) {
        const again = await launch(folder);
        times.push(again.ms);
        if (i === 2) {
          await wait(10_000);
          memory = memoryOf(again.child.pid!);
        }
        await end(again.child);
      }
      const seconds = [...times].sort((a, b) => a - b)[1]! / 1000;
      const results: Result[] = [
        {
          name: 'B16 second npm start',
          unit: 's',
          ours: round(seconds, 2),
          floor: 5,
          ratio: round(seconds / 5, 3),
          n: times.length,
          note: `until "ready", demo town, everything in one process; first start with seeding ${(first.ms / 1000).toFixed(1)} s; floor = bar`,
        },
        {
          name: 'B16 idle server',
          unit: 'MB',
          ours: round(memory.server),
          floor: 300,
          ratio: round(memory.server / 300, 3),
          n: 1,
          note: `resident memory of the Node process 10 s after the start; PostgreSQL beside it ${round(memory.postgres)} MB (proportional share); floor = bar`,
        },
      ];
      return results;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function launch(folder: string): Promise<{ child: ChildProcess; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [bootstrap, 'start'], {
    env: { ...process.env, HEZHI_DATA: folder, HEZHI_PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      if (/^ready /m.test(text)) resolve({ child, ms: performance.now() - began });
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text.slice(-500)}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGTERM');
  await gone;
  await wait(300);
}

/** Resident memory of the server (the largest Node below the start) and the proportional share of PostgreSQL's processes, MB. */
function memoryOf(root: number): { server: number; postgres: number } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return [
          {
            pid: Number(pid),
            parent: Number(/^PPid:\s+(\d+)/m.exec(status)![1]),
            name: /^Name:\s+(.+)/m.exec(status)![1]!,
            rss: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
          },
        ];
      } catch {
        return [];
      }
    });
  const below = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const one of all) if (below.has(one.parent) && !below.has(one.pid)) grown = Boolean(below.add(one.pid));
  }
  const own = all.filter((one) => below.has(one.pid));
  const share = (pid: number): number => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  };
  return {
    server: Math.max(...own.filter((one) => !/postgres/.test(one.name)).map((one) => one.rss)) / 1000,
    postgres: own.filter((one) => /postgres/.test(one.name)).reduce((sum, one) => sum + share(one.pid), 0) / 1000,
  };
}
