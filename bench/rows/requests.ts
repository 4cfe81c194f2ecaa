import { district, reportBody, openInner } from '../fill/fill.ts';
import { readable, stockOf } from '../fill/queries.ts';
import type { Ask } from '../load/client.ts';
import { compare, type Compared } from '../load/rounds.ts';
import { templateOf, type Sent } from '../load/template.ts';
import { middleOf, type Town } from '../town.ts';
import { flatness } from './flat.ts';
import { timerId } from './timer-id.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

const shown = (name: string, { ours, floor, ratio, rounds, p99, requests, cpu, physical }: Compared, note: string): Result => ({
  name,
  unit: 'requests/s',
  ours: round(ours),
  floor: round(floor),
  ratio: round(ratio, 3),
  n: requests,
  note: `${note}; ratios of the rounds ${rounds.map((one) => (one.ours / one.floor).toFixed(2)).join(' ')}; p99 ${p99.toFixed(1)} ms; processor time of the Node process ${cpu.ours.toFixed(0)} µs against ${cpu.floor.toFixed(0)} µs a request${physical === null ? '' : `; F1 ${physical.toFixed(0)}/s: F2 reaches ${(floor / physical).toFixed(2)} of it, ours ${(ours / physical).toFixed(2)}`}`,
});
/** The words of a statement, for the note: `SELECT`, `WITH (12 parts)`. */
const told = (sent: readonly Sent[]): string =>
  `${sent.length} statement${sent.length === 1 ? '' : 's'} (${sent.map(({ text }) => `${/^\s*(\w+)/.exec(text)![1]}${/^\s*WITH w0/.test(text) ? ` of ${[...text.matchAll(/w\d+ AS \(/g)].length} parts` : ''}`).join(', ')})`;

/** Captures the second request of its kind: the first has filled the caches. */
async function seen(ground: Ground, database: string, first: Ask, second: Ask): Promise<Sent[]> {
  const inner = await openInner(ground.cluster, database);
  try {
    await inner.ask(first);
    return await inner.capture(second);
  } finally {
    await inner.close();
  }
}

/** Requests against the same requests at the floor, and once more with what follows from them done beside by the same process. */
const besides = [
  { workers: false, name: '', note: 'requests only, as at the floor' },
  { workers: true, name: ', with what follows', note: 'notices, figures and timers by workers in the same process, which the floor does not have' },
] as const;

/** B1: report a case. */
export const report: Row = {
  key: 'B1',
  async run(ground) {
    const town = await ground.town('t200k');
    const grids = town.communities.flatMap((community) => community.grids);
    const ask = (i: number, id = '{id}'): Ask => ({
      method: 'POST',
      path: '/api/cases',
      token: town.residents[i % town.residents.length]!.token,
      body: reportBody(middleOf(grids[(i * 37) % grids.length]!), id),
      keyed: true,
    });
    const results: Result[] = [];
    for (const { workers, name, note } of besides) {
      const { database, floorDatabase } = await ground.fresh();
      const sent = await seen(ground, floorDatabase, ask(1, crypto.randomUUID()), ask(1, crypto.randomUUID()));
      const template = templateOf(sent, [], new Set(town.ids), keysIn(sent));
      const asks = Array.from({ length: 400 }, (_, i) => ask(i));
      const work = { key: 'B1', asks, once: false, workers, database, floorDatabase, template, targets: [] };
      results.push(
        shown(`B1 report a case${name}`, await compare(ground.cluster, work, ground.pace), `${told(sent)} a report, Idempotency-Key with each; ${note}`),
      );
    }
    return results;
  },
};

/** Hashes of idempotency keys among the values: they must be fresh with every repetition. */
function keysIn(sent: readonly Sent[]): string[] {
  return sent.flatMap(({ values }) => values.filter((value): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)));
}

/** B2: one page of the inbox at each size. */
export const inbox: Row = {
  key: 'B2',
  async run(ground) {
    const results: Result[] = [];
    for (const size of ground.sizes) {
      const town = await ground.town(size);
      const clerks = town.clerks.slice(0, 60);
      const asks = clerks.map(({ token }): Ask => ({ method: 'GET', path: '/api/inbox?limit=20', token }));
      const sent = await seen(ground, size, asks[0]!, asks[0]!);
      const keys = [clerks[0]!.post!, clerks[0]!.org!];
      const template = templateOf(sent, keys, new Set(town.ids));
      const compared = await compare(
        ground.cluster,
        { key: `B2${size}`, asks, once: false, database: size, floorDatabase: size, template, targets: clerks.map(({ post, org }) => [post!, org!]) },
        ground.pace,
      );
      results.push(shown(`B2 inbox page of ${size.slice(1)}`, compared, `20 by deadline for a post; ${told(sent)}`));
    }
    const asksOf = ({ clerks }: Town): Ask[] => clerks.slice(0, 60).map(({ token }): Ask => ({ method: 'GET', path: '/api/inbox?limit=20', token }));
    results.push(...(await flatness(ground, 'B2', asksOf, ({ speed }) => 1 / speed, 'bar: at most 1.2 for 10m')));
    return results;
  },
};

/** B3: one case with its timeline. */
export const one: Row = {
  key: 'B3',
  async run(ground) {
    const town = await ground.town('t200k');
    const ids = await ground.cluster.on('t200k', (db) => readable(db, 2000));
    const asks = ids.map((id): Ask => ({ method: 'GET', path: `/api/cases/${id}`, token: town.supervisor.token }));
    const sent = await seen(ground, 't200k', asks[1]!, asks[0]!);
    const template = templateOf(sent, [ids[0]!], new Set(town.ids));
    const compared = await compare(
      ground.cluster,
      { key: 'B3', asks, once: false, database: 't200k', floorDatabase: 't200k', template, targets: ids.map((id) => [id]) },
      ground.pace,
    );
    return [shown('B3 one case with its timeline', compared, told(sent))];
  },
};

/** B4: one step forward. */
export const step: Row = {
  key: 'B4',
  async run(ground) {
    const town = await ground.town('t200k');
    const community = town.communities.at(-1)!.code;
    const clerk = town.clerks.at(-1)!;
    const ask = (id: string): Ask => ({
      method: 'POST',
      path: `/api/matters/${id}/steps`,
      token: clerk.token,
      body: JSON.stringify({ step: 'accept', revision: 1, data: { note: '已核实，属于本社区' } }),
      keyed: true,
    });
    const slots = ([matter, leg]: string[]): string[] => [matter!, leg!, timerId(leg!, 1)];
    const results: Result[] = [];
    for (const { workers, name, note } of besides) {
      const { database, floorDatabase } = await ground.fresh();
      const stock = await ground.cluster.on(database, (db) => stockOf(db, 'reported', community, 200_000));
      const [first, second] = stock.splice(0, 2);
      const sent = await seen(ground, floorDatabase, ask(first![0]!), ask(second![0]!));
      const template = templateOf(sent, slots(second!), new Set([...town.ids, district]), keysIn(sent));
      const asks = stock.map(([id]) => ask(id!));
      const work = { key: 'B4', asks, once: true, workers, database, floorDatabase, template, targets: stock.map(slots) };
      results.push(
        shown(`B4 one step forward${name}`, await compare(ground.cluster, work, ground.pace), `${told(sent)} a step, Idempotency-Key with each; ${note}`),
      );
    }
    return results;
  },
};
