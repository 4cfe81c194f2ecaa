import { measures } from '@hezhi/matters/contract';
import { openInner, reportBody } from '../fill/fill.ts';
import { countByStreet } from '../fill/queries-rollup.ts';
import type { Ask } from '../load/client.ts';
import { Client, startServer } from '../load/process.ts';
import { median } from '../load/rounds.ts';
import { middleOf, type Town } from '../town.ts';
import { flatness } from './flat.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

const day = (ago: number): string => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
const yearPath = (): string => `/api/insight/figures?by=area&from=${day(364)}&to=${day(0)}`;
type Table = { total: { n: Record<string, number> }; rows: { key: string; n: Record<string, number> }[] };

/** B5: the figures of a district over a year by street, against counting the same; and whether both agree while changes wait to be folded. */
export const dashboard: Row = {
  key: 'B5',
  async run(ground) {
    const results: Result[] = [];
    for (const size of ground.sizes) results.push(await oneSize(ground, size));
    const asksOf = ({ supervisor }: Town): Ask[] => [{ method: 'GET', path: yearPath(), token: supervisor.token }];
    results.push(...(await flatness(ground, 'B5', asksOf, ({ p50 }) => p50, 'flat in history: near 1', 1)));
    return results;
  },
};

async function oneSize(ground: Ground, size: string): Promise<Result> {
  const { cluster, pace } = ground;
  const town = await ground.town(size);
  const path = yearPath();
  const [checked, cells] = await check(ground, size, path);
  const server = await startServer('./ours.ts', { DATABASE_URL: cluster.url(size), HEZHI_DATA: cluster.folder, BENCH_LOG: `${cluster.folder}/ours.log` });
  const client = new Client();
  try {
    const ask = (seconds: number) =>
      client.run({ port: server.port, connections: 1, seconds, asks: [{ method: 'GET', path, token: town.supervisor.token }], once: false, from: 0, rate: 0 });
    await ask(2);
    const ours: number[] = [];
    const counting: number[] = [];
    let n = 0;
    for (let i = 0; i < pace.rounds; i++) {
      const told = await ask(pace.seconds / 2);
      ours.push(told.p50);
      n += told.requests;
      await cluster.on(size, async (db) => {
        const began = performance.now();
        await countByStreet(db, day(364), day(0));
        counting.push(performance.now() - began);
      });
    }
    const ratio = round(median(counting.map((one, i) => one / ours[i]!)), 0);
    return {
      name: `B5 dashboard of a district, a year, ${size.slice(1)}`,
      unit: 'ms',
      ours: round(median(ours), 2),
      floor: round(median(counting), 1),
      ratio,
      n,
      note: `over HTTP by street with rates; ratio = how many times faster than counting; ${checked ? `all ${cells} numbers equal the count, with changes not yet folded` : 'NUMBERS DIFFER FROM THE COUNT'}`,
    };
  } finally {
    await Promise.all([client.stop(), server.stop()]);
  }
}

/** Reports and steps without workers, so that their changes wait unfolded; then every cell against the count. */
async function check(ground: Ground, size: string, path: string): Promise<[boolean, number]> {
  const town = await ground.town(size);
  const inner = await openInner(ground.cluster, size);
  try {
    for (let i = 0; i < 20; i++) {
      const community = town.communities[i]!;
      const { body } = await inner.ask({
        method: 'POST',
        path: '/api/cases',
        token: town.residents[i]!.token,
        body: reportBody(middleOf(community.grids[i % 10]!), crypto.randomUUID()),
      });
      const { id } = body as { id: string };
      if (i % 2 === 0)
        await inner.ask({
          method: 'POST',
          path: `/api/matters/${id}/steps`,
          token: town.clerks[i]!.token,
          body: JSON.stringify({ step: 'decline', data: { reason: 'repeat', note: '重复反映' } }),
        });
    }
    const { body } = await inner.ask({ method: 'GET', path, token: town.supervisor.token });
    const counted = await ground.cluster.on(size, (db) => countByStreet(db, day(364), day(0)));
    let [equal, cells] = [true, 0];
    for (const row of (body as Table).rows) {
      for (const { key } of measures) {
        cells++;
        if ((row.n[key] ?? 0) === (counted.get(`${row.key} ${key}`) ?? 0)) continue;
        equal = false;
        ground.say(`B5 ${size}: ${row.key} ${key} is ${row.n[key]}, counted ${counted.get(`${row.key} ${key}`) ?? 0}`);
      }
    }
    return [equal, cells];
  } finally {
    await inner.close();
  }
}
