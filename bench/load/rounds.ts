import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import type { Ask, Told } from './client.ts';
import type { Plan } from './floor.ts';
import { hasPgbench, physical } from './physical.ts';
import { Client, startServer, type Child } from './process.ts';
import type { Template } from './template.ts';

/** How long and how often. */
export type Pace = { rounds: number; seconds: number; connections: number };

/** One piece of work, done by the product and by its floor. */
export type Work = {
  key: string;
  asks: readonly Ask[];
  /** Each ask is used once: targets are consumed. */
  once: boolean;
  /** Whether the process does what follows from its requests too (notices, figures, timers): work that the floor does not have. */
  workers?: boolean;
  /** Database of the product, and of the floor (a copy, so that the product's workers leave the floor's rows alone). */
  database: string;
  floorDatabase: string;
  template: Template;
  /** For each ask the texts of its target's slots. */
  targets: readonly string[][];
};

export type Compared = {
  ours: number;
  floor: number;
  ratio: number;
  rounds: { ours: number; floor: number }[];
  p99: number;
  requests: number;
  /** Processor time of the Node process, microseconds a request: steadier than speed on a shared machine. */ cpu: { ours: number; floor: number };
  /** Floor F1 in transactions a second; null without pgbench. */ physical: number | null;
};

export const median = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * Alternating rounds of product, floor F2 and, where there is pgbench, floor F1 on one machine, median of each and median of the rounds' ratios (requests a second). What the product left to its workers is
 * waited for before the floor's turn, outside the measured time. BENCH_PROFILE names a folder for a profile of the product's process.
 */
export async function compare(cluster: Cluster, work: Work, pace: Pace): Promise<Compared> {
  const planFile = join(cluster.folder, `plan-${work.key}.json`);
  writeFileSync(planFile, JSON.stringify({ [work.key]: { template: work.template, targets: work.targets } } satisfies Plan));
  const env = { HEZHI_DATA: cluster.folder, BENCH_LOG: join(cluster.folder, 'ours.log') };
  const ours = await startServer('./ours.ts', { ...env, DATABASE_URL: cluster.url(work.database), HEZHI_ROLE: work.workers === true ? 'all' : 'web' });
  const { BENCH_PROFILE: profiles } = process.env;
  const floor = await startServer('./floor.ts', { DATABASE_URL: cluster.url(work.floorDatabase), BENCH_PLAN: planFile });
  const client = new Client();
  const floorAsks = work.asks.map((ask, i): Ask => ({ method: ask.method, path: `/${work.key}/${i}`, ...(ask.body === undefined ? {} : { body: ask.body }) }));
  let [from, floorFrom] = [0, 0];
  const used = { ours: 0, floor: 0, oursAsked: 0, floorAsked: 0 };
  const cpuOf = async (child: Child): Promise<number> => {
    const { cpu } = await child.ask<{ cpu: NodeJS.CpuUsage }>('usage');
    return cpu.user + cpu.system;
  };
  const turn = async (mine: boolean, seconds: number): Promise<Told> => {
    const before = await cpuOf(mine ? ours : floor);
    const told = await client.run({
      port: mine ? ours.port : floor.port,
      asks: mine ? work.asks : floorAsks,
      once: work.once,
      from: mine ? from : floorFrom,
      seconds,
      connections: pace.connections,
      rate: 0,
    });
    const name = mine ? 'ours' : 'floor';
    used[name] += (await cpuOf(mine ? ours : floor)) - before;
    used[`${name}Asked`] += told.requests;
    if (mine) from = told.next;
    else floorFrom = told.next;
    return told;
  };
  const settled = async (): Promise<void> => {
    if (work.workers) await quiet(cluster, work.database);
  };
  try {
    // Both are warm before anything counts: compiled code, prepared statements, caches of the database.
    for (const mine of [true, false]) for (let asked = 0, i = 0; asked < 2000 && i < 8; i++) asked += (await turn(mine, 1)).requests;
    Object.assign(used, { ours: 0, floor: 0, oursAsked: 0, floorAsked: 0 });
    const rounds: { ours: number; floor: number }[] = [];
    const store = hasPgbench() && !work.once ? await physical(cluster, work, pace.rounds + 1) : null;
    await store?.(1);
    const limits: number[] = [];
    if (profiles) await ours.ask('profile');
    let p99 = 0;
    let requests = 0;
    for (let round = 0; round < pace.rounds; round++) {
      await settled();
      const mine = await turn(true, pace.seconds);
      await settled();
      const theirs = await turn(false, pace.seconds);
      if (store) limits.push(await store(pace.seconds));
      rounds.push({ ours: mine.requests / mine.seconds, floor: theirs.requests / theirs.seconds });
      p99 = Math.max(p99, mine.p99);
      requests += mine.requests;
    }
    if (profiles) await ours.ask({ file: join(profiles, `${work.key}.cpuprofile`) });
    const cpu = { ours: used.ours / used.oursAsked, floor: used.floor / used.floorAsked };
    return {
      ours: median(rounds.map((round) => round.ours)),
      floor: median(rounds.map((round) => round.floor)),
      ratio: median(rounds.map((round) => round.ours / round.floor)),
      rounds,
      p99,
      requests,
      cpu,
      physical: limits.length > 0 ? median(limits) : null,
    };
  } finally {
    await Promise.all([client.stop(), ours.stop(), floor.stop()]);
  }
}

/** Waits until the workers have done what the last round left to them. */
async function quiet(cluster: Cluster, database: string): Promise<void> {
  await cluster.on(database, async (db) => {
    for (;;) {
      const { rows } = await db.query<{ waits: boolean }>('SELECT EXISTS (SELECT FROM kernel.event) OR EXISTS (SELECT FROM figures.delta) AS waits');
      if (!rows[0]!.waits) return;
      await new Promise((resolve) => void setTimeout(resolve, 100));
    }
  });
}
