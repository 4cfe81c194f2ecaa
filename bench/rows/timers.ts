import { newId } from '@hezhi/contract';
import { setTimer, Write } from '@hezhi/server';
import type { Cluster } from '../cluster.ts';
import { addDue, anyDue, clockEntries, firedTimes, forgetFired, legsFallDue, makeTimers } from '../fill/queries-timers.ts';
import { openInner } from '../fill/fill.ts';
import { startServer, type Child } from '../load/process.ts';
import { median } from '../load/rounds.ts';
import { district } from '../town.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
const database = 'ours';
const startClock = (cluster: Cluster): Promise<Child> => startServer('./worker.ts', { DATABASE_URL: cluster.url(database), HEZHI_DATA: cluster.folder });

/** B6: a million timers waiting; speed against a bare loop, lateness at ten a second, exactly once through kill -9. */
export const timers: Row = {
  key: 'B6',
  async run(ground) {
    await ground.fresh();
    const waiting = Math.round(1_000_000 * ground.scale);
    await ground.cluster.on(database, (db) => makeTimers(db, waiting));
    const results: Result[] = [];
    for (const part of [speed, lateness, killed]) results.push(...(await part(ground)));
    return results;
  },
};

async function speed({ cluster, pace, scale }: Ground): Promise<Result[]> {
  const count = Math.round(5000 * scale);
  const ours = await startClock(cluster);
  const floor = await startServer('./bare-timers.ts', { DATABASE_URL: cluster.url(database) });
  try {
    const turn = async (child: Child): Promise<number> => {
      await cluster.on(database, (db) => addDue(db, count, -60, 30));
      return count / (await child.ask<{ seconds: number }>('drain')).seconds;
    };
    await turn(ours);
    await turn(floor);
    const rounds: { ours: number; floor: number }[] = [];
    for (let i = 0; i < pace.rounds; i++) rounds.push({ ours: await turn(ours), floor: await turn(floor) });
    return [
      {
        name: 'B6 timers fired, all due at once',
        unit: 'timers/s',
        ours: round(median(rounds.map((one) => one.ours))),
        floor: round(median(rounds.map((one) => one.floor))),
        ratio: round(median(rounds.map((one) => one.ours / one.floor)), 3),
        n: count * pace.rounds,
        note: `${Math.round(1_000_000 * scale)} wait beside; floor = bare SKIP LOCKED loop with the same lanes and batches; rounds ${rounds.map((one) => (one.ours / one.floor).toFixed(2)).join(' ')}`,
      },
    ];
  } finally {
    await Promise.all([ours.stop(), floor.stop()]);
  }
}

async function lateness({ cluster, quick }: Ground): Promise<Result[]> {
  const seconds = quick ? 20 : 60;
  const clock = await startClock(cluster);
  try {
    await cluster.on(database, forgetFired);
    await clock.ask('run');
    await setByProduct(cluster, seconds * 10);
    await wait((seconds + 2) * 1000);
    const { fired, distinct, lateness: late } = await cluster.on(database, firedTimes);
    const p99 = late[Math.floor(late.length * 0.99)] ?? Infinity;
    return [
      {
        name: 'B6 lateness p99 at 10 a second',
        unit: 'ms',
        ours: round(p99),
        floor: null,
        ratio: null,
        n: fired,
        note: `${fired} of ${seconds * 10} fired, ${distinct} different; median ${round(late[Math.floor(late.length / 2)] ?? Infinity)} ms; set by writes of another process; bar: under 1 s`,
      },
    ];
  } finally {
    await clock.stop();
  }
}

/** Ten timers a second from a second on, each set by a write of its own in this process, which is not the clock's. */
async function setByProduct(cluster: Cluster, count: number): Promise<void> {
  const inner = await openInner(cluster, database);
  try {
    const start = Date.now() + 1000;
    for (let i = 0; i < count; i++) {
      const write = new Write();
      setTimer(write, { district, id: newId(), dueAt: start + i * 100, topic: 'bench.fire', data: {} });
      await write.run(inner.house.db);
    }
  } finally {
    await inner.close();
  }
}

/** Two clocks; each in turn is killed with -9 in the middle and started again. Plain timers and real stretches of responsibility fall due. */
async function killed({ cluster, quick, scale, say }: Ground): Promise<Result[]> {
  const [count, over] = quick ? [Math.round(5000 * scale), 20] : [Math.round(10_000 * scale), 60];
  const clocks = [await startClock(cluster), await startClock(cluster)];
  try {
    await cluster.on(database, forgetFired);
    const matters = await cluster.on(database, async (db) => {
      await addDue(db, count, 2, over);
      return legsFallDue(db, count, 2, over);
    });
    for (const clock of clocks) await clock.ask('run');
    const began = performance.now();
    let kills = 0;
    while (performance.now() - began < (over + 2) * 1000) {
      await wait((over * 1000) / 5);
      const at = kills % 2;
      await clocks[at]!.stop('SIGKILL');
      kills++;
      clocks[at] = await startClock(cluster);
      await clocks[at].ask('run');
    }
    const patience = performance.now() + 120_000;
    let entries = new Map<number, number>();
    for (;;) {
      entries = await cluster.on(database, (db) => clockEntries(db, matters));
      const left = await cluster.on(database, anyDue);
      if ((!left && (entries.get(0) ?? 0) === 0) || performance.now() > patience) break;
      await wait(500);
    }
    await wait(1000);
    const { fired, distinct } = await cluster.on(database, firedTimes);
    entries = await cluster.on(database, (db) => clockEntries(db, matters));
    const exact = fired === count && distinct === count;
    const legs = entries.size === 1 && entries.get(1) === matters.length;
    say(`B6: ${kills} kills; plain ${fired} fired, ${distinct} different of ${count}; stretches ${JSON.stringify([...entries])} of ${matters.length}`);
    const note = `two clocks, ${kills} times one of them killed with -9 and started again`;
    return [
      {
        name: 'B6 exactly once through kill -9, plain timers',
        unit: 'share',
        ours: exact ? 1 : round(distinct / count, 4),
        floor: 1,
        ratio: exact ? 1 : 0,
        n: count,
        note: `${note}; ${fired} fired, ${distinct} different`,
      },
      {
        name: 'B6 exactly once through kill -9, clocks of cases',
        unit: 'share',
        ours: legs ? 1 : round((entries.get(1) ?? 0) / matters.length, 4),
        floor: 1,
        ratio: legs ? 1 : 0,
        n: matters.length,
        note: `${note}; timelines with so many entries of the clock: ${JSON.stringify([...entries])}`,
      },
    ];
  } finally {
    await Promise.all(clocks.map((clock) => clock.stop('SIGKILL')));
  }
}
