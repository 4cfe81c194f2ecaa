import { duplicateFigures } from '@hezhi/cases/server';
import { reportBody } from '../fill/fill.ts';
import { readable } from '../fill/queries.ts';
import { details, places, troubles } from '../fill/words.ts';
import type { Ask } from '../load/client.ts';
import { median } from '../load/rounds.ts';
import { inTurns, ratios, type Contender, type Turn } from '../load/turns.ts';
import { middleOf, type Town } from '../town.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

/** The largest database whose cases all have facts, words and search text. */
export const worded = (ground: Ground): 't1m' | 't200k' => (ground.sizes.includes('t1m') ? 't1m' : 't200k');

/** Reading one case (B3), on the same database and in turns with what is compared to it. */
export async function readOne(ground: Ground, size: string, token: string): Promise<Contender> {
  const ids = await ground.cluster.on(size, (db) => readable(db, 500));
  return { key: 'B3', database: size, asks: ids.map((id): Ask => ({ method: 'GET', path: `/api/cases/${id}`, token })) };
}

/** The 99th percentile against that of B3 in the same rounds; the ratio must stay below the bar. */
export function against(turns: ReadonlyMap<string, readonly Turn[]>, key: string, name: string, bar: number, note: string): Result {
  const { median: ratio, rounds } = ratios(turns, key, 'B3', ({ p99 }) => p99);
  const own = turns.get(key)!;
  const of = (list: readonly Turn[], pick: (turn: Turn) => number): number => median(list.map(pick));
  return {
    name,
    unit: 'ms',
    ours: round(
      of(own, ({ p99 }) => p99),
      2,
    ),
    floor: round(
      of(turns.get('B3')!, ({ p99 }) => p99),
      2,
    ),
    ratio: round(ratio, 2),
    n: own.reduce((sum, one) => sum + one.requests, 0),
    note: `p99; floor = B3's p99 on the same database in turns; bar: ratio at most ${bar}; ratios of the rounds ${rounds.map((one) => one.toFixed(1)).join(' ')}; median ${of(own, ({ p50 }) => p50).toFixed(1)} ms, ${of(own, ({ speed }) => speed).toFixed(0)} a second; ${note}`,
  };
}

/** What residents and the staff would type, all over the town. */
function similarAsks(town: Town): Ask[] {
  const grids = town.communities.flatMap(({ grids: own }) => own);
  const askers = [...town.residents, ...town.clerks];
  return Array.from({ length: 800 }, (_, i): Ask => {
    const words = `${places[(i * 7) % places.length]}${troubles[(i * 11) % troubles.length]}，${details[i % details.length]}`;
    const asker = askers[i % askers.length]!;
    // A clerk asks about the own community.
    const at = asker.post === null ? grids[(i * 37) % grids.length]! : grids.find(({ code }) => code.startsWith(asker.area))!;
    const { category, description, place } = JSON.parse(reportBody(middleOf(at), '', 'B03', words)) as Record<string, unknown>;
    return { method: 'POST', path: '/api/cases/similar', token: asker.token, body: JSON.stringify({ category, description, place }) };
  });
}

/** B7: likely the same near by while a report is written; and how often the suggester is right on the labelled set. */
export const near: Row = {
  key: 'B7',
  async run(ground) {
    const size = worded(ground);
    const town = await ground.town(size);
    const contenders = [await readOne(ground, size, town.supervisor.token), { key: 'B7', database: size, asks: similarAsks(town) }];
    const turns = await inTurns(ground.cluster, contenders, ground.pace);
    const results = [
      against(
        turns,
        'B7',
        `B7 duplicate suggestion among ${size.slice(1)} cases`,
        5,
        `${ground.pace.connections} at once; residents (public words) and clerks`,
      ),
    ];
    for (const [reach, who] of [
      ['full', 'staff'],
      ['public', 'residents'],
    ] as const) {
      const { pairs, same, precision, recall, wrong } = duplicateFigures(reach);
      const note = `test half of the labelled set, ${pairs} pairs, ${same} of them the same; shipped threshold; ${who}; taken for the same among hard negatives: ${Object.entries(
        wrong,
      )
        .map(([kind, share]) => `${kind} ${share.toFixed(2)}`)
        .join(', ')}`;
      const share = (name: string, value: number): Result => ({ name, unit: 'share', ours: round(value, 3), floor: null, ratio: null, n: pairs, note });
      results.push(share(`B7 precision for ${who}`, precision), share(`B7 recall for ${who}`, recall));
    }
    return results;
  },
};
