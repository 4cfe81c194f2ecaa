/** `npm run soak`: mixed load, kill -9 of web, worker and database at random moments, and at the end every promise against what is there (issue 3, speed and faults). */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { benchFolder } from '../cluster.ts';
import { folderName, sweepLeftovers } from '../leftovers.ts';
import { check } from './checks.ts';
import { SoakHouse } from './house.ts';
import { Ledger } from './ledger.ts';
import { runLoad } from './load.ts';
import { rate, readOptions } from './options.ts';
import { makePlan, spokenPlan } from './plan.ts';
import { left } from './queries-checks.ts';
import { tell } from './report.ts';
import { foundTown } from './town.ts';

const options = readOptions(process.argv.slice(2), Date.now());
const began = performance.now();
const say = (text: string): void => void process.stderr.write(`[${((performance.now() - began) / 1000).toFixed(0)} s] ${text}\n`);
sweepLeftovers(benchFolder(), say);
const folder = mkdtempSync(join(benchFolder(), folderName('soak')));
chmodSync(folder, 0o711);
const house = new SoakHouse(folder, say);
const end = async (code: number): Promise<never> => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(130));

const ledger = new Ledger();
try {
  const seconds = options.minutes * 60;
  const plan = makePlan(options.seed, seconds, options.every);
  say(`seed ${options.seed}; ${options.minutes} min at ${(rate * options.times).toFixed(2)} cases a second; load of the machine ${loadavg()[0]!.toFixed(1)}`);
  say(`kill -9: ${spokenPlan(plan)}`);
  await house.openDatabase();
  const town = await foundTown(house.url, join(folder, 'data'), say);
  await house.start();
  ledger.address = () => house.address;
  const before = await house.memory();
  const kills = await runLoad({ house, ledger, town, options, plan, seconds, say });
  say('the load is over; waiting for what the worker still has to do');
  const waiting = await drained();
  const after = await house.memory();
  await house.rest();
  const checked = await withDb((db) => check(db, ledger));
  for (const fault of house.faults) ledger.breach(fault);
  for (const [what, n] of Object.entries(waiting)) if (n > 0) ledger.breach(`${n} ${what} were not done three minutes after the load`);
  for (const { what, recovered } of kills) if (recovered === null) ledger.breach(`after the kill of ${what} nothing was acknowledged any more`);
  say('verify');
  const verdict = await verify();
  // First of all, however much else there is to say.
  if (!/^0 findings/m.test(verdict)) ledger.breaches.unshift(`verify: ${verdict.trim().slice(0, 4000)}`);
  process.stdout.write(tell({ options, kills, ledger, checked, verdict, memory: { before, after }, faultLines: faultLines() }));
  await end(ledger.breaches.length > 0 ? 1 : 0);
} catch (error) {
  say(`the soak could not be done: ${(error as Error).stack}`);
  for (const breach of ledger.breaches.slice(0, 20)) say(breach);
  for (const line of faultLines()) say(line);
  await end(1);
}

async function withDb<T>(work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: house.url });
  db.on('error', () => {});
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** Until nothing is left to do; a notice that a dead process had claimed comes back after two minutes. */
async function drained(): Promise<Record<string, number>> {
  const patience = performance.now() + 180_000;
  for (;;) {
    const waiting = await withDb(left);
    if (Object.values(waiting).every((n) => n === 0) || performance.now() > patience) return waiting;
    await pause(500);
  }
}

/** `npm run hezhi -- verify` on the database as it is. */
function verify(): Promise<string> {
  const cli = fileURLToPath(new URL('../../apps/server/cli.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'verify'], {
    env: { ...process.env, DATABASE_URL: house.url, HEZHI_DATA: join(folder, 'data'), HEZHI_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((resolve) => child.once('close', () => resolve(text)));
}

/** Faults that the processes logged, gathered by their words; what a lost connection brings is part of the plan. */
function faultLines(): string[] {
  const sums = new Map<string, number>();
  for (const role of ['web', 'worker'] as const) {
    if (!existsSync(house.log(role))) continue;
    for (const line of readFileSync(house.log(role), 'utf8').split('\n')) {
      const match = /"level":(5|6)0/.test(line) ? /"msg":"([^"]*)"/.exec(line) : null;
      if (!match) continue;
      const what = `${role}: ${match[1]!.replaceAll(/[0-9a-f-]{36}/g, ':id').slice(0, 160)}`;
      sums.set(what, (sums.get(what) ?? 0) + 1);
    }
  }
  return [...sums].toSorted((a, b) => b[1] - a[1]).map(([what, n]) => `${n} x ${what}`);
}
