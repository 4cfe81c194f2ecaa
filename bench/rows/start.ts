import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeKeyFile } from '@hezhi/server';
import { benchFolder } from '../cluster.ts';
import { folderName } from '../leftovers.ts';
import { round, type Result, type Row } from './row.ts';

const bootstrap = fileURLToPath(new URL('../../tools/bootstrap.mjs', import.meta.url));
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/**
 * B16: how long a second `npm start` takes, and how large the idle server is: in an empty house (the bar is about this one), and beside it in the demo, which still fills in half a
 * year of history for ten minutes and more, so is not idle.
 */
export const start: Row = {
  key: 'B16',
  async run({ say }) {
    const folder = mkdtempSync(join(benchFolder(), folderName('start')));
    chmodSync(folder, 0o711);
    try {
      const demo = { HEZHI_DATA: join(folder, 'demo') };
      const first = await launch(demo);
      say(`B16: first start with the demo's seeding took ${(first.ms / 1000).toFixed(1)} s`);
      await end(first.child);
      const demoTurns = await turns(demo, 3);
      const keys = join(folder, 'keys.json');
      writeKeyFile(keys, 'intl', Date.now());
      const house = { HEZHI_DATA: join(folder, 'empty'), HEZHI_DEMO: '0', HEZHI_KEY_FILE: keys };
      await end((await launch(house)).child);
      const empty = await turns(house, 1);
      const seconds = demoTurns.seconds.toSorted((a, b) => a - b)[1]!;
      const results: Result[] = [
        {
          name: 'B16 second npm start',
          unit: 's',
          ours: round(seconds, 2),
          floor: 5,
          ratio: round(seconds / 5, 3),
          n: demoTurns.seconds.length,
          note: `until "ready", demo town, everything in one process; first start with seeding ${(first.ms / 1000).toFixed(1)} s; floor = bar`,
        },
        memory('B16 idle server', empty.memory, 'an empty house'),
        memory('B16 server that fills in the demo’s history', demoTurns.memory, 'the demo town, not idle: history is being made; to compare'),
      ];
      return results;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const memory = (name: string, { server, postgres }: Memory, of: string): Result => ({
  name,
  unit: 'MB',
  ours: round(server),
  floor: 300,
  ratio: round(server / 300, 3),
  n: 1,
  note: `resident memory of the Node process 10 s after "ready", ${of}; PostgreSQL beside it ${round(postgres)} MB (proportional share); floor = bar`,
});

type Env = Readonly<Record<string, string>>;
type Memory = { server: number; postgres: number };

/** Starts again so many times on a folder; what it holds 10 s after the last start. */
async function turns(env: Env, count: number): Promise<{ seconds: number[]; memory: Memory }> {
  const seconds: number[] = [];
  let found = { server: 0, postgres: 0 };
  for (let i = 0; i < count; i++) {
    const again = await launch(env);
    seconds.push(again.ms / 1000);
    if (i === count - 1) {
      await wait(10_000);
      found = memoryOf(again.child.pid!);
    }
    await end(again.child);
  }
  return { seconds, memory: found };
}

function launch(own: Env): Promise<{ child: ChildProcess; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [bootstrap, 'start'], {
    env: { ...process.env, HEZHI_PORT: '0', ...own },
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
function memoryOf(root: number): Memory {
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
