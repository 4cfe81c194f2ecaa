import { openInner, reportBody } from '../fill/fill.ts';
import { copyMatters, prepare } from '../fill/queries.ts';
import type { Ask } from '../load/client.ts';
import { Client, startServer } from '../load/process.ts';
import { median } from '../load/rounds.ts';
import { middleOf } from '../town.ts';
import { round, type Row } from './row.ts';

/** B2b: the inbox and its counters while open matters grow tenfold, under writes. */
export const growth: Row = {
  key: 'B2b',
  async run(ground) {
    const { cluster, pace } = ground;
    const town = await ground.town('t200k');
    const { database } = await ground.fresh();
    const clerks = town.clerks.slice(0, 60);
    const grids = town.communities.flatMap((community) => community.grids);
    const pages = clerks.map(({ token }): Ask => ({ method: 'GET', path: '/api/inbox?limit=20', token }));
    const counts = clerks.map(({ token }): Ask => ({ method: 'GET', path: '/api/inbox/counts', token }));
    const reports = grids.map((grid, i): Ask => ({
      method: 'POST',
      path: '/api/cases',
      token: town.residents[i % 20]!.token,
      body: reportBody(middleOf(grid), '{id}'),
      keyed: true,
    }));
    const openNow = (): Promise<number> =>
      cluster.on(database, async (db) =>
        Number(
          (
            await db.query<{ n: string }>(`SELECT count(*) AS n FROM matters.leg WHERE ended_at IS NULL AND left(area, 12) = ANY($1)`, [
              clerks.map(({ area }) => area),
            ])
          ).rows[0]!.n,
        ),
      );
    // Seen once without the load, so that a fault shows as itself.
    const inner = await openInner(cluster, database);
    try {
      await inner.ask(pages[0]!);
    } finally {
      await inner.close();
    }
    const server = await startServer('./ours.ts', { DATABASE_URL: cluster.url(database), HEZHI_DATA: cluster.folder, BENCH_LOG: `${cluster.folder}/ours.log` });
    const [reader, writer] = [new Client(), new Client()];
    const speed = async (asks: readonly Ask[]): Promise<number> => {
      const all: number[] = [];
      for (let i = 0; i < Math.max(3, pace.rounds); i++) {
        const order = { port: server.port, seconds: pace.seconds, once: false, from: i * 20 };
        const [told] = await Promise.all([
          reader.run({ ...order, connections: pace.connections, asks, rate: 0 }),
          writer.run({ ...order, connections: 4, asks: reports, rate: 20 }),
        ]);
        all.push(told.requests / told.seconds);
      }
      return median(all);
    };
    try {
      await speed(pages);
      const open = await openNow();
      const before = { page: await speed(pages), counts: await speed(counts) };
      await cluster.on(database, async (db) => {
        await prepare(db);
        for (const state of ['reported', 'handling', 'verifying'])
          await copyMatters(db, {
            count: Math.round((open * 9 * 80) / clerks.length / 3),
            state,
            oldest: 10,
            newest: 0,
            entriesOf: 0,
            factsOf: 0,
            text: false,
            parties: true,
          });
        await db.query('ANALYZE matters.leg');
      });
      const grown = await openNow();
      const after = { page: await speed(pages), counts: await speed(counts) };
      const note = (what: string): string =>
        `${what}; open stretches of the 60 inboxes ${open} then ${grown}; 20 reports a second beside; floor = speed before`;
      return (['page', 'counts'] as const).map((key) => ({
        name: `B2b inbox ${key} when open matters grow tenfold`,
        unit: 'requests/s',
        ours: round(after[key]),
        floor: round(before[key]),
        ratio: round(after[key] / before[key], 3),
        n: grown,
        note: note(key === 'page' ? '20 by deadline' : 'mine, organisation, watched, overdue, nearly due, each counted to 100'),
      }));
    } finally {
      await Promise.all([reader.stop(), writer.stop(), server.stop()]);
    }
  },
};
