import type { Ask } from '../load/client.ts';
import { inTurns, ratios, type Turn } from '../load/turns.ts';
import type { Town } from '../town.ts';
import { round, type Ground, type Result } from './row.ts';

/**
 * How the time of a page grows with history: all sizes of this run asked in turns within each round; for each larger size the median of the rounds' ratios of times to the smallest.
 * Nothing where there is one size only.
 */
export async function flatness(
  ground: Ground,
  name: string,
  asksOf: (town: Town) => readonly Ask[],
  time: (turn: Turn) => number,
  note: string,
  connections = ground.pace.connections,
): Promise<Result[]> {
  const [first, ...larger] = ground.sizes;
  if (!first || larger.length === 0) return [];
  const contenders = [];
  for (const size of ground.sizes) contenders.push({ key: size, database: size, asks: asksOf(await ground.town(size)) });
  const turns = await inTurns(ground.cluster, contenders, { ...ground.pace, connections });
  return larger.map((size) => {
    const { median, rounds } = ratios(turns, size, first, time);
    return {
      name: `${name} time at ${size.slice(1)} over time at ${first.slice(1)}`,
      unit: 'ratio',
      ours: round(median, 3),
      floor: null,
      ratio: round(median, 3),
      n: turns.get(size)!.reduce((sum, one) => sum + one.requests, 0),
      note: `${note}; both sizes in turns, ratios of the rounds ${rounds.map((one) => one.toFixed(2)).join(' ')}`,
    };
  });
}
